"""Journeys through the site, as a person makes them: in Chromium, on the demo, as it is served."""

import pytest

from tests.web.browser.looking import HEIGHT


@pytest.fixture
def newcomer(chromium, served, axe):
    """Somebody who has never been here."""
    from tests.web.browser.looking import Reader

    one = Reader(chromium, served, axe)
    yield one
    one.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_J1_a_newcomer_takes_the_tour_of_the_stops_there_are(newcomer, width):
    page = newcomer.page
    assert newcomer.open("/") == 200
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_role("button", name="Director of place").click()
    page.get_by_role("link", name="Take the tour").click()
    seen = [page.locator("h1").inner_text()]
    assert "Stop 1 of 9." in page.locator("main").inner_text()
    onward = page.get_by_role("link", name="On to stop")
    while onward.count():
        onward.click()
        seen.append(page.locator("h1").inner_text())
        assert newcomer.faults() == []
        assert newcomer.sticks_out() == []
    assert len(seen) == len(set(seen)) >= 2
    assert "Stop 9 of 9." in page.locator("main").inner_text()
    page.get_by_role("link", name="Leave the tour").click()
    assert "Stop" not in page.locator("main").inner_text()[:200]
    assert newcomer.outside == []


def test_J1_the_tour_needs_no_script(chromium, served, axe):
    from tests.web.browser.looking import Reader

    one = Reader(chromium, served, axe, role="director", script=False)
    one.open("/tour/1/")
    assert "Stop 1 of 9." in one.page.locator("main").inner_text()
    one.page.get_by_role("link", name="On to stop").click()
    assert "Try this:" in one.page.locator("main").inner_text()
    one.close()


@pytest.mark.parametrize(
    "address",
    ["/see/areas/NO1/", "/see/indicators/no_such/place/", "/see/nothing/", "/tour/99/", "/%00/"],
)
def test_J8_a_bad_link_says_so_and_leads_on(reader, address):
    one = reader("analyst")
    assert one.open(address) == 404
    assert one.page.locator("h1").count() == 1
    assert one.page.locator("main a").count() >= 1
    assert one.faults() == []


def test_J14_a_stranger_meets_the_sign_in_page_and_comes_back(newcomer):
    page = newcomer.page
    newcomer.open("/see/data/")
    assert "/sign-in/?next=" in page.url
    page.get_by_role("button", name="Analyst").click()
    assert page.url.endswith("/see/data/")
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").count() >= 1
