"""What the signed rule makes of voices: small tables, a slow obvious twin, and laws."""

import dataclasses
import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.decisions.outcome import POSITIONS, Say, Seat, closing_day, outcome
from tilth.agree.decisions.rule import Rule

OPENED = datetime.date(2026, 4, 30)
LATE = datetime.date(2026, 6, 30)
TABLE = (
    Seat("council", "council", True, "Council"),
    Seat("hospital", "hospital", True, "General Hospital"),
    Seat("homes", "housing", False, "Together Homes"),
    Seat("charities", "voluntary", False, "Circle of Small Charities"),
    Seat("club", "sport", False, "Club Trust"),
)


def judged(*voices, rule=None, seats=TABLE, independent=True, opened=OPENED, on=LATE, **more):
    """The outcome of voices written as "council support" or Say."""
    says = [one if isinstance(one, Say) else Say(*one.split()) for one in voices]
    rule = rule or Rule(chair_independent=False)
    return outcome(says, rule, seats, chair_independent=independent, opened=opened, on=on, **more)


def unmet(told):
    return [one.words for one in told.unmet]


def test_P_044_one_partner_has_one_voice_whatever_its_size():
    """P-044: a seat knows nothing of income or staff, and nobody has two."""
    assert {one.name for one in dataclasses.fields(Seat)} == {
        "partner", "sector", "statutory", "name",
    }  # fmt: skip
    with pytest.raises(ValueError, match="one partner has one voice"):
        judged("council support", "council consent")
    with pytest.raises(ValueError, match="one partner has one voice"):
        judged(seats=(*TABLE, TABLE[0]))


def test_nobody_has_spoken_so_nothing_is_carried():
    told = judged()
    assert (told.result, told.may_close) == ("not yet", False)
    assert unmet(told) == ["1 more partner must speak: 0 of at least 1 have"]
    assert told.silent == tuple(seat.partner for seat in TABLE)


def test_a_quorum_says_how_many_are_missing():
    told = judged("council support", "homes consent", rule=Rule(quorum_partners=4))
    assert "2 more partners must speak: 2 of at least 4 have" in unmet(told)


def test_a_quorum_that_nobody_can_reach_says_that_the_agreement_must_change():
    told = judged("council support", rule=Rule(quorum_partners=6))
    assert unmet(told) == [
        "5 more partners must speak: 1 of at least 6 have; only 5 can, so the agreement itself "
        "must change"
    ]


def test_sectors_that_are_missing_are_named():
    rule = Rule(quorum_sectors=3)
    told = judged("council support", "hospital support", rule=rule)
    assert unmet(told) == ["partners from 1 more sector must speak (housing, sport, voluntary)"]
    alone = judged("council support", rule=rule, seats=TABLE[:1])
    assert unmet(alone) == [
        "partners from 2 more sectors must speak (none of the partners is from another)"
    ]


def test_an_objection_stops_consent_and_is_named():
    told = judged("council support", "charities object")
    assert (told.result, told.objecting) == ("not yet", ("charities",))
    assert unmet(told) == ["an objection of Circle of Small Charities is open"]
    assert told.words == "An objection of Circle of Small Charities is open."


def test_an_objection_that_is_met_counts_as_being_able_to_live_with_it():
    told = judged("council support", Say("charities", "object", met=True))
    assert (told.result, told.may_close, told.content) == ("carried", True, 2)


def test_P_046_large_public_bodies_cannot_carry_it_alone():
    """P-046: where agreed, somebody outside them must be in favour or able to live with it."""
    rule = Rule(non_statutory=1)
    told = judged("council support", "hospital support", "homes aside", rule=rule)
    assert unmet(told) == [
        "nobody outside the large public bodies is in favour or able to live with it yet"
    ]
    assert judged("council support", "homes consent", rule=rule).result == "carried"
    two = judged("council support", "homes consent", rule=Rule(non_statutory=2))
    assert unmet(two) == [
        "1 more partner outside the large public bodies must be in favour or able to live with it"
    ]


def test_the_chair_must_be_independent_where_that_was_signed():
    rule = Rule(chair_independent=True)
    told = judged("council support", rule=rule, independent=False)
    assert unmet(told) == ["the chair must be independent"]
    assert judged("council support", rule=rule, independent=True).may_close


def test_voices_stay_open_for_the_days_agreed():
    told = judged("council support", on=datetime.date(2026, 5, 13))
    assert unmet(told) == ["voices stay open until 14 May 2026"]
    assert judged("council support", on=datetime.date(2026, 5, 14)).may_close
    later = judged(
        "council support", on=datetime.date(2026, 5, 14), closes=datetime.date(2026, 5, 20)
    )
    assert unmet(later) == ["voices stay open until 20 May 2026"]
    assert unmet(judged("council support", opened=None)) == ["voices are not open yet"]


