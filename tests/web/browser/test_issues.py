"""A small charity says something hard, another partner holds it with it, and they agree a way.

In Chromium on the demo, on a phone and at a desk, with and without script.
"""

import pytest

from tests.web.browser.looking import HEIGHT, WIDTHS, Reader


@pytest.fixture
def two(chromium, served, axe):
    """A function that seats the charity lead and somebody of the community trust."""
    seated = []

    def seat(script):
        for role in ("partner", "neighbourhood_lead"):
            seated.append(Reader(chromium, served, axe, role=role, script=script))
        return seated

    yield seat
    for one in seated:
        one.close()


def opened(one, name):
    """The part of the page under a summary, opened."""
    part = one.page.locator("details").filter(has=one.page.locator("summary", has_text=name))
    part = part.first
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    return part


def send(one, name, button, **fields):
    part = opened(one, name)
    for field, value in fields.items():
        box = part.locator(f'[name="{field}"]')
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(value)
    with one.page.expect_navigation():
        part.get_by_role("button", name=button, exact=True).click()


def main(one):
    return one.page.locator("main").inner_text()


def agree(one, at):
    one.open(at)
    with one.page.expect_navigation():
        one.page.get_by_role("button", name="We agree", exact=True).click()


def looks_well(one):
    for width in WIDTHS:
        one.at(width)
        assert one.faults() == [], f"at {width} pixels"
        assert one.sticks_out() == [], f"at {width} pixels"


@pytest.mark.parametrize(("width", "script"), [(375, False), (1280, True)])
def test_B_244_a_small_charity_surfaces_a_tension_and_another_partner_agrees_a_way_with_it(
    two, width, script
):
    """B-244, B-241, B-251: surface, understand, reframe, agree; curious questions first."""
    charity, trust = two(script)
    charity.open("/agree/issues/")
    charity.page.set_viewport_size({"width": width, "height": HEIGHT})
    with charity.page.expect_navigation():
        charity.page.get_by_role("link", name="Say something hard").click()
    title = f"Nobody rings back on Fridays, {width}"
    charity.page.get_by_label("Give it a name that is ours").fill(title)
    charity.page.get_by_label("What is it?", exact=True).fill("They never ring us back.")
    charity.page.get_by_label("What kind of thing is it?").select_option("tension")
    with charity.page.expect_navigation():
        charity.page.get_by_role("button", name="Look at my words first").click()
    assert "These words may point a finger" in main(charity)
    charity.page.get_by_label("What is it?", exact=True).fill("On 6 March nobody rang back.")
    if script:
        looks_well(charity)
    with charity.page.expect_navigation():
        charity.page.get_by_role("button", name="Say it", exact=True).click()
    at = charity.page.url.removeprefix(charity.site)
    assert "Only those who hold it know of it." in main(charity)
    assert trust.open(at) == 404
    send(charity, "Ask another partner to hold it", "Put it to the owners",
         value="Community Health (made up)")  # fmt: skip
    assert trust.open(at) == 200
    with trust.page.expect_navigation():
        trust.page.get_by_role("button", name="Yes, we hold it too").click()
    for asker, asked, name in (
        (trust, charity, "Circle of Small Charities (made up)"),
        (charity, trust, "Community Health (made up)"),
    ):
        asker.open(at)
        send(asker, "Ask a curious question", "Ask", to=name,
             question="What matters most to you here?")  # fmt: skip
        asked.open(at)
        send(asked, "Tell your side", "Tell it", words="That nobody waits a weekend in fear.")
        send(asked, "Say that you feel heard", "We feel heard")
    assert "each side heard" in main(trust)
    charity.open(at)
    send(charity, "Put it in words that are ours", "Put it to the owners",
         value="We have not found a way to answer on Fridays, yet.")  # fmt: skip
    if script:
        trust.open(at)
        looks_well(trust)
    agree(trust, at)
    send(trust, "Put a way forward", "Put it to the owners", review="2026-09-01",
         value="Whoever is on call rings back by four.")  # fmt: skip
    agree(charity, at)
    charity.page.set_viewport_size({"width": width, "height": HEIGHT})
    assert "As ours: We have not found a way to answer on Fridays, yet." in main(charity)
    assert "Whoever is on call rings back by four." in main(charity)
    assert "We look back on 1 September 2026." in main(charity)
    assert charity.outside == []
    if script:
        looks_well(charity)
        charity.open("/agree/issues/")
        assert title in main(charity)
        looks_well(charity)
