"""Neighbourhoods as the place agreed them, from a file, another layer or its networks."""

import json
from types import SimpleNamespace

import pytest

from tests.ground.open_data import ASTON, BARTON, L1, L2, L3, L4, L5, square
from tilth.ground.errors import DefinitionError
from tilth.ground.geography.checking import check
from tilth.ground.geography.neighbourhoods import networks, overlay
from tilth.ground.geography.populations import residents
from tilth.ground.place import Agreed, Layers


def place(folder, neighbourhood):
    return SimpleNamespace(folder=folder, layers=Layers(neighbourhood=neighbourhood))


def agreed(folder, text, name="neighbourhoods.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return place(folder, Agreed(name, "2026-01, partnership board"))


def test_P_120_P_168_an_agreed_file_makes_neighbourhoods_a_full_layer_inside_the_place(
    tiny, tmp_path
):
    text = (
        f"lsoa21,neighbourhood\n{L1},Old Town\n{L2},Old Town\n{L3},Dale\n{L4},Quays\n{L5},Quays\n"
    )
    overlay(tiny, agreed(tmp_path, text))
    assert list(tiny.areas("neighbourhood")) == ["Dale", "Old Town", "Quays"]
    assert tiny.members("place", ASTON, "neighbourhood") == {"Dale": 1.0, "Old Town": 1.0}
    assert [a.layer for a in tiny.lives_in("old town")] == ["neighbourhood"]
    assert check(tiny, "neighbourhood").sound


def test_P_170_the_people_of_each_neighbourhood_come_from_small_areas_whose_weights_sum_to_one(
    tiny, tmp_path
):
    text = (
        f"lsoa21,neighbourhood,share\n{L1},Old Town,1\n{L2},Old Town,0.25\n{L2},Dale,0.75\n"
        f"{L3},Dale,\n{L4},Quays,1\n{L5},Quays,1\n"
    )
    overlay(tiny, agreed(tmp_path, text))
    assert residents(tiny, "neighbourhood").values == {
        "Dale": 850.0, "Old Town": 1150.0, "Quays": 2000.0,
    }  # fmt: skip
    assert residents(tiny, "neighbourhood").total == residents(tiny, "lsoa21").total
    for parents in tiny.shares("lsoa21", "neighbourhood").values():
        assert sum(parents.values()) == 1.0


def test_a_small_area_left_out_is_a_listed_gap_and_a_neighbourhood_may_cross_places(tiny, tmp_path):
    overlay(tiny, agreed(tmp_path, f"lsoa21,neighbourhood\n{L3},Border\n{L5},Border\n{L1},Hill\n"))
    found = check(tiny, "neighbourhood")
    assert [f.areas for f in found.flaws if f.kind == "gap"] == [(L2,), (L4,)]
    assert tiny.shares("neighbourhood", "place")["Border"] == {ASTON: 0.5, BARTON: 0.5}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lsoa11,neighbourhood\nx,y\n", "no column lsoa21"),
        ("", "no column lsoa21 or neighbourhood"),
        (f"lsoa21,neighbourhood,share\n{L1},A,half\n{L2},,1\n{L3},A\n{L3},A\n", "rows 2, 3, 5"),
        (f"lsoa21,neighbourhood,share\n{L1},A,0.5\n{L1},B,0.4\n", f"{L1} adds to 0.9"),
        (f"lsoa21,neighbourhood,share\n{L1},A,2\n{L1},B,-1\n", f"{L1} adds to 1"),
        ("lsoa21,neighbourhood\nE01000092,A\n", "1 small areas .* are not lsoa21"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_every_row_named(tiny, tmp_path, text, says):
    with pytest.raises(DefinitionError, match=says):
        overlay(tiny, agreed(tmp_path, text))


def test_a_missing_file_or_one_that_is_not_utf_8_is_told(tiny, tmp_path):
    with pytest.raises(DefinitionError, match="not there"):
        overlay(tiny, place(tmp_path, Agreed("none.csv")))
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(DefinitionError, match="not UTF-8"):
        overlay(tiny, place(tmp_path, Agreed("x.csv")))


def test_drawn_neighbourhoods_share_a_small_area_as_its_postcodes_lie(tiny, tmp_path):
    shapes = {"West": (0, 0, 1.5, 2), "East": (1.5, 0, 2.5, 2), "Again": (0, 0, 0.8, 0.8)}
    features = [
        {"type": "Feature", "properties": {"name": n}, "geometry": square(*c)}
        for n, c in shapes.items()
    ]
    for row in tiny.rows("postcode"):
        if row["postcode"] == "AB1 2AA":
            row["longitude"] -= 0.004
        if row["postcode"] == "AB2 1AA":
            row["longitude"] += 0.004
        if row["lsoa21"] == L5:
            row["longitude"] = None
    text = json.dumps({"type": "FeatureCollection", "features": features})
    overlay(tiny, agreed(tmp_path, text, "drawn.geojson"))
    shares = tiny.shares("lsoa21", "neighbourhood")
    assert shares[L1] == {"West": 1.0}
    assert shares[L2] == {"West": 0.5, "East": 0.5}
    assert tiny.rows("area")[-1]["source"] == "shape"


def test_drawn_neighbourhoods_fall_back_on_a_small_areas_own_point(tiny, tmp_path):
    features = [
        {
            "type": "Feature",
            "properties": {"neighbourhood": "All"},
            "geometry": square(0, 0, 2.2, 2),
        }
    ]
    tiny.rows("postcode").clear()
    tiny.add("postcode", [])
    for row in tiny.rows("area"):
        if row["code"] == L3:
            row["longitude"] = None
    text = json.dumps({"type": "FeatureCollection", "features": features})
    overlay(tiny, agreed(tmp_path, text, "drawn.json"))
    assert set(tiny.shares("lsoa21", "neighbourhood")) == {L1, L2}
    with pytest.raises(DefinitionError, match="not GeoJSON of neighbourhoods"):
        overlay(tiny, agreed(tmp_path, '{"features": [{}]}', "drawn.json"))


def test_B_236_a_neighbourhood_may_be_another_layer_or_a_primary_care_network(tiny, tmp_path):
    overlay(tiny, place(tmp_path, "ward"))
    assert tiny.area("neighbourhood", "E05000001").name == "Hill"
    assert tiny.shares("lsoa21", "neighbourhood")[L1] == {"E05000001": 1.0}


def test_B_236_networks_share_small_areas_as_their_registered_people_do(tiny, tmp_path):
    tiny.rows("organisation").append(
        {"kind": "gp_practice", "code": "G7", "parent_code": "U07", "lsoa21": L2, "people": 1}
    )
    tiny.add("organisation", [])
    footprint = {"kind": "gp_practice", "code": "G7", "layer": "lsoa21", "area": L2}
    tiny.rows("footprint").append(footprint | {"people": 200.0, "share_of_organisation": None})
    tiny.add("footprint", [])
    assert networks(tiny)[L2] == {"U01": 0.75, "U07": 0.25}
    overlay(tiny, place(tmp_path, "pcn"))
    assert tiny.area("neighbourhood", "U01").name == "North Network"
    assert tiny.area("neighbourhood", "U07").name == "U07"


def test_a_layer_that_small_areas_are_not_joined_to_cannot_be_the_neighbourhood(tiny, tmp_path):
    overlay(tiny, place(tmp_path, None))
    assert tiny.areas("neighbourhood") == {}
    tiny.rows("footprint").clear()
    tiny.add("footprint", [])
    for layer in ("pcn", "constituency"):
        with pytest.raises(DefinitionError, match=f"nothing says .* which {layer}"):
            overlay(tiny, place(tmp_path, layer))
    with pytest.raises(DefinitionError, match="no layer parish"):
        overlay(tiny, place(tmp_path, "parish"))
