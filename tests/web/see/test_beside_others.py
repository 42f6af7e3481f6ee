"""What others publish of a place and of those it chose, on the page side by side."""

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


def test_each_published_figure_says_its_unit_time_publisher_and_how_sure_it_is(beside_others):
    """B-204: places side by side, and no league table."""
    page = beside_others(PLACES, [ROW])
    assert "Published figures of 2 places" in page
    assert "Adults who smoke per cent, 2024, Office of Counting" in page
    assert "11.7 (likely 9.8 to 13.6)" in page
    assert "not published" in page
    assert "/see/indicators/official_smoking/place/" in page.links
    assert "No figures are held of X9, X7." in page


def test_where_nothing_is_published_of_the_others_the_page_says_so(beside_others):
    page = beside_others(PLACES, [])
    assert "Nothing of this kind is published of the places this one chose" in page
