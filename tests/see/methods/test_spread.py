"""Gaps, spread within a place, shares of the whole: published figures, twins, laws. P-155."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.methods.oracles import told
from tilth.see.methods.intervals import proportion
from tilth.see.methods.spread import atkinson, concentration, gap, gini, spread, theil


def test_measures_of_shares_are_the_published_ones(shared):
    there = told(shared, "inequality_measures")
    for case in there["cases"]:
        assert gini(case["x"]) == pytest.approx(case["gini"], abs=5e-9)
        for aversion in (0.5, 1, 2):
            if (wanted := case.get(f"atkinson_{aversion}")) is not None:
                assert atkinson(case["x"], aversion) == pytest.approx(wanted, abs=5e-9)
        if "theil_T" in case:
            ours = theil(case["x"])
            assert ours == pytest.approx((case["theil_T"], case["theil_L"]), abs=5e-9)
    for case in there["concentration_index"]:
        assert concentration(case["health"]) == pytest.approx(case["expected"], abs=5e-9)


incomes = st.lists(st.integers(1, 1000), min_size=2, max_size=15)


@given(incomes)
def test_gini_is_its_slow_twin(x):
    n, total = len(x), sum(x)
    slow = sum(abs(a - b) for a in x for b in x) / (2 * n * total)
    assert gini(x) == pytest.approx(slow, abs=1e-12)


@given(incomes, st.integers(2, 4), st.floats(0.1, 9))
def test_copies_of_everyone_and_other_money_change_nothing(x, copies, money):
    every = np.repeat(x, copies) * money
    for measure in (gini, theil, lambda v: atkinson(v, 2)):
        assert measure(every) == pytest.approx(measure(x), abs=1e-9)
    assert gini(x, weights=np.full(len(x), copies)) == pytest.approx(gini(x), abs=1e-9)


@given(incomes.filter(lambda x: max(x) - min(x) > 3))
def test_giving_from_the_richest_to_the_poorest_evens_things_out(x):
    y = np.array(sorted(x), float)
    y[0], y[-1] = y[0] + 1, y[-1] - 1
    assert gini(y) < gini(x)
    assert atkinson(y, 1) < atkinson(x, 1)
    assert theil(y)[0] < theil(x)[0]


def test_weights_stand_for_people():
    assert gini([1, 5], weights=[3, 2]) == pytest.approx(gini([1, 1, 1, 5, 5]))
    assert theil([1, 5], weights=[3, 2]) == pytest.approx(theil([1, 1, 1, 5, 5]))
    assert concentration([1, 5], weights=[3, 2]) == pytest.approx(
        concentration([1, 1, 1, 5, 5]), abs=1e-9
    )


def test_rows_are_each_their_own_and_a_blank_is_unknown():
    ours = gini([[1, 2, 3], [1, np.nan, 3], [0, 0, 0]])
    assert ours[0] == pytest.approx(gini([1, 2, 3]))
    assert np.isnan(ours[1:]).all()
    assert atkinson([0, 4], 1) == 1
    assert theil([0, 4])[1] == np.inf
    for wrong in (lambda: gini([-1]), lambda: theil([-1]), lambda: atkinson([1], 0)):
        with pytest.raises(ValueError):
            wrong()


def test_a_gap_is_newcombes():
    # Newcombe (1998), Stat Med 17:873-890, table II (a): 56/70 - 48/80, by method 10
    ours = gap(proportion([56], [70], per=1), proportion([48], [80], per=1)).loc[0]
    assert ours[["value", "lower", "upper"]].round(4).tolist() == [0.2, 0.0524, 0.3339]
    assert ours.ratio == pytest.approx(4 / 3)
    assert ours.ratio_lower > 1


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_gap_seen_from_the_other_side_turns_round(a, b):
    first, second = proportion([a], [100]), proportion([b], [100])
    one, other = gap(first, second).loc[0], gap(second, first).loc[0]
    assert one.lower == pytest.approx(-other.upper)
    assert one.ratio_lower == pytest.approx(1 / other.ratio_upper)
    assert one.lower <= one.value <= one.upper


def test_a_gap_with_a_hidden_side_is_unknown_and_none_has_no_ratio():
    first, second = proportion([np.nan, 3, 3], [9, 9, 9]), proportion([3, 0, 3], [9, 9, 9])
    ours = gap(first, second)
    assert ours.value.isna().tolist() == [True, False, False]
    assert ours.ratio.isna().tolist() == [True, True, False]


def test_spread_within_each_place():
    values = [1, 2, 3, 4, 10, 10, np.nan]
    within = ["B", "B", "B", "B", "A", "A", "A"]
    ours = spread(values, within, weights=[1, 1, 1, 1, 5, 5, 5])
    assert ours.index.tolist() == ["A", "B"]
    assert ours.loc["A", ["small_areas", "unknown", "deviation", "gap", "ratio"]].tolist() == [
        2,
        1,
        0,
        0,
        1,
    ]
    assert ours.loc["B", ["lowest", "median", "highest", "gap"]].tolist() == [1, 2, 4, 3]
    assert ours.loc["B", "deviation"] == pytest.approx(np.std([1, 2, 3, 4]))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6)), min_size=3, max_size=12))
def test_cutting_a_small_area_in_two_alike_leaves_the_spread(areas):
    values, people = (np.array(c, float) for c in zip(*areas, strict=True))
    within = np.repeat("place", len(values))
    whole = spread(values, within, weights=people)
    cut_values, cut_people = np.append(values, values[0]), np.append(people, people[0] / 2)
    cut_people[0] /= 2
    cut = spread(cut_values, np.append(within, "place"), weights=cut_people)
    pd.testing.assert_frame_equal(
        whole.drop(columns="small_areas"), cut.drop(columns="small_areas"), rtol=1e-9
    )


def test_a_place_with_nothing_known_is_told_as_such():
    ours = spread([np.nan, 2], ["A", "B"])
    assert ours.loc["A", "small_areas"] == 0
    assert np.isnan(ours.loc["A", "median"])
