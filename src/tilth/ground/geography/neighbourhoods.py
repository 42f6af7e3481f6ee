"""Neighbourhoods as the place agreed them: a file, another layer, or its primary care networks."""

import csv
import io
import json
from collections import defaultdict

import shapely

from tilth.ground.errors import DefinitionError
from tilth.ground.place import Agreed

LAYER = "neighbourhood"
TOLERANCE = 1e-6


def overlay(geography, place):
    """Add the place's neighbourhoods to its geography; nothing where it has none yet.

    `[layers] neighbourhood` in place.toml is a file (CSV: the small area's layer,
    neighbourhood, share where a small area is in several; or GeoJSON with names), or the name
    of a layer the place already has, such as "locality", "ward" or "pcn".
    """
    agreed = place.layers.neighbourhood
    if agreed is None:
        return
    if isinstance(agreed, Agreed):
        path = place.folder / agreed.file
        rows, basis = read_agreed(path, geography)
        names = None
    else:
        rows, names, basis = _of_layer(agreed, geography, where=str(place.folder / "place.toml"))
    add(geography, rows, basis=basis, names=names)


def add(geography, shares, *, basis, names=None):
    """Put neighbourhoods in a geography.

    shares: {small area: {neighbourhood: share of its people}}. names: code and name; where
    there is none, code and name are the same. Raises DefinitionError where a small area is
    unknown or its shares do not add to one.
    """
    _refuse_wrong(geography, shares)
    codes = sorted({code for parts in shares.values() for code in parts})
    names = names or {}
    areas = [
        {"layer": LAYER, "code": code, "name": names.get(code, code), "source": basis}
        for code in codes
    ]
    geography.add("area", areas)
    geography.add("within", _within(geography.small_area, LAYER, shares, basis))
    over = _of_places(geography, shares)
    geography.add("within", _within(LAYER, geography.place_layer, over, basis))


def _within(child, parent, shares, basis):
    return [
        {
            "child_layer": child,
            "child_code": code,
            "parent_layer": parent,
            "parent_code": top,
            "share": share,
            "basis": basis,
        }
        for code, parts in shares.items()
        for top, share in parts.items()
    ]


def _of_places(geography, shares):
    """What share of each neighbourhood's small areas lies in each place."""
    places = geography.shares(geography.small_area, geography.place_layer)
    weights = defaultdict(lambda: defaultdict(float))
    for small, parts in shares.items():
        for code, share in parts.items():
            for place, part in places[small].items():
                weights[code][place] += share * part
    return {
        code: {place: weight / sum(parts.values()) for place, weight in parts.items()}
        for code, parts in weights.items()
    }


def _refuse_wrong(geography, shares):
    small = geography.small_area
    known = geography.areas(small)
    lost = sorted(set(shares) - set(known))
    if lost:
        raise DefinitionError(
            f"{len(lost):,} small areas of the neighbourhoods are not {small} of this place: "
            f"{', '.join(lost)}.",
            remedy="Take them out, or bring them across from the vintage they are of.",
        )
    wrong = [
        f"{code} adds to {sum(parts.values()):g}"
        for code, parts in sorted(shares.items())
        if abs(sum(parts.values()) - 1) > TOLERANCE or min(parts.values()) <= 0
    ]
    if wrong:
        raise DefinitionError(
            f"the shares of each small area must be above 0 and add to 1: {', '.join(wrong)}.",
            remedy="Mend these rows.",
        )


