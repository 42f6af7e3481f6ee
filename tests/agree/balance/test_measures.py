"""How evenly something is shared: worked out by hand, a slow twin, laws. P-042, B-037."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.methods.oracles import told
from tilth.agree.balance.measures import measures
from tilth.agree.balance.sectors import sectors
from tilth.see.methods.spread import theil

gave = st.lists(st.integers(0, 60), min_size=2, max_size=12).filter(any)
FIGURES = ("equality", "evenness", "effective", "largest")


def one(amounts, name):
    return measures(amounts)[name][0]


def test_halves_quarters_and_eighths_are_as_even_as_anyone_works_out_by_hand():
    """H is 1/2 * 1 + 1/4 * 2 + 2 * 1/8 * 3 = 7/4 bits, of 2 bits were all four alike."""
    assert one((4, 2, 1, 1), "effective") == pytest.approx(2 ** (7 / 4))
    assert one((4, 2, 1, 1), "evenness") == pytest.approx(7 / 8)


def test_one_two_and_three_are_as_equal_as_anyone_works_out_by_hand():
    """Two by two they lie 1, 2 and 1 apart: 4 of the 12 there would be, gave one of them all."""
    assert one((1, 2, 3), "equality") == pytest.approx(1 - 4 / 12)


@given(gave)
def test_every_measure_is_its_slow_twin(amounts):
    n, whole = len(amounts), sum(amounts)
    apart = sum(abs(a - b) for a, b in itertools.product(amounts, repeat=2))
    assert one(amounts, "equality") == pytest.approx(1 - apart / (2 * (n - 1) * whole), abs=1e-12)
    h = -sum(a / whole * math.log(a / whole) for a in amounts if a)
    assert one(amounts, "effective") == pytest.approx(math.exp(h))
    assert one(amounts, "evenness") == pytest.approx(h / math.log(n), abs=1e-12)
    assert one(amounts, "largest") == max(amounts) / whole
    assert one(amounts, "silent") == amounts.count(0)
    assert (one(amounts, "most"), one(amounts, "least")) == (max(amounts), min(amounts))


@given(gave, st.randoms(use_true_random=False))
def test_who_is_who_changes_nothing(amounts, random):
    shuffled = random.sample(amounts, len(amounts))
    for name in FIGURES:
        assert one(shuffled, name) == pytest.approx(one(amounts, name), abs=1e-12)


@given(gave, st.floats(0.01, 1000))
def test_the_unit_changes_nothing(amounts, unit):
    for name in FIGURES:
        assert one([a * unit for a in amounts], name) == pytest.approx(one(amounts, name), abs=1e-9)


@given(gave)
def test_a_silent_member_more_lowers_equality(amounts):
    more = [*amounts, 0]
    if np.count_nonzero(amounts) == 1:
        assert one(more, "equality") == pytest.approx(0, abs=1e-12)
    else:
        assert one(more, "equality") < one(amounts, "equality")
        assert one(more, "evenness") < one(amounts, "evenness")


@given(st.integers(2, 20), st.integers(1, 50))
def test_equal_shares_give_one(members, each):
    assert one([each] * members, "equality") == pytest.approx(1)
    assert one([each] * members, "evenness") == pytest.approx(1)
    assert one([each] * members, "effective") == pytest.approx(members)


@given(st.integers(2, 20), st.integers(1, 50))
def test_one_alone_gives_nought(members, amount):
    alone = [amount, *[0] * (members - 1)]
    assert one(alone, "equality") == pytest.approx(0, abs=1e-12)
    assert one(alone, "evenness") == 0
    assert one(alone, "effective") == 1


@given(gave, st.data())
def test_a_gift_from_who_gave_more_to_who_gave_less_raises_equality(amounts, data):
    order = sorted(amounts)
    if order[-1] - order[0] < 2:
        return
    order[0], order[-1] = order[0] + 1, order[-1] - 1
    assert one(order, "equality") > one(amounts, "equality")


def test_nothing_given_or_one_member_has_no_figure():
    for amounts in ([0, 0, 0], [4]):
        assert all(math.isnan(one(amounts, name)) for name in FIGURES)
    assert one([4], "most") == 4


sectored = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30)), min_size=1, max_size=12)


@given(sectored.filter(lambda some: any(amount for _, amount in some)))
def test_between_and_within_sectors_add_up_to_the_whole(some):
    amounts = {f"p{at}": amount for at, (_, amount) in enumerate(some)}
    found = sectors(amounts, {f"p{at}": sector for at, (sector, _) in enumerate(some)})
    assert found.whole == pytest.approx(theil(list(amounts.values()))[0], abs=1e-9)
    assert found.between >= 0
    assert found.within >= 0
    assert sum(row[3] for row in found.rows) == pytest.approx(1)
    assert sum(row[4] for row in found.rows) == pytest.approx(1)


def test_theil_between_single_partners_is_the_published_one(shared):
    """Each partner a sector of its own: all that is uneven lies between sectors."""
    cases = [c for c in told(shared, "inequality_measures")["cases"] if "theil_T" in c]
    assert cases
    for case in cases:
        amounts = {f"p{at}": x for at, x in enumerate(case["x"])}
        found = sectors(amounts, {name: name for name in amounts})
        assert found.between == pytest.approx(case["theil_T"], abs=5e-9)
        assert found.within == pytest.approx(0, abs=1e-12)
