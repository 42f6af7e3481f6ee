"""tilth see areas: layers, areas, gaps, two populations, a map."""

import csv
import io
import json

import pytest

from tests.ground import open_data
from tests.ground.open_data import ASTON, BARTON, L1
from tilth.cli.main import main


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    data = open_data.write_all(tmp_path_factory.mktemp("data"))
    folder = tmp_path_factory.mktemp("place") / "shire"
    main(["new", str(folder), "--open-data", str(data), "--places", "Aston,Barton", "--quiet"])
    return folder


def see(capsys, place, *more):
    capsys.readouterr()
    code = main(["see", "areas", *more, "--place", str(place)])
    out = capsys.readouterr()
    return code, out.out, out.err


def rows(out):
    return list(csv.DictReader(io.StringIO(out)))


def test_B_062_B_092_every_layer_is_listed_with_its_areas(capsys, place):
    code, out, err = see(capsys, place)
    found = {row["layer"]: (row["areas"], row["partitions"]) for row in rows(out)}
    assert (code, found["lsoa21"], found["nation"]) == (0, ("5", "place"), ("0", ""))
    assert found["postcode"] == ("7", "")
    assert "Next: tilth see areas ward" in err


def test_P_015_the_areas_of_a_layer_have_the_names_people_use_and_their_people(capsys, place):
    _, out, _ = see(capsys, place, "msoa21")
    assert rows(out)[0] == {
        "code": "E02000001", "name": "St. Anne's & Hill", "official_name": "Aston 001",
        "people": "2000", "until": "",
    }  # fmt: skip
    _, out, _ = see(capsys, place, "constituency", "--json")
    assert json.loads(out) == {
        "layer": "constituency", "about": "nobody has been counted by this layer", "areas": [],
    }  # fmt: skip
    assert rows(see(capsys, place, "pcn")[1]) == []


def test_P_014_words_for_where_one_lives_are_placed_or_kept_as_said(capsys, place):
    _, out, _ = see(capsys, place, "--find", "I live in Aston")
    assert [row["code"] for row in rows(out)] == [ASTON]
    _, out, _ = see(capsys, place, "ward", "--find", "aston")
    assert out.startswith("No area here is called that")


def test_every_layer_or_one_is_checked_and_every_flaw_said(capsys, place):
    _, out, _ = see(capsys, place, "--check")
    assert "ward: tiles place without gap or overlap (by lookup and shape)" in out
    assert "neighbourhood: not drawn here" in out
    assert "nation" not in out
    assert "should tile nothing" in see(capsys, place, "nation", "--check")[1]
    told = json.loads(see(capsys, place, "ward", "--check", "--json")[1])["checked"][0]
    assert (told["sound"], told["flaws"], told["should_tile"]) == (True, [], "place")


def test_a_gap_and_an_overlap_are_said_in_words(capsys, place, tmp_path):
    agreed = tmp_path / "agreed.csv"
    agreed.write_text(f"lsoa21,neighbourhood\n{L1},Top\n")
    settings = place / "place.toml"
    before = settings.read_text()
    (place / "agreed.csv").write_text(agreed.read_text())
    drawn = '[layers]\nneighbourhood = {file = "agreed.csv"}'
    settings.write_text(before.replace("[layers]", drawn))
    try:
        _, out, _ = see(capsys, place, "neighbourhood", "--check")
    finally:
        settings.write_text(before)
    assert "neighbourhood: 2 gaps and 0 overlaps (by lookup)" in out
    assert f"gap by lookup in {ASTON} of E01000002: 1 share of people" in out
    assert f"not drawn in {BARTON}" in out


def test_a_flaw_of_shape_is_said_in_square_metres(capsys, place):
    _, out, _ = see(capsys, place, "ward", "--check", "--tolerance", "-1")
    assert "by shape in" in out
    assert "square metres" in out


def test_P_012_residents_and_registered_people_stand_side_by_side(capsys, place):
    _, out, _ = see(capsys, place, "place", "--differences")
    assert rows(out)[0] == {
        "code": ASTON, "name": "Aston", "resident": "2000", "registered": "1900",
        "difference": "-100", "registered_per_resident": "0.95",
    }  # fmt: skip
    told = json.loads(see(capsys, place, "place", "--differences", "--json")[1])
    assert "people resident 2021-03-21" in told["about"]


def test_a_layers_outlines_become_a_map_file_with_its_licences(capsys, place, tmp_path):
    path = tmp_path / "wards.geojson"
    _, out, _ = see(capsys, place, "ward", "--geojson", str(path))
    assert out == f"3 outlines in {path}\n"
    drawn = json.loads(path.read_text())
    assert {f["properties"]["name"] for f in drawn["features"]} == {"Hill", "Dale", "Quay"}
    assert drawn["features"][0]["geometry"]["type"] == "Polygon"
    assert any("Open Government Licence" in line for line in drawn["licences"])
    code, _, err = see(capsys, place, "nation", "--geojson", str(path))
    assert (code, "Layers with outlines: lsoa21, place, ward" in err) == (3, True)


@pytest.mark.parametrize("words", [("--differences",), ("--geojson", "map.geojson")])
def test_what_is_asked_of_one_layer_is_not_passed_over_without_it(capsys, place, words):
    code, out, err = see(capsys, place, *words)
    assert (code, out) == (2, "")
    assert f"{words[0]} is asked of one layer" in err


def test_a_layer_that_is_not_is_refused_with_the_near_one(capsys, place):
    code, _, err = see(capsys, place, "wrad")
    assert (code, "Did you mean ward?" in err) == (3, True)