def test_P_147_a_light_test_is_open_for_fewer_days():
    """P-147: a light way for small tests that can be undone."""
    assert closing_day(Rule(), OPENED, "light") == datetime.date(2026, 5, 3)
    told = judged("council support", on=datetime.date(2026, 5, 3), route="light")
    assert told.result == "carried"


@pytest.mark.parametrize("method", ["consent", "majority"])
def test_P_147_a_light_test_is_never_weaker_on_objections(method):
    """P-147: harm that is seen stops a light test under either method."""
    rule = Rule(method=method, chair_independent=False)
    voices = ["council support", "hospital support", "charities object"]
    told = judged(*voices, rule=rule, route="light")
    assert unmet(told) == ["an objection of Circle of Small Charities is open"]


def test_a_majority_is_of_those_who_spoke_and_standing_aside_is_speaking():
    rule = Rule(method="majority", chair_independent=False)
    assert judged("council support", "homes object", rule=rule).result == "not carried"
    assert judged("council support", "homes aside", rule=rule).result == "not carried"
    told = judged("council support", "club consent", "homes object", rule=rule)
    assert (told.result, told.may_close) == ("carried", True)


def test_under_a_majority_what_is_not_carried_can_be_closed_without_the_others():
    rule = Rule(method="majority", chair_independent=False, non_statutory=1)
    assert judged("council support", "homes object", rule=rule).may_close


def test_when_everyone_stands_aside_nothing_is_carried():
    told = judged("council aside", "homes aside")
    assert (told.result, told.may_close) == ("not carried", True)


def test_who_has_a_conflict_of_interest_is_heard_and_not_counted():
    rule = Rule(quorum_partners=2, chair_independent=False)
    told = judged("council support", Say("homes", "object", interest=True), rule=rule)
    assert (told.spoken, told.interested) == (("council", "homes"), ("homes",))
    assert (told.counted, told.objecting) == (1, ())
    assert unmet(told) == ["1 more partner must speak: 1 of at least 2 have"]
    five = judged(Say("homes", "support", interest=True), rule=Rule(quorum_partners=5))
    assert "only 4 can" in five.words


def test_what_observers_and_those_who_left_say_is_not_counted():
    told = judged("council support", "museum object")
    assert (told.result, told.spoken) == ("carried", ("council",))


def test_what_was_said_of_an_earlier_wording_is_said_again_but_an_objection_stands():
    told = judged(Say("council", "support", earlier=True), "homes consent")
    assert (told.counted, "council" in told.silent) == (1, True)
    stands = judged(Say("charities", "object", earlier=True), "homes consent")
    assert stands.objecting == ("charities",)
    assert "charities" not in stands.silent


def test_a_position_there_is_not_is_our_mistake():
    with pytest.raises(ValueError, match="is not one of support"):
        Say("council", "maybe")


def test_a_seat_without_a_name_is_called_by_its_slug():
    told = judged("a object", seats=(Seat("a", "x"),))
    assert unmet(told) == ["an objection of a is open"]


# ---- a slow obvious twin, and laws

SECTORS = ("council", "health", "voluntary")
seats = st.lists(st.tuples(st.sampled_from(SECTORS), st.booleans()), min_size=1, max_size=6).map(
    lambda told: tuple(Seat(f"p{n}", sector, big) for n, (sector, big) in enumerate(told))
)
rules = st.builds(
    Rule,
    method=st.sampled_from(("consent", "majority")),
    quorum_partners=st.integers(0, 5),
    quorum_sectors=st.integers(0, 3),
    non_statutory=st.integers(0, 3),
    chair_independent=st.booleans(),
    days=st.integers(0, 20),
    light_days=st.integers(0, 5),
)


@st.composite
def cases(draw):
    """A round table, what some of it said, a rule and a day."""
    table = draw(seats)
    said = [
        Say(
            seat.partner,
            draw(st.sampled_from(POSITIONS)),
            interest=draw(st.booleans()) and draw(st.booleans()),
            met=draw(st.booleans()),
            earlier=draw(st.booleans()) and draw(st.booleans()),
        )
        for seat in table
        if draw(st.booleans())
    ]
    days = draw(st.sampled_from((0, 5, 30)))
    return said, draw(rules), table, {
        "chair_independent": draw(st.booleans()),
        "opened": OPENED,
        "on": OPENED + datetime.timedelta(days=days),
        "route": draw(st.sampled_from(("full", "light"))),
    }  # fmt: skip


