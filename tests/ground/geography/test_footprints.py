"""Whom an organisation serves, and who can reach a facility."""

import pytest

from tests.ground.open_data import ASTON, BARTON, L1, L2, L3, L4, L5
from tilth.ground.errors import DefinitionError
from tilth.ground.geography import footprints as feet


def test_P_094_a_practices_footprint_is_where_its_people_live(tiny):
    rows = feet.footprint(tiny, "gp_practice", "G1", "lsoa21")
    assert {r["area"]: (r["people"], r["share"]) for r in rows} == {
        L1: (900.0, 0.75), L2: (300.0, 0.25),
    }  # fmt: skip
    assert {r["how"] for r in rows} == {"registered"}
    wards = feet.footprint(tiny, "gp_practice", "G1", "ward")
    assert [(r["name"], r["people"]) for r in wards] == [("Hill", 1200.0)]


def test_P_094_a_network_serves_whom_its_practices_serve(tiny):
    rows = feet.footprint(tiny, "pcn", "U01", "ward")
    assert {r["name"]: r["people"] for r in rows} == {"Hill": 1500.0, "Dale": 400.0}


def test_P_094_a_trusts_published_shares_go_up_by_adding_and_down_by_residents(tiny):
    places = {r["area"]: r["share"] for r in feet.footprint(tiny, "trust", "RW6", "place")}
    assert places == {ASTON: 0.6, BARTON: 0.3}
    system = feet.footprint(tiny, "trust", "RW6", "system")
    assert [(r["area"], r["share"], r["how"]) for r in system] == [
        ("E54000099", pytest.approx(0.9), "published")
    ]
    small = {r["area"]: r["share"] for r in feet.footprint(tiny, "trust", "RW6", "lsoa21")}
    assert small[L1] == pytest.approx(0.3)
    assert sum(small.values()) == pytest.approx(0.9)
    assert feet.footprint(tiny, "trust", "RW6", "nation") == []


def test_where_nothing_is_known_but_an_address_that_is_said(tiny):
    tiny.rows("footprint").clear()
    tiny.add("footprint", [])
    rows = feet.footprint(tiny, "gp_practice", "G2", "postcode_district")
    assert {(r["area"], r["share"], r["how"]) for r in rows} == {
        ("AB1", 0.5, "address"), ("AB2", 0.5, "address"),
    }  # fmt: skip
    assert feet.footprint(tiny, "trust", "RZZ", "place") == []
    with pytest.raises(DefinitionError, match="no trust RXX"):
        feet.footprint(tiny, "trust", "RXX", "place")


def test_P_094_every_organisation_of_a_kind_or_of_all_has_its_footprint(tiny):
    trusts = feet.footprints(tiny, "place", kind="trust")
    assert {r["organisation"] for r in trusts} == {"RW6", "RZZ"}
    assert {r["organisation"] for r in feet.footprints(tiny, "place")} == {
        "RW6", "RZZ", "G1", "G2", "G3", "U01",
    }  # fmt: skip


def test_an_area_without_residents_takes_no_share(tiny):
    for row in tiny.rows("resident"):
        row["people"] = 0.0 if row["code"] in (L4, L5) else row["people"]
    found = {r["area"]: r["share"] for r in feet.footprint(tiny, "trust", "RW6", "lsoa21")}
    assert sum(found.values()) == pytest.approx(0.6)


def test_B_208_reach_is_told_for_every_small_area_with_its_people(tiny):
    rows = {r["area"]: r for r in feet.reach(tiny, kind="sports facility", metres=900)}
    assert (rows[L1]["nearest"], rows[L1]["within"], rows[L1]["people"]) == (0, 1, 1000.0)
    assert (rows[L2]["within"], rows[L2]["nearest"]) == (1, 677)
    assert (rows[L4]["nearest"], rows[L4]["within"]) == (1113, 0)
    with pytest.raises(DefinitionError, match="There are: sports facility"):
        feet.reach(tiny, kind="velodrome", metres=900)


def test_B_208_a_facility_counts_the_people_who_live_near_it(tiny):
    rows = {r["facility"]: r for r in feet.people_within(tiny, kind="sports facility", metres=900)}
    assert (rows["Aston Pool"]["people"], rows["Aston Pool"]["small_areas"]) == (1600.0, [L1, L2])
    assert rows["Quay Pool"]["people"] == 1500.0


def test_a_small_area_without_a_point_has_no_distance(tiny):
    for row in tiny.rows("area"):
        if row["code"] == L3:
            row["longitude"] = None
    rows = {r["area"]: r for r in feet.reach(tiny, kind="sports facility", metres=900)}
    assert (rows[L3]["nearest"], rows[L3]["within"]) == (None, None)
