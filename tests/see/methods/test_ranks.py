"""How far a rank can be trusted: simulation against what is worked out, laws. B-205."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.see.methods.ranks import (
    drawn_rates,
    drawn_shares,
    drawn_values,
    expected_rank,
    rank_bounds,
    rank_intervals,
    worst_of,
)

VALUE = pd.Series([12.0, 30.0, 11.5, 20.0, 12.5], index=list("abcde"))
ERROR = np.array([1.0, 1.0, 1.0, 0.5, 1.0])


@pytest.fixture
def rng():
    return np.random.default_rng(6)


def test_a_rank_claim_comes_with_the_ranks_it_may_as_well_be(rng):
    """B-205: rank claims computed with uncertainty before they are repeated."""
    found = rank_intervals(VALUE, drawn_values(VALUE, ERROR, rng=rng))
    assert found["rank"].tolist() == [4, 1, 5, 2, 3]
    assert found.loc["b", ["lower", "upper", "chance_worst", "of"]].tolist() == [1, 1, 1, 5]
    assert found.loc["a", ["lower", "upper"]].tolist() == [3, 5]
    turned = rank_intervals(VALUE, drawn_values(VALUE, ERROR, rng=rng), worst="lowest")
    assert turned["rank"].tolist() == [2, 5, 1, 4, 3]


def test_intervals_are_those_of_counting_draw_by_draw(rng):
    drawn = drawn_values(VALUE, ERROR * 3, rng=rng, draws=700)
    ranks = [[1 + sum(other > mine for other in draw) for mine in draw] for draw in drawn]
    found = rank_intervals(VALUE, drawn)
    for area in range(5):
        mine = sorted(r[area] for r in ranks)
        assert found.lower.iloc[area] == mine[int(np.ceil(0.025 * 700)) - 1]
        assert found.upper.iloc[area] == mine[int(np.ceil(0.975 * 700)) - 1]
        assert found.chance_worst.iloc[area] == pytest.approx(mine.count(1) / 700)


def test_simulated_mean_ranks_are_those_worked_out(rng):
    drawn = drawn_values(VALUE, ERROR, rng=rng, draws=60_000)
    for worst in ("highest", "lowest"):
        ours = rank_intervals(VALUE, drawn, worst=worst).expected
        np.testing.assert_allclose(ours, expected_rank(VALUE, ERROR, worst=worst), atol=0.02)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=12))
def test_bounds_hold_the_rank_and_the_simulated_interval(values):
    y, errors = np.array(values, float), np.full(len(values), 2.0)
    bounds = rank_bounds(y, errors)
    drawn = drawn_values(y, errors, rng=np.random.default_rng(1), draws=2000)
    found = rank_intervals(y, drawn)
    assert (bounds.lower <= found["rank"]).all()
    assert (bounds.upper >= found["rank"]).all()
    assert expected_rank(y, errors).sum() == pytest.approx(len(y) * (len(y) + 1) / 2)


def test_bounds_hold_the_true_rank_as_often_as_they_say(rng):
    truth = np.arange(12.0)
    held = []
    for _ in range(400):
        bounds = rank_bounds(truth + rng.standard_normal(12) * 3, np.full(12, 3.0))
        held.append((bounds.lower <= 12 - truth) & (bounds.upper >= 12 - truth))
    assert np.mean(held, axis=0).min() > 0.95


def test_sure_figures_have_sure_ranks(rng):
    bounds = rank_bounds(VALUE, ERROR * 1e-6)
    found = rank_intervals(VALUE, drawn_values(VALUE, ERROR * 1e-6, rng=rng))
    for frame in (bounds, found):
        assert (frame.lower == found["rank"]).all()
        assert (frame.upper == found["rank"]).all()


def test_a_hidden_area_has_no_rank_and_is_not_counted(rng):
    shares = drawn_shares([5, None, 30], [100, 50, 100], rng=rng)
    rates = drawn_rates([5, None, 30], [100, 50, 100], rng=rng)
    for drawn in (shares, rates):
        assert np.nanmean(drawn[:, 2]) == pytest.approx(0.3, abs=0.01)
        found = rank_intervals([5, np.nan, 30], drawn)
        assert found["rank"].isna().tolist() == [False, True, False]
        assert found.of.tolist() == [2, 2, 2]
    assert np.isnan(expected_rank([1, np.nan, 2], [1, 1, 1])).tolist() == [False, True, False]
    assert rank_bounds([1, np.nan, 2], [1, 1, 1]).lower.isna().tolist() == [False, True, False]


def test_shares_drawn_have_the_spread_of_the_count(rng):
    drawn = drawn_shares([200], [1000], rng=rng, draws=50_000)
    assert drawn.std() == pytest.approx((0.2 * 0.8 / 1000) ** 0.5, rel=0.02)


def test_worst_in_every_measure_is_a_claim_to_be_judged(rng):
    """B-205: "worst scores in every population health measure out of around 180"."""
    values = np.vstack([[10, 5, 1], [10, 9.9, 1], [1, 5, 9], [np.nan, 3, 4]])
    errors = np.full((4, 3), 0.5)
    words = ["highest", "highest", "lowest", "highest"]
    ours = worst_of(0, values, errors, rng=rng, worst=words)
    assert (ours["measures"], ours["said"]) == (3, 3)
    assert (ours["lower"], ours["upper"]) == (2, 3)
    # of two alike the chance is what the normal distribution says: (10 - 9.9) / sqrt(0.5)
    assert ours["chance_all"] == pytest.approx(0.556, abs=0.03)
    assert ours["expected"] == pytest.approx(2.556, abs=0.03)
    sure = worst_of(1, values[:1], errors[:1], rng=rng)
    assert (sure["said"], sure["upper"], sure["chance_all"]) == (0, 0, 0)


def test_a_measure_with_another_area_blank_still_finds_ours(rng):
    ours = worst_of(2, [[np.nan, 1, 9]], [[1, 0.1, 0.1]], rng=rng)
    assert (ours["said"], ours["lower"]) == (1, 1)


def test_what_cannot_be_is_refused(rng):
    with pytest.raises(ValueError, match="highest"):
        rank_intervals(VALUE, np.zeros((2, 5)), worst="top")
    with pytest.raises(ValueError, match="one column"):
        rank_intervals(VALUE, np.zeros((2, 4)))
    empty = rank_intervals(VALUE, np.zeros((0, 5)))
    assert empty.lower.isna().all()
