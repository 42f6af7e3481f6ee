"""Signs that a rule is met on paper: planted pulls are found, honest data pass. B-267."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from tilth.see.methods.gaming import heaping, round_numbers, shift

BINS = np.arange(48)
SHAPE = 4000 * np.exp(-(((BINS - 20) / 14) ** 2))


@pytest.fixture
def rng():
    return np.random.default_rng(9)


def test_waits_moved_inside_four_hours_are_seen(rng):
    """B-267: heaping at a threshold."""
    honest = rng.poisson(SHAPE)
    pulled = honest.copy()
    moved = pulled[24:26] // 4
    pulled[24:26] -= moved
    pulled[23] += moved.sum()
    found = heaping(pd.DataFrame([honest, pulled], index=["honest", "pulled"]), 24)
    assert abs(found.z["honest"]) < 3
    assert found.z["pulled"] > 8
    assert found.chance["pulled"] < 1e-6
    assert found.excess["pulled"] == pytest.approx(moved.sum(), rel=0.3)
    assert found.ratio["honest"] == pytest.approx(1, abs=0.06)


def test_what_is_foreseen_is_the_likeliest_curve(rng):
    counts = rng.poisson(SHAPE)
    kept = (BINS < 21) | (BINS >= 27)
    design = np.vander((BINS - 24) / 48, 4)

    def unlikely(turn):
        fitted = design[kept] @ turn
        return (np.exp(fitted) - counts[kept] * fitted).sum()

    start = np.linalg.lstsq(design[kept], np.log(counts[kept] + 0.5), rcond=None)[0]
    best = optimize.minimize(unlikely, start, method="BFGS").x
    found = heaping(counts, 24, near=2)
    assert found.expected[0] == pytest.approx(np.exp(design[22:24] @ best).sum(), rel=1e-4)
    assert found.observed[0] == counts[22:24].sum()


def test_honest_shapes_are_called_out_no_more_often_than_they_should(rng):
    z = heaping(rng.poisson(SHAPE / 20, (400, 48)), 24).z
    assert abs(z.mean()) < 0.25
    assert (z > 1.96).mean() < 0.05


def test_rough_counts_widen_what_counts_as_odd(rng):
    rough = rng.poisson(SHAPE * rng.gamma(25, 0.04, (200, 48)))
    assert (heaping(rough, 24).z > 3).mean() < 0.03


def test_too_few_people_or_a_blank_bin_cannot_be_judged():
    few, blank = np.zeros(48), SHAPE.copy()
    few[20] = 29
    blank[3] = np.nan
    assert heaping([few, blank], 24).isna().all(axis=None)
    for at, options in ((0, {}), (24, {"near": 4}), (24, {"hole": 22})):
        with pytest.raises(ValueError, match="too few bins"):
            heaping(SHAPE, at, **options)


def test_numbers_that_end_in_nought_too_often(rng):
    even = rng.multinomial(5000, [0.1] * 10)
    rounded = even.copy()
    rounded[0] += 2000
    found = round_numbers([even, rounded, np.zeros(10)])
    assert found.chance[0] > 0.001
    assert found.chance[1] < 1e-9
    assert found.favourite[1] == 0
    # 2,000 of 7,000 too many in one digit: (2500 - 700) / 7000 would have to move
    assert found.misplaced[1] == pytest.approx(0.257, abs=0.01)
    assert found.loc[2].isna().all()
    with pytest.raises(ValueError, match="ten columns"):
        round_numbers([1, 2])


def test_a_jump_when_a_definition_changes_is_sudden(rng):
    """B-267: sudden definition shifts."""
    y = 50 + rng.normal(0, 1, (2, 48))
    y[1, 30:] -= 8
    found = shift(y, 30)
    assert found.sudden.tolist() == [False, True]
    assert found.jump[1] == pytest.approx(-8, abs=1.5)
    assert found.after[1] - found.before[1] == found.jump[1]
    assert found.elsewhere[1] == 0


def test_a_jump_at_another_time_is_not_this_ones_doing(rng):
    y = 50 + rng.normal(0, 1, 48)
    y[15:] -= 8
    found = shift(y, 30)
    assert not found.sudden[0]
    assert found.elsewhere[0] > 0


def test_steady_series_are_seldom_called_sudden(rng):
    assert shift(rng.normal(50, 2, (2000, 36)), 18).sudden.mean() < 0.02


def test_a_blank_near_the_change_leaves_it_unknown(rng):
    y = rng.normal(50, 2, (2, 36))
    y[0, 17], y[1, 3] = np.nan, np.nan
    found = shift(pd.DataFrame(y, index=["a", "b"]), 18)
    assert found.jump.isna().to_dict() == {"a": True, "b": False}
    assert not found.sudden["a"]
    for at in (5, 31):
        with pytest.raises(ValueError, match="6 periods"):
            shift(y, at)
