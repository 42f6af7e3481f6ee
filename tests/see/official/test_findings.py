"""A finding of an official figure: labelled, exact to the last digit, before anyone is linked."""

import json

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.see.official.conftest import ASTON, BARTON
from tilth import see
from tilth.cli.main import main
from tilth.ground.errors import DefinitionError, StoreError
from tilth.see.findings.digits import AsPublished, Scale
from tilth.see.needs.indicator import Indicator
from tilth.see.official import words
from tilth.see.official.nobody import Nobody, people_of

DIABETES = "official_diabetes"


def asked(nobody, name=DIABETES, **told):
    return see.finding(nobody, nobody.place.find(Indicator, name), **{"layer": "place"} | told)


def test_P_155_an_official_figure_is_labelled_with_its_publisher_and_period(nobody):
    """P-155: kept visibly apart from what is counted."""
    found = asked(nobody)
    label = "Official figure, published by Office for Health Improvement and Disparities"
    assert found.source.startswith(label)
    assert found.source.endswith("period 2023/24")
    assert found.caveats[0].startswith(found.source)
    assert "not rounded" in found.caveats[0]
    assert "1 figure not published: Barton." in found.caveats
    assert found.method.startswith("As published, untouched.")
    assert "as published" in found.subtitle
    assert found.provenance.licence.startswith("Office for Health Improvement")


def test_every_digit_reaches_rows_csv_json_xlsx_and_parquet(nobody, tmp_path):
    found = asked(nobody)
    row = found.rows()[0]
    assert [str(row[c]) for c in ("value", "lower", "upper")] == [
        "8.3597744422707", "8.25031773202761", "8.47020016635235",
    ]  # fmt: skip
    assert "8.3597744422707,8.25031773202761" in found.save(tmp_path / "a.csv").read_text()
    told = json.loads(found.save(tmp_path / "a.json").read_text())
    assert told["rows"][0]["value"] == 8.3597744422707
    sheet = openpyxl.load_workbook(found.save(tmp_path / "a.xlsx")).worksheets[-1]
    assert 8.3597744422707 in [cell.value for cell in sheet[2]]
    table = pq.read_table(found.save(tmp_path / "a.parquet"))
    assert table["value"].to_pylist()[0] == 8.3597744422707


def test_the_sentence_says_three_figures_and_stands_beside_england(nobody):
    """B-112: a place is told beside its context."""
    one = asked(nobody, area=ASTON)
    assert one.sentence == (
        "People of 17 and over with diabetes (QOF) in Aston: 8.36% (likely 8.25 to 8.47). "
        "That is higher than in England (7.1%)."
    )
    assert "England" in asked(nobody).sentence
    assert asked(nobody).chart().startswith("<svg")


def test_a_layer_it_is_not_published_for_says_so_and_names_those_it_is(nobody):
    found = asked(nobody, layer="ward")
    assert found.sentence == (
        "People of 17 and over with diabetes (QOF): not published by ward. It is published by "
        "nation, place (local authority)."
    )
    assert found.source == "Official figure, not published for these areas"
    gone = asked(nobody, "official_falls", layer="ward")
    assert gone.sentence.endswith("not published by ward.")


def test_a_share_worked_out_here_from_published_counts_is_said_to_be(nobody):
    found = asked(nobody, "official_other_than_white", layer="lsoa21")
    assert "the share is worked out here from its counts" in found.source
    assert found.method.startswith("One published count out of another")
    assert (found.rows()[0]["numerator"], found.rows()[0]["denominator"]) == (100, 1000)


def test_figures_without_limits_say_that_nobody_can_tell_how_sure_they_are(nobody):
    found = asked(nobody, "official_deprivation", layer="lsoa21")
    assert any("without limits" in caveat for caveat in found.caveats)
    assert found.whole == {}


def test_a_series_runs_over_all_that_is_published(nobody):
    found = asked(nobody, over="year")
    assert found.kinds[0] == "trend"
    assert found.rows()[0]["period"] == "2023/24"


def test_without_people_only_what_is_published_can_be_asked(place, nobody):
    counted, published = place.find(Indicator, "smoking_adults"), place.find(Indicator, DIABETES)
    assert isinstance(people_of(place, published), Nobody)
    with pytest.raises(StoreError, match="no release is in service"):
        people_of(place, counted)
    with pytest.raises(DefinitionError, match="nobody has been linked here yet"):
        nobody.measure_many()
    assert "place" in nobody.layers


def test_many_figures_leave_out_official_ones_not_published_for_the_layer(nobody):
    one = nobody.place.find(Indicator, DIABETES)
    tables = {layer: see.estimate(nobody, one, layer=layer) for layer in ("ward", "place")}
    assert words.published_here({DIABETES: tables["ward"]}, {DIABETES: one}) == ({}, {})
    kept, chosen = words.published_here({DIABETES: tables["place"]}, {DIABETES: one})
    assert list(kept) == list(chosen) == [DIABETES]


def test_the_command_tells_official_figures_of_a_place_with_nobody_linked(place, capsys):
    asked = ["--place", str(place.folder), "--quiet"]
    assert main(["see", "indicator", DIABETES, "--layer", "place", *asked]) == 0
    out = capsys.readouterr().out
    assert f"{ASTON},Aston,2023/24,20340,243308,8.3597744422707" in out
    assert f"{BARTON},Barton" in out
    assert main(["see", "official", *asked]) == 0
    assert "fingertips_241,place,official_diabetes" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "shown", "said"),
    [
        (8.3597744422707, "8.3597744422707", "8.36 points"),
        (1766.8283, "1766.8283", "1,767 points"),
        (131769.0, "131769", "131,769 points"),
        (0.2599, "0.2599", "0.260 points"),
        (0.0, "0", "0 points"),
        (1e-07, "1e-07", "1e-07 points"),
        (-0.474, "-0.474", "-0.474 points"),
    ],
)
def test_a_published_number_is_shown_whole_and_said_in_three_figures(value, shown, said):
    scale = Scale("published", 100, "points")
    assert str(scale.digits(value)) == shown
    assert scale.digits(value) == value
    assert scale.said(value) == said
    assert AsPublished(*AsPublished(value).__getnewargs__()).text == shown
