"""Fingertips' own kind of file: written from any finding, read back, and refused line by line."""

import csv
import io

import pandas as pd
import pytest

from tests.ground.open_data import L1, L2, write_csv
from tests.see.findings.made import AREAS, made, row
from tests.see.official.conftest import ASTON, BARTON, line
from tilth import see
from tilth.cli.main import main
from tilth.ground.errors import ExtractError, StoreError, UsageError
from tilth.ground.geography import Geography
from tilth.see.findings.exports import content
from tilth.see.findings.exports.writing import ending_of, file_name
from tilth.see.needs.indicator import Indicator
from tilth.see.official.bringing import bring_in
from tilth.see.official.fingertips import COLUMNS
from tilth.see.official.nobody import Nobody


def rows_of(found):
    text = content(found, "fingertips").decode()
    return list(csv.DictReader(io.StringIO(text)))


def brought(place, tmp_path, *lines, name="own"):
    write_csv(tmp_path / f"{name}.csv", list(lines))
    return bring_in(place, tmp_path / f"{name}.csv")


def figures(place, name="official_diabetes"):
    people = Nobody(place)
    table = see.estimate(people, place.find(Indicator, name), layer="place")
    return table.set_index("area")


def test_the_columns_are_those_of_the_download(nobody):
    found = see.finding(nobody, nobody.place.find(Indicator, "official_diabetes"), layer="place")
    aston, barton = rows_of(found)
    assert tuple(aston) == COLUMNS
    assert (aston["Indicator ID"], aston["Sex"], aston["Age"]) == ("241", "Persons", "17+ yrs")
    assert (aston["Area Code"], aston["Area Name"]) == (ASTON, "Aston")
    assert (aston["Value"], aston["Count"]) == ("8.3597744422707", "20340")
    assert aston["Compared to England value or percentiles"] == "Higher"
    assert (aston["Time period"], aston["Time period Sortable"]) == ("2023/24", "20230000")
    assert (barton["Value"], barton["Value note"]) == ("", "not published")


def test_hidden_figures_are_empty_and_their_note_says_why():
    """B-205: what cannot be shown is not claimed."""
    told = {row["Area Name"]: row for row in rows_of(made())}
    hidden = told["Market Quarter"]
    assert [hidden[c] for c in ("Value", "Count", "Lower CI 95.0 limit")] == ["", "", ""]
    assert hidden["Value note"] == "hidden: a small number of people"
    assert (told["Canalside"]["Value"], told["Canalside"]["Denominator"]) == ("25.1", "3000")
    assert told["Canalside"]["Indicator ID"] == "inactive_adults"
    assert told["Canalside"]["Compared to England value or percentiles"] == ""
    assert all("*" not in row.values() for row in told.values())


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({"sex": "female"}, {"Sex": "Female"}),
        ({"sex": None}, {"Sex": "Not known"}),
        ({"age_group": "65-69"}, {"Age": "65-69 yrs", "Sex": "Persons"}),
        ({"age_group": None}, {"Age": "Not known"}),
        ({"ethnic_group": "asian"}, {"Category Type": "Ethnic groups", "Category": "asian"}),
        (
            {"deprivation_fifth": 1},
            {"Category Type": "Deprivation fifths", "Category": "Most deprived fifth"},
        ),
        ({"deprivation_fifth": None}, {"Category": "Not known"}),
    ],
)
def test_groups_are_in_the_downloads_own_columns(group, said):
    table = pd.DataFrame([row(*AREAS[0], **group)])
    told = rows_of(made(table))[0]
    assert {column: told[column] for column in said} == said


def test_a_finding_of_one_area_keeps_the_indicators_own_name(nobody):
    chosen = nobody.place.find(Indicator, "official_diabetes")
    found = see.finding(nobody, chosen, layer="place", area=ASTON)
    assert rows_of(found)[0]["Indicator Name"] == chosen.title


def test_a_finding_round_trips_to_the_last_digit(place, tmp_path, nobody):
    chosen = place.find(Indicator, "official_diabetes")
    found = see.finding(nobody, chosen, layer="place")
    path = found.save(tmp_path / "sent.fingertips.csv")
    told = bring_in(place, path)
    assert (told.name, told.figures, told.elsewhere, told.outside) == ("sent", 2, 0, ())
    again = see.finding(Nobody(place), chosen, layer="place")
    assert rows_of(again) == rows_of(found)
    sources = {row["source"] for row in Geography.open(place).rows("published")}
    assert "own: sent" in sources


