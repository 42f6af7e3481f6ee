"""A layer that should tile is checked: every gap and every overlap is listed."""

import pytest
import shapely

from tests.ground.open_data import ASTON, BARTON, L1, L2, L3, STEP, square
from tilth.ground.geography.checking import check


def test_a_layer_that_tiles_is_sound_by_lookup_and_by_shape(tiny):
    for layer in ("lsoa21", "ward", "msoa21", "lsoa11", "place"):
        found = check(tiny, layer)
        assert found.sound, (layer, found.flaws)
    assert check(tiny, "ward").judged == ("lookup", "shape")
    assert check(tiny, "msoa21").judged == ("lookup",)


def test_a_layer_that_should_tile_nothing_or_is_not_drawn_is_not_called_sound(tiny):
    assert not check(tiny, "nation").sound
    found = check(tiny, "neighbourhood")
    assert (found.sound, found.judged, found.bare) == (False, (), (ASTON, BARTON))


def test_every_gap_and_overlap_of_a_lookup_is_listed_with_its_share(tiny):
    rows = tiny.rows("within")
    rows[:] = [r for r in rows if (r["child_code"], r["parent_layer"]) != (L1, "ward")]
    twice = {"child_layer": "lsoa21", "child_code": L3, "parent_layer": "ward",
             "parent_code": "E05000001", "share": 0.25, "basis": "best_fit"}  # fmt: skip
    rows.append(twice)
    told = {(f.kind, f.areas, f.size, f.within) for f in check(tiny, "ward").flaws}
    assert told == {
        ("gap", (L1,), 1.0, ASTON),
        ("overlap", (L3, "E05000001", "E05000002"), 0.25, ASTON),
    }


def test_every_gap_and_overlap_of_shapes_is_listed_in_square_metres(tiny):
    for row in tiny.rows("shape"):
        if row["code"] == "E05000001":
            row["wkb"] = _drawn(0, 0, 1.5, 1)
        if row["code"] == "E05000002":
            row["wkb"] = _drawn(0, 0.9, 2, 2)
    flaws = {f.kind: f for f in check(tiny, "ward").flaws}
    hectare = STEP * STEP * 111_000 * 67_700
    assert flaws["gap"].within == flaws["overlap"].within == ASTON
    assert flaws["gap"].size == pytest.approx(0.5 * 0.9 * hectare, rel=0.01)
    assert flaws["overlap"].areas == ("E05000001", "E05000002")
    assert flaws["overlap"].size == pytest.approx(1.5 * 0.1 * hectare, rel=0.01)
    assert not check(tiny, "ward", tolerance=1e9).flaws


def _drawn(*corners):
    return shapely.to_wkb(shapely.geometry.shape(square(*corners)))


def test_where_a_layer_is_drawn_nowhere_in_a_place_that_is_said_once(tiny):
    rows = tiny.rows("within")
    rows[:] = [
        r for r in rows if not (r["parent_layer"] == "ward" and r["parent_code"] == "E05000003")
        and r["child_code"] != "E05000003"
    ]  # fmt: skip
    found = check(tiny, "ward")
    assert (found.sound, found.bare) == (True, (BARTON,))


def test_a_small_area_in_no_upper_area_is_a_gap_of_its_own(tiny):
    rows = tiny.rows("within")
    rows[:] = [r for r in rows if (r["child_code"], r["parent_layer"]) != (L2, "place")]
    flaws = check(tiny, "lsoa21").flaws
    assert [(f.kind, f.by, f.areas, f.within) for f in flaws if f.by == "lookup"] == [
        ("gap", "lookup", (L2,), "")
    ]
