"""Published figures of this place beside those of places it chose, untouched and unranked."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.see.official import drawn
from tests.see.official.drawn import figure, geography_of, official
from tilth.ground.geography import Geography
from tilth.ground.place import About, Compare, Place
from tilth.see.official import beside as module
from tilth.see.official.beside import not_held, places_beside, side_by_side

ELSEWHERE = {"X9": "Averton", "X8": "Zeal"}


@pytest.fixture
def here(monkeypatch):
    """A function that gives people of a place that stands beside others: here(figures, codes)."""

    def make(figures, codes=("X9", "P1", "X7")):
        made = geography_of(*figures)
        made = Geography(made._read, drawn.ABOUT | {"beside": ELSEWHERE})
        monkeypatch.setattr(module, "geography_of", lambda people: made)
        place = Place(place=About("Aston", "P1"), compare=Compare(areas=codes))
        return SimpleNamespace(place=place)

    return make


def test_places_stand_in_the_order_of_the_alphabet_with_what_was_published(here):
    """B-204: areas side by side, and no league table."""
    beside = figure("X9", 12.5, layer="beside", lower=11.0, upper=14.0)
    people = here([figure("P1", 20.25), figure("P2", 3.0), beside])
    places, rows = side_by_side(people, {"thing": official(name="thing")})
    assert list(places.values()) == ["Aston", "Averton", "Barton", "Corton"]
    (row,) = rows
    assert row["period"] == "2023"
    assert [cell["value"] for cell in row["cells"]][1] == "12.5"
    assert row["cells"][1]["lower"] != ""
    assert row["cells"][3] == {"value": "", "lower": "", "upper": ""}


def test_a_figure_of_more_digits_than_anybody_reads_is_shortened(here):
    whole = figure("X9", 0.1457078121, layer="beside")
    people = here([figure("P1", 1537.7816690677446), figure("P2", 23.174), whole])
    (row,) = side_by_side(people, {"thing": official(name="thing")})[1]
    assert [cell["value"] for cell in row["cells"]] == ["1538", "0.146", "23.174", ""]


def test_a_figure_of_another_time_or_of_no_place_beside_is_left_out(here):
    other = figure("X9", 12.5, layer="beside", period="2019")
    assert side_by_side(here([figure("P1", 20.0), other]), {"thing": official()})[1] == []
    assert side_by_side(here([figure("P1", 20.0)]), {"thing": official()})[1] == []
    counted = replace(official(), statistic="proportion", measure="", numerator="smoker")
    assert side_by_side(here([figure("P1", 20.0)]), {"thing": counted})[1] == []


def test_places_nobody_chose_are_not_shown_and_those_not_held_are_said(here):
    people = here([])
    assert places_beside(people) == {"X9": "Averton"}
    assert not_held(people) == ["X7"]
