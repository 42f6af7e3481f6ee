"""XmR charts: published figures, a slow twin, laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.see.methods.oracles import told
from tilth.see.methods.runs import NEAR, ONE_SIDE, OUTSIDE, SIGNALS, TREND
from tilth.see.methods.spc import assurance, judge, summary, xmr

THEIRS = {"Above UCL": (OUTSIDE, "high"), "2 in 3 Above CL": (NEAR, "high")}
STEADY = [20, 21, 19, 20, 22, 20, 19, 21, 20, 18, 20, 21, 19, 20]


def signals(chart):
    shown = chart.points[chart.points.signal != ""]
    return {i: (row.signal, row.side) for i, row in shown.iterrows()}


def test_limits_and_signals_are_the_published_ones(shared):
    for case in told(shared, "spc_xmr")["cases"]:
        chart = xmr(case["y"], screen=case["screen_outliers"])
        ours = [chart.mean, chart.lower, chart.upper]
        assert ours == pytest.approx([case["mean"], case["lpl"], case["upl"]], rel=1e-9)
        wanted = {int(k) - 1: THEIRS[v] for k, v in case["special"].items()}
        assert signals(chart) == wanted


def test_assurance_is_the_published_one(shared):
    for case in told(shared, "spc_xmr")["assurance"]:
        for better, key in (("higher", "increase"), ("lower", "decrease")):
            ours = assurance([case["lpl"]], [case["upl"]], case["target"], better=better)
            assert ours[0].replace(" ", "_") == case[key]


def test_seven_on_one_side_are_a_signal_and_six_are_not():
    low, high = [10, 12, 13, 11] * 3, [14, 13.9, 14.1, 13.8, 14, 13.9, 14.1]
    assert {s for s, _ in signals(xmr(low + high, fixed=12)).values()} == {ONE_SIDE}
    assert signals(xmr(low + high[:6], fixed=12)) == {}


def test_seven_rising_are_a_trend_and_told_before_one_side():
    wobble = [5, 6, 4, 6, 5, 4, 6, 5, 4, 6, 4]
    rising = [4.2, 4.5, 4.8, 5.1, 5.4, 5.7, 6]
    chart = xmr(wobble + rising, better="lower", fixed=11)
    found = signals(chart)
    assert list(found) == list(range(10, 18))
    assert set(found.values()) == {(TREND, "high")}
    assert chart.variation == "concern"
    assert signals(xmr(wobble + rising[::-1], fixed=11))[17] == (TREND, "low")


def test_two_of_three_needs_all_three_on_one_side():
    same = xmr([*STEADY, 23.9, 20.6, 23.9], fixed=14)
    assert signals(same) == {14: (NEAR, "high"), 16: (NEAR, "high")}
    assert signals(xmr([*STEADY, 23.9, 19.0, 23.9], fixed=14)) == {}


@pytest.mark.parametrize(
    ("better", "value", "variation", "side"),
    [
        ("higher", 40, "improvement", "high"),
        ("lower", 40, "concern", "high"),
        ("neither", 40, "neutral", "high"),
        ("higher", 2, "concern", "low"),
        ("lower", 2, "improvement", "low"),
        ("higher", 20, "common cause", ""),
    ],
)
def test_the_icon_tells_the_newest_point(better, value, variation, side):
    chart = xmr([*STEADY, value], better=better)
    assert (chart.variation, chart.side) == (variation, side)
    assert chart.assurance is None


def test_assurance_needs_a_target_and_a_direction():
    assert xmr(STEADY, better="higher", target=5).assurance == "consistent pass"
    assert xmr(STEADY, better="higher", target=20).assurance == "inconsistent"
    assert xmr(STEADY, target=5).assurance is None
    assert assurance([np.nan], [np.nan], 5, better="higher")[0] is None


def test_new_limits_begin_where_we_say():
    months = pd.period_range("2024-01", periods=28, freq="M").astype(str)
    series = pd.Series([*STEADY, *(np.array(STEADY) + 30)], index=months)
    before, after = xmr(series), xmr(series, rebase=["2025-03"], notes={"2025-03": "New ward"})
    assert set(before.points.signal) != {""}
    assert signals(after) == {}
    assert after.mean == pytest.approx(np.mean(STEADY) + 30)
    assert after.points.segment.tolist() == [0] * 14 + [1] * 14
    assert after.points.note["2025-03"] == "New ward"
    assert (after.points.note != "").sum() == 1
    dated = series.set_axis(pd.to_datetime(months))
    assert xmr(dated, rebase=["2025-03"]).points.segment.sum() == 14
    assert xmr(series, rebase=[14]).mean == xmr(series.tolist(), rebase=[14]).mean == after.mean


def test_a_period_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="2030-01"):
        xmr(pd.Series(STEADY), rebase=["2030-01"])
    with pytest.raises(ValueError, match="higher"):
        xmr(STEADY, better="up")


def test_few_points_are_warned_of():
    assert xmr(STEADY[:11]).warnings == ("Trial limits: only 11 points so far, and 12 are needed.",)
    assert xmr(STEADY[:11]).points.trial.all()
    assert xmr(STEADY[:12]).warnings[0].startswith("Few points")
    assert xmr(STEADY[:13]).warnings == ()
    assert np.isnan(xmr([5]).lower)
    with pytest.raises(ValueError, match="at least one point"):
        xmr([])


def test_a_blank_month_breaks_a_run_and_is_told():
    series = [10, 12, 13, 11] * 3 + [14, 13.9, 14.1, np.nan, 13.8, 14, 13.9, 14.1]
    chart = xmr(series, fixed=12)
    assert signals(chart) == {}
    assert chart.warnings == ("1 of 20 points are not known.",)
    assert chart.points.variation[15] == "not known"


def test_a_series_that_never_moves_has_limits_where_it_stands():
    chart = xmr([4] * 14)
    assert (chart.mean, chart.lower, chart.upper) == (4, 4, 4)
    assert signals(chart) == {}


def slow_signals(y, mean, lower, upper):
    """The rules as one would check them with a ruler, point by point."""
    near_high, near_low = mean + (upper - mean) * 2 / 3, mean - (upper - mean) * 2 / 3
    n, said = len(y), {}
    side = [(v > mean) - (v < mean) for v in y]
    near = [not (v > upper or v < lower) and (v > near_high or v < near_low) for v in y]
    for i in range(n):
        holding = {k: [range(s, s + k) for s in range(n - k + 1) if s <= i < s + k] for k in (3, 7)}
        if y[i] > upper or y[i] < lower:
            said[i] = OUTSIDE
        elif any(
            all(y[j + 1] > y[j] for j in w[:-1]) or all(y[j + 1] < y[j] for j in w[:-1])
            for w in holding[7]
        ):
            said[i] = TREND
        elif near[i] and any(
            abs(sum(side[j] for j in w)) == 3 and sum(near[j] for j in w) >= 2 for w in holding[3]
        ):
            said[i] = NEAR
        elif any(abs(sum(side[j] for j in w)) == 7 for w in holding[7]):
            said[i] = ONE_SIDE
    return said


@settings(max_examples=200)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=30), st.booleans())
def test_signals_are_the_slow_twins(y, screen):
    chart = xmr(y, screen=screen)
    found = {i: s for i, (s, _) in signals(chart).items()}
    assert found == slow_signals(y, chart.mean, chart.lower, chart.upper)


@given(st.lists(st.integers(0, 12), min_size=8, max_size=30), st.integers(1, 9), st.integers(-5, 5))
def test_other_units_give_the_same_signals(y, times, shift):
    first, second = xmr(y), xmr(np.array(y) * times + shift)
    assert signals(first) == signals(second)
    assert second.upper == pytest.approx(first.upper * times + shift)


def test_many_series_at_once_are_each_their_own_chart():
    rng = np.random.default_rng(5)
    y = rng.normal(20, 2, (6, 24))
    y[2, 10] = np.nan
    y[3, -1] = 60
    frame = summary(y, better="lower", target=25, index=list("abcdef"))
    found = judge(y)
    for i, name in enumerate("abcdef"):
        alone = xmr(y[i], better="lower", target=25)
        assert frame.lower[name] == pytest.approx(alone.lower)
        assert (frame.variation[name], frame.side[name]) == (alone.variation, alone.side)
        assert frame.assurance[name] == alone.assurance
        assert found["signal"][i].tolist() == alone.points.signal.tolist()
    assert frame.variation["d"] == "concern"


def test_every_signal_says_what_it_means():
    assert list(SIGNALS) == [OUTSIDE, TREND, NEAR, ONE_SIDE]
    assert all(SIGNALS.values())
