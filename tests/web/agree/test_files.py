"""Tables as files, and the names of areas: what every table page of AGREE leans on."""

import datetime
import io
import json
from decimal import Decimal

import pytest
from django.conf import settings
from django.http import Http404
from python_calamine import CalamineWorkbook

from tilth.web.agree.areas import area_choices, area_name, named
from tilth.web.agree.files import ENDINGS, table_file

COLUMNS = {"who": "Who", "n": "How many", "on": "Day", "more": "More"}
ROWS = [
    {"who": "=cmd", "n": 3, "on": datetime.date(2026, 3, 2), "more": ["a", "b"], "not": "told"},
    {"who": "Club\r\n=x", "n": None, "on": None, "more": Decimal("1.50")},
]


def content(ending, **more):
    return table_file("who", "Who: did / what?", COLUMNS, ROWS, ending, **more)


def test_AT_a_csv_is_safe_in_a_spreadsheet_and_holds_what_is_listed():
    lines = content("csv").content.decode().splitlines()
    assert lines == ["who,n,on,more", "'=cmd,3,2026-03-02,a; b", "Club  =x,,,1.50"]


def test_json_holds_the_headings_and_the_notes():
    told = json.loads(content("json", notes=["As told."]).content)
    assert told["headings"] == COLUMNS
    assert told["notes"] == ["As told."]
    assert told["rows"][0] == {"who": "=cmd", "n": 3, "on": "2026-03-02", "more": "a; b"}


def test_AT_a_workbook_holds_text_as_text_and_numbers_as_numbers():
    made = content("xlsx", notes=["=Read me"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(made.content))
    assert book.sheet_names == ["Who  did   what", "Notes"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == list(COLUMNS.values())
    assert rows[1] == ["'=cmd", 3.0, "2026-03-02", "a; b"]
    assert book.get_sheet_by_index(1).to_python() == [["'=Read me"]]
    assert 'filename="who.xlsx"' in made.headers["Content-Disposition"]


def test_another_ending_is_not_found():
    assert set(ENDINGS) == {"csv", "xlsx", "json"}
    with pytest.raises(Http404):
        content("pdf")


def test_areas_have_the_names_people_use():
    place = settings.PLACE
    assert named(place)["P1"] == ("place", "Scratch")
    assert area_name(place, "P1") == "Scratch"
    assert area_name(place, "Z9") == "Z9"
    assert area_name(place, "") == ""
    assert area_choices(place)[0] == ("", "The whole place")
    assert ("SY1", "Scratchshire") in area_choices(place, empty="All")


def test_a_place_without_a_map_has_no_areas_to_choose(tmp_path):
    from tilth.ground.place import Place

    (tmp_path / "place.toml").write_text('[place]\nname = "Bare"\ncode = "B1"\n'
                                         '[system]\nname = "S"\ncode = "S1"\n')  # fmt: skip
    assert named(Place.open(tmp_path)) == {}
    assert area_choices(Place.open(tmp_path)) == [("", "The whole place")]
