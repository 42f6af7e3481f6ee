"""What is recorded round the table, read as acts, seats and things the network is reasoned on."""

import datetime

import pytest

from tests.web.agree.making import board_of, decision_of, round_table, signed
from tilth.agree.network import silos
from tilth.web.agree.models import (
    Agreement,
    Body,
    Commitment,
    Contribution,
    Meeting,
    Role,
    Signature,
    Tie,
    Turn,
    Version,
    Voice,
)
from tilth.web.agree.network import records, told
from tilth.web.agree.network.map import seen_on

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2026, 3, 2)


def acts_of(kind):
    return [act for act in records.acts() if act.kind == kind]


def keys(*slugs):
    return frozenset(f"partner:{slug}" for slug in slugs)


def test_a_programme_ties_those_with_a_part_in_it():
    """B-008: roles, promises kept up, money given and joint roles make a part in a programme."""
    partners = round_table()
    body = Body.objects.create(slug="walks", name="Walks", type="programme", layer="place")
    Role.objects.create(
        partner=partners["homes"], and_for=partners["club"], body=body, title="lead", since=DAY
    )
    told_of = {"programme": body, "made": DAY, "words": "x"}
    Commitment.objects.create(ref="C-001", made_by=partners["council"], **told_of)
    Commitment.objects.create(
        ref="C-002", made_by=partners["hospital"], state="declined", **told_of
    )
    Contribution.objects.create(
        partner=partners["charities"], to_body=body, type="in kind", currency="time", since=DAY
    )
    (act,) = acts_of("programme")
    assert act.who == keys("homes", "club", "council", "charities")
    (joint,) = acts_of("joint role")
    assert joint.who == keys("homes", "club")
    assert acts_of("contribution") == []  # it went to the programme, not to a partner


def test_promises_conversations_and_what_others_saw_are_acts():
    partners = round_table()
    made = {"made_to": partners["club"], "made": DAY, "words": "x"}
    Commitment.objects.create(ref="C-001", made_by=partners["homes"], **made)
    Commitment.objects.create(ref="C-002", made_by=partners["council"], state="asked", **made)
    ends = {"one": "partner:homes", "other": "partner:club", "on": DAY}
    Tie.objects.create(heard="conversation", topic="Falls", **ends)
    Tie.objects.create(heard="act", topic="Shares a van", **ends)
    Tie.objects.create(heard="conversation", one="partner:homes", other="residents", on=DAY)
    Tie.objects.create(heard="act", one="partner:homes", other="partner:homes", on=DAY)
    Tie.objects.create(heard="act", withdrawn=True, **ends)
    assert [act.who for act in acts_of("promise")] == [keys("homes", "club")]
    assert [act.what for act in acts_of("conversation")] == ["Falls"]
    (seen,) = acts_of("seen")
    assert seen.between(D(2030, 1, 1), D(2030, 2, 1))
    assert not records.words()


def test_meetings_decisions_and_seats_are_acts_of_a_whole_table():
    partners = round_table()
    board = board_of()
    meeting = Meeting.objects.create(body=board, on=DAY, state="agreed")
    Meeting.objects.create(body=board, on=D(2026, 4, 2), state="planned")
    for slug in ("homes", "club"):
        Turn.objects.create(meeting=meeting, partner=partners[slug], type="present")
    decision = decision_of(board, partners["homes"], stage="closed", closed=DAY)
    decision_of(board, partners["homes"], stage="objections")
    for slug in ("homes", "council"):
        Voice.objects.create(
            decision=decision, partner=partners[slug], position="consent",
            at=datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC),
        )  # fmt: skip
    Role.objects.create(partner=partners["homes"], body=board, title="m", since=D(2020, 1, 1))
    Role.objects.create(
        partner=partners["club"], body=board, title="m", since=D(2022, 1, 1), until=D(2023, 1, 1)
    )
    assert [act.who for act in acts_of("meeting")] == [keys("homes", "club")]
    assert [act.who for act in acts_of("decision")] == [keys("homes", "council")]
    assert [(act.who, act.since, act.until) for act in acts_of("body")] == [
        (keys("homes"), D(2020, 1, 1), D(2021, 12, 31)),
        (keys("homes", "club"), D(2022, 1, 1), None),
    ]
    assert seen_on(DAY, [], records.acts())["close"] == set()


