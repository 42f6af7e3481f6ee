"""Rates made fair for age: published figures, slow twins, laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.methods.oracles import csv, told
from tilth.see.methods.intervals import byar
from tilth.see.methods.standardised import (
    BANDS,
    ESP_1976,
    ESP_2013,
    expected,
    indirect_rate,
    ratio,
    standardised_rate,
)


@pytest.fixture
def inputs(shared):
    there = csv(shared, "dsr_isr_inputs")
    names = there.area.unique().tolist()

    def wide(column):
        return there[column].to_numpy().reshape(len(names), len(BANDS))

    return names, wide


def wanted_of(rows, names):
    frame = pd.DataFrame(rows).set_index("area").loc[names]
    return {
        0.95: frame[["value", "lower95_0cl", "upper95_0cl"]].astype(float),
        0.998: frame[["value", "lower99_8cl", "upper99_8cl"]].astype(float),
    }


def test_standard_populations_are_the_published_ones(shared):
    for name, ours in (("esp2013", ESP_2013), ("esp1976", ESP_1976)):
        assert csv(shared, name).standard_population.tolist() == ours.tolist()
    assert csv(shared, "esp2013").ageband.tolist() == list(BANDS)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_standardised_rates_are_the_published_ones(shared, inputs, confidence):
    names, wide = inputs
    rows = told(shared, "dsr_isr_expected")["dsr_per_100000_ESP2013"]
    ours = standardised_rate(wide("count"), wide("pop"), confidence=confidence, blank="zero")
    np.testing.assert_allclose(ours, wanted_of(rows, names)[confidence], rtol=1e-9)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_indirect_rates_and_ratios_are_the_published_ones(shared, inputs, confidence):
    names, wide = inputs
    asked = wide("count"), wide("pop"), wide("ref_count")[0], wide("ref_pop")[0]
    rows = told(shared, "dsr_isr_expected")["isr_and_ratio"]
    for per in (100_000, 1_000):
        told_so = [r for r in rows if r["statistic"].endswith(f"rate per {per}")]
        ours = indirect_rate(*asked, per=per, confidence=confidence, blank="zero")
        np.testing.assert_allclose(
            ours[["value", "lower", "upper"]], wanted_of(told_so, names)[confidence], rtol=1e-9
        )
        assert ours.expected[0] == pytest.approx(told_so[0]["expected"], rel=1e-9)
        assert ours.reference[0] == pytest.approx(told_so[0]["ref_rate"], rel=1e-9)
    observed = np.nan_to_num(asked[0]).sum(axis=1)
    for per in (1, 100):
        told_so = [r for r in rows if r["statistic"].endswith(f"x {per}")]
        ours = ratio(observed, expected(*asked[1:]), per=per, confidence=confidence)
        np.testing.assert_allclose(ours, wanted_of(told_so, names)[confidence], rtol=1e-9)


def slow_rate(events, people, weights, squares):
    """Dobson's rate for one area, band by band."""
    total, value, variance = sum(events), 0.0, 0.0
    for o, n, w, s in zip(events, people, weights, squares, strict=True):
        value += w * o / n / sum(weights)
        variance += (w / sum(weights)) ** 2 * s / n**2
    lower, upper = byar(total)
    return [value + (variance / total) ** 0.5 * (limit - total) for limit in (total, lower, upper)]


band = st.tuples(
    st.integers(0, 50), st.integers(51, 5000), st.integers(1, 900), st.integers(0, 400)
)


@given(st.lists(band, min_size=2, max_size=6).filter(lambda b: sum(o for o, *_ in b) >= 10))
def test_standardised_rate_is_its_slow_twin(bands):
    events, people, weights, more = zip(*bands, strict=True)
    squares = [o + s for o, s in zip(events, more, strict=True)]
    ours = standardised_rate(events, people, weights=weights, squares=squares, per=1)
    np.testing.assert_allclose(ours.loc[0], slow_rate(events, people, weights, squares))
    assert ours.lower[0] <= ours.value[0] <= ours.upper[0]