def read_agreed(path, geography):
    """Shares of small areas in neighbourhoods from an agreed file, and on what basis.

    CSV: columns named as the small-area layer and `neighbourhood`, and `share` where needed.
    GeoJSON: features with a `neighbourhood` or `name`; a small area is shared as its postcodes'
    points are, or lies where its own point does where no postcode falls in any. Where drawings
    overlap, the first in the file has the point.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DefinitionError("the file of neighbourhoods is not there.", where=str(path)) from None
    except UnicodeDecodeError:
        raise DefinitionError("this is not UTF-8.", where=str(path)) from None
    if path.suffix.casefold() in (".geojson", ".json"):
        return _drawn(text, path, geography), "shape"
    return _listed(text, path, geography.small_area), "agreed"


def _listed(text, path, small):
    reader = csv.DictReader(io.StringIO(text), strict=True)
    lacking = {small, LAYER} - set(reader.fieldnames or ())
    if lacking:
        raise DefinitionError(f"no column {' or '.join(sorted(lacking))}.", where=str(path))
    shares, wrong = defaultdict(dict), []
    for line, row in enumerate(reader, start=2):
        try:
            share = float(row.get("share") or 1)
        except ValueError:
            share = None
        if share is None or not row[small] or not row[LAYER] or row[LAYER] in shares[row[small]]:
            wrong.append(str(line))
            continue
        shares[row[small].strip()][row[LAYER].strip()] = share
    if wrong:
        raise DefinitionError(
            f"rows {', '.join(wrong)} name no small area or neighbourhood, repeat a pair, "
            "or give a share that is no number.",
            where=str(path),
            remedy="Mend these rows.",
        )
    return dict(shares)


def _drawn(text, path, geography):
    try:
        features = json.loads(text)["features"]
        names = [_name(f["properties"]) for f in features]
        shapes = [shapely.geometry.shape(f["geometry"]) for f in features]
    except (ValueError, KeyError, TypeError, shapely.GEOSException):
        raise DefinitionError(
            "this is not GeoJSON of neighbourhoods with names.", where=str(path)
        ) from None
    tree = shapely.STRtree(shapes)
    counts = _counted(tree, names, _points(geography))
    for code, area in geography.areas(geography.small_area).items():
        if code not in counts and area.longitude is not None:
            own = _counted(tree, names, [(code, area.longitude, area.latitude)])
            counts |= own
    return {
        code: {name: count / sum(parts.values()) for name, count in parts.items()}
        for code, parts in counts.items()
    }


def _name(properties):
    name = properties.get(LAYER) or properties.get("name") or properties["area_name"]
    return str(name)


def _points(geography):
    return [
        (row["lsoa21"], row["longitude"], row["latitude"])
        for row in geography.rows("postcode")
        if row["longitude"] is not None
    ]


def _counted(tree, names, points):
    counts = defaultdict(lambda: defaultdict(float))
    if points:
        drawn = shapely.points([p[1] for p in points], [p[2] for p in points])
        seen = set()
        for at, shape in sorted(zip(*tree.query(drawn, predicate="within"), strict=True)):
            if at not in seen:
                seen.add(at)
                counts[points[at][0]][names[shape]] += 1.0
    return {code: dict(parts) for code, parts in counts.items()}


def _of_layer(layer, geography, *, where):
    """Neighbourhoods that are the areas of another layer."""
    geography.layer(layer)
    shares = geography.shares(geography.small_area, layer)
    if not shares and layer == "pcn":
        shares = networks(geography)
    if not shares:
        raise DefinitionError(
            f"nothing says which {geography.small_area} lies in which {layer}.",
            where=where,
            remedy="For pcn, add NHS England's file of registered people by LSOA to the open data "
            "and make the place again; else give a file of neighbourhoods.",
        )
    names = {o["code"]: o["name"] for o in geography.rows("organisation") if o["kind"] == layer}
    names |= {code: area.familiar for code, area in geography.areas(layer).items()}
    return shares, names, "lookup"


def networks(geography):
    """What share of each small area's registered people each primary care network serves."""
    parent = {
        row["code"]: row["parent_code"]
        for row in geography.rows("organisation")
        if row["kind"] == "gp_practice" and row["parent_code"]
    }
    small = geography.small_area
    counts = defaultdict(lambda: defaultdict(float))
    for row in geography.rows("footprint"):
        network = parent.get(row["code"])
        if row["layer"] == small and row["kind"] == "gp_practice" and network and row["people"]:
            counts[row["area"]][network] += row["people"]
    return {
        code: {network: people / sum(parts.values()) for network, people in parts.items()}
        for code, parts in counts.items()
    }
