"""Figures others publish, passed through untouched and kept visibly apart from what we count."""

import pandas as pd

from tilth.see.needs.naming import geography_of, names_of

EMPTY = ("numerator", "denominator", "lower", "upper", "unknown")


def published(people, indicator, layer):
    """A published figure for every area of a layer: the estimates table, not counted here.

    Values are as in geography/measure.parquet, with their own period; nothing is hidden, rounded
    or worked out. An area nothing is published of says so in its note.
    """
    geography = geography_of(people)
    rows = geography.where("measure", measure=indicator.measure, layer=layer) if geography else []
    found = {row["code"]: row for row in rows}
    names = names_of(people, layer)
    codes = sorted(set(names) | set(found))
    table = pd.DataFrame(
        {
            "area": codes,
            "name": [names.get(code, code) for code in codes],
            "period": [found.get(code, {}).get("period") for code in codes],
            "value": [found.get(code, {}).get("value") for code in codes],
        }
    )
    table["value"] = table["value"].astype(float)
    for name in EMPTY:
        table[name] = pd.array([pd.NA] * len(table), dtype="Float64")
    table["compared"] = "cannot tell"
    table["note"] = ["" if v == v else "not published" for v in table["value"]]
    return table
