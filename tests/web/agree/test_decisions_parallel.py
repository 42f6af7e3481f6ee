"""Five hundred voices at once, two chairs at once, one link used by many: one effect each."""

import json

import pytest

from tests.web.house.test_audit_record import URL, in_a_process, postgresql, scratch  # noqa: F401

VOICES = """
    import datetime, json, sys, threading
    from tilth.ground.place import Place
    from tilth.web.records import open_records
    place = Place.open(sys.argv[1])
    open_records(place)
    from django.db import connection
    from tilth.ground.errors import AgreementError
    from tilth.web.agree import emailed
    from tilth.web.agree.actions import closing, decisions, voices
    from tilth.web.agree.models import Agreement, Body, Decision, EmailedLink, Partner
    from tilth.web.agree.models import Signature, Step, Version, Voice
    from tilth.web.agree.standing import Standing
    from tilth.web.house import audit
    from tilth.web.house.by import By
    from tilth.web.house.models import Person

    on = datetime.date(2026, 5, 20)
    slugs = [f"partner-{n:02}" for n in range(25)]
    told = {"sector": "voluntary", "accountability": "charitable", "state": "joined"}
    partners = [Partner.objects.create(slug=s, name=s, email=f"{s}@example.org", **told)
                for s in slugs]
    board = Body.objects.create(slug="board", name="Board", type="board", layer="place")
    paper = Agreement.objects.create(slug="how", title="How", type="partnership", body=board)
    rule = {"quorum_partners": 25, "chair_independent": False, "days": 0}
    version = Version.objects.create(agreement=paper, number=1, since=on,
                                     clauses={"parties": slugs, "decide": rule})
    for one in partners:
        Signature.objects.create(version=version, partner=one, name=one.name, on=on)

    def put(**more):
        return decisions.draft(
            Standing.for_by(By.emailed("partner-00")), body=board, title="Warm rooms",
            proposal="We open them.", why="Cold.", population="All", layer="neighbourhood",
            equality="All gain.", review=on, **more)

    proposing = Standing.for_by(By.emailed("partner-00"))
    one = put(route="light")
    Decision.objects.filter(pk=one.pk).update(stage="objections", opened=on - datetime.timedelta(9))
    ends = []

    def all_at_once(times, makers):
        ends.clear()
        ready = threading.Barrier(len(makers))

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

    def voice_of(slug):
        def speak(n):
            position = ("support", "consent", "aside")[n % 3]
            voices.speak(Standing.for_by(By.emailed(slug)), one, on, position=position)
        return speak

    found = {"voices": all_at_once(20, [voice_of(s) for s in slugs])}
    found["rows"] = Voice.objects.filter(decision=one).count()
    found["steps"] = Step.objects.filter(about__startswith="voice:").count()
    found["entries"] = audit.verify(place)["broken"]

    def chair(name):
        person = Person.objects.create_user(f"{name}@example.org", name, roles=["chair"])
        return Standing.for_by(By(person.ref, "chair", "", person))

    chairs = [chair("ann"), chair("bob")]
    def closes(standing):
        return lambda n: closing.close(standing, one, on, "Agreed")
    found["closes"] = all_at_once(1, [closes(c) for c in chairs] + [voice_of(s) for s in slugs[:6]])
    one.refresh_from_db()
    found["outcome"] = one.outcome
    found["closed steps"] = Step.objects.filter(about=one.key, act="closed").count()
    last = Step.objects.filter(about__startswith="voice:").latest("pk").pk
    found["spoke after"] = last > Step.objects.get(about=one.key, act="closed").pk

    two = put(route="light")
    Decision.objects.filter(pk=two.pk).update(stage="objections", opened=on)
    emailed.PURPOSES["voice"] = emailed.Purpose("tilth.web.agree.decisions.by_link")
    link, token = emailed.make(chairs[0].by, two, partners[3], "voice")

    def by_link(n):
        emailed.use(link, lambda by: voices.speak(
            Standing.for_by(by), two, on, position="consent"))

    found["link"] = all_at_once(5, [by_link] * 20)
    found["link rows"] = Voice.objects.filter(decision=two).count()
    found["asked"] = all_at_once(1, [
        lambda n: emailed.make(chairs[0].by, two, partners[4], "voice")] * 10)
    print(json.dumps(found))
"""


@pytest.mark.parametrize("engine", ["sqlite", *(["postgresql"] if URL else [])])
def test_AT_08_P_044_five_hundred_voices_at_once_are_counted_one_a_partner(
    scratch,  # noqa: F811
    engine,
    request,
):
    """P-044, SAFETY 8: vote and close have one effect each, however many try at once."""
    place, environment = scratch
    if engine == "postgresql":
        environment["TILTH_DATABASE_URL"] = request.getfixturevalue("postgresql")
    one = in_a_process(VOICES, place, **environment)
    out, err = one.communicate(timeout=560)
    assert one.returncode == 0, err
    told = json.loads(out)
    assert told["voices"] == {"done": 500}
    assert (told["rows"], told["steps"], told["entries"]) == (25, 500, None)
    assert told["closes"].get("done", 0) >= 1
    assert (told["outcome"], told["closed steps"]) == ("carried", 1)
    assert told["spoke after"] is False
    assert told["link"] == {"done": 1, "refused": 99}
    assert told["link rows"] == 1
    assert told["asked"] == {"done": 1, "refused": 9}
