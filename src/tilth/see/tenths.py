"""How the small areas of an area stand among all of the nation: published, passed untouched."""

import re
from collections import Counter

WHOLE_INDEX = re.compile(r"imd\d{4}_decile")  # the index itself, not one of its domains
DEPRIVED = 3  # of ten tenths, how many are called the most deprived


def tenths(geography, layer, code):
    """Small areas of an area in each tenth of deprivation, by the newest index; None without one.

    earlier: the same of each index before it, the newest first, by the small areas of its time: one
    that was split or joined since is counted where all that followed it lies in the area.
    """
    small, before = geography.small_area, geography.before
    inside = {code} if layer == small else set(geography.members(layer, code, small))
    found = _told(geography, small, inside)
    if not found:
        return None
    newest, *earlier = found
    earlier += _told(geography, before, _then(geography, before, inside)) if before != small else []
    return newest | {"earlier": earlier}


def _then(geography, before, inside):
    """The small areas of the vintage before of which all that followed lies inside."""
    after: dict = {}
    for row in geography.rows("lsoa11_lsoa21"):
        after.setdefault(row["lsoa11"], set()).add(row["lsoa21"])
    return {code for code, now in after.items() if now <= inside}


def _told(geography, layer, inside):
    """One dict an index, the newest first: what it says of these small areas."""
    measures = {row["measure"] for row in geography.where("measure", layer=layer)}
    names = sorted((m for m in measures if WHOLE_INDEX.fullmatch(m)), reverse=True)
    return [_one(geography, layer, name, inside) for name in names]


def _one(geography, layer, measure, inside):
    rows = geography.where("measure", layer=layer, measure=measure)
    counts = Counter(int(r["value"]) for r in rows if r["code"] in inside and r["value"])
    return {
        "areas": sum(counts.values()),
        "most": sum(n for tenth, n in counts.items() if tenth <= DEPRIVED),
        "rows": [(tenth, counts.get(tenth, 0)) for tenth in range(1, 11)],
        "period": next((r["period"] for r in rows), ""),
        "source": next((r["source"] for r in rows), ""),
        "title": measure.removesuffix("_decile").upper().replace("IMD", "Index of Deprivation "),
    }
