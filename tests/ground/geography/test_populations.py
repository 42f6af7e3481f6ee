"""People resident and people registered, and how the two differ."""

import pytest

from tests.ground.open_data import ASTON, BARTON, L1, L2, L4, L5, PEOPLE
from tilth.ground.errors import DefinitionError
from tilth.ground.geography import Figures
from tilth.ground.geography import populations as counted


def test_P_012_residents_are_the_default_and_add_up_by_the_shares_of_small_areas(tiny):
    assert counted.residents(tiny, "lsoa21").values == PEOPLE
    assert counted.residents(tiny, "place").values == {ASTON: 2000.0, BARTON: 2000.0}
    districts = counted.residents(tiny, "postcode_district")
    assert districts.values == {"AB1": 1300.0, "AB2": 700.0, "AB3": 2000.0}
    assert districts.total == sum(PEOPLE.values())
    assert "2021-03-21 (census2021_ethnicity)" in districts.about


def test_residents_by_group_and_by_age_come_from_what_counts_them(tiny):
    asian = counted.residents(tiny, "place", ethnic_group="asian")
    assert asian.values == {ASTON: 300.0, BARTON: 200.0}
    old = counted.residents(tiny, "lsoa11", ages=(65, 120), period="2020-06-30")
    assert set(old.values.values()) == {260.0}
    assert counted.residents(tiny, "lsoa21", ages=(65, 120)).values[L4] == 520.0


def test_ages_left_blank_are_everyone(tiny):
    for row in tiny.rows("resident"):
        if (row["age_from"], row["age_to"]) == (0, 120):
            row |= {"age_from": None, "age_to": None}
    assert counted.residents(tiny, "lsoa21").values == PEOPLE


def test_nobody_counted_is_said_not_zero(tiny):
    with pytest.raises(DefinitionError, match="nobody has been counted by ward"):
        counted.residents(tiny, "ward", sex="female")
    with pytest.raises(DefinitionError, match="nobody has been counted by constituency"):
        counted.residents(tiny, "constituency")
    gap = Figures("lsoa21", {L1: 1.0, L2: None, L4: 2.0, L5: 3.0, "E01000003": 1.0})
    assert counted.roll_up(tiny, gap, "place").values == {ASTON: None, BARTON: 5.0}


def test_a_published_figure_of_every_area_stands_before_a_sum_and_of_some_does_not(tiny):
    row = {"layer": "place", "period": "2021-03-21", "sex": "all", "age_from": 0, "age_to": 120,
           "ethnic_group": "all", "source": "census"}  # fmt: skip
    tiny.rows("resident").append(row | {"code": ASTON, "people": 2001.0})
    tiny.add("resident", [])
    assert counted.residents(tiny, "place").values == {ASTON: 2000.0, BARTON: 2000.0}
    tiny.rows("resident").append(row | {"code": BARTON, "people": 1999.0})
    tiny.add("resident", [])
    assert counted.residents(tiny, "place").values == {ASTON: 2001.0, BARTON: 1999.0}


def test_a_count_of_some_small_areas_gives_way_to_the_vintage_before_that_has_more(tiny):
    row = {"layer": "lsoa21", "code": L1, "period": "2024-06-30", "sex": "all", "age_from": 70,
           "age_to": 70, "ethnic_group": "all", "source": "mid2024", "people": 1.0}  # fmt: skip
    tiny.rows("resident").append(row)
    tiny.add("resident", [])
    assert len(counted.residents(tiny, "lsoa21", ages=(70, 70)).values) == 5
    tiny.rows("resident")[:] = [r for r in tiny.rows("resident") if r["layer"] == "lsoa21"]
    tiny.add("resident", [])
    assert counted.residents(tiny, "lsoa21", ages=(70, 70)).values == {L1: 1.0}


def test_P_012_registered_people_stand_beside_residents_with_their_difference(tiny):
    rows = {r["area"]: r for r in counted.differences(tiny, "place")}
    assert (rows[ASTON]["resident"], rows[ASTON]["registered"]) == (2000.0, 1900.0)
    assert rows[ASTON]["difference"] == -100.0
    assert rows[BARTON]["registered_per_resident"] == pytest.approx(1.05)
    assert rows[ASTON]["name"] == "Aston"
    assert counted.registered(tiny, "lsoa21").values[L1] == 1200.0
    with pytest.raises(DefinitionError, match="nobody has been counted"):
        counted.differences(tiny, "constituency")


def test_a_difference_with_an_unknown_side_is_unknown(tiny):
    for row in tiny.rows("resident"):
        row["people"] = row["people"] if row["code"] != L1 else 0.0
    tiny.rows("resident")[:] = [
        r for r in tiny.rows("resident") if r["code"] != L2 and r["layer"] == "lsoa21"
    ]
    tiny.add("resident", [])
    rows = {r["area"]: r for r in counted.differences(tiny, "lsoa21")}
    assert rows[L1]["registered_per_resident"] is None
    assert rows[L1]["difference"] == 1200.0
    assert (rows[L2]["resident"], rows[L2]["difference"]) == (None, None)


def test_a_layer_nothing_joins_to_small_areas_has_no_registered_people(tiny):
    row = {"layer": "nation", "code": "N", "period": "2021", "sex": "all", "age_from": 0,
           "age_to": 120, "ethnic_group": "all", "source": "census", "people": 5.0}  # fmt: skip
    tiny.rows("resident").append(row)
    tiny.add("resident", [])
    with pytest.raises(DefinitionError, match="which small areas lie in which nation"):
        counted.differences(tiny, "nation")


def test_practices_that_cannot_be_counted_are_named(tiny):
    assert counted.unplaced(tiny) == []
    lost = {"kind": "gp_practice", "code": "G9", "people": None, "lsoa21": L1}
    tiny.rows("organisation").extend([lost, lost | {"code": "G8", "people": 9, "lsoa21": "far"}])
    tiny.add("organisation", [])
    assert counted.unplaced(tiny) == ["G8", "G9"]
    assert counted.registered(tiny, "place").values == {ASTON: None, BARTON: 2100.0}