def test_data_are_in_no_silo_while_an_agreement_between_partners_covers_them(demo_place):
    """P-030: a source that no living agreement covers is with one partner only."""
    partners = round_table()
    source = demo_place.sources[0]
    agreement = Agreement.objects.create(
        slug="share", title="Share", type="sharing", sources=[source.name]
    )
    clauses = {"parties": ["homes", "council"]}
    version = Version.objects.create(agreement=agreement, number=1, clauses=clauses, since=DAY)
    for slug in ("homes", "council"):
        Signature.objects.create(version=version, partner=partners[slug], name="x", on=DAY)
    alone = {thing.key for thing in silos.silos(records.things(demo_place, D(2026, 3, 20)))}
    assert source.name not in alone
    assert demo_place.sources[1].name in alone
    Signature.objects.filter(partner=partners["homes"]).update(withdrawn=D(2026, 3, 10))
    alone = {thing.key for thing in silos.silos(records.things(demo_place, D(2026, 3, 20)))}
    assert source.name in alone


def test_a_decision_one_partner_spoke_on_is_a_silo(demo_place):
    """P-030: decisions with one partner only."""
    partners = round_table()
    board = board_of()
    signed(board, partners)
    decision = decision_of(board, partners["homes"], stage="closed", closed=DAY)
    at = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    Voice.objects.create(decision=decision, partner=partners["homes"], position="support", at=at)
    found = [one for one in silos.silos(records.things(demo_place, DAY)) if one.kind == "decision"]
    assert [one.key for one in found] == [decision.ref]
    Voice.objects.create(decision=decision, partner=partners["club"], position="consent", at=at)
    things = list(records.things(demo_place, DAY))
    assert silos.told(things)["decision"] == {"all": 1, "alone": 0}
    assert silos.told(list(records.things(demo_place, D(2026, 3, 1))))["decision"]["all"] == 0


def test_AC_what_changed_is_told_only_where_it_may_be_read():
    """P-055, B-108: a change of what one side said alone is for that side."""
    from tilth.agree.network.relations import changes, standing

    round_table()
    ends = {"one": "partner:homes", "other": "partner:club", "heard": "survey"}
    Tie.objects.create(on=D(2024, 1, 1), trust=1, stance="opposed", **ends)
    Tie.objects.create(on=D(2026, 1, 1), trust=5, stance="supportive", **ends)
    names = {"partner:homes": "Homes", "partner:club": "Club"}
    words = records.words()
    since, until = D(2024, 12, 31), D(2026, 2, 1)
    found = changes(words, since, until)

    def moved(reader, among=names):
        said = standing(words, since), standing(words, until)
        return told.moved(found, among, *said, reader)

    assert moved("partner:club") == []
    assert [(row["what"], row["before"], row["after"]) for row in moved("partner:homes")] == [
        ("Trust", "low", "high"),
        ("Stance", "against", "in favour"),
    ]
    assert moved("partner:homes", {"partner:homes": "Homes"}) == []
    other = {"one": "partner:club", "other": "partner:homes", "heard": "survey", "trust": 3}
    Tie.objects.create(on=D(2026, 1, 5), **other)
    words = records.words()
    found = changes(words, since, until)
    # Before, one side alone had spoken: what it said then stays its own.
    for reader in ("", "partner:club"):
        assert [(row["one"], row["before"], row["after"]) for row in moved(reader)] == [
            ("Club", "not told", "middle")
        ]


def test_a_network_that_hangs_on_one_partner_is_told_in_words():
    partners = round_table()
    for slug in partners:
        if slug != "council":
            for one, other in ((slug, "council"), ("council", slug)):
                Tie.objects.create(
                    one=f"partner:{one}", other=f"partner:{other}", heard="survey",
                    collaboration=4, on=DAY,
                )  # fmt: skip
    view = seen_on(DAY, records.words(), [])
    found = told.whole(records.organisations(), view["said"], view["close"])
    assert "Ways between partners lead through a few (100 on a scale" in " ".join(
        found["sentences"]
    )
    assert [one["who"] for one in found["bridges"]] == [["Council"]]
    assert told.whole([], {}, set())["sentences"] == []
