"""The gates of every page, in a real browser: readable by all, whole without script, from here."""

import pytest

from tests.web.browser.addresses import ADDRESSES, MISSING
from tests.web.browser.looking import WIDTHS

MOST_BYTES = 250_000
TITLES: dict = {}


def said(address):
    return f"{address[0]} as {address[1] or 'a stranger'}"


@pytest.fixture(params=ADDRESSES, ids=said)
def opened(request, reader):
    """The page, open before its reader."""
    address, role = request.param
    one = reader(role)
    assert one.open(address) == (404 if address in MISSING else 200)
    return one


def test_A11Y_axe_finds_nothing_at_any_width_and_nothing_sticks_out(opened):
    for width in WIDTHS:
        opened.at(width)
        assert opened.faults() == [], f"at {width} pixels"
        assert opened.sticks_out() == [], f"at {width} pixels"


def test_AT_nothing_is_fetched_from_outside_and_the_policy_is_not_broken(opened):
    assert opened.outside == []
    assert [one for one in opened.complaints if "status of 404" not in one] == []


def test_P_a_page_weighs_at_most_250_kilobytes(opened):
    assert opened.bytes <= MOST_BYTES


def test_one_heading_a_title_of_its_own_and_no_screen_parts_on_paper(opened, request):
    assert opened.page.locator("h1").count() == 1
    address = request.node.callspec.params["opened"][0].partition("?")[0]
    title = opened.page.title()
    assert title
    assert TITLES.setdefault(title.partition(": ")[0], address) == address
    assert opened.on_paper() == []


@pytest.fixture(params=ADDRESSES, ids=said)
def plain(request, reader):
    """The same page before a reader without script."""
    address, role = request.param
    one = reader(role, script=False)
    one.open(address)
    return one


def test_A11Y_a_page_is_whole_without_script(plain):
    assert plain.page.locator("h1").count() == 1
    assert len(plain.page.locator("main").inner_text()) > 60


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
