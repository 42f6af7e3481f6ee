"""What others publish of a place and of those it chose, on the page side by side."""

import shutil

import pytest

from tilth.ground.place import Place
from tilth.web.house import kept, opened
from tilth.web.see import compare

PLACES = {"X9": "Averton", "P1": "Greenmarch"}
ROW = {
    "indicator": "official_smoking",
    "layer": "place",
    "theme": "Risks we can lower together",
    "title": "Adults who smoke",
    "unit": "Per cent",
    "period": "2024",
    "published_by": "Office of Counting",
    "cells": [
        {"value": "11.7", "lower": "9.8", "upper": "13.6"},
        {"value": "", "lower": "", "upper": ""},
    ],
}


@pytest.fixture
def read(visit, demo_place, monkeypatch, tmp_path):
    """The page side by side of a place that chose others, of which these rows are published."""
    folder = tmp_path / "place"
    left_out = shutil.ignore_patterns("store", "incoming")
    shutil.copytree(demo_place.folder, folder, ignore=left_out)
    (folder / "store").mkdir()
    with (folder / "place.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[compare]\nareas = ["X9", "X7"]\n')

    def page(rows):
        monkeypatch.setattr(compare, "side_by_side", lambda *_: (PLACES, rows))
        return visit("/see/compare/", place=Place.open(folder))

    kept.forget()
    opened.let_go()
    yield page
    opened.let_go()
    kept.forget()


def test_each_published_figure_says_its_unit_its_time_who_published_it_and_how_sure_it_is(read):
    """B-204: places side by side, and no league table."""
    page = read([ROW])
    assert "Published figures of 2 places" in page
    assert "Adults who smoke per cent, 2024, Office of Counting" in page
    assert "11.7 (likely 9.8 to 13.6)" in page
    assert "not published" in page
    assert "/see/indicators/official_smoking/place/" in page.links
    assert "No figures are held of X9, X7." in page


def test_where_nothing_is_published_of_the_others_the_page_says_so(read):
    assert "Nothing of this kind is published of the places this one chose" in read([])
