"""The page of open data says what the definitions say."""

import runpy
import warnings
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


def test_the_page_is_written_by_one_command(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["reference", str(tmp_path / "page.md")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        runpy.run_module("tilth.ground.publishers.reference", run_name="__main__")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page()
    assert page([]).endswith("## The files\n")
