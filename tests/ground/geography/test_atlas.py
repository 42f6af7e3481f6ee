"""A geography opened: layers, areas, what lies in what, what followed what."""

import datetime

import pytest

from tests.ground.open_data import ASTON, BARTON, L1, L2, L3, L4, OLD92
from tilth.ground.errors import DefinitionError, StoreError
from tilth.ground.geography import Geography
from tilth.ground.geography.gazetteer import Area
from tilth.ground.geography.tables import table_of, write_tables
from tilth.ground.place import Place


def test_B_062_B_066_B_071_B_072_B_092_B_236_layers_are_data_from_nation_to_neighbourhood(tiny):
    every = "nation region sub_region system place locality ward neighbourhood pcn".split()
    assert set(every) <= set(tiny.layers)
    assert tiny.layer("place").title == "Place (local authority)"
    assert tiny.layer("neighbourhood").partitions == "place"
    with pytest.raises(DefinitionError, match="Did you mean ward"):
        tiny.layer("wards")
    with pytest.raises(DefinitionError, match="There are: ccg, constituency"):
        tiny.layer("zzzzzz")


def test_P_004_a_system_holds_several_places_and_an_area_lies_in_several_layers(tiny):
    assert tiny.members("system", "E54000099", "place") == {ASTON: 1.0, BARTON: 1.0}
    assert tiny.systems == {"E54000099": (ASTON, BARTON)}
    assert tiny.places == {ASTON: "Aston", BARTON: "Barton"}
    assert tiny.members("ward", "E05000001", "lsoa21") == {L1: 1.0, L2: 1.0}


def test_one_small_area_may_lie_in_two_areas_with_shares_that_add_to_one(tiny):
    assert tiny.shares("lsoa21", "postcode_district")[L2] == {"AB1": 0.5, "AB2": 0.5}
    for layer in ("place", "ward", "msoa21", "system", "postcode_district"):
        for parents in tiny.shares("lsoa21", layer).values():
            assert sum(parents.values()) == 1.0


def test_shares_go_through_the_layers_between_and_multiply(tiny):
    tiny.rows("within").append(
        {"child_layer": "postcode_district", "child_code": "AB1", "parent_layer": "locality",
         "parent_code": "North", "share": 0.5, "basis": "agreed"}
    )  # fmt: skip
    tiny.add("within", [])
    assert tiny.shares("lsoa21", "locality") == {L1: {"North": 0.5}, L2: {"North": 0.25}, L3: {},
                                                 L4: {}, "E01000005": {}}  # fmt: skip
    assert tiny.shares("ward", "ward")["E05000001"] == {"E05000001": 1.0}
    assert tiny.shares("nation", "ward") == {}


def test_an_area_is_found_by_its_code_its_name_and_its_alias(tiny):
    assert tiny.find("E54000099") == tiny.find("qzz") == tiny.area("system", "E54000099")
    assert tiny.find("old quay").code == "E02000002"
    assert tiny.find("St Annes and Hill").familiar == "St. Anne's & Hill"
    assert tiny.find("Aston", layer="place").code == ASTON
    with pytest.raises(DefinitionError, match=r"Did you mean Aston \(E08000101\)"):
        tiny.find("Astn")
    with pytest.raises(DefinitionError, match="no ward called Zanzibar"):
        tiny.find("Zanzibar", layer="ward")
    with pytest.raises(DefinitionError, match=f"may be lsoa11 {L1}, lsoa21 {L1}"):
        tiny.find(L1)
    with pytest.raises(DefinitionError, match=r"Did you mean E01000001"):
        tiny.area("lsoa21", "E01000001X")
    with pytest.raises(DefinitionError, match="no lsoa21 nowhere"):
        tiny.area("lsoa21", "nowhere")


def test_P_014_a_persons_own_answer_finds_the_area_they_mean_and_the_familiar_one_first(tiny):
    assert [a.code for a in tiny.lives_in("I live in Aston")] == [ASTON]
    assert [a.layer for a in tiny.lives_in("the Hill")] == ["ward"]
    assert [a.familiar for a in tiny.lives_in("Quay")] == ["Quay"]
    assert [a.familiar for a in tiny.lives_in("shire board")] == ["NHS Shire Integrated Care Board"]
    assert tiny.lives_in("Atlantis") == [] == tiny.lives_in("  ")


def test_B_009_what_ended_is_followed_to_what_stands_today(tiny):
    before, after = datetime.date(2021, 3, 1), datetime.date(2022, 1, 1)
    assert tiny.standing("trust", "RW6", before) == [("trust", "RW6")]
    assert tiny.standing("trust", "RW6", after) == [("trust", "R0A"), ("trust", "RM3")]
    assert [s.successor_code for s in tiny.successors("trust", "RW6")] == ["R0A", "RM3"]
    assert tiny.standing("place", ASTON, after) == [("place", ASTON)]


