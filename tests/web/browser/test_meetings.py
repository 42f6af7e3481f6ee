"""J2 and J4 in a browser: the director's pack, and the secretariat's week from log to minutes."""

import re

import pytest

from tests.agree.meetings.log.making import csv_of, docx_of
from tests.web.browser.looking import HEIGHT, Reader

PHONE, DESK = 375, 1280


@pytest.fixture
def somebody(chromium, served, axe):
    """A function that gives somebody before a browser of their own."""
    readers = []

    def come(role, width, *, script=True):
        one = Reader(chromium, served, axe, role=role, script=script)
        readers.append(one)
        one.open("/")
        one.page.set_viewport_size({"width": width, "height": HEIGHT})
        return one

    yield come
    for one in readers:
        one.close()


def clean(one, script=True):
    """Nothing axe finds, nothing pushed sideways, nothing from outside."""
    if script:
        assert one.faults() == []
    assert one.sticks_out() == []
    assert one.outside == []


def news(page):
    """What is news on the front page, once it is worked out."""
    for _ in range(60):
        if "still working out what is new" not in page.locator("main").inner_text():
            break
        page.wait_for_timeout(2_000)
        page.reload()
    return page.locator(".tilth-news a")


@pytest.mark.parametrize(
    ("width", "script"), [(PHONE, True), (DESK, True), (PHONE, False), (DESK, False)]
)
def test_J2_the_director_goes_from_what_changed_to_stuck_promises_to_a_pack(
    somebody, width, script
):
    one = somebody("director", width, script=script)
    page = one.page
    main = page.locator("main")
    changed = news(page)
    titles = [link.inner_text() for link in changed.all()]
    if titles:
        changed.first.click()
        page.locator("h1").wait_for()  # a figure nobody asked for yet takes its time
        assert page.locator("h1").count() == 1
        clean(one, script)
        page.go_back()
    else:
        assert "Nothing unusual this month" in main.inner_text()
    page.get_by_role("link", name=re.compile("promises? (is|are) stuck")).click()
    assert "Stuck" in main.inner_text()
    page.get_by_role("link", name="Make a pack for the next meeting").click()
    assert page.locator("h1").inner_text().startswith("Pack for")
    told = main.inner_text()
    assert "Every partner gets the same papers." in told
    assert "Promises that are stuck" in told
    assert all(title in told for title in titles)
    clean(one, script)
    page.get_by_role("button", name="Make the PDF").first.click()
    link = page.get_by_role("link", name="Take the PDF away")
    for _ in range(60):
        if link.count():
            break
        page.wait_for_timeout(1_500)
        page.reload()
    with page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename.startswith("pack-")
    with open(taken.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"


LOGS = {
    (PHONE, True): ("2026-03-16", "log.csv", csv_of),
    (DESK, True): ("2026-03-17", "log.docx", docx_of),
    (DESK, False): ("2026-03-18", "log.csv", csv_of),
    (PHONE, False): ("2026-03-19", "log.csv", csv_of),
}


@pytest.mark.parametrize(("width", "script"), LOGS)
def test_J4_the_secretariat_brings_in_a_log_and_minutes_draft_themselves(somebody, width, script):
    on, name, made = LOGS[width, script]
    day = int(on[-2:])
    rows = [
        (f"{day}/05/2019", f"Open hall {day}", "It opens.", "Agreed", "General Hospital"),
        (f"{day}/06/2019", f"Shut yard {day}", "It shuts.", "Rejected", "Somebody"),
    ]
    one = somebody("secretariat", width, script=script)
    page, main = one.page, one.page.locator("main")

    page.goto(f"{one.site}/agree/meetings/")
    page.get_by_role("link", name="Bring in an old log of decisions").click()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": made(rows)}
    page.get_by_label("The file").set_input_files(file)
    page.get_by_label("Who decided").select_option(label="Tiltham Place Board")
    page.get_by_role("button", name="Look at it").click()
    assert "Nothing is kept yet." in main.inner_text()
    assert "no partner goes by this name" in main.inner_text()
    clean(one, script)
    page.get_by_label('Who is "Somebody"?').select_option(index=1)
    page.get_by_role("button", name="Look again").last.click()
    if page.locator("#proposer").count():
        page.locator("#proposer").select_option(index=1)
    page.get_by_role("button", name="Bring in 2 decisions").click()
    assert f"Open hall {day}" in main.inner_text()
    clean(one, script)

    page.goto(f"{one.site}/agree/meetings/new/")
    page.get_by_label("Who meets").select_option(label="Foundry Lane Team")
    page.get_by_label("Day").fill(on)
    page.get_by_label("Starts at").fill("10:00")
    page.get_by_label("Ends at").fill("11:00")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_label("What it is about").fill("Evenings for small groups")
    page.get_by_label("What for").select_option(label="to decide")
    page.get_by_label("Minutes").fill("20")
    page.get_by_role("button", name="Put it on").click()
    assert "1. Evenings for small groups" in main.inner_text()
    clean(one, script)
    page.goto(f"{one.site}/agree/meetings/{on}-foundry-lane-team/")
    page.get_by_role("button", name="Put the papers out").click()
    assert "The papers are out." in main.inner_text()
    page.get_by_role("button", name="Begin the meeting").click()
    assert "Round the table" in main.inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Is here").first.click()
    clean(one, script)
    page.get_by_role("link", name="Next").click()
    page.get_by_role("button", name="Spoke").first.click()
    page.get_by_role("button", name="Spoke").first.click()
    page.get_by_role("button", name="Take back the last press").click()
    assert "spoke 1, put forward 0" in main.inner_text()
    page.get_by_label("What was decided").fill("The hall opens on Tuesdays.")
    page.get_by_label("What was said").fill("Buses stop early.")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_label("Who promised").select_option(index=1)
    page.get_by_label("What they promised").fill("A key for the caretaker")
    page.get_by_role("button", name="Write the promise down").click()
    assert "A key for the caretaker" in main.inner_text()
    clean(one, script)
    page.get_by_role("button", name="End the meeting").click()
    page.get_by_role("button", name="Draft the minutes").click()
    told = main.inner_text()
    for words in ("Who was there", "Decided: The hall opens on Tuesdays.",
                  "Said: Buses stop early.", "A key for the caretaker"):  # fmt: skip
        assert words in told
    clean(one, script)


def test_A11Y_the_live_page_is_whole_by_keyboard(somebody):
    one = somebody("secretariat", DESK)
    page = one.page
    page.goto(f"{one.site}/agree/meetings/2026-03-10-place-board/live/")
    seen = [page.locator("h1").inner_text()]
    for _ in range(2):
        link = page.get_by_role("link", name="Next")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        seen.append(page.locator("h1").inner_text())
    assert len(set(seen)) == 3
    page.get_by_role("link", name="Back", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == seen[1]
