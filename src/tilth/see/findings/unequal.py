"""Fairness: who has the worst of it, told by fifths of deprivation and the slope across them."""

import numpy as np

from tilth.see.findings import sentences
from tilth.see.findings.digits import empty
from tilth.see.findings.finding import Asked
from tilth.see.findings.making import assembled, scale_for, whole_name, whole_row
from tilth.see.methods.inequality import line_through
from tilth.see.needs import fairness as needs
from tilth.see.needs.naming import geography_of

SAID_AS = {"deprivation": needs.FIFTH}


def fairness(people, indicator, *, by=needs.FIFTH):
    """An indicator by fifths of deprivation of the whole place, with the slope of inequality.

    people: a Population. indicator: an Indicator. by: deprivation_fifth ("deprivation" will do),
    or sex, age_group or ethnic_group, of which no slope is told. Returns a Finding whose `slope`
    holds value, lower, upper (least deprived end less the most, across everyone) and the line's
    ends, left and right; empty where it cannot be told, and a caveat says why.
    """
    by = SAID_AS.get(by, by)
    found = needs.fairness(people, indicator, by=by)
    name, beside = whole_name(people), whole_row(people, indicator)
    table = found.groups.drop(columns="name")
    table.insert(0, "area", people.place.place.code if people.place is not None else None)
    table.insert(1, "name", name)
    scale, records = scale_for(indicator), table.to_dict("records")
    slope = {**found.slope, **ends_of(records)} if found.slope else {}
    others = {"others": (found.note,) if found.note and by == needs.FIFTH else ()}
    if by == needs.FIFTH:
        others |= {
            "sentence": sentences.of_gap(indicator.title, records, scale, slope),
            "kinds": ("fairness", "bars"),
            "slope": slope,
        }
    asked = Asked(indicator.name, whole_layer(people), None, by, what="fairness")
    return assembled(people, indicator, table, asked, beside, **others)


def whole_layer(people):
    """The layer of which the whole place is one area: its own, or its system's."""
    geography = geography_of(people)
    if geography is None:
        return people.layers[-1]
    layers = [n for n in (geography.place_layer, geography.system_layer) if n in people.layers]
    alone = [n for n in layers if len(geography.areas(n)) == 1]
    return [*alone, *reversed(layers), people.layers[-1]][0]


def ends_of(records):
    """Where the slope's line begins (the most deprived end) and ends: left and right."""
    fifths = sorted(
        (int(r[needs.FIFTH]), float(r["value"]), float(r["denominator"]))
        for r in records
        if not empty(r[needs.FIFTH])
    )
    line = line_through([people for _, _, people in fifths])
    values = np.array([value for _, value, _ in fifths])
    return {end: float((getattr(line, end)[0] * values).sum()) for end in ("left", "right")}