def test_B_009_areas_have_days_from_when_and_until_when():
    area = Area("ccg", "05Y", "NHS Walsall CCG", valid_from=datetime.date(2013, 4, 1),
                valid_to=datetime.date(2021, 3, 31))  # fmt: skip
    assert area.stands_on(datetime.date(2021, 3, 31))
    assert not area.stands_on(datetime.date(2021, 4, 1))
    assert not area.stands_on(datetime.date(2013, 3, 31))
    assert Area("ward", "W", "Hill").stands_on(datetime.date(1900, 1, 1))


def test_areas_as_of_a_day_leave_out_those_that_had_ended(tiny):
    tiny.rows("area").append(
        {"layer": "ccg", "code": "X", "name": "X", "source": "t",
         "valid_to": datetime.date(2022, 6, 30)}
    )  # fmt: skip
    tiny.add("area", [])
    assert list(tiny.areas("ccg", as_of=datetime.date(2022, 6, 30))) == ["X"]
    assert tiny.areas("ccg", as_of=datetime.date(2022, 7, 1)) == {}


def test_shapes_and_neighbours_are_by_layer(tiny):
    assert sorted(tiny.shapes("ward")) == ["E05000001", "E05000002", "E05000003"]
    assert sorted(tiny.shapes("place")) == [ASTON, BARTON]
    assert tiny.shapes("nation") == {}
    assert ("edge", L1, L2) in {(r["contact"], r["a"], r["b"]) for r in tiny.touching("lsoa21")}
    with pytest.raises(ValueError, match="no table people"):
        tiny.rows("people")


def test_the_two_vintages_share_codes_and_are_different_areas(tiny):
    assert tiny.area("lsoa11", L1) != tiny.area("lsoa21", L1)
    assert OLD92 not in tiny.areas("lsoa21")


def test_a_geography_without_our_notes_still_opens(tmp_path):
    area = {"layer": "place", "code": "P", "name": "Tiltham", "source": "made up"}
    system = {"layer": "system", "code": "S", "name": "Greenmarch", "source": "made up"}
    within = {"child_layer": "place", "child_code": "P", "parent_layer": "system",
              "parent_code": "S", "share": 1.0, "basis": "lookup"}  # fmt: skip
    layers = [{"layer": x, "title": x, "plural": x} for x in ("place", "system")]
    tables = {"area": [area, system], "within": [within], "layer": layers}
    write_tables(tmp_path, {name: table_of(name, rows) for name, rows in tables.items()}, {})
    found = Geography.open(tmp_path)
    assert (found.small_area, found.before) == ("lsoa21", "lsoa11")
    assert (found.places, found.systems) == ({"P": "Tiltham"}, {"S": ("P",)})
    (tmp_path / "footprint.parquet").unlink()
    assert Geography.open(tmp_path).rows("footprint") == []


def test_P_015_a_place_adds_the_names_its_people_use(tmp_path, tiny_built):
    (tmp_path / "place.toml").write_text('[place]\nname = "Aston"\ncode = "E08000101"\n')
    write_tables(tmp_path / "geography", tiny_built.tables, tiny_built.about)
    folder = tmp_path / "definitions" / "names"
    folder.mkdir(parents=True)
    (folder / "ours.toml").write_text(
        'title = "What we call things"\n'
        'aliases = [{layer = "ward", code = "E05000001", alias = "Top Town"}]\n'
    )
    found = Geography.open(Place.open(tmp_path))
    assert found.lives_in("up in top town")[:1] == []
    assert found.lives_in("Top Town")[0].name == "Hill"
    assert found.find("top-town").code == "E05000001"


def test_a_missing_or_damaged_table_is_told_with_its_remedy(tmp_path, tiny_built):
    write_tables(tmp_path, tiny_built.tables, tiny_built.about)
    (tmp_path / "ward.parquet").touch()
    (tmp_path / "within.parquet").write_bytes(b"PAR1 not really")
    (tmp_path / "area.parquet").unlink()
    found = Geography.open(tmp_path)
    with pytest.raises(StoreError, match="no area"):
        found.areas("ward")
    with pytest.raises(StoreError, match="damaged"):
        found.shares("lsoa21", "ward")
    (tmp_path / "about.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        Geography.open(tmp_path)
    (tmp_path / "about.json").unlink()
    with pytest.raises(StoreError, match=r"no about\.json"):
        Geography.open(tmp_path)
