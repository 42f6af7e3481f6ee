"""Years of life: the planted gap found, and a life table as counted slowly."""

import datetime

import numpy as np
import pytest

from tests.releases import write_release
from tests.see.needs.drawn import indicator_of
from tilth.demo import send
from tilth.demo.land import terrain
from tilth.see.methods import life
from tilth.see.needs.estimates import estimate, whole
from tilth.see.needs.lives import OF_WIDE, STARTS, days
from tilth.see.needs.reference import shipped
from tilth.store.counting.population import Population
from tilth.store.published import Release

AS_OF = datetime.date(2026, 3, 31)


def test_the_days_of_a_life_table_are_the_ends_of_its_years():
    one = indicator_of(statistic="life_expectancy", numerator="", period="3 years")
    spans = days(one, AS_OF)
    assert [str(d) for d in spans["lives"].over] == ["2024-03-31", "2025-03-31", "2026-03-31"]
    assert spans["died"].as_of == AS_OF
    assert STARTS[:3] == (0.0, 4.5, 9.5)
    assert len(OF_WIDE) == len(STARTS)


def alike(age):
    """A hundred and twenty people of an age, of whom ten die in the year: drawn rows."""
    born = AS_OF.year - age
    rows = [f"| Birchills | yes | {born}-01-01 | | 110"]
    return "\n".join([*rows, f"| Birchills | yes | {born}-01-01 | 2026-01-10 | 10"])


def test_life_expectancy_is_the_methods_of_slow_counts(lived):
    ages = [2, *range(7, 90, 5), 93]
    header = "| neighbourhood | resident | birth_month | died_on | people\n"
    table = header + "\n".join(alike(age) for age in ages)
    numbers = [n for i in range(len(ages)) for n in range(120 * i + 111, 120 * i + 121)]
    event = "| person | concept | date\n"
    event += "\n".join(f"| {n} | death | 2026-01-10" for n in numbers)
    people = lived(table, event=event)
    one = indicator_of(statistic="life_expectancy", numerator="", period="1 year", step="year")
    row = estimate(people, one, layer="neighbourhood").iloc[0]
    died, lives = np.full(19, 10.0), np.full(19, 120.0)
    slow = life.life_expectancy([died], [lives], starts=STARTS, least=0).iloc[0]
    assert (row["numerator"], row["denominator"]) == (190, 2280)
    assert row["note"] == "too few"
    assert np.isnan(row["value"])
    assert slow["value"] < 20


@pytest.fixture(scope="module")
def born_and_died(tmp_path_factory):
    """The truth of the usual Greenmarch (25,000 people) as a release: who lived where, and died."""
    folder = tmp_path_factory.mktemp("truth")
    terrain.draw(folder / "geography", people=25_000, seed=1)
    world = send.imagine(folder / "geography", people=25_000, seed=1)
    crowd, land = world.crowd, world.land
    inside = np.flatnonzero(crowd.area >= 0)
    day = lambda number: datetime.date(1970, 1, 1) + datetime.timedelta(int(number))  # noqa: E731
    people, deaths = [], []
    for number, i in enumerate(inside, 1):
        died = None if crowd.living[i] else day(crowd.died[i])
        people.append(
            {
                "person": number,
                "birth_month": day(crowd.born[i]).replace(day=1),
                "died_on": died,
                "sex": ("male", "female")[crowd.sex[i]],
                "lsoa21": str(land.codes[crowd.area[i]]),
                "resident": True,
                "registered": True,
            }
        )
        if died:
            deaths.append({"person": number, "concept": "death", "date": died, "source": "gp"})
    areas = [
        {"lsoa21": str(code), "neighbourhood": name or None, "place": place}
        for code, name, place in zip(land.codes, land.neighbourhood, land.place, strict=True)
    ]
    made = write_release(folder / "store", people=people, small_areas=areas, event=deaths)
    found = Population(Release(made))
    yield found, world.planted["life_expectancy"]
    found.close()


def test_P_043_the_planted_gap_in_years_of_life_is_found(born_and_died):
    """P-043, B-017, B-140: life expectancy as a headline outcome; nine years between Hillfoot and
    Old Pits were planted."""
    people, truth = born_and_died
    table = estimate(people, shipped()["life_expectancy"], layer="neighbourhood").set_index("area")
    best, worst = (table.loc[truth[end]] for end in ("best", "worst"))
    assert (truth["best"], truth["worst"]) == ("Hillfoot", "Old Pits")
    wide = [np.hypot(*(row["upper"] - row["lower"] for row in (best, worst))) / 2]
    gap = best["value"] - worst["value"]
    assert abs(gap - truth["planted_gap_years"]) < wide[0]
    assert gap - wide[0] > 3
    measured = truth["measured_from_the_deaths"]
    for end in ("best", "worst"):
        row = table.loc[truth[end]]
        assert row["lower"] < measured[end] < row["upper"]


def test_healthy_years_are_fewer_than_years_of_life(greenmarch):
    """P-043, B-017: healthy life expectancy, where enough answered; a reason where not."""
    for name in ("life_expectancy", "healthy_life_expectancy"):
        row = whole(greenmarch, shipped()[name]).iloc[0]
        assert np.isfinite(row["value"]) or row["note"] != ""
    one = shipped()["healthy_life_expectancy"]
    table = estimate(greenmarch, one, layer="place")
    assert (table["value"].notna() | (table["note"] != "")).all()


def test_B_017_years_free_of_a_disability_are_told_by_whatever_a_place_asks(greenmarch):
    """B-017: Sullivan's method takes any criterion; here, needing no long-term care."""
    asked = {"statistic": "healthy_life_expectancy", "denominator": "age >= 16",
             "period": "5 years", "step": "year"}  # fmt: skip
    free = indicator_of(numerator="not (long_term_care within 3 years)", **asked)
    all_free = indicator_of(numerator="age >= 16", **asked)
    some, every = (whole(greenmarch, one).iloc[0]["value"] for one in (free, all_free))
    lived_ = whole(greenmarch, shipped()["life_expectancy"]).iloc[0]["value"]
    assert every == pytest.approx(lived_, abs=0.01)
    assert 40 < some < every


def test_years_of_life_are_told_by_sex(born_and_died):
    people, _ = born_and_died
    table = whole(people, shipped()["life_expectancy"], by="sex").set_index("sex")
    assert table.loc["female", "value"] > table.loc["male", "value"]
