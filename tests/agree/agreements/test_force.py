"""Which version of an agreement holds on a day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.agreements import force
from tilth.agree.agreements.force import Paper, Signed

BOTH = ("charities", "hospital")


def day(number, month=3):
    return datetime.date(2026, month, number)


FIRST = day(1)


def paper(number=1, parties=BOTH, since=FIRST, **told):
    return Paper(number, parties, since, **told)


def by(*partners, on=FIRST, withdrawn=None):
    return tuple(Signed(one, on, withdrawn) for one in partners)


def test_an_agreement_holds_once_every_party_has_signed():
    one = paper()
    assert force.in_force([one], {1: by("charities")}, day(5)) is None
    assert force.missing(one, by("charities")) == ("hospital",)
    assert force.in_force([one], {1: by(*BOTH)}, day(5)) == one


def test_the_last_signature_and_the_first_day_both_have_to_have_come():
    signatures = {1: by("charities") + by("hospital", on=day(10))}
    assert force.begins(paper(), signatures[1]) == day(10)
    assert force.in_force([paper()], signatures, day(9)) is None
    assert force.in_force([paper()], signatures, day(10)) == paper()
    later = paper(since=day(20))
    assert force.in_force([later], signatures, day(19)) is None
    assert force.state(later, signatures[1], day(19)) == "waiting"
    assert force.in_force([later], signatures, day(20)) == later


def test_AC_it_holds_on_its_last_day_and_not_a_day_longer():
    one = paper(until=day(31))
    signatures = {1: by(*BOTH)}
    assert force.in_force([one], signatures, day(31)) == one
    assert force.in_force([one], signatures, day(1, 4)) is None
    assert force.state(one, signatures[1], day(1, 4)) == "lapsed"
    assert force.lapses(one) == datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)


def test_AC_one_ended_early_stops_on_the_very_day():
    one = paper(until=day(15), ended=True)
    signatures = {1: by(*BOTH)}
    assert force.in_force([one], signatures, day(14)) == one
    assert force.in_force([one], signatures, day(15)) is None
    assert force.state(one, signatures[1], day(15)) == "ended"
    assert force.lapses(one) == datetime.datetime(2026, 3, 15, tzinfo=datetime.UTC)


def test_AC_one_ended_on_a_day_nobody_told_holds_on_no_day():
    one = paper(ended=True)
    assert force.in_force([one], {1: by(*BOTH)}, day(5)) is None
    assert force.lapses(one) is None


def test_a_partner_that_leaves_ends_it_for_all_only_where_it_does_not_go_on():
    three = (*BOTH, "homes")
    signatures = {1: by("charities", "homes") + by("hospital", withdrawn=day(20))}
    goes_on, ends = paper(parties=three), paper(parties=three, goes_on=False)
    for one in (goes_on, ends):
        assert force.in_force([one], signatures, day(19)) == one
    assert force.in_force([goes_on], signatures, day(20)) == goes_on
    assert force.bound(goes_on, signatures[1], day(20)) == ("charities", "homes")
    assert force.in_force([ends], signatures, day(20)) is None
    assert force.state(ends, signatures[1], day(20)) == "left"


def test_nobody_agrees_alone():
    signatures = by("charities") + by("hospital", withdrawn=day(20))
    assert force.state(paper(), signatures, day(20)) == "left"


def test_AC_a_signature_taken_back_before_the_last_one_came_never_counted():
    signatures = by("charities", withdrawn=day(5)) + by("hospital", on=day(10))
    assert force.begins(paper(), signatures) is None
    assert force.state(paper(), signatures, day(12)) == "left"


def test_a_later_version_takes_the_place_of_an_earlier_one_for_good():
    first, second = paper(1), paper(2, since=day(10), until=day(20))
    signatures = {1: by(*BOTH), 2: by(*BOTH, on=day(9))}
    assert force.in_force([second, first], signatures, day(9)) == first
    assert force.in_force([second, first], signatures, day(10)) == second
    assert force.states([first, second], signatures, day(10)) == {1: "replaced", 2: "in force"}
    assert force.in_force([second, first], signatures, day(21)) is None


def test_a_draft_binds_nobody_and_neither_does_an_agreement_of_nobody():
    assert force.in_force([], {}, day(5)) is None
    assert force.in_force([paper(since=None)], {1: by(*BOTH)}, day(5)) is None
    assert force.state(paper(since=None), (), day(5)) == "draft"
    assert force.in_force([paper(parties=())], {}, day(5)) is None
    assert force.state(paper(parties=()), (), day(5)) == "signing"


def test_one_that_was_never_signed_by_all_and_is_past_its_last_day_has_lapsed():
    assert force.state(paper(until=day(3)), by("charities"), day(5)) == "lapsed"
    assert force.begins(paper(until=day(3)), by("charities") + by("hospital", on=day(4))) is None


def test_signatures_of_others_count_for_nothing():
    assert force.in_force([paper()], {1: by("charities", "club")}, day(5)) is None


def test_before_the_last_signature_it_still_waits_for_signatures():
    assert force.state(paper(), by(*BOTH, on=day(9)), day(5)) == "signing"


def test_without_a_last_day_it_does_not_lapse():
    assert force.lapses(paper()) is None


@pytest.mark.parametrize("word", ["draft", "signing", "in force", "lapsed", "replaced"])
def test_every_state_has_words(word):
    assert force.STATES[word]


days = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 1, 20))
maybe = st.none() | days
signatures = st.lists(
    st.builds(Signed, st.sampled_from(("a", "b", "c")), days, maybe),
    max_size=3,
    unique_by=lambda one: one.partner,
)
papers = st.builds(
    Paper, st.just(1), st.sampled_from((("a",), ("a", "b"), ("a", "b", "c"))), maybe, maybe,
    st.booleans(), st.booleans(),
)  # fmt: skip


def slow(paper, signatures, on):
    """The obvious twin: walk through the days, and see on each who is bound."""
    begun, day_ = False, datetime.date(2025, 12, 31)
    while day_ <= on:
        bound = {s.partner for s in signatures if s.on <= day_ and not _gone(s, day_)}
        everyone = set(paper.parties) <= bound
        over = (paper.until is None or day_ >= paper.until) if paper.ended else (
            paper.until is not None and day_ > paper.until)  # fmt: skip
        if paper.since is not None and day_ >= paper.since and everyone and not over:
            begun = True
        day_ += datetime.timedelta(days=1)
    left = len(set(paper.parties) & bound)
    return begun and not over and (left == len(paper.parties) or (paper.goes_on and left > 1))


def _gone(signed, on):
    return signed.withdrawn is not None and on >= signed.withdrawn


@given(papers, signatures, days)
def test_AC_a_slow_twin_that_walks_through_the_days_finds_the_same(paper, signatures, on):
    """Signed and taken back again before the others came: neither ever holds."""
    fast = force.in_force([paper], {1: tuple(signatures)}, on) is not None
    began = force.begins(paper, tuple(signatures))
    if began is None:
        assert not fast
    assert fast == slow(paper, signatures, on)


@given(papers, signatures, days)
def test_AC_what_has_lapsed_never_comes_back(paper, signatures, on):
    if force.state(paper, tuple(signatures), on) in ("lapsed", "ended"):
        later = on + datetime.timedelta(days=40)
        assert force.in_force([paper], {1: tuple(signatures)}, later) is None


@given(papers, signatures, days)
def test_AC_it_never_holds_without_every_partys_signature(paper, signatures, on):
    if force.missing(paper, signatures):
        assert force.in_force([paper], {1: tuple(signatures)}, on) is None


@given(papers, signatures, days)
def test_the_state_says_in_force_exactly_when_it_is(paper, signatures, on):
    said = force.state(paper, tuple(signatures), on) == "in force"
    assert said == (force.in_force([paper], {1: tuple(signatures)}, on) is not None)
