"""The small areas of a place: which are in it, what lies above each, how deprived each is."""

import pyarrow as pa

from tilth.ground.geography.atlas import Geography

WHOLE = 0.999


def small_areas(place):
    """(small_area.parquet as a table, the codes of the small areas of the place or its system).

    The table has a row for each small area; the area of each layer above that holds it, for
    layers that never share one (empty where none holds it, as where only some of the place has
    drawn its neighbourhoods); and its tenth and fifth of deprivation (1 = most deprived), empty
    where none is published. Small areas are in the column `lsoa21` whatever a country calls them.
    """
    geography = Geography.open(place)
    layer = geography.small_area
    codes = sorted(geography.areas(layer))
    columns = {"lsoa21": pa.array(codes, pa.string())}
    for above in sorted(set(geography.layers) - {layer}):
        if parents := _parents(geography, layer, above, codes):
            columns[above] = pa.array(parents, pa.string())
    decile = _deciles(geography, layer)
    tenths = [decile.get(code) for code in codes]
    fifths = [None if d is None else (d + 1) // 2 for d in tenths]
    columns["imd_decile"] = pa.array(tenths, pa.int16())
    columns["imd_quintile"] = pa.array(fifths, pa.int16())
    return pa.table(columns), _of_the_place(place, geography, codes)


def _parents(geography, layer, above, codes):
    """The one area of a layer that holds each small area, empty where none does.

    None where a small area is shared between areas, or where the layer holds none of them:
    such a layer does not nest. Areas that have ended hold nobody now.
    """
    shares = geography.shares(layer, above)
    standing = {code for code, area in geography.areas(above).items() if not area.valid_to}
    found = []
    for code in codes:
        parents = {one: share for one, share in shares.get(code, {}).items() if one in standing}
        if len(parents) > 1 or any(share < WHOLE for share in parents.values()):
            return None
        found.append(next(iter(parents), None))
    return found if any(found) else None


def _of_the_place(place, geography, codes):
    """Small areas of the place or its system; all, where the geography says nothing of either."""
    wanted = {place.place.code, *place.place.code.split("+")}
    if place.system:
        wanted |= {place.system.code, *place.system.places}
    inside = set()
    for layer in geography.layers:
        if wanted & set(geography.areas(layer)):
            for code, parents in geography.shares(geography.small_area, layer).items():
                if wanted & set(parents):
                    inside.add(code)
    return tuple(code for code in codes if code in inside or not inside)


def _deciles(geography, layer):
    """The newest index of multiple deprivation published for this layer, by area."""
    rows = [
        row
        for row in geography.rows("measure")
        if row["layer"] == layer
        and row["measure"][:3] == "imd"
        and row["measure"][3:7].isdigit()
        and row["measure"][7:] == "_decile"
        and row["value"] is not None
    ]
    newest = max((row["measure"] for row in rows), default=None)
    return {row["code"]: int(row["value"]) for row in rows if row["measure"] == newest}
