"""Limits of one figure: published figures, slow twins, laws."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from tests.see.methods.oracles import csv, told
from tilth.see.methods import intervals
from tilth.see.methods.intervals import byar, count, exact, mean, proportion, rate, wilson
from tilth.see.methods.numbers import numbers, reach

BOTH = [(0.95, "95"), (0.998, "99_8")]


@pytest.mark.parametrize(("confidence", "named"), BOTH)
def test_rates_are_the_published_ones(shared, confidence, named):
    there = csv(shared, "rates_byars_exact")
    ours = rate(there.numerator, there.denominator, per=100, confidence=confidence)
    wanted = there[["value", f"lower{named}", f"upper{named}"]]
    np.testing.assert_allclose(ours, wanted, rtol=1e-9)


@pytest.mark.parametrize(("confidence", "named"), BOTH)
def test_proportions_are_the_published_ones(shared, confidence, named):
    there = csv(shared, "proportions_wilson")
    ours = proportion(there.numerator, there.denominator, per=1, confidence=confidence)
    wanted = there[["value", f"lower{named}", f"upper{named}"]]
    np.testing.assert_allclose(ours, wanted, rtol=1e-9)


def test_byar_and_wilson_are_the_published_ones(shared):
    for row in csv(shared, "byars_wilson").itertuples():
        confidence = float(row.confidence.rstrip("%")) / 100
        if row.method == "Byars":
            ours = byar(row.x, confidence=confidence)
        else:
            ours = wilson(row.x, row.n, confidence=confidence)
        np.testing.assert_allclose(ours, (row.lowercl, row.uppercl), rtol=1e-9)


def test_means_are_the_published_ones(shared):
    there = told(shared, "means_t")
    data = pd.DataFrame(there["data"], columns=["area", "x"])
    groups = [*((a, g.x) for a, g in data.groupby("area")), ("No grouping", data.x)]
    for expected, (area, x) in zip(there["expected"], groups, strict=True):
        assert expected["area"] == area
        for confidence, name in ((0.95, "95_0cl"), (0.998, "99_8cl")):
            wanted = [expected[key] for key in ("value", f"lower{name}", f"upper{name}")]
            sums = mean([x.sum()], [len(x)], [(x**2).sum()], confidence=confidence)
            spread = mean([x.sum()], [len(x)], deviation=[x.std()], confidence=confidence)
            np.testing.assert_allclose(sums.loc[0], wanted, rtol=1e-6)
            np.testing.assert_allclose(spread.loc[0], wanted, rtol=1e-6)


def test_three_in_ten_is_between_11_and_60_per_cent():
    # Newcombe (1998), Stat Med 17:857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29
    ours = proportion([81, 15, 0, 1], [263, 148, 20, 29], per=1).round(4)
    assert ours.lower.tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert ours.upper.tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_ten_events_is_where_byar_takes_over():
    lower, upper = count([9, 10])
    assert (lower[0], upper[0]) == pytest.approx(tuple(float(a) for a in exact(9)))
    assert (lower[1], upper[1]) == pytest.approx(tuple(float(a) for a in byar(10)))


def test_no_events_still_have_an_upper_limit():
    ours = rate([0], [1000], per=1000)
    assert ours.loc[0].tolist() == pytest.approx([0, 0, -math.log(0.025)])
    assert byar(0)[0] == 0


def test_nobody_to_divide_by_is_unknown_and_never_nought():
    hidden = pd.array([pd.NA, 0, 3], dtype="Int64")
    for ours in (proportion(hidden, [10, 0, 10]), rate(hidden, [10, 0, 10])):
        assert ours.isna().all(axis=1).tolist() == [True, True, False]
    assert mean([np.nan, 0, 5], [2, 0, 1], [1, 0, 25]).value.isna().tolist() == [True, True, False]


def test_one_value_has_a_mean_without_limits():
    ours = mean([5], [1], [25]).loc[0]
    assert ours.value == 5
    assert ours[["lower", "upper"]].isna().all()


def test_rows_keep_their_labels():
    counts = pd.DataFrame({"n": [1, 2], "d": [10, 10]}, index=["E1", "E2"])
    assert proportion(counts.n, counts.d).index.tolist() == ["E1", "E2"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: proportion([11], [10]),
        lambda: proportion([-1], [10]),
        lambda: rate([-1], [10]),
        lambda: rate([1], [-10]),
        lambda: mean([1], [1]),
        lambda: mean([1], [1], [1], deviation=[1]),
        lambda: reach(95),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_lists_with_gaps_are_read():
    assert np.isnan(numbers([1, None, pd.NA])).tolist() == [False, True, True]


def slow_wilson(o, n, z):
    """The shares whose own normal interval just reaches o of n, found by trying."""
    p = o / n

    def off(t):
        return (p - t) ** 2 * n - z**2 * t * (1 - t)

    return (
        optimize.brentq(off, 0, p - 1e-12, xtol=1e-14) if o else 0.0,
        optimize.brentq(off, p + 1e-12, 1, xtol=1e-14) if o < n else 1.0,
    )


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_its_slow_twin(counted):
    o, n = counted
    ours = [float(a) for a in wilson(o, n)]
    assert ours == pytest.approx(slow_wilson(o, n, reach(0.95)), abs=1e-9)


@given(st.lists(st.tuples(st.integers(-1, 20), st.integers(-1, 20)), max_size=9))
def test_wilson_as_it_is_compiled_is_as_it_is_written(pairs):
    """To the last digit, for shares and for what is none: nobody, fewer than there are, blanks."""
    o, n = np.array([*pairs, (0, 0), (2, 0)], float).T
    o[-2], plain = np.nan, np.empty((2, len(o)))
    with np.errstate(invalid="ignore"):
        intervals._wilson.py_func(o, n, reach(0.95), *plain)
    np.testing.assert_array_equal(np.stack(wilson(o, n)), plain)
    assert np.isnan(plain[:, n <= 0]).all()


def test_wilson_takes_shapes_that_spread_to_one():
    lower, upper = wilson(np.array([[0], [5]]), [10, None, 20])
    assert lower.shape == upper.shape == (2, 3)
    assert lower[0].tolist()[0] == 0
    assert np.isnan(upper[:, 1]).all()
    assert (lower[1, 2], upper[1, 2]) == wilson(5, 20)


@given(st.integers(0, 60))
def test_exact_limits_leave_the_right_tails(o):
    lower, upper = (float(a) for a in exact(o, confidence=0.9))
    assert stats.poisson.cdf(o, upper) == pytest.approx(0.05)
    if o:
        assert stats.poisson.sf(o - 1, lower) == pytest.approx(0.05)


@given(st.integers(0, 10**6), st.sampled_from([0.5, 0.95, 0.998]))
def test_limits_hold_the_value_and_rise_with_it(o, confidence):
    lower, upper = count([o, o + 1], confidence=confidence)
    assert lower[0] <= o <= upper[0]
    assert lower[0] < lower[1]
    assert upper[0] < upper[1]


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_those_with_and_those_without_mirror_each_other(counted):
    o, n = counted
    have, have_not = proportion([o], [n], per=1).loc[0], proportion([n - o], [n], per=1).loc[0]
    assert have.lower == pytest.approx(1 - have_not.upper, abs=1e-12)
    assert have.lower <= have.value <= have.upper


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=30), st.floats(0.1, 10))
def test_a_mean_in_other_units_is_the_mean_in_other_units(x, times):
    x = np.asarray(x)
    first = mean([x.sum()], [len(x)], deviation=[x.std(ddof=1)])
    second = mean([x.sum() * times], [len(x)], deviation=[x.std(ddof=1) * times])
    np.testing.assert_allclose(first * times, second, rtol=1e-9, atol=1e-9)
