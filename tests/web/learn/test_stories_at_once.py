"""Many at once: a story is published once, words are agreed once, a comment is looked at once."""

from tests.web.at_once import EVERY_ENGINE

TRIES = """
    from django.utils import timezone
    from tilth.web.agree.models import Step
    from tilth.web.agree.standing import Standing
    from tilth.web.house import audit
    from tilth.web.house.by import By
    from tilth.web.house.models import Person
    from tilth.web.learn.actions import moderating, talk
    from tilth.web.learn.models import Comment, Edition, Story

    def keeper(name):
        person = Person.objects.create_user(f"{name}@example.org", name, roles=["chair"])
        return Standing.for_by(By(person.ref, "chair", "", person))

    keepers = [keeper(f"keeper{n}") for n in range(10)]
    told = {"title": "A walk", "words": "We walked.", "for_everyone": True, "state": "sent"}
    one = Story.objects.create(slug="walk", told=timezone.now(), **told)

    found = {"published": all_at_once(
        lambda who, _: moderating.publish(keepers[who], one, one.seen), times=50, threads=10)}
    found["steps"] = Step.objects.filter(about=one.key, act="published").count()
    one.refresh_from_db()
    edition = moderating.propose(keepers[0], one, one.seen, {"words": "We all walked."}, "clearer")
    found["agreed"] = all_at_once(
        lambda _, n: moderating.answer_edit(None, one, edition, n == 0), times=2, threads=10)
    found["editions"] = Edition.objects.filter(proposed=False).count()
    outside = Standing(By("nobody", ""), None)
    said, code = talk.say(outside, one.key, words="Thank you")
    found["looked"] = all_at_once(
        lambda who, _: talk.look(keepers[who], said, True), times=2, threads=10)
    found["taken back"] = all_at_once(
        lambda *_: talk.take_back_by_code(outside, code), times=2, threads=5)
    found["back steps"] = Step.objects.filter(
        about=said.key, act="took back what they said").count()
    found["entries"] = audit.verify(place)["broken"]
    print(json.dumps(found))
"""


@EVERY_ENGINE
def test_AT_08_a_story_is_published_once_however_many_press_at_once(many_at_once, engine):
    """SAFETY 8: 500 tries to publish have one effect; so have agreeing, looking, taking back."""
    told = many_at_once(TRIES, engine=engine)
    assert told["published"] == {"done": 1, "refused": 499}
    assert told["steps"] == 1
    assert told["agreed"] == {"done": 1, "refused": 19}
    assert told["editions"] <= 1
    assert told["looked"] == {"done": 1, "refused": 19}
    assert told["back steps"] == 1
    assert told["entries"] is None
