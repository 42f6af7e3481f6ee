"""Five hundred voices at once, two chairs at once, one link used by many: one effect each."""

from tests.web.at_once import EVERY_ENGINE

VOICES = """
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
    def voice_of(slug):
        def speak(n):
            position = ("support", "consent", "aside")[n % 3]
            voices.speak(Standing.for_by(By.emailed(slug)), one, on, position=position)
        return speak

    speaking = [voice_of(s) for s in slugs]
    found = {"voices": all_at_once(lambda who, n: speaking[who](n), times=20, threads=25)}
    found["rows"] = Voice.objects.filter(decision=one).count()
    found["steps"] = Step.objects.filter(about__startswith="voice:").count()
    found["entries"] = audit.verify(place)["broken"]

    def chair(name):
        person = Person.objects.create_user(f"{name}@example.org", name, roles=["chair"])
        return Standing.for_by(By(person.ref, "chair", "", person))

    chairs = [chair("ann"), chair("bob")]
    def closes(standing):
        return lambda n: closing.close(standing, one, on, "Agreed")
    both = [closes(c) for c in chairs] + speaking[:6]
    found["closes"] = all_at_once(lambda who, n: both[who](n), threads=8)
    one.refresh_from_db()
    found["outcome"] = one.outcome
    found["closed steps"] = Step.objects.filter(about=one.key, act="closed").count()
    last = Step.objects.filter(about__startswith="voice:").latest("pk").pk
    found["spoke after"] = last > Step.objects.get(about=one.key, act="closed").pk

    two = put(route="light")
    Decision.objects.filter(pk=two.pk).update(stage="objections", opened=on)
    emailed.PURPOSES["voice"] = emailed.Purpose("tilth.web.agree.decisions.by_link")
    link, token = emailed.make(chairs[0].by, two, partners[3], "voice")

    def by_link(*_):
        emailed.use(link, lambda by: voices.speak(
            Standing.for_by(by), two, on, position="consent"))

    found["link"] = all_at_once(by_link)
    found["link rows"] = Voice.objects.filter(decision=two).count()
    found["asked"] = all_at_once(
        lambda *_: emailed.make(chairs[0].by, two, partners[4], "voice"), threads=10)
    print(json.dumps(found))
"""


@EVERY_ENGINE
def test_AT_08_P_044_five_hundred_voices_at_once_are_counted_one_a_partner(many_at_once, engine):
    """P-044, SAFETY 8: vote and close have one effect each, however many try at once."""
    told = many_at_once(VOICES, engine=engine)
    assert told["voices"] == {"done": 500}
    assert (told["rows"], told["steps"], told["entries"]) == (25, 500, None)
    assert told["closes"].get("done", 0) >= 1
    assert (told["outcome"], told["closed steps"]) == ("carried", 1)
    assert told["spoke after"] is False
    assert told["link"] == {"done": 1, "refused": 19}
    assert told["link rows"] == 1
    assert told["asked"] == {"done": 1, "refused": 9}
