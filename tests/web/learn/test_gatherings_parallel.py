"""Many at one booking, one invitation, one letter of a fortnight at once: one effect each."""

import json

import pytest

from tests.web.house.test_audit_record import URL, in_a_process, postgresql, scratch  # noqa: F401

ACTS = """
    import datetime, json, sys, threading
    from tilth.ground.place import Place
    from tilth.web.records import open_records
    place = Place.open(sys.argv[1])
    open_records(place)
    from django.core import mail
    from django.db import connection
    from django.test.utils import override_settings
    from django.utils import timezone
    from tilth.ground.errors import AgreementError
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
    ready = threading.Barrier(8)

    def all_at_once(do):
        ends = []

        def act(number):
            ready.wait()
            try:
                do(number)
                ends.append("done")
            except AgreementError as error:
                ends.append("refused")
            connection.close()

        threads = [threading.Thread(target=act, args=(n,)) for n in range(8)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        return {word: ends.count(word) for word in sorted(set(ends))}

    today = begins.date()
    found = {"book": all_at_once(lambda n: gatherings.book(
        keeper, one, people=1, today=today, partner=made[n]))}
    found["coming"] = sum(row["people"] for row in Gathering.objects.get().coming)
    now = timezone.now()
    Story.objects.create(slug="s1", title="Warm", state="published", for_everyone=True, told=now,
                         published=now)
    digests.confirm(digests.ask("reader@example.org", []), [])
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        found["invite"] = all_at_once(lambda n: inviting.invite(
            keeper, one, made[0], site="", place="P"))
        found["invitations"] = len(mail.outbox)
        mail.outbox = []
        all_at_once(lambda n: digests.send_all(
            By.command(), timezone.localdate(), site="", place="P"))
        found["letters"] = len(mail.outbox)
    found["carried"] = Carried.objects.count()
    print(json.dumps(found))
"""


@pytest.mark.parametrize("engine", ["sqlite", *(["postgresql"] if URL else [])])
def test_AT_many_at_one_gathering_or_letter_at_once_have_one_effect_each(scratch, engine, request):  # noqa: F811
    """P-207: a letter goes out once, however many send it."""
    place, environment = scratch
    if engine == "postgresql":
        environment["TILTH_DATABASE_URL"] = request.getfixturevalue("postgresql")
    one = in_a_process(ACTS, place, **environment)
    out, err = one.communicate(timeout=280)
    assert one.returncode == 0, err
    told = json.loads(out)
    assert told["book"] == {"done": 5, "refused": 3}
    assert told["coming"] == 5
    assert told["invite"] == {"done": 1, "refused": 7}
    assert (told["invitations"], told["letters"], told["carried"]) == (1, 1, 1)
