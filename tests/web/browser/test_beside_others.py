"""The page side by side with what is published of other places on it, in Chromium."""

from tests.web.browser.looking import LOOKED_AT

AT = "/see/compare/"
PLACES = {
    "X1": "Averton", "X2": "Lower Castleborough and Wick", "P1": "Greenmarch", "X3": "Stonebeck",
    "X4": "Thornwater", "X5": "Westerfold",
}  # fmt: skip
TOLD = {"value": "11.7", "lower": "9.8", "upper": "13.6"}
NOTHING = {"value": "", "lower": "", "upper": ""}
THEMES = ("How long and how well we live", "Risks we can lower together", "Homes, work and money")
ROWS = [
    {
        "indicator": f"official_{theme}_{n}",
        "layer": "place",
        "theme": words,
        "title": f"Adults of whom something is published, the figure numbered {n}",
        "unit": "Directly age-standardised rate per 100,000 people",
        "period": "2021 to 2023",
        "published_by": "Office for Health Improvement and Disparities",
        "cells": [TOLD, NOTHING, *[TOLD] * 4],
    }
    for theme, words in enumerate(THEMES)
    for n in range(3)
]


def test_A11Y_other_places_stand_beside_this_one_readably_at_every_width(reader, beside_others):
    """axe zero and nothing pushed sideways, with the section of other places filled."""
    page = beside_others(PLACES, ROWS)
    assert "Published figures of 6 places" in page
    one = reader("analyst")
    answer = {"body": page.html, "headers": dict(page.response.headers)}
    one.page.route(f"**{AT}", lambda asked: asked.fulfill(**answer))
    try:
        one.open(AT)
        assert one.complaints == []
        assert one.page.locator("#beside tbody tr").count() == len(ROWS) + len(THEMES)
        for width in LOOKED_AT:
            one.at(width)
            assert one.faults() == [], f"at {width} pixels"
            assert one.sticks_out() == [], f"at {width} pixels"
        assert one.on_paper() == []
    finally:
        one.page.unroute(f"**{AT}")
