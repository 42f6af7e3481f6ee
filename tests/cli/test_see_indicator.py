"""What tilth see indicator and tilth see export say: the page's digits, to the last."""

import csv
import io
import json
import sys

import openpyxl
import pytest

from tilth import see
from tilth.cli.main import main
from tilth.ground.place import Place
from tilth.see.findings.exports.writing import content
from tilth.store.counting.population import Population


def run(folder, capsys, *words):
    capsys.readouterr()
    code = main(["see", *words, "--place", str(folder)])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture(scope="module")
def found(demo_folder):
    place = Place.open(demo_folder)
    with Population.open(place) as people:
        inactive = place.find(see.Indicator, "inactive_adults")
        yield see.finding(people, inactive, layer="neighbourhood")


def test_a_pipe_holds_the_very_bytes_of_the_file(demo_folder, found, capsys):
    """Page, command, file and notebook agree to the last digit (J5)."""
    code, out, err = run(demo_folder, capsys, "indicator", "inactive_adults")
    assert code == 0
    assert out == content(found, "csv").decode()
    assert "Next: tilth see indicator inactive_adults --layer neighbourhood --save" in err


def test_json_is_the_finding_in_plain_values(demo_folder, found, capsys):
    code, out, _ = run(demo_folder, capsys, "indicator", "inactive_adults", "--json")
    assert code == 0
    assert json.loads(out) == json.loads(content(found, "json"))


def test_a_terminal_is_told_the_sentence_and_a_table(demo_folder, found, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "140")
    code, out, _ = run(demo_folder, capsys, "indicator", "inactive_adults", "--quiet")
    assert code == 0
    assert out.splitlines()[0] == found.sentence
    assert "SYNTHETIC" in out
    assert "Old Pits" in out
    assert "about_licence" not in out
    for row in found.rows():
        assert str(row["value"]) in out


def test_without_a_name_the_indicators_are_listed_by_theme(demo_folder, capsys):
    code, out, err = run(demo_folder, capsys, "indicator")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) >= 60
    assert rows[0].keys() == {"theme", "name", "title", "better", "reviewed", "retired"}
    assert any(row["name"] == "inactive_adults" for row in rows)
    assert "Next: tilth see indicator" in err


def test_a_near_name_is_suggested(demo_folder, capsys):
    code, out, err = run(demo_folder, capsys, "indicator", "inactive_adult")
    assert code == 3
    assert out == ""
    assert "Did you mean inactive_adults?" in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("indicator", "inactive_adults", "--area", "Old Pit"), 3, "Did you mean Old Pits"),
        (("indicator", "inactive_adults", "--layer", "neighborhood"), 3, "neighbourhood"),
        (("indicator", "inactive_adults", "--by", "colour"), 2, "colour"),
        (("indicator", "inactive_adults", "--over", "months"), 2, "Did you mean month"),
        (("indicator", "inactive_adults", "--since", "May"), 2, "since"),
        (("indicator", "inactive_adults", "--save", "o.doc"), 2, "Endings are csv"),
        (("indicator", "--fairness"), 2, "--fairness is asked of one indicator"),
        (("indicator", "--area", "Old Pits", "--by", "sex"), 2, "--by is asked of one indicator"),
        (("indicator", "falls", "--fairness", "--area", "Old Pits"), 2, "--area does not go"),
        (("indicator", "falls", "--fairness", "--by", "sex"), 2, "--by does not go with it"),
        (("indicator", "falls", "--since", "2025-06-01"), 2, "Add --over: month"),
        (
            (
                *("indicator", "falls", "--over", "month"),
                *("--since", "2025-06-01", "--until", "2024-01-01"),
            ),
            2,
            "the earlier day as --since",
        ),
        (
            ("indicator", "falls", "--over", "month", "--since", "2031-01-01"),
            3,
            "before the last day",
        ),
        (("export", "--as", "xls"), 2, "not saved as xls"),
        (("export", "--theme", "conditons"), 2, "Did you mean conditions"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(demo_folder, capsys, words, code, said):
    try:
        ended, _, err = run(demo_folder, capsys, *words)
    except SystemExit as stopped:
        ended, err = stopped.code, capsys.readouterr().err
    assert ended == code
    assert said in err
    assert "Traceback" not in err


def test_groups_and_fairness_are_asked_by_option(demo_folder, capsys):
    _, out, _ = run(
        demo_folder, capsys, "indicator", "inactive_adults", "--layer", "system", "--by", "sex"
    )
    assert {row["sex"] for row in csv.DictReader(io.StringIO(out))} >= {"female", "male"}
    _, out, _ = run(demo_folder, capsys, "indicator", "inactive_adults", "--fairness")
    fifths = [row["deprivation_fifth"] for row in csv.DictReader(io.StringIO(out))]
    assert fifths[0] == "most deprived fifth"


def test_a_finding_is_saved_and_said_so(demo_folder, capsys, tmp_path, found):
    path = tmp_path / "inactive.xlsx"
    code, out, _ = run(demo_folder, capsys, "indicator", "inactive_adults", "--save", str(path))
    assert (code, out) == (0, f"Written: {path}\n")
    sheet = openpyxl.load_workbook(path)["Physically inactive adults"]
    values = [line[4] for line in sheet.iter_rows(min_row=2, values_only=True)]
    assert values == [row["value"] for row in found.rows()]


def test_export_writes_every_finding_of_a_theme_and_one_workbook(
    demo_folder, capsys, tmp_path, found
):
    code, out, _ = run(
        demo_folder,
        capsys,
        "export",
        "--theme",
        "activity",
        "--to",
        str(tmp_path),
        "--as",
        "csv,svg,geojson",
    )
    assert code == 0
    names = {p.name for p in tmp_path.iterdir()}
    assert {
        "inactive_adults.csv",
        "inactive_adults.svg",
        "inactive_adults.geojson",
        "findings.xlsx",
    } <= names
    assert (tmp_path / "inactive_adults.csv").read_bytes() == content(found, "csv")
    assert "findings by neighbourhood" in out


def test_export_names_what_it_could_not_write(demo_folder, capsys, tmp_path, monkeypatch):
    from tilth.see.findings import known

    monkeypatch.setattr(known, "why_not", lambda people, one: "not held here")
    code, out, _ = run(demo_folder, capsys, "export", "--theme", "activity", "--to", str(tmp_path))
    assert code == 0
    assert "0 findings by neighbourhood in 0 files" in out
    assert "Not written: inactive_adults: not held here" in out
    assert list(tmp_path.iterdir()) == []
