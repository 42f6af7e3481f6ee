"""Life expectancy, healthy or not: published figures, slow twins, laws. B-017, P-043."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.methods.oracles import csv
from tilth.see.methods.life import (
    STARTS,
    healthy_life_expectancy,
    life_expectancy,
    life_table,
)

# Deaths and people of the published worked example (docs cite it), enough for laws without files.
PEOPLE = np.array(
    [
        *(7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601),
        *(50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936),
    ]
)
DEATHS = np.array(
    [
        *(17, 9, 4, 8, 20, 15, 24, 33, 50, 71),
        *(100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937),
    ]
)


def test_life_expectancy_at_every_age_is_the_published_one(shared):
    there = csv(shared, "life_expectancy")
    assert there.start_age.tolist() == list(STARTS)
    for i, age in enumerate(STARTS):
        ours = life_expectancy(there.deaths.to_numpy(), there.population.to_numpy(), at=age)
        assert ours.value[0] == pytest.approx(there.life_expectancy[i], rel=1e-8)
        assert ours.lower[0] == pytest.approx(there.lower95[i], rel=1e-4)
        assert ours.upper[0] == pytest.approx(there.upper95[i], rel=1e-4)


def test_limits_meet_the_published_ones_to_the_digit_with_their_z(shared):
    there = csv(shared, "life_expectancy")
    told = life_table(there.deaths.to_numpy(), there.population.to_numpy())
    lower = told.left[0] - 1.96 * np.sqrt(told.variance[0])
    np.testing.assert_allclose(lower, there.lower95, rtol=1e-8)


def slow_expectancy(deaths, people, starts, well):
    """Life (in good health) expected at birth, one age at a time."""
    alive, lived = 1.0, 0.0
    for i, (d, n) in enumerate(zip(deaths, people, strict=True)):
        m = d / n
        if i == len(starts) - 1:
            return lived + well[i] * alive / m
        width, part = starts[i + 1] - starts[i], 0.1 if i == 0 else 0.5
        q = width * m / (1 + width * (1 - part) * m)
        lived += well[i] * (width * alive * (1 - q) + part * width * alive * q)
        alive *= 1 - q


band = st.tuples(st.integers(0, 200), st.integers(2000, 9000), st.integers(0, 100))


@given(st.lists(band, min_size=20, max_size=20))
def test_healthy_life_expectancy_is_its_slow_twin(bands):
    deaths, people, unwell = (np.array(c) for c in zip(*bands, strict=True))
    deaths[-1] += 200
    ours = healthy_life_expectancy(deaths, people, unwell, np.full(20, 100)).loc[0]
    assert ours.value == pytest.approx(slow_expectancy(deaths, people, STARTS, 1 - unwell / 100))
    assert ours.lower <= ours.value <= ours.upper


def test_all_in_good_health_live_all_their_years_so():
    whole = life_expectancy(DEATHS, PEOPLE, at=65).loc[0]
    well = healthy_life_expectancy(DEATHS, PEOPLE, DEATHS * 0, PEOPLE, at=65).loc[0]
    assert well[["value", "lower", "upper"]].tolist() == pytest.approx(whole.tolist())
    assert well.share == 1
    half = healthy_life_expectancy(DEATHS, PEOPLE, PEOPLE / 2, PEOPLE).loc[0]
    assert half.share == pytest.approx(0.5)


def test_limits_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(2)
    unwell = np.linspace(0.03, 0.6, 20)
    asked = np.full(20, 150)
    truth = healthy_life_expectancy(DEATHS, PEOPLE, unwell * 1e9, np.full(20, 1e9)).value[0]
    deaths = np.minimum(rng.poisson(DEATHS / 10, (1500, 20)), PEOPLE // 10)
    answers = rng.binomial(asked, unwell, (1500, 20))
    people = np.tile(PEOPLE / 10, (1500, 1))
    ours = healthy_life_expectancy(deaths, people, answers, np.tile(asked, (1500, 1)))
    assert 0.93 < ((ours.lower < truth) & (ours.upper > truth)).mean() < 0.97


def test_bands_that_share_answers_err_together():
    groups = np.repeat([0, 1, 2, 3], 5)
    truth = np.array([0.05, 0.15, 0.3, 0.5])[groups]
    rng, whole = np.random.default_rng(5), DEATHS * 0.0 + 1e9
    exact = healthy_life_expectancy(DEATHS, PEOPLE, truth * 1e9, whole).value[0]
    answers = rng.binomial(120, truth[::5], (1000, 4))[:, groups]
    many = [np.tile(a, (1000, 1)) for a in (DEATHS, PEOPLE, np.full(20, 120))]
    alone = healthy_life_expectancy(*many[:2], answers, many[2])
    ours = healthy_life_expectancy(*many[:2], answers, many[2], shared=groups)
    held = [((f.lower < exact) & (f.upper > exact)).mean() for f in (alone, ours)]
    assert held[0] < 0.85
    assert 0.93 < held[1] < 0.98
    own = healthy_life_expectancy(*many[:2], answers, many[2], shared=range(20))
    assert own.lower.tolist() == pytest.approx(alone.lower.tolist())


def test_more_deaths_at_any_age_shorten_life():
    first = life_expectancy(DEATHS, PEOPLE).value[0]
    for i in range(20):
        more = DEATHS.copy()
        more[i] += 30
        assert life_expectancy(more, PEOPLE).value[0] < first


def test_areas_stand_alone_and_unknown_is_unknown():
    deaths = np.array([DEATHS, DEATHS, DEATHS, DEATHS // 100, DEATHS], float)
    people = np.array([PEOPLE, PEOPLE, PEOPLE, PEOPLE // 100 + 1, PEOPLE], float)
    deaths[1, 3] = np.nan
    deaths[2, -1] = 0
    people[3] = PEOPLE // 200
    deaths[3] = people[3] // 20
    deaths[4, 5], people[4, 5] = 0, 0
    ours = life_expectancy(deaths, people)
    assert ours.isna().all(axis=1).tolist() == [False, True, True, True, True]
    assert life_expectancy(deaths, people, least=0).value.notna().tolist()[3]
    unwell = np.where(np.arange(20) == 7, np.nan, 5.0)
    assert healthy_life_expectancy(DEATHS, PEOPLE, unwell, np.full(20, 50)).isna().all(axis=None)


def test_a_band_without_deaths_adds_no_doubt():
    deaths = DEATHS.copy()
    deaths[2] = 0
    ours = life_expectancy(deaths, PEOPLE).loc[0]
    assert ours.lower < ours.value < ours.upper


def test_five_year_bands_from_nought_come_close():
    starts = (0, *range(5, 95, 5))
    merged = [np.concatenate([[a[:2].sum()], a[2:]]) for a in (DEATHS, PEOPLE)]
    ours = life_expectancy(*merged, starts=starts).value[0]
    assert ours == pytest.approx(life_expectancy(DEATHS, PEOPLE).value[0], abs=0.05)
    lived = [0.1, *[0.5] * 18]
    assert life_expectancy(*merged, starts=starts, lived=lived).value[0] == ours


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: life_table(DEATHS[1:], PEOPLE[1:]),
        lambda: life_table(PEOPLE + 1, PEOPLE),
        lambda: life_table(-DEATHS, PEOPLE),
        lambda: life_expectancy(DEATHS, PEOPLE, at=66),
        lambda: life_table(DEATHS, PEOPLE, lived=[0.5]),
        lambda: life_table(DEATHS, PEOPLE, lived=[2] * 20),
        lambda: healthy_life_expectancy(DEATHS, PEOPLE, PEOPLE, DEATHS),
        lambda: healthy_life_expectancy(DEATHS, PEOPLE, DEATHS, PEOPLE, shared=[1, 2]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()