def test_people_admitted_again_and_again_widen_the_limits():
    # 3 people once and 4 people three times, in one band: 15 events, squares 3 + 4 * 9 = 39
    events, people = [[15, 15]], [[1000, 1000]]
    alone = standardised_rate(events, people, weights=[1, 1], per=1)
    clustered = standardised_rate(events, people, weights=[1, 1], squares=[[39, 39]], per=1)
    stretch = (clustered.upper - clustered.value) / (alone.upper - alone.value)
    assert stretch[0] == pytest.approx((39 / 15) ** 0.5)
    assert clustered.value[0] == alone.value[0]


def test_squares_equal_the_sum_over_how_often_people_came():
    often, people = {1: [8, 5], 2: [3, 2], 5: [1, 1]}, np.array([700, 900])
    events = sum(k * np.array(n) for k, n in often.items())
    squares = sum(k**2 * np.array(n) for k, n in often.items())
    weights = np.array([2, 3])
    by_frequency = sum(
        k**2 * (weights**2 * np.array(n) / people**2).sum() / 25 for k, n in often.items()
    )
    ours = standardised_rate(events, people, weights=weights, squares=squares, per=1).loc[0]
    upper = float(byar(events.sum())[1])
    wanted = ours.value + (by_frequency / events.sum()) ** 0.5 * (upper - events.sum())
    assert ours.upper == pytest.approx(wanted)


def test_fewer_than_ten_events_have_no_standardised_rate():
    few = standardised_rate([[9, 0], [10, 0]], [[50, 50], [50, 50]], weights=[1, 1])
    assert few.isna().all(axis=1).tolist() == [True, False]


def test_a_blank_band_is_unknown_unless_a_file_says_blank_is_none():
    events, people = [[20, np.nan], [20, 0]], [[500, 500], [500, 500]]
    ours = standardised_rate(events, people, weights=[1, 1])
    assert ours.isna().all(axis=1).tolist() == [True, False]
    told_so = standardised_rate(events, people, weights=[1, 1], blank="zero")
    assert told_so.loc[0].tolist() == told_so.loc[1].tolist()


def test_a_band_with_nobody_in_it_leaves_the_rate_unknown():
    assert standardised_rate([[20, 0]], [[500, 0]], weights=[1, 1]).isna().all(axis=None)
    assert np.isnan(expected([[500, 10]], [5, 0], [100, 0]))[0]
    assert ratio([3], [0]).isna().all(axis=None)


def test_indirect_rate_takes_totals_and_keeps_labels():
    people = pd.DataFrame([[100, 200], [300, 400]], index=["A", "B"])
    by_band = indirect_rate(people * 0 + 12, people, [10, 20], [1000, 1000], per=1)
    totals = indirect_rate([24, 24], people, [10, 20], [1000, 1000], per=1)
    np.testing.assert_allclose(by_band, totals)
    assert by_band.index.tolist() == ["A", "B"]


@given(st.lists(band, min_size=2, max_size=6).filter(lambda b: sum(o for o, *_ in b) >= 10))
def test_a_standard_population_in_other_units_changes_nothing(bands):
    events, people, weights, _ = zip(*bands, strict=True)
    first = standardised_rate(events, people, weights=weights)
    second = standardised_rate(events, people, weights=np.array(weights) * 7)
    np.testing.assert_allclose(first, second)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: standardised_rate([[1, 2]], [[10, 10]]),
        lambda: standardised_rate([[1, 2]], [[10, 10]], weights=[1, -1]),
        lambda: standardised_rate([[1, 2]], [[10, 10]], weights=[0, 0]),
        lambda: standardised_rate([[1, 2]], [[10, 10]], weights=[1, 1], blank="none"),
        lambda: standardised_rate([[-1, 20]], [[10, 10]], weights=[1, 1]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()
