"""Years of life gained: claimed only as far as the interval bears it."""

import pytest

from tilth.see.gained import gained


def row(period, value, lower=None, upper=None):
    return {"period": period, "value": value, "lower": lower, "upper": upper}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (row("2011 - 13", 60.0, 59.0, 61.0), row("2021 - 23", 63.0, 62.0, 64.0),
         "3.0 years gained from 2011 - 13 to 2021 - 23 (likely 1.6 to 4.4)."),
        (row("2011", 63.0, 62.0, 64.0), row("2021", 60.0, 59.0, 61.0),
         "3.0 years lost from 2011 to 2021 (likely -4.4 to -1.6)."),
        (row("2011", 60.0, 58.0, 62.0), row("2021", 61.0, 59.0, 63.0),
         "No years gained or lost that we can be sure of from 2011 to 2021 (likely -1.8 to 3.8)."),
        (row("2015 - 17", 66.2), row("2022 - 24", 65.2),
         "1.0 years fewer from 2015 - 17 to 2022 - 24. No limits were published, so nobody can "
         "tell whether that is chance."),
    ],
)  # fmt: skip
def test_B_140_years_of_healthy_life_gained_are_told_with_how_sure_that_is(first, last, words):
    middle = row("2018", "*", "*", "*")
    assert gained([first, middle, last])["words"] == words


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row("2020", 60.0)],
        [row("2020", "*"), row("2024", 60.0)],
        [row("2019 - 21", 60.0), row("2021 - 23", 61.0)],
        [row("2020", None), row("2021", None)],
    ],
)
def test_where_two_periods_apart_are_not_known_nothing_is_claimed(rows):
    assert gained(rows) is None
