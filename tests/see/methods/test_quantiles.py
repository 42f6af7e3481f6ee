"""Fifths by rank, and shares of a spread: published figures, slow twins, laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.methods.oracles import told
from tilth.see.methods.quantiles import quantile, quantile_groups


def test_groups_are_the_published_ones(shared):
    there = told(shared, "quantiles")
    ours = quantile_groups(there["values"], there["n"], highest_first=False)
    assert ours.tolist() == there["lowest_quantile_is_lowest_values"]


def test_the_most_deprived_come_first():
    assert quantile_groups([50, 10, 40, 20, 30], 5).tolist() == [1, 5, 2, 4, 3]


def test_several_places_are_ranked_each_within_itself():
    ours = quantile_groups([1, 2, 10, 20], 2, within=["a", "a", "b", "b"])
    assert ours.tolist() == [2, 1, 2, 1]


def test_blanks_and_too_few_areas_have_no_group():
    ours = quantile_groups([1, np.nan, 2, 3], 3)
    assert np.isnan(ours).tolist() == [False, True, False, False]
    assert np.isnan(quantile_groups([1, 2], 5)).all()
    with pytest.raises(ValueError, match="at least 2"):
        quantile_groups([1, 2], 1)


@given(st.lists(st.integers(0, 30), min_size=5, max_size=60), st.integers(2, 5))
def test_groups_are_their_slow_twins(values, groups):
    n, ranks = len(values), [1 + sum(w > v for w in values) for v in values]
    assert quantile_groups(values, groups).tolist() == [groups * (r - 1) // n + 1 for r in ranks]


def test_the_median_of_ten_by_ten():
    # 10, 20, 30 and 40 people in four bins: the fiftieth of 100 is 20 into the third bin's 30
    ours = quantile([[10, 20, 30, 40]], [0, 10, 20, 30, 40]).loc[0]
    assert ours.value == pytest.approx(20 + 10 * 20 / 30)
    assert ours.lower < ours.value < ours.upper


@given(st.lists(st.integers(0, 40), min_size=3, max_size=12), st.sampled_from([0.1, 0.5, 0.9]))
def test_a_quantile_is_its_slow_twin(counts, share):
    edges = np.arange(len(counts) + 1) * 2.0
    ours = quantile(counts, edges, share=share).loc[0]
    if not sum(counts):
        assert ours.isna().all()
        return
    spread = np.concatenate(
        [edges[i] + 2 * (np.arange(n * 1000) + 0.5) / (n * 1000) for i, n in enumerate(counts)]
    )
    below = (spread < ours.value).mean()
    assert below == pytest.approx(share, abs=0.002)
    assert ours.lower <= ours.value <= ours.upper


def test_limits_hold_the_true_median_about_as_often_as_they_say():
    rng = np.random.default_rng(4)
    edges = np.linspace(-4, 4, 81)
    drawn = np.stack([np.histogram(rng.normal(size=200), edges)[0] for _ in range(2000)])
    ours = quantile(drawn, edges)
    held = ((ours.lower <= 0) & (ours.upper >= 0)).mean()
    assert 0.93 < held < 0.975


def test_nobody_or_a_blank_bin_has_no_quantile():
    frame = pd.DataFrame([[0, 0], [3, np.nan], [3, 3]], index=["a", "b", "c"])
    ours = quantile(frame, [0, 1, 2])
    assert ours.value.isna().to_dict() == {"a": True, "b": True, "c": False}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: quantile([1, 2], [0, 1, 2], share=1),
        lambda: quantile([1, 2], [0, 1]),
        lambda: quantile([1, 2], [0, 2, 1]),
        lambda: quantile([1, -2], [0, 1, 2]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()
