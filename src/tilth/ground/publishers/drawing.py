"""Outlines and neighbours: what can be drawn from the shapes of small areas."""

from collections import defaultdict

import shapely

from tilth.ground.errors import ExtractError
from tilth.ground.geography.touching import touching_rows


def refuse_without_shapes(rows, gazetteer, places, folder):
    """Raise ExtractError naming every place none of whose small areas has an outline."""
    drawn = {r["code"] for r in rows["shape"] if r["layer"] == gazetteer.small_area}
    inside = _inside(rows["within"], gazetteer)
    bare = [f"{name} ({code})" for code, name in places.items() if not inside[code] & drawn]
    if bare:
        raise ExtractError(
            f"there are no boundaries of the small areas of {', '.join(bare)}.",
            where=str(folder),
            remedy=f"Put the {gazetteer.small_area} boundaries (GeoJSON) in the folder; "
            "docs/reference/open-data.md says where from.",
        )


def _inside(within, gazetteer):
    """The small areas of each place."""
    inside = defaultdict(set)
    for row in within:
        if (row["child_layer"], row["parent_layer"]) == (gazetteer.small_area, gazetteer.place):
            inside[row["parent_code"]].add(row["child_code"])
    return inside


def outline_places(rows, gazetteer):
    """Add the outline of each place without one: its small areas, joined."""
    shapes = {
        row["code"]: row["wkb"] for row in rows["shape"] if row["layer"] == gazetteer.small_area
    }
    known = {row["code"] for row in rows["shape"] if row["layer"] == gazetteer.place}
    for code, small in sorted(_inside(rows["within"], gazetteer).items()):
        parts = [shapes[one] for one in sorted(small) if one in shapes]
        if parts and code not in known and len(parts) == len(small):
            outline = shapely.union_all(shapely.from_wkb(parts))
            wkb = shapely.to_wkb(shapely.normalize(outline))
            rows["shape"].append({"layer": gazetteer.place, "code": code, "wkb": wkb})


def touching(shapes, progress):
    """Which areas touch, within every layer that has outlines."""
    by_layer = defaultdict(dict)
    for row in shapes:
        by_layer[row["layer"]][row["code"]] = row["wkb"]
    rows = []
    for done, (layer, some) in enumerate(sorted(by_layer.items())):
        progress("finding neighbours", done, len(by_layer))
        rows += touching_rows(layer, list(some), shapely.from_wkb(list(some.values())))
    return rows
