"""Many at once: a story is published once, words are agreed once, a comment is looked at once."""

import json

import pytest

from tests.web.house.test_audit_record import URL, in_a_process, postgresql, scratch  # noqa: F401

TRIES = """
    import json, sys, threading
    from tilth.ground.place import Place
    from tilth.web.records import open_records
    place = Place.open(sys.argv[1])
    open_records(place)
    from django.db import connection
    from django.utils import timezone
    from tilth.ground.errors import AgreementError
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

    def all_at_once(times, makers):
        ends, ready = [], threading.Barrier(len(makers))

        def run(make):
            ready.wait()
            for n in range(times):
                try:
                    make(n)
                    ends.append("done")
                except AgreementError:
                    ends.append("refused")
            connection.close()

        threads = [threading.Thread(target=run, args=(make,)) for make in makers]
        [t.start() for t in threads]
        [t.join() for t in threads]
        return {word: ends.count(word) for word in sorted(set(ends))}

    def publishes(standing):
        return lambda n: moderating.publish(standing, one, one.seen)

    found = {"published": all_at_once(50, [publishes(k) for k in keepers])}
    found["steps"] = Step.objects.filter(about=one.key, act="published").count()
    one.refresh_from_db()
    edition = moderating.propose(keepers[0], one, one.seen, {"words": "We all walked."}, "clearer")
    found["agreed"] = all_at_once(
        2, [lambda n: moderating.answer_edit(None, one, edition, n % 2 == 0)] * 10)
    found["editions"] = Edition.objects.filter(proposed=False).count()
    outside = Standing(By("nobody", ""), None)
    said, code = talk.say(outside, one.key, words="Thank you")
    found["looked"] = all_at_once(2, [lambda n, k=k: talk.look(k, said, True) for k in keepers])
    found["taken back"] = all_at_once(2, [lambda n: talk.take_back_by_code(outside, code)] * 5)
    found["back steps"] = Step.objects.filter(
        about=said.key, act="took back what they said").count()
    found["entries"] = audit.verify(place)["broken"]
    print(json.dumps(found))
"""


@pytest.mark.parametrize("engine", ["sqlite", *(["postgresql"] if URL else [])])
def test_AT_08_a_story_is_published_once_however_many_press_at_once(
    scratch,  # noqa: F811
    engine,
    request,
):
    """SAFETY 8: 500 tries to publish have one effect; so have agreeing, looking, taking back."""
    place, environment = scratch
    if engine == "postgresql":
        environment["TILTH_DATABASE_URL"] = request.getfixturevalue("postgresql")
    one = in_a_process(TRIES, place, **environment)
    out, err = one.communicate(timeout=300)
    assert one.returncode == 0, err
    told = json.loads(out)
    assert told["published"] == {"done": 1, "refused": 499}
    assert told["steps"] == 1
    assert told["agreed"] == {"done": 1, "refused": 19}
    assert told["editions"] <= 1
    assert told["looked"] == {"done": 1, "refused": 19}
    assert told["back steps"] == 1
    assert told["entries"] is None
