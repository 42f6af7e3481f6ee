"""The time of year in a series: a slow twin, laws, known seasons. B-035."""

import numpy as np
import pytest

from tilth.see.methods.season import season

MONTHS = np.arange(72)
WAVE = 10 * np.cos(2 * np.pi * (MONTHS % 12) / 12)


def test_a_known_season_on_a_slope_is_found_and_taken_out():
    """B-035: seasonality beside the outcome."""
    found = season(100 + 0.5 * MONTHS + WAVE)
    np.testing.assert_allclose(found.effect[0], WAVE[:12], atol=1e-9)
    np.testing.assert_allclose(found.adjusted[0], 100 + 0.5 * MONTHS, atol=1e-9)
    assert found.strength[0] == pytest.approx(1)
    assert found.chance[0] == pytest.approx(0)
    assert (found.highest[0], found.lowest[0]) == (1, 7)


def test_a_series_that_starts_in_april_has_the_same_winter():
    found = season((100 + WAVE)[3:], first=4)
    np.testing.assert_allclose(found.effect[0], WAVE[:12], atol=1e-9)


def test_a_season_that_multiplies():
    found = season((100 + MONTHS) * np.exp(WAVE / 50), ratio=True)
    np.testing.assert_allclose(found.effect[0], np.exp(WAVE[:12] / 50), rtol=0.001)
    assert found.adjusted[0] == pytest.approx(100 + MONTHS, rel=0.001)


def test_quarters_are_a_cycle_too():
    found = season(np.tile([1, 2, 4, 5], 5), cycle=4)
    np.testing.assert_allclose(found.effect[0], [-2, -1, 1, 2])
    odd = season(np.tile([1, 2, 6], 5), cycle=3)
    np.testing.assert_allclose(odd.effect[0], [-2, -1, 3])


def slow_effects(y):
    """Each month's mean distance from a year's centred average, month by month."""
    about = {}
    for i in range(6, len(y) - 6):
        around = (y[i - 6] / 2 + sum(y[i - 5 : i + 6]) + y[i + 6] / 2) / 12
        about.setdefault(i % 12, []).append(y[i] - around)
    means = np.array([np.mean(about[m]) for m in range(12)])
    return means - means.mean()


def test_effects_are_the_slow_twins():
    y = np.random.default_rng(1).normal(50, 8, (5, 60))
    found = season(y)
    for i in range(5):
        np.testing.assert_allclose(found.effect[i], slow_effects(y[i]))


def test_noise_has_no_season_more_often_than_it_should():
    found = season(np.random.default_rng(2).normal(50, 8, (4000, 72)))
    assert found.strength.mean() < 0.1
    assert 0.02 < (found.chance < 0.05).mean() < 0.10


def test_a_blank_month_is_left_out():
    y = 100 + WAVE
    y[30] = np.nan
    found = season([y, y * 0 + 5])
    np.testing.assert_allclose(found.effect[0], WAVE[:12], atol=1e-9)
    assert np.isnan(found.adjusted[0, 30])
    assert np.isnan(found.strength[1])


def test_under_three_years_there_is_no_telling():
    found = season(100 + WAVE[:35])
    assert np.isnan(found.effect).all()
    assert np.isnan([found.strength[0], found.chance[0], found.highest[0]]).all()
    assert np.isnan(season([5, 6]).trend).all()
    with pytest.raises(ValueError, match="between 1 and 12"):
        season(WAVE, first=13)
