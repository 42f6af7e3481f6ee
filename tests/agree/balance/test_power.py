"""How much the signed rule lets one voice weigh: exact against brute force. B-257."""

import datetime
import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.agree.balance import Member, power
from tilth.agree.balance.power import carries
from tilth.agree.decisions.outcome import Say, Seat, outcome
from tilth.agree.decisions.rule import Rule

members = st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=8).map(
    lambda some: [Member(f"p{at}", *one) for at, one in enumerate(some)]
)
rules = st.builds(
    Rule,
    method=st.sampled_from(["consent", "majority"]),
    quorum_partners=st.integers(0, 6),
    quorum_sectors=st.integers(0, 4),
    non_statutory=st.integers(0, 3),
)


def brute(rule, table):
    """The swings of each member, by listing every way the others can stand."""

    def wins(some):
        heard, others = {m.sector for m in some}, sum(not m.statutory for m in some)
        return carries(rule, len(table), len(some), len(heard), others)

    found = {}
    for one in table:
        rest = [m for m in table if m is not one]
        ways = itertools.chain.from_iterable(
            itertools.combinations(rest, n) for n in range(len(rest) + 1)
        )
        found[one.slug] = sum(wins([*way, one]) and not wins(way) for way in ways)
    return found


@settings(max_examples=150, deadline=None)
@given(rules, members)
def test_counting_by_sectors_is_listing_every_way(rule, table):
    assert {slug: one.swings for slug, one in power(rule, table).items()} == brute(rule, table)


@settings(max_examples=60, deadline=None)
@given(rules, members)
def test_shares_add_up_and_alike_partners_weigh_alike(rule, table):
    found = power(rule, table)
    whole = sum(one.share for one in found.values())
    assert whole == pytest.approx(1) or not any(one.swings for one in found.values())
    by_kind = {}
    for one in table:
        by_kind.setdefault((one.sector, one.statutory), set()).add(found[one.slug])
    assert all(len(same) == 1 for same in by_kind.values())
    assert all(0 <= one.chance <= 1 for one in found.values())


@settings(max_examples=60, deadline=None)
@given(rules, members)
def test_of_one_sector_a_large_public_body_never_weighs_more(rule, table):
    found = power(rule, table)
    for one, other in itertools.permutations(table, 2):
        if one.sector == other.sector and one.statutory and not other.statutory:
            assert found[one.slug].swings <= found[other.slug].swings


def test_a_council_of_five_that_must_agree_and_ten_others_weighs_as_anyone_can_count():
    """Nine of fifteen, all of five among them. One of the five tips it where the other four agree
    with four or more of ten; one of the ten, where all five agree with exactly three of nine."""
    table = [Member(f"p{n}", "permanent") for n in range(5)]
    table += [Member(f"q{n}", "other", True) for n in range(10)]
    found = power(Rule(quorum_partners=9, non_statutory=5), table)
    five, ten = sum(math.comb(10, n) for n in range(4, 11)), math.comb(9, 3)
    assert (found["p0"].swings, found["q0"].swings) == (five, ten) == (848, 84)
    assert found["p0"].share == pytest.approx(five / (5 * five + 10 * ten))
    assert sum(one.share for one in found.values()) == pytest.approx(1)


def test_one_partner_one_voice_by_majority_weighs_all_alike():
    table = [Member(s, s, s == "hospital") for s in ("charities", "club", "hospital")]
    found = power(Rule(method="majority"), table)
    assert {one.chance for one in found.values()} == {0.5}
    assert [one.share for one in found.values()] == pytest.approx([1 / 3] * 3)


def test_nobody_weighs_where_the_rule_cannot_be_met():
    found = power(Rule(quorum_partners=4), [Member("a"), Member("b")])
    assert {one.share for one in found.values()} == {0.0}
    assert power(Rule(), []) == {}


@settings(max_examples=80, deadline=None)
@given(rules, members, st.data())
def test_it_carries_as_the_decisions_themselves_do(rule, table, data):
    """The same rule as `agree.decisions.outcome`, where nobody's interest or objection stands."""
    some = data.draw(st.lists(st.sampled_from(table), unique=True))
    seats = [Seat(m.slug, m.sector, m.statutory) for m in table]
    rest = [m for m in table if m not in some] if rule.method == "majority" else []
    says = [Say(m.slug, "support") for m in some] + [Say(m.slug, "object") for m in rest]
    found = decided(says, rule, seats)
    told = carries(
        rule, len(table), len(some), len({m.sector for m in some}),
        sum(not m.statutory for m in some),
    )  # fmt: skip
    enough_spoke = rule.method == "consent" or (
        len(table) >= rule.quorum_partners and len({m.sector for m in table}) >= rule.quorum_sectors
    )
    if enough_spoke:
        assert (found == "carried") is told


def decided(says, rule, seats):
    """What the decision would come to, once time has run and the chair is independent."""
    days = {"opened": datetime.date(2026, 1, 1), "on": datetime.date(2026, 12, 31)}
    return outcome(says, rule, seats, chair_independent=True, **days).result
