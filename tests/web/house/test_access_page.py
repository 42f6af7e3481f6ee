"""docs/reference/access.md shows the table as it is."""

from tests.conftest import ROOT
from tilth.web.house.access.telling import markdown, role_words


def test_the_documented_table_is_the_written_one():
    page = (ROOT / "docs" / "reference" / "access.md").read_text(encoding="utf-8")
    shown = page.split("tested to be fresh -->")[1].split("<!-- the table ends -->")[0]
    assert shown.strip() == markdown()


def test_roles_have_words():
    assert role_words("link_worker") == "Link worker"
    assert role_words("ig_lead") == "Information governance lead"
