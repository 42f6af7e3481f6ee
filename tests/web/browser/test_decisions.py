"""J3 in a browser: the chair sees who has not spoken, asks them, and may not close over harm."""

import email
import email.policy
import re

import pytest

from tests.web.browser.looking import HEIGHT, Reader

OPEN = "/agree/decisions/D-042/"
PHONE, DESK = 375, 1280


@pytest.fixture
def somebody(chromium, served, axe):
    """A function that gives somebody before a browser of their own."""
    readers = []

    def come(role=None, *, script=True):
        readers.append(Reader(chromium, served, axe, role=role, script=script))
        return readers[-1]

    yield come
    for one in readers:
        one.close()


def letters(place):
    """What letters say, by the address they went to."""
    found = {}
    for path in sorted((place.store_folder / "letters").glob("*.log")):
        for part in path.read_bytes().split(b"-" * 79):
            letter = email.message_from_bytes(part.strip(), policy=email.policy.default)
            if letter["To"]:
                found[letter["To"]] = letter.get_content()
    return found


@pytest.mark.parametrize(
    ("width", "script"), [(PHONE, True), (DESK, True), (PHONE, False), (DESK, False)]
)
def test_J3_the_chair_sees_who_has_not_spoken_and_cannot_close_over_an_objection(
    somebody, width, script
):
    one = somebody("chair", script=script)
    page = one.page
    one.open("/")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.get_by_role("link", name="Agree", exact=True).click()
    page.get_by_role("link", name="Decisions", exact=True).first.click()
    page.get_by_role("link", name="One welcome desk for people who leave hospital").click()
    main = page.locator("main")
    assert "partners have not spoken" in main.inner_text()
    page.get_by_role("link", name=re.compile("^the .*reasons?$")).click()
    shut = page.get_by_role("button", name="Close the decision")
    assert shut.is_disabled()
    reason = page.locator(f"#{shut.get_attribute('aria-describedby')}").inner_text()
    assert "An objection of Link Worker Team" in reason
    assert "In favour" not in main.inner_text()
    if script:
        assert one.faults() == []
        assert one.sticks_out() == []
    asks = page.get_by_role("button", name="Ask them")
    if asks.count():
        asks.click()
        assert "A letter went to Circle of Small Charities" in page.locator("main").inner_text()
    assert "asked less than three days ago" in page.locator("main").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_J3_a_small_charity_speaks_by_the_link_of_a_letter_on_a_phone(
    somebody, served_place, script
):
    chair = somebody("chair")
    chair.open(OPEN)
    asks = chair.page.get_by_role("button", name="Ask them")
    if asks.count():
        asks.click()
    told = next(words for words in letters(served_place).values() if "Circle of Small" in words)
    address = re.search(r"https?://[^/]+(/agree/by-link/\S+/)", told)[1]

    one = somebody(script=script)
    page = one.page
    assert one.open(address) == 200
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    if script:
        assert one.faults() == []
        assert one.sticks_out() == []
    page.get_by_label("Sees harm").check()
    page.get_by_label("Your name").fill("Ada of the Circle")
    page.get_by_role("button", name=re.compile("^Say this for Circle")).click()
    assert "An objection needs this" in page.locator("main").inner_text()
    if script:
        assert one.faults() == []
    page.get_by_label("Can live with it").check()
    page.get_by_role("button", name=re.compile("^Say this for Circle")).click()
    assert page.url.endswith("/agree/by-link/")
    assert "is kept. Until voices close you can change it" in page.locator("main").inner_text()
    assert one.outside == []
    one.open("/agree/decisions/")
    assert "/sign-in/" in page.url

    chair.open(OPEN)
    spoken = chair.page.locator(".tilth-voices li", has_text="Circle of Small Charities")
    assert "Has spoken" in spoken.inner_text()
