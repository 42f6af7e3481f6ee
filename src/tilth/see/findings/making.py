"""Findings made from a population and an indicator: what `see.finding` does."""

from tilth.ground.errors import DefinitionError
from tilth.see.findings import sentences
from tilth.see.findings.caveats import caveats
from tilth.see.findings.digits import Scale
from tilth.see.findings.finding import Asked, Finding, Provenance
from tilth.see.findings.methods import method
from tilth.see.findings.series import verdict
from tilth.see.findings.sources import grounds
from tilth.see.needs.change import began, marked
from tilth.see.needs.estimates import estimate, whole
from tilth.see.needs.naming import geography_of, layer_title
from tilth.see.needs.noting import version_of
from tilth.see.needs.steps import STEPS
from tilth.see.official import words as official

FUNNELLED = ("proportion", "rate", "standardised_rate", "ratio")
MAPPED_FROM = 3


def finding(
    people,
    indicator,
    *,
    layer,
    area=None,
    by=None,
    over=None,
    since=None,
    until=None,
    rebase=(),
    notes=None,
):
    """An indicator told whole for the areas of a layer, for one area, by group or over time.

    people: a Population. indicator: an Indicator. layer, by, over, since, until: as in
    `estimate`, but that a series runs over three years (ten of years) unless told. area: the
    code of one area, or the name residents use. rebase, notes: of one series, as in `change`.
    Returns a Finding.
    Raises DefinitionError for an area, layer, group or period there is not.
    """
    by = by if by is None or isinstance(by, str) else tuple(by)
    asked = Asked(indicator.name, layer, area, by, over, since, until)
    if indicator.counted and over in STEPS and since is None:
        since = began(people, over, until)
    when = {"over": over, "since": since, "until": until}
    table = estimate(people, indicator, layer=layer, by=by, **when)
    if area:
        code = area_code(people, layer, area, table)
        table = table[table["area"] == code].reset_index(drop=True)
    if not indicator.counted:
        return assembled(people, indicator, table, asked, official.beside(people, indicator, table))
    if over is None:
        return assembled(people, indicator, table, asked, whole_row(people, indicator))
    if over in STEPS and not by and table["area"].nunique(dropna=False) == 1:
        return _one_series(people, indicator, table, asked, rebase, notes)
    return assembled(people, indicator, table, asked, {})


def _one_series(people, indicator, table, asked, rebase, notes):
    """The finding of one series, judged by its limits, with what people noted of it."""
    begins, happened = marked(table["period"], asked.over, rebase, notes)
    words, told = verdict(table, indicator, asked.over, begins)
    return assembled(
        people,
        indicator,
        table,
        asked,
        {},
        sentence=f"{said(people, indicator, table, asked, {})} {words}".strip(),
        others=told,
        rebase=tuple(str(day) for day in begins),
        notes={str(day): words for day, words in happened.items()},
    )


def _points(table):
    """How many points a series has: those shown, of the area that has most."""
    sizes = table[table["value"].notna()].groupby("name").size()
    return int(sizes.max()) if len(sizes) else 0


def area_code(people, layer, area, table):
    """The code of an area said by its code or its name. Raises DefinitionError with a near one."""
    if area in set(table["area"].dropna()):
        return area
    geography = geography_of(people)
    if geography is None or layer not in geography.layers:
        raise DefinitionError(f"there is no {layer_title(people, layer)} called {area}")
    return geography.find(area, layer=layer).code


def whole_row(people, indicator, **when):
    """Everyone's figure: what the areas are compared with."""
    frame = whole(people, indicator, **when)
    return {"name": whole_name(people), **frame.to_dict("records")[0]}


def whole_name(people):
    """What the whole is called: the place's own name."""
    return people.place.name if people.place is not None else "everyone here"


def scale_for(indicator):
    """How an indicator's values are said."""
    statistic = "proportion" if indicator.out_of else indicator.statistic
    return Scale(statistic, indicator.per, indicator.unit, indicator.better)


def provenance_for(people, indicator):
    """Where a finding's figures are from."""
    place = people.place
    licence = f"Figures of {whole_name(people)}, small numbers hidden; for use as partners agree."
    if people.synthetic:
        licence = "Made-up figures, free to use."
    elif not getattr(indicator, "counted", True):
        licence = official.licence_of(people, indicator)
    return Provenance(
        release=people.release,
        definition=version_of(indicator),
        place=whole_name(people),
        licence=licence,
        measure=getattr(indicator, "measure", ""),
        age=getattr(indicator, "age", ""),
        **({} if place is None else _privacy(place.privacy)),
    )


def _privacy(privacy):
    return {"smallest": privacy.suppress_below, "rounded": privacy.round_to}


