"""tilth new: a place opened whole or not at all."""

import json

import pytest

from tests.ground import open_data
from tests.ground.open_data import ASTON, BARTON, L1, L2, L3, L4, L5
from tilth.cli import places
from tilth.cli.main import main
from tilth.ground.geography import Geography
from tilth.ground.keys import key_path, read_key
from tilth.ground.place import Place


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return open_data.write_all(tmp_path_factory.mktemp("data"))


def new(capsys, folder, data, *more, places="Aston"):
    code = main(["new", str(folder), "--open-data", str(data), "--places", places, *more])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_one_place_opens_with_its_settings_its_areas_and_a_key_outside(capsys, tmp_path, data):
    code, out, err = new(capsys, tmp_path / "aston", data)
    assert (code, err) == (0, f"Next: tilth see areas --place {tmp_path / 'aston'}\n")
    assert out.startswith(f"Aston ({ASTON}) is open in ")
    assert "Not found, so without it: " in out
    assert "parliamentary constituency" in out
    place = Place.open(tmp_path / "aston")
    assert (place.name, place.place.code, place.place.synthetic) == ("Aston", ASTON, False)
    assert place.system.places == (ASTON, BARTON)
    assert sorted(Geography.open(place).areas("lsoa21")) == [L1, L2, L3]
    key = key_path(tmp_path / "aston")
    assert len(read_key(key)) == 32
    assert key.stat().st_mode & 0o777 == 0o600
    assert not list((tmp_path / "aston").rglob("*.key"))


def test_P_004_several_places_open_as_their_system_and_say_so_in_json(capsys, tmp_path, data):
    code, out, _ = new(capsys, tmp_path / "shire", data, "--json", places=f"{ASTON},{BARTON}")
    told = json.loads(out)
    assert (code, told["name"], told["code"]) == (
        0, "NHS Shire Integrated Care Board", "E54000099",
    )  # fmt: skip
    assert told["places"] == {ASTON: "Aston", BARTON: "Barton"}
    assert told["areas"]["lsoa21"] == 5
    assert {"publication": "lookup_lsoa21", "file": "what_lies_in_what.csv", "rows": 5,
            "recognised_by": "columns"} in told["read"]  # fmt: skip
    assert {p["publication"] for p in told["not_found"]} >= {"lookup_constituency"}
    assert Place.open(tmp_path / "shire").system.places == (ASTON, BARTON)


def test_P_006_two_systems_stand_side_by_side_each_with_its_own_key(capsys, tmp_path, data):
    new(capsys, tmp_path / "one", data)
    new(capsys, tmp_path / "two", data, "--name", "Our Barton", places="Barton")
    assert Place.open(tmp_path / "two").name == "Our Barton"
    keys = [read_key(key_path(tmp_path / name)) for name in ("one", "two")]
    assert keys[0] != keys[1]


def test_a_folder_that_holds_something_is_left_alone_and_an_empty_one_is_used(
    capsys, tmp_path, data
):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    code, _, err = new(capsys, tmp_path / "full", data)
    assert code == 2
    assert "something here already" in err
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["note.txt"]
    (tmp_path / "empty").mkdir()
    assert new(capsys, tmp_path / "empty", data)[0] == 0


@pytest.mark.parametrize(
    ("more", "places", "code", "says"),
    [
        ((), "Astn", 2, "Did you mean E08000101 (Aston)?"),
        (("--country", "englnd"), "Aston", 3, "Did you mean england?"),
        (("--country", "zz"), "Aston", 3, "There are: england"),
        (("--neighbourhoods", "constituency"), "Aston", 3, "nothing says which"),
    ],
)
def test_what_cannot_be_opened_leaves_nothing_behind(
    capsys, tmp_path, data, more, places, code, says
):
    found, _, err = new(capsys, tmp_path / "x", data, *more, places=places)
    assert found == code
    assert says in err
    assert list(tmp_path.iterdir()) == []


def test_no_folder_of_open_data_or_no_boundaries_is_told(capsys, tmp_path, data):
    code, _, err = new(capsys, tmp_path / "x", tmp_path / "none")
    assert (code, "no such folder" in err) == (2, True)
    (tmp_path / "bare").mkdir()
    code, _, err = new(capsys, tmp_path / "x", tmp_path / "bare")
    assert (code, "no lookup" in err) == (4, True)


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_used(capsys, tmp_path):
    data = open_data.write_all(tmp_path / "data")
    (data / "File_7_IoD2025.csv").write_text("LSOA code (2021),Wealth\nE1,2\n")
    code, out, _ = new(capsys, tmp_path / "aston", data)
    assert code == 0
    assert "Not read: File_7_IoD2025.csv: no column for imd_rank" in out


