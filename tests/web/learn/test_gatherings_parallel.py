"""Many at one booking, one invitation, one letter of a fortnight at once: one effect each."""

from tests.web.at_once import EVERY_ENGINE

ACTS = """
    from django.core import mail
    from django.test.utils import override_settings
    from django.utils import timezone
    from tilth.web.agree.models import Partner
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By
    from tilth.web.house.models import Person
    from tilth.web.learn.actions import digests, gatherings, inviting
    from tilth.web.learn.models import Carried, Gathering, Story

    Partner.objects.all().delete()
    told = {"sector": "voluntary", "accountability": "charitable", "state": "joined"}
    made = [Partner.objects.create(slug=f"p{n}", name=f"P {n}", email=f"p{n}@example.org", **told)
            for n in range(8)]
    person = Person.objects.create_user("ann@example.org", "Ann", roles=["secretariat"])
    keeper = Standing.for_by(By(person.ref, "secretariat", "", person))
    begins = timezone.now() + datetime.timedelta(days=3)
    one = gatherings.plan(keeper, title="Walk", type="visit", begins=begins, ends=begins, most=5)
    today = begins.date()
    found = {"book": all_at_once(lambda n, _: gatherings.book(
        keeper, one, people=1, today=today, partner=made[n]), threads=8)}
    found["coming"] = sum(row["people"] for row in Gathering.objects.get().coming)
    now = timezone.now()
    Story.objects.create(slug="s1", title="Warm", state="published", for_everyone=True, told=now,
                         published=now)
    digests.confirm(digests.ask("reader@example.org", []), [])
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        found["invite"] = all_at_once(lambda *_: inviting.invite(
            keeper, one, made[0], site="", place="P"), threads=8)
        found["invitations"] = len(mail.outbox)
        mail.outbox = []
        all_at_once(lambda *_: digests.send_all(
            By.command(), timezone.localdate(), site="", place="P"), threads=8)
        found["letters"] = len(mail.outbox)
    found["carried"] = Carried.objects.count()
    print(json.dumps(found))
"""


@EVERY_ENGINE
def test_AT_many_at_one_gathering_or_letter_at_once_have_one_effect_each(many_at_once, engine):
    """P-207: a letter goes out once, however many send it."""
    told = many_at_once(ACTS, engine=engine)
    assert told["book"] == {"done": 5, "refused": 3}
    assert told["coming"] == 5
    assert told["invite"] == {"done": 1, "refused": 7}
    assert (told["invitations"], told["letters"], told["carried"]) == (1, 1, 1)
