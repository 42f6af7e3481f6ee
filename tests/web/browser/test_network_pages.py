"""The map of partners in a browser: an answer on a phone, and a workbook looked at first."""

import pytest

from tests.web.browser.looking import HEIGHT
from tilth.agree.network.workbook import Connection, Element, Sheets, write

MAP = Sheets(
    (Element("Walking Group", "voluntary"), Element("Corner House", "housing")),
    (Connection("Walking Group", "Corner House", True, "shares a hall", "horizontal", 3),),
)
WRONG = Sheets((Element("A", "space travel"),), (Connection("A", "Nobody"),))


@pytest.mark.parametrize("script", [True, False])
def test_A11Y_a_partner_says_how_it_stands_on_a_phone(reader, script):
    """P-055: six questions on a phone, with and without script."""
    one = reader("partner", script=script)
    one.open("/agree/map/survey/")
    one.page.set_viewport_size({"width": 375, "height": HEIGHT})
    one.page.locator('main li a[href^="/agree/map/survey/"]').first.click()
    assert one.page.locator("h1").inner_text().startswith("How you stand to")
    one.page.get_by_role("group", name="How far do you trust").get_by_label(
        "Much", exact=True
    ).check()
    one.page.get_by_role("button", name="Keep this and go on").click()
    assert "is kept." in one.page.locator("main").inner_text()
    if script:
        assert one.faults() == []
        assert one.sticks_out() == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("sheets", [MAP, WRONG], ids=["sound", "with mistakes"])
def test_A11Y_a_workbook_is_looked_at_before_it_is_brought_in(reader, tmp_path, sheets, width):
    path = tmp_path / "map.xlsx"
    path.write_bytes(write(sheets))
    one = reader("secretariat")
    one.open("/agree/map/workbook/")
    one.page.set_viewport_size({"width": width, "height": HEIGHT})
    one.page.set_input_files("#file", str(path))
    one.page.get_by_role("button", name="Look at it first").click()
    assert one.page.locator("h1").inner_text() == "Look before it is brought in"
    assert (one.page.get_by_role("button", name="Bring it in").count() == 1) == (sheets is MAP)
    assert one.faults() == []
    assert one.sticks_out() == []