def test_places_of_no_common_system_need_a_name(capsys, tmp_path):
    data = open_data.write_all(tmp_path / "data")
    rows = open_data.lookup_rows()
    for row in rows[3:]:
        row |= {"ICB24CD": "E54000098", "ICB24NM": "NHS Other", "ICB24CDH": "QYY"}
    open_data.write_csv(data / "what_lies_in_what.csv", rows)
    code, _, err = new(capsys, tmp_path / "x", data, places="Aston,Barton")
    assert (code, "--name" in err) == (2, True)
    code, _, _ = new(capsys, tmp_path / "x", data, "--name", "Both", places="Aston,Barton")
    assert code == 0
    assert Place.open(tmp_path / "x").system is None


def test_P_168_B_236_neighbourhoods_come_from_an_agreed_file_or_a_layer(capsys, tmp_path, data):
    agreed = tmp_path / "agreed.csv"
    agreed.write_text(f"lsoa21,neighbourhood\n{L1},Top\n{L2},Top\n{L3},Dale\n")
    said = ("--neighbourhoods", str(agreed), "--agreed-in", "2026-01 board")
    assert new(capsys, tmp_path / "a", data, *said)[0] == 0
    place = Place.open(tmp_path / "a")
    assert place.layers.neighbourhood.agreed_in == "2026-01 board"
    assert list(Geography.open(place).areas("neighbourhood")) == ["Dale", "Top"]
    assert new(capsys, tmp_path / "b", data, "--neighbourhoods", "pcn")[0] == 0
    assert list(Geography.open(Place.open(tmp_path / "b")).areas("neighbourhood")) == ["U01"]


def test_where_every_file_is_found_nothing_is_said_to_be_missing(capsys, tmp_path, monkeypatch):
    data = open_data.write_all(tmp_path / "data")
    kept = {"lookup_lsoa21", "lookup_lsoa11", "boundaries_lsoa21"}
    gazetteer, publications = open_data.england()
    few = [publications[name] for name in sorted(kept)]
    monkeypatch.setattr(places, "definitions", lambda country, own: (gazetteer, few))
    code, out, _ = new(capsys, tmp_path / "a", data)
    assert (code, "Not found" in out) == (0, False)


def test_P_009_a_country_of_ones_own_is_a_folder_of_definitions(capsys, tmp_path, data):
    own = tmp_path / "own" / "gazetteers"
    own.mkdir(parents=True)
    shipped = (open_data.DEFINITIONS / "gazetteers" / "england.toml").read_text()
    (own / "shire.toml").write_text(shipped.replace('title = "England"', 'title = "Shireland"'))
    code, _, _ = new(
        capsys, tmp_path / "a", data, "--country", "shire", "--definitions", str(tmp_path / "own")
    )
    assert code == 0
    assert Geography.open(tmp_path / "a" / "geography").about["gazetteer"] == "shire"


def test_synthetic_people_are_made_inside_the_folder_and_marked_everywhere(
    capsys, tmp_path, data, monkeypatch
):
    from tilth.demo import send

    seen = {}

    def make_people(folder, *, people, seed, progress):
        seen.update(people=people, seed=seed, geography=(folder / "geography").is_dir())

    monkeypatch.setattr(send, "make_people", make_people)
    said = ("--synthetic", "--people", "500", "--seed", "7")
    code, out, err = new(capsys, tmp_path / "a", data, *said)
    assert (code, seen) == (0, {"people": 500, "seed": 7, "geography": True})
    assert "(SYNTHETIC)" in out
    assert f"tilth see build --place {tmp_path / 'a'}" in err
    place = Place.open(tmp_path / "a")
    assert place.place.synthetic
    assert place.place.header.startswith("SYNTHETIC")
    assert Geography.open(place).about["synthetic"] is True
    assert new(capsys, tmp_path / "b", data, *said)[0] == 0
    assert read_key(key_path(tmp_path / "a")) == read_key(key_path(tmp_path / "b"))


def test_P_013_walsall_opens_from_the_real_open_data(capsys, tmp_path, shared):
    code, out, _ = new(capsys, tmp_path / "walsall", shared / "data", "--json", places="E08000030")
    told = json.loads(out)
    assert (code, told["name"], told["code"]) == (0, "Walsall", "E08000030")
    counts = {layer: told["areas"][layer] for layer in ("lsoa21", "lsoa11", "msoa21", "ward")}
    assert counts == {"lsoa21": 169, "lsoa11": 167, "msoa21": 39, "ward": 20}
    assert told["refused"] == []
    assert {L4, L5}.isdisjoint(Geography.open(tmp_path / "walsall" / "geography").areas("lsoa21"))
