"""A timeline as values: order, years, what lasted, and where it stands in the picture."""

import datetime
import itertools

import pytest

from tilth.learn.timeline.entries import KINDS, Entry, by_year, in_order, lasting
from tilth.learn.timeline.picture import LEFT, RIGHT, WIDE, picture


def day(text):
    return datetime.date.fromisoformat(text)


PANDEMIC = Entry(day("2020-03-11"), "shock", "Pandemic", until=day("2022-02-24"))
BEGAN = Entry(day("2019-05-01"), "founding", "A talk on a bench")
SIGNED = Entry(day("2020-03-11"), "agreement", "Signed", address="/a/")
PRICES = Entry(day("2021-10-01"), "shock", "Prices")


def test_P_098_things_stand_in_their_years_and_shocks_come_first_on_their_day():
    """P-098: founding, agreements and milestones in order."""
    found = by_year([PRICES, SIGNED, PANDEMIC, BEGAN])
    assert found == [(2019, [BEGAN]), (2020, [PANDEMIC, SIGNED]), (2021, [PRICES])]
    assert in_order([SIGNED, PANDEMIC])[0] is PANDEMIC
    assert by_year([]) == []


def test_a_shock_goes_on_in_later_years_until_it_ends():
    found = [PANDEMIC, PRICES, BEGAN]
    assert lasting(found, 2020) == []
    assert lasting(found, 2021) == [PANDEMIC]
    assert lasting(found, 2022) == [PANDEMIC, PRICES]
    assert lasting(found, 2026) == [PRICES]


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="is not one of"):
        Entry(day("2020-01-01"), "party", "x")
    with pytest.raises(ValueError, match="ends before"):
        Entry(day("2020-01-02"), "policy", "x", until=day("2020-01-01"))


def test_the_picture_holds_what_the_list_holds_within_its_edges():
    drawn = picture([PRICES, SIGNED, PANDEMIC, BEGAN], to=day("2026-03-31"))
    assert {one.words for one in drawn.marks} == {"A talk on a bench", "Signed"}
    assert [one.words for one in drawn.bands] == ["Pandemic", "Prices"]
    assert [name for _, name in drawn.lanes] == [
        KINDS["shock"],
        KINDS["founding"],
        KINDS["agreement"],
    ]
    for one in (*drawn.marks, *drawn.bands):
        assert LEFT <= one.x <= one.x2 <= WIDE - RIGHT
    assert drawn.years[0] == (LEFT, 2019)
    assert drawn.years[-1][1] == 2026
    assert drawn.marks[0].x < drawn.bands[0].x
    assert picture([], to=day("2026-03-31")) is None
    one = picture([PRICES], to=day("2021-11-01"))
    assert (len(one.lanes), len(one.bands)) == (1, 1)


def test_years_of_a_long_story_do_not_stand_on_each_other():
    old = Entry(day("1948-07-05"), "policy", "Health service")
    drawn = picture([old, SIGNED], to=day("2026-03-31"))
    xs = [x for x, _ in drawn.years]
    assert min(b - a for a, b in itertools.pairwise(xs)) > 40
