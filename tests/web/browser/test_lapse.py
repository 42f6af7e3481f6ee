"""A lapse of an agreement closes what rested on it within the next request: in Chromium."""

import os
import shutil
import signal

import pytest

from tests.web.browser.conftest import opened, serve
from tests.web.browser.looking import Reader
from tilth.ground.place import Place

SHARED = "/agree/partners/community/shared/"
AGREEMENT = "/agree/agreement/health-records-sharing/"


@pytest.fixture
def own_site(demo_place, tmp_path):
    """A site of one's own, in which what is closed is closed to nobody else who tests."""
    folder = tmp_path / "tiltham"
    shutil.copytree(demo_place.folder, folder, symlinks=True)
    process = serve(Place.open(folder), tmp_path / "heard.txt")
    try:
        yield opened(tmp_path / "heard.txt", process)
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait()


def test_AC_the_end_of_an_agreement_closes_a_source_within_the_next_request(
    chromium, own_site, axe
):
    """P-152, AC: ended by who looks after sharing; the very next page anybody opens is closed."""
    reads, ends = (Reader(chromium, own_site, axe, role=r) for r in ("analyst", "ig_lead"))
    main = reads.page.locator("main")
    hospital = reads.page.locator("tr", has_text="General Hospital")
    assert reads.open(SHARED) == 200
    assert "Open until 31 March 2027" in hospital.inner_text()
    assert "not told" not in hospital.inner_text()
    ends.open(AGREEMENT)
    ends.page.get_by_text("End it before its last day", exact=True).click()
    ends.page.get_by_label("Why does it end?").fill("The new system is not safe yet.")
    ends.page.get_by_role("button", name="End it", exact=True).click()
    assert "The agreement has ended." in ends.page.locator("main").inner_text()
    reads.open(SHARED)
    assert "not told: closed: the agreement Sharing of health" in hospital.inner_text()
    assert "Open until" not in hospital.inner_text()
    assert reads.faults() == []
    assert reads.at(375).sticks_out() == []
    reads.open("/see/indicators/emergency_admissions/neighbourhood/")
    assert "Closed: the agreement Sharing of health records for planning" in main.inner_text()
    ends.open("/manage/sources/")
    assert "closed: the agreement Sharing of health" in ends.page.locator("main").inner_text()
    for one in (reads, ends):
        one.close()
