import numpy as np
import pytest

from tilth.demo.people import deaths
from tilth.demo.people.everyone import illustrative


def test_life_expectancy_under_one_constant_risk_is_nearly_its_inverse():
    # With a constant risk m life expectancy is 1 / m; five-year bands change it little.
    people = np.full(111, 1000.0)
    assert deaths.abridged(people * 0.02, people) == pytest.approx(50, rel=0.01)


def test_a_band_nobody_lived_in_does_not_break_the_table():
    people = np.zeros(111)
    people[:60] = 100
    assert deaths.abridged(people * 0.001, people) > 60


def test_the_gap_is_planted_to_a_hair_and_the_deaths_keep_to_it(world):
    told = world.planted["life_expectancy"]
    assert told["planted_gap_years"] == pytest.approx(9.0, abs=1e-6)
    assert told["best"] == "Hillfoot"
    assert told["worst"] == "Old Pits"
    assert told["measured_from_the_deaths"]["gap"] == pytest.approx(9.0, abs=1.2)


def test_a_wider_spread_of_risk_makes_a_wider_gap(world):
    chances = illustrative()["mortality"]
    counts = deaths.ends(world.crowd, world.land)
    gaps = [deaths.gap(chances, counts, spread) for spread in (0.0, 0.4, 0.8, 1.2)]
    assert gaps == sorted(gaps)
    assert gaps[0] == pytest.approx(0, abs=0.6)


def test_the_dead_died_in_the_five_years_and_men_die_sooner(world):
    people = world.crowd
    dead = ~people.living
    assert people.died[dead].max() <= deaths.TODAY
    assert people.died[dead].min() > deaths.TODAY - 5 * 366
    ages = people.age[dead]
    assert ages[people.sex[dead] == 0].mean() < ages[people.sex[dead] == 1].mean()
