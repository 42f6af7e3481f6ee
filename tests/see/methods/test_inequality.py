"""Slope and relative index: published figures, the simulated twin, laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.methods.oracles import told
from tilth.see.methods import tails
from tilth.see.methods.inequality import line_through, rii, sii, simulated
from tilth.see.methods.scales import SCALES

NAMES = {0: "value", 1: "rate", 2: "proportion"}
VALUE = np.array([12.0, 10.5, 9.7, 7.9, 8.2])
PEOPLE = np.array([900, 1100, 1000, 1200, 800])
ERROR = np.array([0.5, 0.6, 0.4, 0.5, 0.7])


def test_slopes_are_the_published_ones(shared):
    for case in told(shared, "sii_rii")["cases"]:
        asked = {
            "lower": case["lower95"],
            "upper": case["upper95"],
            "scale": NAMES[case["value_type"]],
        }
        slope = sii(case["value"], case["population"], **asked).loc[0]
        relative = rii(case["value"], case["population"], **asked).loc[0]
        assert slope.value == pytest.approx(case["expected_sii"], rel=1e-9)
        assert relative.value == pytest.approx(case["expected_rii"], rel=1e-9)
        for ours, theirs in ((slope, "sii"), (relative, "rii")):
            drawn = case[f"{theirs}_95_simulated"]
            assert ours[["lower", "upper"]].tolist() == pytest.approx(drawn, rel=0.05)


def as_asked(scale):
    """The same gradient, told on a scale on which it can live."""
    value, error = (VALUE / 20, ERROR / 20) if scale == "proportion" else (VALUE, ERROR)
    uneven = {"value": 1, "rate": value, "proportion": value * (1 - value)}[scale]
    return value, {"error": error / uneven, "scale": scale}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("transform", [False, True])
def test_limits_are_where_the_simulation_settles(scale, transform):
    value, asked = as_asked(scale)
    asked["transform"] = transform
    rng = np.random.default_rng(11)
    drawn = simulated(value, PEOPLE, rng=rng, repeats=400_000, **asked)
    for ours, theirs in zip(
        (sii(value, PEOPLE, **asked), rii(value, PEOPLE, **asked)), drawn, strict=True
    ):
        wide = float(ours.upper[0] - ours.lower[0])
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=wide * 0.006)


def slow_slope(value, people):
    """The line by weighted least squares, and its height at both ends."""
    share = people / people.sum()
    x = share.cumsum() - share / 2
    slope, start = np.polyfit(x, value, 1, w=np.sqrt(share))
    return slope, (start + slope) / start


def test_the_line_is_weighted_least_squares():
    slope, relative = slow_slope(VALUE, PEOPLE)
    assert sii(VALUE, PEOPLE, error=ERROR).value[0] == pytest.approx(slope)
    assert rii(VALUE, PEOPLE, error=ERROR).value[0] == pytest.approx(relative)


def test_a_transformed_line_is_fitted_to_the_logs():
    people = np.array([900, 1100, 1000, 1200, 800])
    slope, start_ratio = slow_slope(np.log(VALUE), people)
    assert start_ratio == start_ratio
    ours = rii(VALUE, people, error=ERROR / VALUE, scale="rate", transform=True).loc[0]
    assert ours.value == pytest.approx(np.exp(slope))
    # the log of a relative index of logs is normal: its limits are known exactly
    weights = line_through(people).slope[0]
    half = 1.959964 * np.sqrt((weights**2 * (ERROR / VALUE) ** 2).sum())
    assert ours[["lower", "upper"]].tolist() == pytest.approx(
        np.exp([slope - half, slope + half]), rel=1e-6
    )


@given(st.integers(0, 4))
def test_cutting_a_group_into_equal_halves_leaves_a_straight_gradient(group):
    x = (PEOPLE.cumsum() - PEOPLE / 2) / PEOPLE.sum()
    value, cut = 5 + 3 * x, np.insert(PEOPLE.astype(float), group, PEOPLE[group] / 2)
    cut[group + 1] /= 2
    y = 5 + 3 * (cut.cumsum() - cut / 2) / cut.sum()
    assert sii(value, PEOPLE, error=ERROR).value[0] == pytest.approx(3)
    assert sii(y, cut, error=np.ones(6)).value[0] == pytest.approx(3)


def test_halving_every_group_of_alike_people_hardly_moves_the_slope():
    twice, halves = np.repeat(VALUE, 2), np.repeat(PEOPLE / 2, 2)
    whole = sii(VALUE, PEOPLE, error=ERROR).value[0]
    split = sii(twice, halves, error=np.repeat(ERROR * np.sqrt(2), 2)).value[0]
    assert split == pytest.approx(whole, rel=0.05)


@given(st.floats(0.01, 100), st.floats(0.1, 1000))
def test_units_scale_the_slope_and_leave_the_ratio(times, folk):
    first, second = (
        (sii(VALUE * k, PEOPLE * m, error=ERROR * k), rii(VALUE * k, PEOPLE * m, error=ERROR * k))
        for k, m in ((1, 1), (times, folk))
    )
    np.testing.assert_allclose(first[0] * times, second[0], rtol=1e-8)
    np.testing.assert_allclose(first[1], second[1], rtol=1e-8)


def test_no_difference_is_a_slope_of_nought_and_a_ratio_of_one():
    same = np.full(5, 7.0)
    slope, relative = sii(same, PEOPLE, error=ERROR).loc[0], rii(same, PEOPLE, error=ERROR).loc[0]
    assert slope.value == pytest.approx(0, abs=1e-12)
    assert slope.lower < 0 < slope.upper
    assert relative.value == pytest.approx(1)


def test_several_areas_at_once_are_each_their_own_answer():
    value = pd.DataFrame([VALUE, VALUE[::-1]], index=["Old Pits", "Fieldside"])
    people = np.tile(PEOPLE, (2, 1))
    ours = sii(value, people, error=np.tile(ERROR, (2, 1)))
    assert ours.index.tolist() == ["Old Pits", "Fieldside"]
    fifths = pd.Series(VALUE[::-1], index=["1", "2", "3", "4", "5"])
    alone = sii(fifths, PEOPLE, error=ERROR)
    assert ours.loc["Fieldside"].tolist() == pytest.approx(alone.loc[0].tolist())
    assert rii(fifths, PEOPLE, error=ERROR).index.tolist() == [0]
    both = rii(value, people, error=np.tile(ERROR, (2, 1)))
    assert both.index.tolist() == ["Old Pits", "Fieldside"]


def test_a_hidden_group_leaves_only_its_area_unknown():
    value = np.array([VALUE, VALUE])
    value[0, 2] = np.nan
    for index in (sii, rii):
        for scale in ("value", "rate"):
            ours = index(value, [PEOPLE] * 2, error=np.array([ERROR] * 2) / 10, scale=scale)
            assert ours.isna().all(axis=1).tolist() == [True, False]


def test_a_share_of_none_or_all_has_no_place_on_log_odds():
    value = np.array([0.0, 0.1, 0.2, 0.3, 1.0])
    ours = sii(value, PEOPLE, error=np.ones(5), scale="proportion")
    assert ours.isna().all(axis=None)


def test_per_cent_and_share_agree():
    lower, upper = VALUE - ERROR, VALUE + ERROR
    percent = sii(VALUE, PEOPLE, lower=lower, upper=upper, scale="proportion", per=100)
    share = sii(VALUE / 100, PEOPLE, lower=lower / 100, upper=upper / 100, scale="proportion")
    np.testing.assert_allclose(percent, share * 100)


def test_a_left_end_that_may_be_nought_has_no_ratio_limits():
    ours = rii([0.1, 1, 2, 3, 4], PEOPLE, error=np.ones(5)).loc[0]
    assert np.isnan(ours.lower)
    assert np.isnan(ours.upper)


def test_wider_confidence_holds_narrower():
    for index in (sii, rii):
        for scale in ("value", "rate"):
            asked = {"error": ERROR / 10, "scale": scale}
            near = index(VALUE, PEOPLE, **asked).loc[0]
            far = index(VALUE, PEOPLE, confidence=0.998, **asked).loc[0]
            assert far.lower < near.lower < near.value < near.upper < far.upper


def test_cornish_and_fisher_meet_the_normal_and_the_lognormal():
    errors = np.array([[0.3]])
    even = tails.cumulants(SCALES["value"], np.array([[2.0]]), errors)
    assert tails.quantile(np.array([[1.0]]), even, 2)[0] == pytest.approx(2.6)
    bent = tails.cumulants(SCALES["rate"], np.array([[0.0]]), errors)
    assert bent[0, 0, 0] == pytest.approx(np.exp(0.045))
    assert tails.quantile(np.array([[1.0]]), bent, 2)[0] == pytest.approx(np.exp(0.6), rel=0.01)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sii(VALUE[:4], PEOPLE[:4], error=ERROR[:4]),
        lambda: sii(VALUE, PEOPLE),
        lambda: rii(VALUE, PEOPLE, lower=VALUE),
        lambda: sii(VALUE, PEOPLE, lower=VALUE, upper=VALUE, error=ERROR),
        lambda: sii([VALUE, VALUE], PEOPLE, error=[ERROR, ERROR]),
        lambda: rii([VALUE, VALUE], PEOPLE, error=[ERROR, ERROR]),
    ],
)
def test_too_few_groups_or_no_errors_are_refused(wrong):
    with pytest.raises(ValueError):
        wrong()
