"""What measure_many answers, on every engine, and what it refuses."""

import datetime
from types import SimpleNamespace

import pytest

from tests.releases import AS_OF, people_of, rows_of, write_release
from tests.store.counting.test_population import table
from tilth.ground.errors import DefinitionError
from tilth.store.counting.population import Population
from tilth.store.needs import Measure
from tilth.store.published import Release

PEOPLE = """
    | neighbourhood | imd_decile | imd_quintile | age | sex    | active_minutes | people
    | Birchills     |          1 |            1 |   4 | female |                | 2
    | Birchills     |          1 |            1 |  50 | female |             10 | 3
    | Birchills     |          1 |            1 |  95 | male   |            200 | 1
    | Bloxwich      |          9 |            5 |  50 |        |             30 | 4
    |               |            |              |     | male   |             40 | 1
"""
ADMISSIONS = """
    | person | concept             | date       | value
    | 1      | emergency_admission | 2025-06-01 |
    | 1      | emergency_admission | 2025-07-01 |
    | 3      | emergency_admission | 2026-03-31 |
    | 7      | emergency_admission | 2025-04-01 |
    | 7      | emergency_admission | 2024-04-01 |
    | 8      | swemwbs_score       | 2026-01-01 | 21.5
    | 9      | swemwbs_score       | 2026-01-01 | 30.1
    | 9      | swemwbs_score       | 2025-01-01 | 12
"""
VALUES = "numerator denominator sum_squares unknown among_unknown".split()


def test_people_who_meet_a_criterion_by_layer_and_group_every_area_with_every_group(
    population, engine
):
    people = population(PEOPLE, engine=engine)
    asked = {"inactive": Measure("active_minutes < 50", among="age >= 19")}
    frame = people.measure_many(asked, by=["neighbourhood", "sex"])["inactive"]
    names = "neighbourhood sex numerator denominator unknown among_unknown".split()
    assert list(frame.columns) == names
    assert table(frame) == [
        "Birchills female 3 3 0 0",
        "Birchills male 0 1 0 0",
        "Birchills ? 0 0 0 0",
        "Bloxwich female 0 0 0 0",
        "Bloxwich male 0 0 0 0",
        "Bloxwich ? 4 4 0 0",
        "? male 0 0 0 1",
    ]


def test_five_year_age_groups_stand_in_order_of_age_and_fifths_are_the_nations(population, engine):
    people = population(PEOPLE, engine=engine)
    asked = {"here": Measure("alive")}
    ages = people.measure_many(asked, by="age_group")["here"]
    assert table(ages) == ["0-4 2 2 0 0", "50-54 7 7 0 0", "90+ 1 1 0 0", "? 1 1 0 0"]
    fifths = people.measure_many(asked, by="deprivation_fifth")["here"]
    assert table(fifths) == ["1 6 6 0 0", "5 4 4 0 0", "? 1 1 0 0"]
    assert table(people.counts("age_group in ('50-54', '90+')")) == ["8 10 1 0"]
    assert table(people.counts("deprivation_fifth = 1")) == ["6 10 1 0"]
    with pytest.raises(DefinitionError, match="age_group is one of 0-4"):
        people.counts("age_group = '50-60'")


def test_a_value_is_added_up_with_its_squares(population, engine):
    people = population(PEOPLE, engine=engine, event=ADMISSIONS)
    asked = {
        "admissions": Measure(value="emergency_admission count within 12 months"),
        "wellbeing": Measure(value="swemwbs_score latest within 2 years", among="age >= 19"),
        "minutes": Measure(value="active_minutes"),
    }
    found = people.measure_many(asked, by="neighbourhood")
    assert list(found["wellbeing"].columns) == ["neighbourhood", *VALUES]
    assert table(found["admissions"]) == [
        "Birchills 3 6 5 0 0",
        "Bloxwich 1 4 1 0 0",
        "? 0 1 0 0 0",
    ]
    assert table(found["wellbeing"]) == [
        "Birchills 0.0 0 0.0 4 0",
        "Bloxwich 51.6 2 1368.26 2 0",
        "? 0.0 0 0.0 0 1",
    ]
    assert found["minutes"].numerator.tolist() == [230, 120, 40]
    assert str(found["admissions"].numerator.dtype) == "int64"


