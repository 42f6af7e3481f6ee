"""The small areas of a place, what lies above them and how deprived they are."""

import pyarrow.parquet as pq
import pytest

from tests.see.build import tiny
from tilth.ground.geography.tables import table_of
from tilth.ground.place import Place
from tilth.see.build.small_areas import small_areas


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "key"))
    return tiny.make(tmp_path / "p")


def change(place, name, rows):
    """Write a table of the geography again, with some rows more."""
    path = place.geography_folder / f"{name}.parquet"
    held = pq.read_table(path).to_pylist()
    pq.write_table(table_of(name, [r for r in held if r not in rows] + rows), path)


def within(child, parent, share=1.0, layer="ward"):
    return {"child_layer": "lsoa21", "child_code": child, "parent_layer": layer,
            "parent_code": parent, "share": share, "basis": "lookup"}  # fmt: skip


def settings(place, old, new):
    path = place.folder / "place.toml"
    path.write_text(path.read_text().replace(old, new))
    return Place.open(place.folder)


def test_each_small_area_with_what_lies_above_and_its_deprivation(place):
    table, areas = small_areas(place)
    assert table.to_pydict() == {
        "lsoa21": ["A1", "A2", "A3", "A4"],
        "place": ["P1"] * 4,
        "system": ["SY1"] * 4,
        "ward": ["W1", "W1", "W2", "W2"],
        "imd_decile": [1, 4, 7, 10],
        "imd_quintile": [1, 2, 4, 5],
    }
    assert areas == ("A1", "A2", "A3", "A4")


def test_a_layer_that_shares_a_small_area_does_not_nest(place):
    change(place, "within", [within("A1", "W2", 0.5)])
    table, _ = small_areas(place)
    assert "ward" not in table.column_names


def test_a_layer_drawn_for_some_of_the_place_leaves_the_rest_empty(place):
    change(place, "area", [{"layer": "lsoa21", "code": "A5", "name": "A5", "source": "test"}])
    change(place, "within", [within("A5", "P1", layer="place")])
    table, areas = small_areas(place)
    assert table["ward"].to_pylist() == ["W1", "W1", "W2", "W2", None]
    assert table["imd_quintile"].to_pylist()[-1] is None
    assert areas == ("A1", "A2", "A3", "A4", "A5")


def test_areas_that_have_ended_hold_nobody(place):
    import datetime

    ended = datetime.date(2020, 1, 1)
    change(place, "area", [])
    path = place.geography_folder / "area.parquet"
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        row["valid_to"] = ended if row["layer"] == "ward" else None
    pq.write_table(table_of("area", rows), path)
    table, _ = small_areas(place)
    assert "ward" not in table.column_names


def test_only_the_areas_of_the_place_or_its_system_count(place):
    change(place, "area", [
        {"layer": "lsoa21", "code": "B1", "name": "B1", "source": "test"},
        {"layer": "place", "code": "P2", "name": "Elsewhere", "source": "test"},
    ])  # fmt: skip
    change(place, "within", [within("B1", "P2", layer="place")])
    _, areas = small_areas(place)
    assert areas == ("A1", "A2", "A3", "A4")


def test_without_a_word_of_the_place_all_small_areas_are_its(place):
    place = settings(place, 'code = "P1"', 'code = "P7"')
    place = settings(place, '[system]\nname = "Smallshire"\ncode = "SY1"\nplaces = ["P1"]', "")
    _, areas = small_areas(place)
    assert areas == ("A1", "A2", "A3", "A4")
