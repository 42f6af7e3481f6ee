"""Neighbours and borders, in metres on the ground."""

import itertools
import math

import numpy as np
import pytest
import shapely

from tests.ground.open_data import L1, L2, L3, L4, L5
from tilth.ground.geography.touching import (
    border_metres,
    distance_metres,
    metres_per_degree,
    touching_rows,
)


def test_areas_touch_along_an_edge_or_at_a_point(tiny):
    found = {(r["a"], r["b"]): r["contact"] for r in tiny.touching("lsoa21")}
    assert found == {
        (L1, L2): "edge", (L1, L3): "edge", (L2, L3): "edge", (L2, L4): "edge", (L2, L5): "point",
        (L3, L4): "point", (L3, L5): "edge", (L4, L5): "edge",
    }  # fmt: skip
    borders = {(r["a"], r["b"]): r["border_m"] for r in tiny.touching("lsoa21")}
    assert borders[L2, L5] == 0.0
    assert borders[L1, L2] == pytest.approx(1112.7, abs=0.5)
    assert borders[L1, L3] == pytest.approx(677.0, abs=1.5)


def test_a_degree_is_as_long_as_geodesy_says():
    """WGS84 at 45 degrees: 78,847 m of longitude, 111,132 m of latitude (NIMA TR8350.2)."""
    wide, tall = metres_per_degree(45.0)
    assert (wide, tall) == (pytest.approx(78846.8, abs=0.5), pytest.approx(111131.8, abs=0.5))


def test_distance_as_the_crow_flies_is_that_of_the_sphere_within_half_a_per_cent():
    walsall, dudley = (-1.98, 52.585), (-2.08, 52.509)
    found = distance_metres(*walsall, [dudley[0]], [dudley[1]])[0]
    a, b = np.radians([walsall, dudley])
    cosine = math.sin(a[1]) * math.sin(b[1])
    cosine += math.cos(a[1]) * math.cos(b[1]) * math.cos(a[0] - b[0])
    assert found == pytest.approx(6371008.8 * math.acos(cosine), rel=0.005)


def test_overlapping_outlines_touch_along_an_edge_and_parts_are_added():
    one, two = shapely.box(0, 52, 0.02, 52.02), shapely.box(0.01, 52, 0.03, 52.02)
    rows = touching_rows("ward", ["B", "A"], [one, two])
    assert [(r["a"], r["b"], r["contact"]) for r in rows] == [("A", "B", "edge")]
    line = shapely.LineString([(0, 52), (0.01, 52)])
    both = shapely.GeometryCollection([line, shapely.Point(1, 1), shapely.MultiLineString([line])])
    once, twice, none = border_metres(np.array([line, both, shapely.Point(0, 0)], dtype=object))
    assert twice == pytest.approx(2 * once)
    assert once == pytest.approx(0.01 * metres_per_degree(52.0)[0])
    assert none == 0.0
    assert border_metres(np.array([], dtype=object)).size == 0


def test_borders_all_at_once_are_those_measured_step_by_step(tiny):
    shapes = tiny.shapes("lsoa21")
    for row in tiny.touching("lsoa21"):
        shared = shapely.intersection(shapes[row["a"]], shapes[row["b"]])
        slow = 0.0
        for part in getattr(shared, "geoms", [shared]):
            points = list(part.coords)
            for (x1, y1), (x2, y2) in itertools.pairwise(points):
                slow += distance_metres(x1, y1, [x2], [y2])[0]
        assert row["border_m"] == pytest.approx(slow, abs=0.06)
