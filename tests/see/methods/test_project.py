"""People 5 and 10 years on: a Leslie matrix as the slow twin, laws. P-181."""

import numpy as np
import pytest

from tilth.see.methods.project import Unsure, five_years_on, project, survival

AGES = 19
DEATHS = np.array([0.001, *(0.0002 * 1.55 ** np.arange(AGES - 1))]).clip(max=0.3)
DEATHS = np.stack([DEATHS, DEATHS * 1.2])
BIRTHS = np.zeros(AGES)
BIRTHS[3:9] = [0.01, 0.05, 0.09, 0.1, 0.06, 0.01]
STILL = np.zeros((2, AGES))
SURE = Unsure(deaths=0, births=0, moves=0)


@pytest.fixture
def rng():
    return np.random.default_rng(4)


@pytest.fixture
def people():
    return np.random.default_rng(1).integers(100, 900, (3, 2, AGES)).astype(float)


def leslie():
    """Women and girls only, as one matrix: births without men is how Leslie wrote it."""
    living, reaching = survival(DEATHS[0])
    matrix = np.diag(living[:-1], -1)
    matrix[-1, -1] = living[-1]
    shifted = np.zeros((AGES, AGES))
    shifted[1:, :-1] = np.diag(living[:-1])
    shifted[-1, -1] = living[-1]
    assert np.allclose(matrix, shifted)
    bearing = BIRTHS * 5 / 2 * (100 / 205) * reaching
    matrix[0] = bearing + bearing @ shifted
    return matrix


def test_five_years_on_is_leslies_matrix(people):
    ours = five_years_on(people, DEATHS, BIRTHS, STILL)
    for area in range(3):
        np.testing.assert_allclose(ours[area, 0], leslie() @ people[area, 0])


def test_ten_years_on_is_the_matrix_twice(people, rng):
    """P-181: age-structured projection, 5 and 10 years."""
    found = project(people, DEATHS, BIRTHS, STILL, rng=rng, unsure=SURE, draws=3)
    assert found.years.tolist() == [0, 5, 10]
    twice = leslie() @ leslie() @ people[0, 0]
    np.testing.assert_allclose(found.people[2, 0, 0], twice)
    np.testing.assert_allclose(found.lower, found.people)
    np.testing.assert_allclose(found.total[0], people.sum(axis=(1, 2)))


def test_nobody_dies_or_comes_or_goes_and_all_grow_older(people):
    tiny = np.full((2, AGES), 1e-12)
    ours = five_years_on(people, tiny, BIRTHS * 0, STILL)
    np.testing.assert_allclose(ours[..., 1:-1], people[..., :-2], rtol=1e-6)
    np.testing.assert_allclose(ours[..., -1], people[..., -2:].sum(axis=-1), rtol=1e-6)
    assert (ours[..., 0] == 0).all()


def test_areas_add_up_to_their_whole_when_rates_are_shared(people):
    whole = five_years_on(people.sum(axis=0, keepdims=True), DEATHS, BIRTHS, STILL + 0.01)
    parts = five_years_on(people, DEATHS, BIRTHS, STILL + 0.01)
    np.testing.assert_allclose(parts.sum(axis=0), whole[0])


def test_those_who_move_in_are_added(people):
    stay = five_years_on(people, DEATHS, BIRTHS, STILL)
    come = five_years_on(people, DEATHS, BIRTHS, STILL + 0.02)
    go = five_years_on(people, DEATHS, BIRTHS, STILL - 0.02)
    assert (come.sum(axis=(1, 2)) > stay.sum(axis=(1, 2))).all()
    gained = come.sum() - stay.sum()
    assert gained == pytest.approx(0.02 * 5 * people.sum(), rel=0.12)
    assert go.sum() - stay.sum() == pytest.approx(-gained, rel=0.05)
    assert (five_years_on(people, DEATHS, BIRTHS, STILL - 5) == 0).all()


def test_the_range_holds_the_middle_and_widens(people, rng):
    found = project(people, DEATHS, BIRTHS, STILL, rng=rng, draws=200)
    assert (found.total_lower[1:] < found.total[1:]).all()
    assert (found.total[1:] < found.total_upper[1:]).all()
    width = found.total_upper - found.total_lower
    assert (width[0] == 0).all()
    assert (width[2] > width[1]).all()


def test_fewer_deaths_each_year_leave_more_old_people(people, rng):
    asked = {"rng": rng, "unsure": SURE, "draws": 1}
    same = project(people, DEATHS, BIRTHS, STILL, **asked)
    fewer = project(people, DEATHS, BIRTHS, STILL, deaths_change=-0.02, **asked)
    assert (fewer.people[1] == same.people[1]).all()
    assert (fewer.people[2, :, :, -5:] > same.people[2, :, :, -5:]).all()


def test_the_same_seed_gives_the_same_range(people):
    first, second = (
        project(people, DEATHS, BIRTHS, STILL, rng=np.random.default_rng(7), draws=20)
        for _ in range(2)
    )
    assert (first.upper == second.upper).all()


def test_survival_keeps_the_open_age_in_its_own_balance():
    living, reaching = survival(np.full(AGES, 0.1))
    # with one death rate everywhere, exp(-0.5) live five years on, save for the curve within five
    np.testing.assert_allclose(living[1:-2], np.exp(-0.5), atol=0.01)
    assert living[-1] == living[-2]
    assert 0 < reaching < 1
    nobody_dies, _ = survival(np.zeros(AGES))
    assert (nobody_dies == 1).all()


def test_a_blank_count_makes_unknown_what_it_can_reach(people):
    people[0, 1, 4] = np.nan
    ours = five_years_on(people, DEATHS, BIRTHS, STILL)
    assert np.isnan(ours[0, 1]).tolist() == [i in (4, 5) for i in range(AGES)]
    assert not np.isnan(ours[1:]).any()


def test_what_cannot_be_is_refused(people, rng):
    for years in (7, 0):
        with pytest.raises(ValueError, match="multiple of 5"):
            project(people, DEATHS, BIRTHS, STILL, rng=rng, years=years)
    with pytest.raises(ValueError, match="2 sexes"):
        project(people[:, :1], DEATHS, BIRTHS, STILL, rng=rng)
    with pytest.raises(ValueError, match="deaths"):
        project(people, -DEATHS, BIRTHS, STILL, rng=rng)
