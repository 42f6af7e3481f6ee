"""A corrected release that changes a figure by a handful of people shows what was shown before."""

from tests.see.needs.conftest import indicator_of
from tilth.see.needs.estimates import estimate

INACTIVE = {
    "statistic": "proportion",
    "denominator": "age >= 19 and active_minutes is not null",
    "numerator": "active_minutes < 30",
    "per": 100,
}


def shares(population, here, inactive):
    people = population(
        "| neighbourhood | age | resident | active_minutes | people\n"
        f"| Birchills | 50 | yes | 10 | {inactive}\n"
        "| Birchills | 50 | yes | 200 | 100\n"
    )
    people.place = here
    table = estimate(people, indicator_of(**INACTIVE), layer="neighbourhood")
    return table["numerator"].tolist()


def test_DC_04_a_correction_of_a_few_people_does_not_show(population, here):
    """DC-04: before and after, compared, tell of nobody; a change of many is shown."""
    shown = [shares(population, here, inactive) for inactive in (42, 44, 44, 60)]
    assert shown == [[40], [40], [40], [60]]
