"""Which areas touch, and how long their common border is."""

import math

import numpy as np
import shapely

RADIUS, FLATTENING = 6378137.0, 1 / 298.257223563


def touching_rows(layer, codes, shapes):
    """Pairs of areas that touch: along an edge, with its length in metres, or at points only.

    codes: the areas' codes. shapes: their outlines, WGS84, as long as codes. Two outlines
    that overlap by a sliver count as touching along an edge. Found by an STRtree, so only
    neighbours are compared. The lower code comes first.
    """
    shapes = np.asarray(shapes, dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = np.asarray(codes, dtype=object)[left] < np.asarray(codes, dtype=object)[right]
    left, right = left[once], right[once]
    shared = shapely.intersection(shapes[left], shapes[right])
    rows = []
    for i, j, border in zip(left, right, shared, strict=True):
        metres = border_metres(border)
        contact = "edge" if metres > 0 else "point"
        row = {"layer": layer, "a": codes[i], "b": codes[j], "contact": contact}
        rows.append(row | {"border_m": round(metres, 1)})
    return rows


def border_metres(border):
    """The length of a line on the ground, in metres; of an overlap, half its outline; else 0."""
    metres = 0.0
    for part in shapely.get_parts(border):
        kind = shapely.get_type_id(part)
        if kind in (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING):
            metres += ground_length(shapely.get_coordinates(part))
        elif kind == shapely.GeometryType.POLYGON:
            metres += ground_length(shapely.get_coordinates(part.exterior)) / 2
        elif kind > shapely.GeometryType.POLYGON:
            metres += border_metres(part)
    return metres


def metres_per_degree(latitude):
    """Metres in a degree of longitude and of latitude, on the WGS84 ellipsoid at a latitude."""
    squared = FLATTENING * (2 - FLATTENING)
    sine = np.sin(np.radians(latitude))
    across = RADIUS / np.sqrt(1 - squared * sine**2)
    along = RADIUS * (1 - squared) / (1 - squared * sine**2) ** 1.5
    return across * np.cos(np.radians(latitude)) * math.pi / 180, along * math.pi / 180


def ground_length(coordinates):
    """The length in metres of a line of (longitude, latitude), short segments taken as flat."""
    steps = np.diff(coordinates, axis=0)
    middle = (coordinates[1:, 1] + coordinates[:-1, 1]) / 2
    wide, tall = metres_per_degree(middle)
    return float(np.hypot(steps[:, 0] * wide, steps[:, 1] * tall).sum())


def distance_metres(longitude, latitude, longitudes, latitudes):
    """Metres from one point to many, as the crow flies.

    Flat at the middle latitude of each pair: within 0.1% of the ellipsoid under 100 km.
    """
    longitudes, latitudes = np.asarray(longitudes, float), np.asarray(latitudes, float)
    wide, tall = metres_per_degree((latitudes + latitude) / 2)
    return np.hypot((longitudes - longitude) * wide, (latitudes - latitude) * tall)
