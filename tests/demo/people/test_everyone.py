import numpy as np

from tilth.demo.land.margins import AGE_FROM
from tilth.demo.people import crowd as crowds
from tilth.demo.people.crowd import TODAY


def test_residents_hold_every_margin_of_every_area_exactly(world):
    people, land = world.crowd, world.land
    area, here = people.area[: people.residents], slice(0, people.residents)
    band = np.minimum(people.age[here] // 5, len(AGE_FROM) - 1)
    for kind, margin in (
        (band, land.age),
        (people.sex[here], land.sex),
        (people.group[here], land.group),
    ):
        counted = np.zeros_like(margin)
        np.add.at(counted, (area, kind), 1)
        assert (counted == margin).all()


def test_everyone_has_a_number_of_their_own(world):
    assert len(np.unique(world.crowd.nhs)) == len(world.crowd)


def test_years_between_days_are_counted_as_birthdays_are():
    day = lambda text: np.array([np.datetime64(text, "D").astype(int)])  # noqa: E731
    for born, on, years in (
        ("2000-02-29", "2026-02-28", 25),
        ("2000-02-29", "2026-03-01", 26),
        ("1969-12-31", "1970-01-01", 0),
        ("1950-03-31", "2026-03-31", 76),
    ):
        assert crowds.years_between(day(born), day(on))[0] == years
    ages = np.arange(0, 100)
    born = crowds.birthdays(ages, np.random.default_rng(1))
    assert (crowds.years_between(born, np.full(100, TODAY)) == ages).all()


def test_families_live_together_and_share_names(world):
    people = world.crowd
    child = np.flatnonzero((people.mother >= 0) & (people.age < 18))
    mother = people.mother[child]
    assert (people.household[child] == people.household[mother]).all()
    assert (people.postcode[child] == people.postcode[mother]).all()
    older = people.age[mother] - people.age[child]
    assert older.min() >= 15
    assert older.max() <= 51
    alone = np.mean((people.mother < 0)[people.living & (people.age < 18) & (people.area >= 0)])
    assert alone < 0.02
    couples = np.flatnonzero(people.partner >= 0)
    assert (people.partner[people.partner[couples]] == couples).all()
    wives = couples[people.sex[couples] == 1]
    same = people.surname[wives] == people.surname[people.partner[wives]]
    assert 0.5 < same.mean() < 0.9
    assert (people.maiden[wives[people.maiden[wives] >= 0]] >= 0).all()


def test_there_are_twins_and_fathers_and_sons_of_one_name(world):
    people = world.crowd
    child = np.flatnonzero((people.mother >= 0) & (people.age < 18))
    pairs = people.mother[child].astype(np.int64) * 100_000 + people.born[child]
    _, count = np.unique(pairs, return_counts=True)
    assert 0.004 < (count[count > 1]).sum() / len(child) < 0.12
    father = people.partner[people.mother[child]]
    boys = (people.sex[child] == 0) & (father >= 0)
    alike = people.first[child[boys]] == people.first[father[boys]]
    assert 0.01 < alike.mean() < 0.08


def test_some_moved_some_are_unknown_to_the_nhs_and_some_live_outside(world):
    people = world.crowd
    resident = slice(0, people.residents)
    assert 0.2 < (people.old_postcode[resident] >= 0).mean() < 0.5
    assert 100 < people.unknown_to_nhs.sum() < 300
    assert not (people.registered & people.unknown_to_nhs).any()
    assert (people.area < 0).sum() == 375
    outside = people.postcode[people.area < 0]
    assert (outside >= len(world.land.postcodes)).all()
    assert all(people.postcodes[p].startswith("GZ") for p in outside[:20])
