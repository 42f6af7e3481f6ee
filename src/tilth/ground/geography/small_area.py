"""The small areas, and the one area of each layer above that each lies in."""

import pyarrow as pa

from tilth.ground.errors import DefinitionError
from tilth.ground.geography.deprivation import measure, measure_name


def small_area_table(geography, *, year="2025"):
    """The release's small_area.parquet: one row a small area, a column of codes for each layer
    above it that nests by lookup, and its deprivation.

    A layer is there where every small area lies wholly in one of its areas in being; shared
    small areas, and layers of areas that have ended, are not. imd_decile as published, 1 = most
    deprived; imd_quintile two deciles; empty where not published. Sorted by code; small areas
    are in the column `lsoa21` whatever the country calls them.
    """
    small = geography.small_area
    codes = sorted(geography.areas(small))
    columns = {"lsoa21": codes}
    for layer in sorted(geography.layers):
        parents = _nesting(geography, small, layer, codes) if layer != small else None
        if parents:
            columns[layer] = parents
    deciles = _deciles(geography, year)
    columns["imd_decile"] = [deciles.get(code) for code in codes]
    columns["imd_quintile"] = [None if d is None else (d + 1) // 2 for d in columns["imd_decile"]]
    types = {"imd_decile": pa.int8(), "imd_quintile": pa.int8()}
    return pa.table({k: pa.array(v, types.get(k, pa.string())) for k, v in columns.items()})


def _nesting(geography, small, layer, codes):
    """The one area of a layer that holds each small area, or None where it does not nest."""
    shares = geography.shares(small, layer)
    ended = {code for code, area in geography.areas(layer).items() if area.valid_to}
    found = []
    for code in codes:
        parents = shares.get(code, {})
        whole = [one for one, share in parents.items() if share == 1.0 and one not in ended]
        if len(parents) != 1 or not whole:
            return None
        found.append(whole[0])
    return found


def _deciles(geography, year):
    try:
        values = measure(geography, measure_name("imd", "decile", year=year)).values
    except DefinitionError:
        return {}
    return {code: None if value is None else int(value) for code, value in values.items()}
