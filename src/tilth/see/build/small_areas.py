"""The small areas of a place: which are in it, what lies above each, how deprived each is."""

import pyarrow as pa

from tilth.ground.geography.tables import read_table

WHOLE = 0.999


def place_areas(place):
    """The codes of every small area of the place or of its system, as the geography has them.

    A geography that says nothing of what lies in the place holds the place's areas alone.
    """
    layer = place.layers.small_area
    every = [a["code"] for a in _rows(place, "area") if a["layer"] == layer]
    wanted = {place.place.code, *place.place.code.split("+")}
    if place.system:
        wanted |= {place.system.code, *place.system.places}
    parents = _parents(place)
    inside = [code for code in every if wanted & set(_above((layer, code), parents).values())]
    return tuple(sorted(inside or every))


def small_area_table(place):
    """small_area.parquet: each small area, the area of each layer above it, its deprivation.

    A layer is given where every small area lies in exactly one of its areas, whole.
    """
    layer = place.layers.small_area
    codes = sorted(a["code"] for a in _rows(place, "area") if a["layer"] == layer)
    parents = _parents(place)
    above = {code: _above((layer, code), parents) for code in codes}
    layers = sorted({name for up in above.values() for name in up} - {layer})
    layers = [name for name in layers if all(name in up for up in above.values())]
    columns = {"lsoa21": pa.array(codes, pa.string())}
    for name in layers:
        columns[name] = pa.array([above[code][name] for code in codes], pa.string())
    decile = _deciles(place, layer)
    tenths = [decile.get(code) for code in codes]
    fifths = [None if d is None else (d + 1) // 2 for d in tenths]
    columns["imd_decile"] = pa.array(tenths, pa.int16())
    columns["imd_quintile"] = pa.array(fifths, pa.int16())
    return pa.table(columns)


def _parents(place):
    """(layer, code) -> {layer above: code}, where it lies whole in one alone."""
    found = {}
    for row in _rows(place, "within"):
        if row["share"] >= WHOLE:
            child = (row["child_layer"], row["child_code"])
            found.setdefault(child, {}).setdefault(row["parent_layer"], set()).add(
                row["parent_code"]
            )
    return {
        child: {layer: min(codes) for layer, codes in up.items() if len(codes) == 1}
        for child, up in found.items()
    }


def _above(child, parents):
    """Every layer above an area, nearest said first: {layer: code}."""
    found, waiting = {}, [child]
    while waiting:
        for layer, code in sorted(parents.get(waiting.pop(0), {}).items()):
            if layer not in found:
                found[layer] = code
                waiting.append((layer, code))
    return found


def _deciles(place, layer):
    """The newest index of multiple deprivation published for this layer, by area."""
    rows = [
        r
        for r in _rows(place, "measure")
        if r["layer"] == layer
        and r["measure"].startswith("imd")
        and r["measure"][3:7].isdigit()
        and r["measure"][7:] == "_decile"
        and r["value"] is not None
    ]
    newest = max((r["measure"] for r in rows), default=None)
    return {r["code"]: int(r["value"]) for r in rows if r["measure"] == newest}


def _rows(place, name):
    return read_table(place.geography_folder, name).to_pylist()
