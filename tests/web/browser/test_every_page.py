"""The gates of every page, in a real browser: readable by all, whole without script, from here.

One visit answers for all that is asked of a page; without script it is what the server sends.
Opening it again for each would cost more than it finds.
"""

import pytest

from tests.web.browser.addresses import ADDRESSES, MISSING
from tests.web.browser.looking import LOOKED_AT, WIDTHS

MOST_BYTES = 250_000
TITLES: dict = {}


def said(address):
    return f"{address[0]} as {address[1] or 'a stranger'}"


@pytest.mark.parametrize(("address", "role"), ADDRESSES, ids=map(said, ADDRESSES))
def test_A11Y_AT_P_a_page_is_readable_light_and_from_here(reader, address, role):
    """axe zero (half of the pages at 375 pixels, half at 1280), nothing pushed sideways from 320
    on, nothing from outside, one heading, a title of its own, whole without script, 250 KB at
    most, and on paper nothing only a screen can use."""
    one = reader(role)
    assert one.open(address) == (404 if address in MISSING else 200)
    assert one.without_script() == (1, True), "its heading and its words, as they are sent"
    assert one.outside == []
    assert [c for c in one.complaints if "status of 404" not in c] == []
    assert one.bytes <= MOST_BYTES
    assert one.page.locator("h1").count() == 1
    title, at = one.page.title().partition(": ")[0], address.partition("?")[0]
    assert title
    assert TITLES.setdefault(title, at) == at
    assert one.on_paper() == []
    for width in WIDTHS:
        one.at(width)
        if width == LOOKED_AT[len(title) % 2]:
            assert one.faults() == [], f"at {width} pixels"
        assert one.sticks_out() == [], f"at {width} pixels"


def test_A11Y_the_first_stop_of_the_keyboard_is_the_way_past_the_header(reader):
    one = reader("analyst")
    one.open("/help/words/")
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("() => document.activeElement.textContent") == "Skip to main content"
    one.page.keyboard.press("Enter")
    assert one.page.evaluate("() => document.activeElement.id") == "maincontent"


def test_A11Y_wherever_the_keyboard_stops_it_can_be_seen(reader):
    one = reader("analyst")
    one.open("/see/")
    for _ in range(25):
        one.page.keyboard.press("Tab")
        seen = one.page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
              return e === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none'
                     || s.backgroundColor === 'rgb(255, 235, 59)' ? '' : e.outerHTML; }"""
        )
        assert seen == ""


@pytest.mark.parametrize(
    ("address", "pictures"),
    [
        ("/see/indicators/inactive_adults/neighbourhood/", 4),
        ("/see/indicators/obesity_adults/place/", 2),
    ],
)
def test_numbers_folded_away_on_a_screen_print_with_their_picture(reader, address, pictures):
    """A chart never without its table: also on paper, with no script at all."""
    one = reader("director", script=False)
    one.open(address)
    numbers = one.page.locator("figure details:not([open]) table")
    assert numbers.count() >= pictures
    shown = "tables => tables.filter(e => e.checkVisibility()).length"
    assert numbers.evaluate_all(shown) == 0
    one.page.emulate_media(media="print")
    try:
        assert numbers.evaluate_all(shown) == numbers.count()
        assert one.page.get_by_text("Show the numbers").first.is_hidden()
    finally:
        one.page.emulate_media(media="screen")