def twin(said, rule, table, *, chair_independent, opened, on, route):
    """The rule read aloud, part by part, one partner at a time: (result, which parts are unmet)."""
    parts = []
    if (on - opened).days < (rule.light_days if route == "light" else rule.days):
        parts.append("time")
    voices = favour = outside = 0
    heard_sectors, harms = set(), 0
    for seat in table:
        for say in said:
            if say.partner != seat.partner or say.interest:
                continue
            if say.earlier and say.position != "object":
                continue
            voices += 1
            heard_sectors.add(seat.sector)
            content = say.position in ("support", "consent")
            if say.position == "object":
                if say.met:
                    content = True
                else:
                    harms += 1
            if content:
                favour += 1
                if not seat.statutory:
                    outside += 1
    if voices == 0 or voices < rule.quorum_partners:
        parts.append("partners")
    if len(heard_sectors) < rule.quorum_sectors:
        parts.append("sectors")
    if harms and (rule.method == "consent" or route == "light"):
        parts += ["objection"] * harms
    carried = favour > voices / 2 if rule.method == "majority" else favour > 0
    if outside < rule.non_statutory and (rule.method == "consent" or carried):
        parts.append("outside")
    if rule.chair_independent and not chair_independent:
        parts.append("chair")
    if parts:
        return "not yet", parts
    return ("carried" if carried else "not carried"), parts


@given(cases())
def test_the_outcome_is_what_the_rule_read_aloud_says(case):
    said, rule, table, when = case
    told = outcome(said, rule, table, **when)
    assert (told.result, [one.part for one in told.unmet]) == twin(said, rule, table, **when)


@given(cases(), st.data())
def test_monotone_one_more_consent_never_un_carries(case, data):
    said, rule, table, when = case
    silent = [seat.partner for seat in table if seat.partner not in {s.partner for s in said}]
    before = outcome(said, rule, table, **when)
    for partner in silent:
        position = data.draw(st.sampled_from(("support", "consent")))
        after = outcome([*said, Say(partner, position)], rule, table, **when)
        assert before.result != "carried" or after.result == "carried"
        assert {u.part for u in after.unmet} <= {u.part for u in before.unmet} | {"outside"}


@given(cases())
def test_monotone_meeting_an_objection_never_hurts(case):
    said, rule, table, when = case
    before = outcome(said, rule, table, **when)
    for at, one in enumerate(said):
        if one.open_objection:
            met = [*said[:at], replace(one, met=True), *said[at + 1 :]]
            after = outcome(met, rule, table, **when)
            assert before.result != "carried" or after.result == "carried"
            assert len(after.objecting) <= len(before.objecting)
            assert after.content >= before.content


@given(cases(), st.randoms(use_true_random=False))
def test_P_044_anonymous_between_partners_of_a_sector_and_a_kind(case, chance):
    """P-044: who of the same sector and kind said what changes nothing of the outcome."""
    said, rule, table, when = case
    kinds: dict = {}
    for seat in table:
        kinds.setdefault((seat.sector, seat.statutory), []).append(seat.partner)
    swap = {}
    for alike in kinds.values():
        mixed = alike.copy()
        chance.shuffle(mixed)
        swap |= dict(zip(alike, mixed, strict=True))
    moved = [replace(one, partner=swap[one.partner]) for one in said]
    before, after = outcome(said, rule, table, **when), outcome(moved, rule, table, **when)
    assert (before.result, before.counted, before.content) == (
        after.result, after.counted, after.content,
    )  # fmt: skip
    assert [u.part for u in before.unmet] == [u.part for u in after.unmet]


@given(cases())
def test_the_order_in_which_partners_speak_changes_nothing(case):
    said, rule, table, when = case
    assert outcome(said, rule, table, **when) == outcome(said[::-1], rule, table, **when)


@given(cases())
def test_P_147_whatever_stops_the_full_way_for_harm_stops_the_light_one(case):
    """P-147: the light way is never weaker on objections."""
    said, rule, table, when = case
    full = outcome(said, rule, table, **when | {"route": "full"})
    light = outcome(said, rule, table, **when | {"route": "light"})
    harm = [u.words for u in full.unmet if u.part == "objection"]
    assert harm == [] or harm == [u.words for u in light.unmet if u.part == "objection"]


@pytest.mark.parametrize("wrong", [{"method": "dice"}, {"quorum_partners": -1}, {"light_days": -1}])
def test_a_rule_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"is not one of|less than nothing"):
        Rule(**wrong)
