"""The page of open data says what the definitions say."""

from pathlib import Path

from tilth.ground.publishers.reference import page

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_open_data_is_up_to_date():
    written = (DOCS / "reference" / "open-data.md").read_text(encoding="utf-8")
    told = "run: python -m tilth.ground.publishers.reference docs/reference/open-data.md"
    assert written == page(), told


def test_the_page_names_every_heading_a_file_may_have():
    text = page()
    assert "| each year of age | `age_{age}`, `{age}`, `age_90_plus`, `90+` | yes |" in text
    assert "`LSOA code (2021)`" in text
    assert "Gives names of areas, what lies in what, other names." in text