def test_a_histogram_counts_people_between_its_edges(population, engine):
    people = population(PEOPLE, engine=engine)
    asked = {"minutes": Measure(value="active_minutes", histogram=(10, 40))}
    frame = people.measure_many(asked)["minutes"]
    assert list(frame.columns) == [*VALUES, "bin0", "bin1", "bin2"]
    assert table(frame[["bin0", "bin1", "bin2"]]) == ["0 7 2"]


def test_over_months_and_years_each_period_is_as_of_its_last_day(population, engine):
    people = population(PEOPLE, engine=engine, event=ADMISSIONS)
    asked = {"admissions": Measure(value="emergency_admission count within 1 month")}
    since, until = datetime.date(2025, 3, 31), datetime.date(2025, 6, 30)
    frame = people.measure_many(asked, over="month", since=since, until=until)["admissions"]
    assert table(frame[["period", "numerator"]]) == [
        "2025-03-31 0",
        "2025-04-30 1",
        "2025-05-31 0",
        "2025-06-30 1",
    ]
    ages = people.measure_many({"here": Measure("alive")}, by="age_group", over="year", until=AS_OF)
    assert table(ages["here"]) == [
        "0-4 2025-12-31 2 2 0 0",
        "45-49 2025-12-31 7 7 0 0",
        "90+ 2025-12-31 1 1 0 0",
        "? 2025-12-31 1 1 0 0",
    ]


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Measure(), "either a numerator or a value"),
        (Measure("alive", value="age"), "either a numerator or a value"),
        (Measure("alive", histogram=(1,)), "has none"),
        (Measure(value="age", histogram=(2, 1)), "rise"),
        (Measure(value="sex"), "one number"),
        (Measure(value="alive or sex"), "one number|needs a comparison"),
        (Measure(value="emergency_admission since"), "one number"),
        (Measure(value="alive and age"), "one number"),
        (Measure("agee > 1"), "agee"),
    ],
)
def test_a_measure_that_cannot_be_counted_is_refused(population, measure, said):
    people = population(PEOPLE, event=ADMISSIONS)
    with pytest.raises(DefinitionError, match=said):
        people.measure_many({"m": measure})


def test_a_group_nobody_knows_and_a_series_that_never_ends_are_refused(population):
    people = population(PEOPLE)
    with pytest.raises(DefinitionError, match="nosuch"):
        people.measure_many({"m": Measure("alive")}, by="nosuch")
    with pytest.raises(DefinitionError, match="no year ends"):
        people.measure_many(
            {"m": Measure("alive")}, over="year", since=AS_OF, until=datetime.date(2026, 4, 1)
        )
    assert people.measure_many({}) == {}


def test_a_population_knows_its_place_where_it_has_one(tmp_path):
    people, areas = people_of(PEOPLE)
    folder = write_release(tmp_path, people=people, small_areas=areas, event=rows_of(ADMISSIONS))
    with Population(Release(folder)) as alone:
        assert alone.place is None
    with Population(
        Release(folder), place=SimpleNamespace(name="Tiltham", store_folder=tmp_path, closed={})
    ) as there:
        assert there.place.name == "Tiltham"


def test_the_living_and_the_dead_and_single_years_of_age_are_groups_too(population, engine):
    people = population(PEOPLE, engine=engine)
    asked = {"here": Measure("age >= 19")}
    by_life = people.measure_many(asked, by="alive", living=False)["here"]
    assert table(by_life) == ["True 8 10 1 0"]
    ages = people.measure_many(asked, by="age")["here"]
    assert table(ages) == ["4 0 2 0 0", "50 7 7 0 0", "95 1 1 0 0", "? 0 0 1 0"]
