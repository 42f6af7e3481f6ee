"""The rows a publisher gave of one measure, as they lie in the geography."""

from tilth.ground.geography.own import OWN

EVERYONE = {"sex": "all", "age": "", "category_type": "", "category": ""}
FIGURES = ("value", "lower", "upper", "count", "denominator")


def rows_of(geography, measure, layer):
    """Every published row of a measure for the areas of a layer, of whatever sex, age or period.

    Figures with limits and plain ones alike: dicts as in published.parquet. A place's own stand
    before those the geography was made with.
    """
    found = {}
    for row in geography.where("measure", measure=measure, layer=layer):
        whole = {**EVERYONE, **dict.fromkeys(FIGURES), "title": None, "note": None, **row}
        found[_whose(whole)] = whole
    for row in geography.where("published", measure=measure, layer=layer):
        key = _whose(row)
        if row["source"].startswith(OWN) or key not in found:
            found[key] = row
    return list(found.values())


def is_published(geography, indicator):
    """Whether anything at all is held of a published indicator, for any layer."""
    parts = {part for measure in indicator.measures for part in measure}
    tables = ("measure", "published")
    return any(geography.where(table, measure=part) for part in parts for table in tables)


def _whose(row):
    return tuple(row[k] for k in ("code", "period", *EVERYONE))


def measures(geography):
    """Every measure that has rows with figures of the geography's areas, by name and layer.

    Returns {(measure, layer): (title, source, number of periods, first, last)}.
    """
    found = {}
    for table in ("measure", "published"):
        for row in geography.rows(table):
            told = found.setdefault((row["measure"], row["layer"]), (set(), row))
            told[0].add(row["period"])
    return {
        key: (row.get("title") or "", row["source"], len(periods), min(periods), max(periods))
        for key, (periods, row) in sorted(found.items())
    }
