"""Funnels: published points, slow twins, laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.see.methods.oracles import told
from tilth.see.methods.funnel import (
    binomial_limits,
    dispersion,
    funnel,
    poisson_limits,
    poisson_points,
    standing,
)


def test_points_are_the_published_ones(shared):
    for case in told(shared, "poisson_funnel")["cases"]:
        for tail, confidence in ((0.025, 0.95), (0.001, 0.998)):
            low, high = poisson_points(case["O"], confidence=confidence)
            if (wanted := case.get(f"p{tail}_high")) is not None:
                assert float(high) == pytest.approx(wanted, rel=1e-4)
                assert float(low) == pytest.approx(case[f"p{tail}_low"], rel=1e-4)


@given(st.integers(0, 300))
def test_points_leave_the_right_tails(o):
    low, high = (float(p) for p in poisson_points(o))
    assert stats.poisson.cdf(o, high) == pytest.approx(0.025)
    assert stats.poisson.sf(o - 1, low) == pytest.approx(0.025 if o else 1)


def slow_limit(below, tail):
    """The least whole count with enough below it, and the way back to the one before."""
    count = 0
    while below(count) < tail:
        count += 1
    under = below(count - 1) if count else 0.0
    return max(count - (below(count) - tail) / (below(count) - under), 0)


@given(st.floats(0.2, 80), st.sampled_from([0.95, 0.998]))
def test_count_lines_are_their_slow_twins(expected, confidence):
    ours = poisson_limits([expected], confidence=confidence)
    for line, tail in zip(ours, ((1 - confidence) / 2, (1 + confidence) / 2), strict=True):
        slow = slow_limit(lambda k: stats.poisson.cdf(k, expected), tail)
        assert line[0] == pytest.approx(slow, abs=1e-6)


@given(st.integers(1, 80), st.floats(0.02, 0.98))
def test_share_lines_are_their_slow_twins(people, share):
    ours = binomial_limits([people], share)
    for line, tail in zip(ours, (0.025, 0.975), strict=True):
        slow = slow_limit(lambda k: stats.binom.cdf(k, people, share), tail) / people
        assert line[0] == pytest.approx(slow, abs=1e-6)


def test_lines_close_in_as_areas_grow():
    low, high = binomial_limits([10, 100, 1000, 1e6], 0.3)
    assert (np.diff(high) < 0).all()
    assert (np.diff(low) > 0).all()
    low, high = (line / [5, 50, 5e6] for line in poisson_limits([5, 50, 5e6]))
    assert (np.diff(high - low) < 0).all()


def test_chance_alone_is_not_widened_and_more_than_chance_is():
    rng = np.random.default_rng(3)
    n = rng.integers(200, 2000, 150)
    quiet = rng.binomial(n, 0.2)
    loud = rng.binomial(n, rng.beta(20, 80, 150))
    assert dispersion(standing(quiet, n * 0.2, people=n))["inflation"] == 1
    z = standing(loud, n * 0.2, people=n)
    found = dispersion(z, 1 / (2 * np.sqrt(n)))
    assert found["inflation"] > 1.5
    # the true standard deviation of arcsine roots of Beta(20, 80) shares
    truth = np.arcsin(np.sqrt(rng.beta(20, 80, 10**5))).std()
    assert found["tau"] == pytest.approx(truth, rel=0.3)
    assert dispersion([1.0]) == pytest.approx(
        {"phi": np.nan, "inflation": 1, "tau": np.nan}, nan_ok=True
    )
    assert dispersion(z * 0.1, 1 / (2 * np.sqrt(n)))["tau"] == 0


def test_a_funnel_tells_who_stands_out():
    found = funnel([300, 200, 262, 160, np.nan], [1000, 1000, 1000, 1000, 500], whole=0.23, per=100)
    assert found.stands.tolist() == ["very high", "low", "high", "very low", "not known"]
    assert found.value[:2].tolist() == [30, 20]
    assert found.whole[0] == 23
    wide = funnel([300, 200, 262, 160], [1000] * 4, whole=0.23, adjust=True)
    assert wide.stands.tolist() == [""] * 4
    assert abs(wide.z).max() < abs(found.z).max()


def test_a_funnel_of_rates_uses_counts():
    found = funnel([30, 10, 0], [1000, 1000, 0], kind="rate", per=1000)
    assert found.whole[0] == 20
    low, high = poisson_limits([20])
    assert found.lower[0] == pytest.approx(low[0])
    assert found.upper[0] == pytest.approx(high[0])
    assert found.stands.tolist() == ["high", "low", "not known"]
    assert funnel([np.nan], [10]).stands.tolist() == ["not known"]


def test_about_one_in_twenty_lies_outside_by_chance():
    rng = np.random.default_rng(8)
    n = rng.integers(50, 4000, 20000)
    found = funnel(rng.binomial(n, 0.1), n, whole=0.1)
    assert (found.stands != "").mean() == pytest.approx(0.05, abs=0.006)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: funnel([1], [2], kind="mean"),
        lambda: funnel([3], [2]),
        lambda: binomial_limits([10], 1.2),
        lambda: standing([-1], [1]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()
