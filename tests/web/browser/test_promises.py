"""Keeping a promise, as two partners do it: in Chromium, on the demo, as it is served."""

import datetime

import pytest

from tests.web.browser.looking import HEIGHT, Reader

WORDS = "Keep the church hall warm on Thursdays"


@pytest.fixture
def two(chromium, served, axe, request):
    """A charity lead and a director of the council, each before a browser of their own."""
    script = request.param
    readers = [
        Reader(chromium, served, axe, role=role, script=script) for role in ("partner", "director")
    ]
    yield readers
    for one in readers:
        one.close()


def fine(one, width, script):
    """Nothing axe finds, nothing pushed sideways; axe itself needs script."""
    one.page.set_viewport_size({"width": width, "height": HEIGHT})
    if script:
        assert one.faults() == []
        assert one.sticks_out() == []


@pytest.mark.parametrize(
    ("two", "width", "script"),
    [(True, 375, True), (True, 1280, True), (False, 375, False)],
    indirect=["two"],
    ids=["on a phone", "at a desk", "without script"],
)
def test_a_partner_keeps_a_promise_and_the_other_acknowledges_it(two, width, script):
    """P-054, P-061: promised, kept with what shows it, acknowledged, and read by residents."""
    charity, council = two
    page, words = charity.page, f"{WORDS} ({width}, {'with' if script else 'without'} script)"
    charity.open("/agree/commitments/")
    fine(charity, width, script)
    page.get_by_role("link", name="Make a promise").click()
    fine(charity, width, script)
    page.get_by_label("In words").fill(words)
    page.get_by_label("To whom?").select_option(value="council")
    page.get_by_label("Who owns it with you?").fill("The Thursday circle")
    page.get_by_label("By which day?").fill("2026-01-01")
    page.get_by_role("button", name="Save").click()
    assert "There is a problem" in page.locator("main").inner_text()
    assert page.get_by_label("In words").input_value() == words
    fine(charity, width, script)
    later = datetime.date.today() + datetime.timedelta(days=400)
    page.get_by_label("By which day?").fill(later.isoformat())
    page.get_by_role("button", name="Save").click()
    assert words in page.locator("main").inner_text()
    at = page.url.removeprefix(charity.site)
    fine(charity, width, script)

    page.get_by_text("It is kept", exact=True).first.click()
    page.get_by_label("What shows that it was kept?").fill("Nineteen Thursdays, the door open")
    page.get_by_role("button", name="It is kept").click()
    assert "Nineteen Thursdays" in page.locator("main").inner_text()
    fine(charity, width, script)

    council.open("/agree/commitments/")
    page = council.page
    assert words in page.locator("section", has_text="Waiting for").first.inner_text()
    fine(council, width, script)
    page.get_by_role("link", name=words).first.click()
    page.get_by_text("We have seen it", exact=True).first.click()
    page.get_by_role("button", name="We have seen it").click()
    assert "Acknowledged it" in page.locator("main").inner_text()
    fine(council, width, script)
    assert page.url.removeprefix(council.site) == at

    council.open("/agree/public/commitments/")
    told = page.locator(f"#{at.rstrip('/').rpartition('/')[2]}").inner_text()
    assert "Nineteen Thursdays" in told
    assert "acknowledged on" in told
    assert charity.outside == council.outside == []
