"""Steadier figures beside the raw ones: laws, slow twins, coverage."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tilth.see.methods.shrink import shrunk_proportion, shrunk_rate


def test_small_areas_are_drawn_in_and_large_ones_hardly():
    found = shrunk_rate([0, 30, 3000, 500], [10, 100, 20000, 5000])
    raw, whole = np.array([0, 0.3, 0.15, 0.1]), 3530 / 25110
    assert (np.abs(found.shrunk - whole) < np.abs(raw - whole)).all()
    assert found.weight.is_monotonic_increasing is False
    assert found.weight[0] < found.weight[1] < found.weight[3] < found.weight[2]
    np.testing.assert_allclose(found.shrunk, found.weight * raw + (1 - found.weight) * whole)


def test_shares_are_drawn_in_the_same_way():
    counts = pd.DataFrame({"o": [1, 30, 3000, 500], "n": [3, 100, 9000, 3000]}, list("abcd"))
    found = shrunk_proportion(counts.o, counts.n)
    whole = counts.o.sum() / counts.n.sum() * 100
    expected = found.weight * counts.o / counts.n * 100 + (1 - found.weight) * whole
    np.testing.assert_allclose(found.shrunk, expected)
    assert found.index.tolist() == list("abcd")
    assert ((found.shrunk_lower < found.shrunk) & (found.shrunk < found.shrunk_upper)).all()


def slow_prior(o, n, chance):
    """How far areas differ beyond chance, area by area: the moments as the papers write them.

    chance: the variance of one person's (or one unit's) count, given the whole's figure.
    """
    whole = sum(o) / sum(n)
    seen = sum(b * (a / b - whole) ** 2 for a, b in zip(o, n, strict=True))
    beyond = seen - (len(o) - 1) * chance(whole)
    return whole, beyond / (sum(n) - sum(b * b for b in n) / sum(n))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(61, 900)), min_size=3, max_size=12))
def test_rates_are_their_slow_twins(areas):
    o, n = zip(*areas, strict=True)
    whole, spread = slow_prior(o, n, lambda m: m)
    found = shrunk_rate(o, n)
    if spread <= 0:
        assert found.shrunk.tolist() == pytest.approx([whole] * len(o))
        return
    slow = [(a + whole**2 / spread) / (b + whole / spread) for a, b in zip(o, n, strict=True)]
    assert found.shrunk.tolist() == pytest.approx(slow)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(61, 900)), min_size=3, max_size=12))
def test_shares_are_weighed_by_likeness_within_areas(areas):
    o, n = (np.array(c, float) for c in zip(*areas, strict=True))
    found = shrunk_proportion(o, n, per=1)
    if o.sum() == 0:
        assert (found.shrunk == 0).all()
        return
    # within an area two people are alike by rho: the pooled variance it implies is what was seen
    weight = found.weight[0]
    rho = weight / (n[0] - weight * (n[0] - 1))
    whole = o.sum() / n.sum()
    implied = (
        whole * (1 - whole) * ((len(n) - 1) * (1 - rho) + rho * (n.sum() - (n**2).sum() / n.sum()))
    )
    seen = (n * (o / n - whole) ** 2).sum()
    if weight == 0:
        assert seen <= implied + 1e-9
    elif rho > 1 - 1e-6:
        assert seen >= implied - 1e-6
    else:
        assert implied == pytest.approx(seen)


def test_it_never_replaces_the_raw_column():
    found = shrunk_rate([1, 50], [10, 100])
    assert not {"value", "lower", "upper"} & set(found)


@pytest.mark.parametrize("kind", ["rate", "share"])
def test_it_is_nearer_the_truth_and_its_limits_hold_it(kind):
    rng = np.random.default_rng(12)
    n = rng.integers(20, 400, 3000)
    if kind == "rate":
        truth = rng.gamma(16, 0.01, 3000)
        o = rng.poisson(truth * n)
        found = shrunk_rate(o, n)
    else:
        truth = rng.beta(16, 84, 3000)
        o = rng.binomial(n, truth)
        found = shrunk_proportion(o, n, per=1)
    assert ((found.shrunk - truth) ** 2).mean() < 0.7 * ((o / n - truth) ** 2).mean()
    held = ((found.shrunk_lower <= truth) & (truth <= found.shrunk_upper)).mean()
    assert 0.93 < held < 0.97


def test_limits_are_those_of_the_gamma_it_names():
    o, n = np.array([0, 30, 3000, 500]), np.array([10, 100, 20000, 5000])
    found = shrunk_rate(o, n)
    b = n[1] * (1 - found.weight[1]) / found.weight[1]
    a = b * o.sum() / n.sum()
    assert found.shrunk_upper[1] == pytest.approx(
        stats.gamma.ppf(0.975, a + 30, scale=1 / (b + 100))
    )


def test_where_all_differ_by_chance_alone_all_get_the_whole():
    for found in (
        shrunk_rate([10, 10, 10], [100, 100, 100]),
        shrunk_proportion([10, 10, 10], [100, 100, 100], per=1),
    ):
        assert (found.weight == 0).all()
        assert found.shrunk.tolist() == pytest.approx([0.1] * 3)
        assert (found.shrunk_lower < 0.1).all()
    assert shrunk_proportion([100, 100], [100, 100]).shrunk.tolist() == [100, 100]
    assert shrunk_rate([5], [10]).weight[0] == 0


def test_a_hidden_count_has_no_steadier_figure():
    for shrunk in (shrunk_rate, shrunk_proportion):
        found = shrunk([None, 5, 60], [50, 50, 100])
        assert found.shrunk.isna().tolist() == [True, False, False]
        assert shrunk([None], [5]).isna().all(axis=None)
    with pytest.raises(ValueError):
        shrunk_proportion([3], [2])
    with pytest.raises(ValueError):
        shrunk_rate([-3], [2])
