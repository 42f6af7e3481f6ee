"""Many indicators at once: one area's profile, and every area of a layer side by side."""

import datetime

import pandas as pd

from tilth.ground.errors import DefinitionError
from tilth.see.findings import known, sentences
from tilth.see.findings.caveats import caveats
from tilth.see.findings.digits import empty
from tilth.see.findings.finding import Asked, Finding
from tilth.see.findings.making import provenance_for, scale_for, whole_name
from tilth.see.findings.rows import concealed
from tilth.see.findings.side_by_side import layer_figures
from tilth.see.findings.sources import grounds
from tilth.see.findings.words import compare, counted, direction, listed
from tilth.see.needs.indicator import THEMES, Indicator
from tilth.see.needs.naming import geography_of, layer_title
from tilth.see.official import words as official

COLUMNS = (
    *("indicator", "title", "theme", "unit", "area", "name", "numerator", "denominator"),
    *("value", "lower", "upper", "whole", "lowest", "highest", "compared", "meaning", "note"),
)
METHOD = (
    "Each figure by its own indicator's method. Higher and lower: the whole 95% interval lies on "
    "that side of {whole}'s figure. Better and worse only where the indicator says which way is."
)


def profile(people, area, *, compare=None, names=None):
    """One area told by every indicator, strengths first, beside the whole or another area.

    people: a Population opened with its place. area: its code, or the name residents use.
    compare: the area beside it; the whole place unless told, or where no figures of that area
    are held (a caveat says so). names: only these indicators. Returns a Finding, drawn as a
    spine. Raises DefinitionError for an area there is not.
    """
    found = _geography(people).find(area)
    chosen, missing = known.chosen(people, names)
    tables, chosen = official.published_here(layer_figures(people, chosen, found.layer), chosen)
    beside, told = _beside(people, chosen, compare)
    rows = []
    for name, indicator in chosen.items():
        table = tables[name]
        own = table[table["area"] == found.code]
        if len(own):
            rows.append(_row(indicator, own.to_dict("records")[0], beside["rows"].get(name), table))
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).drop(columns=["area", "name"])
    asked = Asked(layer=found.layer, area=found.code, what="profile", compare=compare)
    return _many(
        people,
        frame,
        asked,
        chosen,
        title=f"{found.familiar}: profile",
        sentence=sentences.of_profile(found.familiar, frame.to_dict("records")),
        subtitle=f"{counted(len(frame), 'figure')} of {found.familiar} beside {beside['name']}, "
        "with 95% intervals",
        whole={"name": beside["name"]},
        kinds=("spine",),
        others=(*told, *_missing(people, missing)),
    )


def comparison(people, *, layer, theme=None, names=None):
    """Every area of a layer by every indicator: the tartan rug.

    theme, names: only the indicators of one theme, or only these. Returns a Finding.
    """
    chosen, missing = known.chosen(people, names, theme)
    tables, chosen = official.published_here(layer_figures(people, chosen, layer), chosen)
    beside, _ = _beside(people, chosen, None)
    rows = [
        _row(indicator, record, beside["rows"].get(name), None)
        for name, indicator in chosen.items()
        for record in tables[name].to_dict("records")
        if record.get("area") is not None
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).drop(columns=["lowest", "highest"])
    title = layer_title(people, layer)
    asked = Asked(layer=layer, what="comparison")
    return _many(
        people,
        frame,
        asked,
        chosen,
        title=f"Every {title} side by side",
        sentence=sentences.of_comparison(frame.to_dict("records"), beside["name"]),
        subtitle=f"{counted(len(chosen), 'figure')} for each {title}, beside {beside['name']}",
        whole={"name": beside["name"]},
        kinds=("rug",),
        others=_missing(people, missing),
    )


def _geography(people):
    geography = geography_of(people)
    if geography is None:
        raise DefinitionError(
            "these people have no geography", remedy="Open them with Population.open(place)."
        )
    return geography


def _missing(people, missing):
    """What cannot be worked out here, as a caveat; missing: names of indicators."""
    if not missing:
        return ()
    titles = [people.place.find(Indicator, name).title for name in missing]
    word = "indicator needs" if len(missing) == 1 else "indicators need"
    return (f"{len(missing):,} {word} records that are not held here: {listed(titles, most=6)}.",)


def _beside(people, chosen, named):
    """The figures to compare with, by indicator, whose they are, and what must be said of it."""
    counted_ones = {n: i for n, i in chosen.items() if i.counted}
    if named:
        try:
            other = _geography(people).find(named)
        except DefinitionError:
            other = None
        if other is not None and other.layer in people.layers:
            tables = layer_figures(people, chosen, other.layer)
            rows = {n: _of_area(t, other.code) for n, t in tables.items()}
            return {"name": other.familiar, "rows": {n: r for n, r in rows.items() if r}}, ()
    found = layer_figures(people, counted_ones, None)
    rows = {name: frame.to_dict("records")[0] for name, frame in found.items()}
    name = whole_name(people)
    told = (f"No figures of {named} are held here, so {name} stands beside.",) if named else ()
    return {"name": name, "rows": rows}, told


def _of_area(table, code):
    own = table[table["area"] == code].to_dict("records")
    return own[0] if own else None


def _row(indicator, record, beside, table):
    """One indicator of one area, beside the whole and the range of its layer."""
    scale, value = scale_for(indicator), (beside or {}).get("value")
    hidden = concealed(record)
    stands = compare(record.get("lower"), record.get("upper"), None if hidden else value)
    others = (
        []
        if table is None
        else [
            float(v)
            for v, a in zip(table["value"], table["area"], strict=True)
            if a is not None and not empty(v)
        ]
    )
    return {
        **{k: record.get(k) for k in ("area", "name", "numerator", "denominator", "note")},
        **{k: record.get(k) for k in ("value", "lower", "upper")},
        "indicator": indicator.name,
        "title": indicator.title,
        "theme": THEMES[indicator.theme],
        "unit": scale.heading,
        "whole": value,
        "lowest": min(others, default=None),
        "highest": max(others, default=None),
        "compared": stands,
        "meaning": direction(stands, indicator.better),
    }


def _many(people, table, asked, chosen, *, title, sentence, subtitle, whole, kinds, others=()):
    """A Finding of many indicators: its data reach as far as the first of them."""
    found = {name: grounds(people, one) for name, one in chosen.items() if one.counted}
    days = [g.data_to for g in found.values() if g.data_to] or [people.as_of]
    partners = sorted({p for g in found.values() for p in g.partners})
    provenance = provenance_for(people, tuple(chosen.values()))
    return Finding(
        title=title,
        sentence=sentence,
        subtitle=subtitle,
        table=table,
        caveats=caveats(
            table,
            provenance=provenance,
            grounds=next(iter(found.values()), None),
            on=_day(people),
            synthetic=people.synthetic,
            others=others,
        ),
        source=f"Records of {listed(partners, most=20)}" if partners else "",
        method=METHOD.format(whole=whole["name"]),
        data_to=min(days),
        synthetic=people.synthetic,
        kinds=kinds,
        scales={name: scale_for(one) for name, one in chosen.items()},
        asked=asked,
        provenance=provenance,
        whole=whole,
    )


def _day(people) -> datetime.date:
    own = people.place.place.as_of if people.place is not None else None
    return own or people.as_of
