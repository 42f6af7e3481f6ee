"""What is said beside an official figure: who published it, of what period, and what is missing."""

from tilth.ground.geography.own import OWN
from tilth.see.findings.words import counted
from tilth.see.needs.naming import geography_of, layer_title
from tilth.see.official.figures import NATION, NOT_PUBLISHED, chosen, names_in


def publisher_of(geography, source):
    """Who published a source's figures, in words: from about.json, or a place's own name for it."""
    told = geography.about.get("publications", ())
    names = {one["name"]: one["publisher"] for one in told}
    return names.get(source) or source.removeprefix(OWN).replace("_", " ")


def licence_of(people, indicator):
    """The line to show with an official figure: its publisher's licence."""
    geography = geography_of(people)
    lines = {one["name"]: one["licence"] for one in geography.about.get("publications", ())}
    parts = [part for some in indicator.measures for part in some]
    rows = [
        row
        for table in ("measure", "published")
        for row in geography.where(table, measure=parts[0])[:1]
    ]
    return next((lines[r["source"]] for r in rows if r["source"] in lines), "As its publisher says")


def label(geography, indicator, layer, table):
    """ "Official figure, published by X, period Y"."""
    rows = chosen(geography, indicator, layer, ("sex",)) if geography is not None else []
    if not rows:
        return f"Official figure, {NOT_PUBLISHED} for these areas"
    sources = dict.fromkeys(publisher_of(geography, row["source"]) for row in rows)
    periods = sorted({p for p in table["period"] if p is not None and p == p})
    said = periods[:1] if len(periods) < 2 else [f"{periods[0]} to {periods[-1]}"]
    about = f", period {said[0]}" if said else ""
    ours = "; the share is worked out here from its counts" if indicator.out_of else ""
    return f"Official figure, published by {' and '.join(sources)}{about}{ours}"


def gaps(table):
    """Where nothing is published, in a sentence; "" where everything is."""
    missing = table[table["value"].isna()]
    if missing.empty or len(missing) == len(table):
        return ""
    names = list(dict.fromkeys(missing["name"]))
    where = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return f"{counted(len(missing), 'figure')} not published: {where}."


def caveats_of(people, indicator, layer, table):
    """What to bear in mind of official figures: their label first, then their gaps."""
    geography = geography_of(people)
    told = [f"{label(geography, indicator, layer, table)}."]
    if table["value"].isna().all():
        return tuple(told)
    told = [f"{told[0]} Shown as published, not rounded."]
    if table["lower"].isna().all() and not indicator.out_of:
        told.append("It is published without limits, so we cannot tell how sure it is.")
    return tuple(one for one in (*told, gaps(table)) if one)


def unpublished(people, indicator, layer, table):
    """A sentence for a layer nothing is published for, naming those it is published for; or ""."""
    if table["value"].notna().any():
        return ""
    geography = geography_of(people)
    layers = [one for one in geography.layers if chosen(geography, indicator, one, ("sex",))]
    where = ", ".join(layer_title(people, one) for one in layers)
    told = f"{indicator.title}: not published by {layer_title(people, layer)}."
    return f"{told} It is published by {where}." if where else told


def beside(people, indicator, table):
    """The nation's own figure of the same period, which areas are compared with; or nothing."""
    geography = geography_of(people)
    lone = table["period"].nunique() == 1 and "sex" not in table
    if not lone or NATION not in geography.layers:
        return {}
    rows = chosen(geography, indicator, NATION)
    period = table["period"].iloc[0]
    return next(
        (
            {**row, "name": names_in(geography, NATION).get(row["area"], row["area"])}
            for row in rows
            if row["period"] == period and row["value"] is not None and row["area"]
        ),
        {},
    )


def published_here(tables, chosen):
    """The tables and indicators left when official figures not published for the layer go."""
    kept = {
        name: one
        for name, one in chosen.items()
        if one.counted or tables[name]["value"].notna().any()
    }
    return {name: tables[name] for name in kept}, kept
