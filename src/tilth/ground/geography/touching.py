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
    metres = border_metres(shapely.intersection(shapes[left], shapes[right]))
    return [
        {
            "layer": layer,
            "a": codes[i],
            "b": codes[j],
            "contact": "edge" if long else "point",
            "border_m": round(float(long), 1),
        }
        for i, j, long in zip(left, right, metres, strict=True)
    ]


def border_metres(borders):
    """The length of each border on the ground, in metres, shape (borders,).

    borders: what pairs of areas share. Lines count whole, an overlap by half its outline,
    points not at all.
    """
    parts, owner = shapely.get_parts(borders, return_index=True)
    parts, within = shapely.get_parts(parts, return_index=True)
    owner = owner[within]
    kind = shapely.get_type_id(parts)
    areas = kind == shapely.GeometryType.POLYGON
    parts[areas] = shapely.get_exterior_ring(parts[areas])
    worth = np.where(areas, 0.5, 1.0)
    points, line = shapely.get_coordinates(parts, return_index=True)
    same = line[1:] == line[:-1]
    metres = np.where(same, segment_metres(points), 0.0) * worth[line[1:]]
    return np.bincount(owner[line[1:]], weights=metres, minlength=len(borders))


def metres_per_degree(latitude):
    """Metres in a degree of longitude and of latitude, on the WGS84 ellipsoid at a latitude."""
    squared = FLATTENING * (2 - FLATTENING)
    sine = np.sin(np.radians(latitude))
    across = RADIUS / np.sqrt(1 - squared * sine**2)
    along = RADIUS * (1 - squared) / (1 - squared * sine**2) ** 1.5
    return across * np.cos(np.radians(latitude)) * math.pi / 180, along * math.pi / 180


def segment_metres(points):
    """The length in metres of each step of a line of (longitude, latitude), taken as flat."""
    steps = np.diff(points, axis=0)
    wide, tall = metres_per_degree((points[1:, 1] + points[:-1, 1]) / 2)
    return np.hypot(steps[:, 0] * wide, steps[:, 1] * tall)


def distance_metres(longitude, latitude, longitudes, latitudes):
    """Metres from one point to many, as the crow flies.

    Flat at the middle latitude of each pair: within 0.1% of the ellipsoid under 100 km.
    """
    longitudes, latitudes = np.asarray(longitudes, float), np.asarray(latitudes, float)
    wide, tall = metres_per_degree((latitudes + latitude) / 2)
    return np.hypot((longitudes - longitude) * wide, (latitudes - latitude) * tall)
