"""J10: a story told on a phone without script, read, and taken back from everywhere; a draft."""

import pytest

from tests.web.browser.looking import HEIGHT, Reader
from tests.web.learn.leaving import in_files

WORDS = "On Sunday Denise asked me to walk to the duskrailway with her."
MARK = "duskrailway"


def narrow(reader):
    reader.page.set_viewport_size({"width": 375, "height": HEIGHT})


@pytest.fixture
def somebody(chromium, served, axe):
    """somebody("chair", script=False): a person before a browser of their own."""
    readers = []

    def come(role=None, *, script=True):
        readers.append(Reader(chromium, served, axe, role=role, script=script))
        return readers[-1]

    yield come
    for one in readers:
        one.close()


def test_J10_a_story_is_told_without_script_read_and_taken_back_from_everywhere(
    somebody, served_place
):
    """B-083; CO_ section 6: withdrawal reaches page, search and every byte of the store."""
    teller, chair, stranger = somebody(script=False), somebody("chair", script=False), somebody()
    page = teller.page
    teller.open("/tell/")
    narrow(teller)
    page.get_by_label("Your story").fill(WORDS)
    page.get_by_label("Everyone", exact=True).check()
    page.get_by_role("button", name="See it before it is sent").click()
    assert WORDS in page.locator("article").inner_text()
    slug = page.url.split("/")[-3]
    page.get_by_role("button", name="Send it").click()
    code = page.locator(".tilth-code__words").inner_text()
    assert len(code.split()) == 4
    assert stranger.open(f"/learn/stories/{slug}/") == 404

    chair.open(f"/learn/stories/review/{slug}/")
    assert WORDS in chair.page.locator("main").inner_text()
    chair.page.locator(f'form[action="/learn/stories/review/{slug}/publish/"] button').click()
    assert stranger.open(f"/learn/stories/{slug}/") == 200
    assert WORDS in stranger.page.locator("main").inner_text()
    stranger.open("/learn/search/?q=denise")
    assert slug in stranger.page.content()
    assert in_files(served_place.store_folder, MARK)

    again = somebody(script=False)
    again.open(f"/tell/again/?story={slug}")
    narrow(again)
    again.page.get_by_label("Your four code words").fill(code)
    again.page.get_by_role("button", name="Take it back now").click()
    assert "It is taken back" in again.page.locator("h1").inner_text()
    for one in (stranger, chair, teller):
        assert one.open(f"/learn/stories/{slug}/") == 404
    for at in ("/learn/search/?q=denise", "/learn/stories/", "/learn/"):
        stranger.open(at)
        assert slug not in stranger.page.content()
    assert in_files(served_place.store_folder, MARK) == []


def test_J10_a_draft_stays_on_the_phone_until_it_is_sent_and_is_forgotten_when_asked(somebody):
    """B-083: a lost line loses nothing; every page of telling is fit for everybody at 375 px."""
    teller = somebody()
    page = teller.page
    teller.open("/tell/")
    narrow(teller)
    page.get_by_label("Your story").fill(WORDS)
    says = page.locator("[data-draft-says]")
    assert "kept on this device" in says.inner_text()
    assert teller.faults() == teller.sticks_out() == []
    teller.context.set_offline(True)
    page.get_by_role("button", name="See it before it is sent").click()
    assert "no connection just now" in says.inner_text()
    teller.context.set_offline(False)
    teller.open("/tell/")
    assert page.get_by_label("Your story").input_value() == WORDS
    says.get_by_role("button", name="Forget it").click()
    teller.open("/tell/")
    assert page.get_by_label("Your story").input_value() == ""

    page.get_by_label("Your story").fill(WORDS)
    page.get_by_role("button", name="See it before it is sent").click()
    looked = [page.url]
    page.get_by_role("button", name="Keep it for me").click()
    narrow(teller)
    assert teller.faults() == teller.sticks_out() == []
    assert page.evaluate("Object.keys(localStorage).length") == 0
    at = looked[0].removeprefix(teller.site).removesuffix("look/")
    for each in (at, f"{at}change/", f"{at}media/", "/tell/mine/", "/tell/again/", "/tell/quick/",
                 "/tell/answer/about_tilth/", "/tell/?type=walk-through"):  # fmt: skip
        assert teller.open(each) == 200
        narrow(teller)
        assert (each, teller.faults()) == (each, [])
        assert (each, teller.sticks_out()) == (each, [])
    teller.open(at)
    page.get_by_role("button", name="Take it back").click()
    assert "It is taken back" in page.locator("h1").inner_text()
    assert teller.outside == []
