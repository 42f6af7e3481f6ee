"""What chance alone gives: exact against a slow listing, drawn against exact."""

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.agree.balance import chance as room
from tilth.agree.balance.chance import (
    by_partition,
    chance,
    one_by_one,
    partitions,
    partitions_of,
    together,
)
from tilth.agree.balance.measures import NAMES, measures


def rng():
    return np.random.default_rng(7)


def test_six_things_among_six_fall_as_listing_all_46656_ways_tells():
    """Counted one by one; all apart, for one, is 6! of the 6 ** 6 ways."""
    listed = Counter(
        tuple(sorted((whose.count(one) for one in range(6)), reverse=True))
        for whose in itertools.product(range(6), repeat=6)
    )
    assert listed.total() == 6**6
    assert listed[1, 1, 1, 1, 1, 1] == math.factorial(6)
    ways, likely = by_partition(6, 6)
    found = {tuple(map(int, way)): p for way, p in zip(ways, likely, strict=True)}
    assert found == {way: pytest.approx(count / 6**6) for way, count in listed.items()}


small = st.integers(2, 4).flatmap(lambda n: st.tuples(st.integers(1, 6), st.just(n)))


@settings(max_examples=40, deadline=None)
@given(small)
def test_the_exact_band_is_that_of_listing_every_single_way(some):
    total, members = some
    ways, weight = one_by_one(np.ones(total), members)
    listed, found = measures(ways), chance(np.ones(total), members, rng())
    for name in NAMES:
        order = np.argsort(listed[name], kind="stable")
        values, running = listed[name][order], weight[order].cumsum()
        assert found[name].high == pytest.approx(
            next(v for v, r in zip(values, running, strict=True) if r >= 0.975 - 1e-9)
        )
        backward = weight[order][::-1].cumsum()
        assert found[name].low == pytest.approx(
            next(v for v, r in zip(values[::-1], backward, strict=True) if r >= 0.975 - 1e-9)
        )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 25), st.integers(1, 12))
def test_all_ways_together_are_certain(total, members):
    _, likely = by_partition(total, members)
    assert likely.sum() == pytest.approx(1)
    assert len(likely) == partitions_of(total, members) == len(list(partitions(total, members)))


@pytest.mark.parametrize(("total", "members"), [(21, 9), (30, 6), (12, 12)])
def test_drawn_bands_lie_by_the_exact_ones(total, members, monkeypatch):
    exact = chance(np.ones(total), members, rng())
    monkeypatch.setattr(room, "MOST_LISTED", 0)
    drawn = chance(np.ones(total), members, rng())
    for name in ("equality", "evenness", "largest"):
        assert drawn[name].low == pytest.approx(exact[name].low, abs=0.035)
        assert drawn[name].high == pytest.approx(exact[name].high, abs=0.035)
    assert abs(drawn["most"].high - exact["most"].high) <= 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([100.0, 250.0, 4000.0]), min_size=2, max_size=6))
def test_unequal_sums_are_listed_one_by_one_and_drawn_nearby(sums):
    exact = chance(sums, 3, rng())
    assert exact["most"].high <= sum(sums)
    drawn = measures(room._drawn(np.array(sums), 3, rng()))["largest"].mean()
    ways, weight = one_by_one(np.array(sums), 3)
    assert drawn == pytest.approx((measures(ways)["largest"] * weight).sum(), abs=0.02)


def test_many_unequal_sums_are_drawn():
    found = chance([100.0, 250.0, *[50.0] * 30], 9, rng())
    assert 0 < found["equality"].low < found["equality"].high < 1
    assert found == chance([100.0, 250.0, *[50.0] * 30], 9, rng())


@given(st.integers(1, 200), st.integers(2, 12), st.floats(0.5, 5000))
@settings(max_examples=25, deadline=None)
def test_the_size_of_alike_contributions_changes_no_share(total, members, size):
    one, other = (chance(np.full(total, s), members, rng()) for s in (1.0, size))
    for name in ("equality", "largest", "effective"):
        assert other[name].low == pytest.approx(one[name].low)
    assert other["most"].high == pytest.approx(size * one["most"].high)


def test_nothing_given_has_no_band():
    assert math.isnan(chance([], 4, rng())["equality"].low)


def test_what_some_give_together_by_chance_is_binomial_and_drawn_where_sums_differ():
    assert together([1] * 21, 3 / 9, rng()) == 11
    below = sum(math.comb(21, k) / 3**k * (2 / 3) ** (21 - k) for k in range(11))
    at = below + math.comb(21, 11) / 3**11 * (2 / 3) ** 10
    assert below < 0.975 <= at
    assert together([10.0] * 21, 3 / 9, rng()) == 110
    drawn = together([10.0] * 20 + [10.5], 3 / 9, rng())
    assert drawn == pytest.approx(110, abs=11)