def assembled(people, indicator, table, asked, whole, **others):
    """A Finding from its table: title, sentence, caveats and the rest, each made by rule."""
    found, provenance = grounds(people, indicator), provenance_for(people, indicator)
    if not indicator.counted:
        own = official.caveats_of(people, indicator, asked.layer, table)
        others["others"] = (*own, *others.get("others", ()))
        others["sentence"] = official.unpublished(people, indicator, asked.layer, table)
    day = people.place.place.as_of if people.place is not None else None
    return Finding(
        title=titled(people, indicator, asked, table),
        sentence=others.pop("sentence", None) or said(people, indicator, table, asked, whole),
        subtitle=subtitled(people, indicator, asked),
        table=table,
        caveats=caveats(
            table,
            provenance=provenance,
            grounds=found,
            on=day or people.as_of,
            synthetic=people.synthetic,
            points=_points(table) if asked.over else None,
            others=others.pop("others", ()),
        ),
        source=sourced(people, indicator, asked, table, found),
        method=method(indicator, whole),
        data_to=found.data_to,
        synthetic=people.synthetic,
        kinds=others.pop("kinds", None) or kinds(people, indicator, table, asked),
        scales={indicator.name: scale_for(indicator)},
        asked=asked,
        provenance=provenance,
        whole=whole,
        shapes=shapes_of(people, asked.layer),
        **others,
    )


def titled(people, indicator, asked, table):
    """The indicator's title, and the area where there is one."""
    if asked.area and len(table):
        return f"{indicator.title}, {table['name'].iloc[0]}"
    return indicator.title


def subtitled(people, indicator, asked):
    """What the numbers are: the unit, the areas, the groups and the times."""
    unit = scale_for(indicator).heading
    parts = [f"{unit}, with 95% intervals" if indicator.counted else f"{unit}, as published"]
    if not asked.area:
        parts.append(f"by {layer_title(people, asked.layer)}")
    if asked.by:
        parts.append(f"by {' and '.join(g.replace('_', ' ') for g in asked.groups)}")
    if asked.over:
        parts.append(f"each {asked.over}" if isinstance(asked.over, str) else "on given days")
    return ", ".join(parts)


def sourced(people, indicator, asked, table, found):
    """Who sent the records, and whom the definition follows; or who published the figure."""
    if not indicator.counted:
        return official.label(geography_of(people), indicator, asked.layer, table)
    sent = f"Records of {'; '.join(found.partners)}. " if found.partners else ""
    return f"{sent}Definition: {indicator.source.rstrip('.')}"


def said(people, indicator, table, asked, whole):
    """The sentence that fits what was asked."""
    scale, records = scale_for(indicator), table.to_dict("records")
    named = [row for row in records if row.get("area") is not None]
    if not records:
        return f"{indicator.title}: nobody was counted."
    if asked.over:
        told = [
            sentences.of_series(indicator.title, some, scale, asked.over, name)
            for name, some in _by_area(named or records)
        ]
        return told[0] if len(told) == 1 else _first_of_many(indicator, told)
    if set(asked.groups) == {"sex", "age_group"} and table["area"].nunique() == 1:
        return sentences.of_people(indicator.title, records, records[0]["name"])
    if asked.by:
        return sentences.of_groups(indicator.title, records, scale, whole, asked.groups)
    if asked.area or len(records) == 1:
        return sentences.of_one(indicator.title, records[0], scale, whole)
    return sentences.of_areas(indicator.title, named, scale, whole)


def _by_area(records):
    found = {}
    for row in records:
        found.setdefault(row["name"], []).append(row)
    return list(found.items())


def _first_of_many(indicator, told):
    return f"{indicator.title} over time in {len(told)} areas. " + " ".join(
        one.removeprefix(f"{indicator.title} in ") for one in told
    )


def kinds(people, indicator, table, asked):
    """The pictures a table can be drawn as, its own first."""
    if asked.over:
        return ("trend", "spc") if indicator.rests_on_period else ("trend",)
    if set(asked.groups) == {"sex", "age_group"}:
        return ("pyramid",)
    if asked.by == "deprivation_fifth" and table["area"].nunique() == 1:
        return ("fairness", "bars")
    if asked.by:
        return ("bars",)
    found = ["bars"]
    if table["area"].notna().sum() >= MAPPED_FROM:
        found += ["choropleth"] if shapes_of(people, asked.layer) else []
        found += ["funnel"] if indicator.statistic in FUNNELLED[:2] else []
    return tuple(found)


def shapes_of(people, layer):
    """A function that gives the outlines of a layer's areas, or None where there are none."""
    geography = geography_of(people)
    if geography is None or layer not in geography.layers:
        return None
    if not geography.where("shape", layer=layer):
        return None
    return lambda: geography.shapes(layer)