def test_a_places_own_newer_figures_are_shown_and_named(place, tmp_path):
    told = brought(place, tmp_path, line(ASTON, "9.25", **{"Time period": "2024/25"}),
                   line(BARTON, "7.5", **{"Time period": "2024/25"}),
                   line("E06000009", "1"))  # fmt: skip
    assert (told.lines, told.figures, told.elsewhere) == (3, 2, 1)
    table = figures(place)
    assert table["value"].to_dict() == {ASTON: 9.25, BARTON: 7.5}
    assert set(table["period"]) == {"2024/25"}
    chosen = place.find(Indicator, "official_diabetes")
    assert "published by" in see.finding(Nobody(place), chosen, layer="place").source


def test_the_same_name_again_replaces_what_was_brought(place, tmp_path):
    brought(place, tmp_path, line(ASTON, "9.25", **{"Time period": "2024/25"}))
    brought(place, tmp_path, line(ASTON, "9.5", **{"Time period": "2024/25"}))
    assert figures(place).loc[ASTON, "value"] == 9.5
    assert len(list((place.folder / "official").iterdir())) == 1


def test_a_value_outside_its_own_limits_is_kept_as_published_and_told(place, tmp_path):
    odd = {"Lower CI 95.0 limit": "2.81", "Upper CI 95.0 limit": "14.42"}
    told = brought(place, tmp_path, line(ASTON, "0.16", **odd), line(BARTON, "15", **odd))
    assert told.outside == (2, 3)
    assert figures(place).loc[ASTON, "lower"] == 2.81


@pytest.mark.parametrize(
    ("wrong", "said", "remedy"),
    [
        ({"Value": "many"}, "line 3: value is 'many', which is not a number", "Value note"),
        ({"Count": "nan"}, "line 3: count is 'nan'", "Value note"),
        ({"Area Code": ""}, "line 3: Area Code is empty", "Fill it in"),
        ({"Time period": ""}, "line 3: Time period is empty", "take the line out"),
        ({"Indicator ID": ""}, "line 3: Indicator ID is empty", "Fill it in"),
        (
            {"Lower CI 95.0 limit": "3", "Upper CI 95.0 limit": "2"},
            "line 3: the lower limit is above the upper",
            "Turn them about",
        ),
        (
            {"Area Code": ASTON, "Value": "8"},
            "line 3: the same figure stands on line 2 and differs",
            "Keep the one",
        ),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_a_remedy(place, tmp_path, wrong, said, remedy):
    with pytest.raises(ExtractError) as found:
        brought(place, tmp_path, line(ASTON, "7"), line(BARTON) | wrong)
    assert said in found.value.what
    assert remedy in found.value.remedy
    assert not (place.folder / "official").exists()


def test_a_file_about_other_areas_or_of_another_kind_is_refused(place, tmp_path):
    with pytest.raises(ExtractError, match="none of the 1 lines is about an area of"):
        brought(place, tmp_path, line("E06000001", "1"))
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ExtractError, match="no column for id"):
        bring_in(place, tmp_path / "x.csv")
    with pytest.raises(UsageError, match="no such file"):
        bring_in(place, tmp_path / "gone.csv")
    with pytest.raises(UsageError, match="is no name"):
        bring_in(place, tmp_path / "x.csv", name="../x")


def test_a_damaged_own_file_is_told(place, tmp_path):
    told = brought(place, tmp_path, line(ASTON, "1"))
    told.path.write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="damaged"):
        Geography.open(place)


def test_the_command_brings_a_file_in_and_says_what_shows_it(place, tmp_path, capsys):
    odd = {"Lower CI 95.0 limit": "2", "Upper CI 95.0 limit": "3"}
    lines = [line(L1, "0.5", **odd), line(L2, "3"), line("E06000009", "1")]
    lines += [line(ASTON, "4", **{"Indicator ID": "999", "Indicator Name": "New"})]
    write_csv(tmp_path / "own.csv", lines)
    asked = ["--place", str(place.folder), "--quiet"]
    assert main(["see", "official", str(tmp_path / "own.csv"), *asked]) == 0
    out = capsys.readouterr().out
    assert "3 figures of 2 indicators" in out
    assert "1 lines are about areas that are not here" in out
    assert "1 lines have a value outside its own limits, kept as published: 2." in out
    assert "No indicator shows fingertips_999 (New) yet." in out
    write_csv(tmp_path / "new.csv", lines[-1:])
    assert main(["see", "official", str(tmp_path / "new.csv"), *asked]) == 0
    assert main(["see", "official", str(tmp_path / "none.csv"), *asked]) == 2


def test_two_endings_make_one_kind_of_file():
    assert ending_of("a/falls.fingertips.csv") == "fingertips"
    assert ending_of("falls.csv") == "csv"
    assert file_name("falls", "fingertips") == "falls.fingertips.csv"
    assert file_name("falls", "svg") == "falls.svg"
