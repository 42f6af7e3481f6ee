"""Who has the worst of it: a figure by deprivation, its slope and gap, and its spread in places."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tilth.see.methods import inequality
from tilth.see.methods.spread import gap, spread
from tilth.see.needs.cells import nesting
from tilth.see.needs.estimates import estimate, whole
from tilth.see.needs.naming import geography_of, group_name, names_of
from tilth.store.needs.measure import Measure

FIFTH = "deprivation_fifth"
ENDS = (1, 5)
_RESIDENTS = Measure("resident")
SCALES = {
    "proportion": "proportion",
    "rate": "rate",
    "standardised_rate": "rate",
    "ratio": "rate",
}


@dataclass(frozen=True)
class Fairness:
    """How a figure falls on the groups of a place.

    groups: one row a group (the most deprived fifth first), with its name, those not known last.
    slope: value, lower, upper of the slope index: the least deprived end less the most, along a
    line through the fifths. relative: how many times as much the least deprived have. gap: the
    most deprived fifth less the least, in units and as a ratio. Each is None where it cannot be
    told, and `note` says why. places: the spread between small areas of each place, or None.
    """

    by: str
    groups: pd.DataFrame
    slope: dict | None = None
    relative: dict | None = None
    gap: dict | None = None
    places: pd.DataFrame | None = None
    note: str = ""


def fairness(people, indicator, *, by=FIFTH):
    """An indicator by deprivation fifth (or another group) of the whole place, and how unequal.

    people: a Population. by: deprivation_fifth, sex, age_group or ethnic_group; slope, relative
    and gap are of deprivation alone. Works on figures as they may be shown: a fifth that is
    hidden leaves the slope untold. Raises as `estimate` does.

    Source: methods.inequality (slope and relative index), methods.spread (gap, spread).
    """
    table = whole(people, indicator, by=by)
    table.insert(1, "name", [group_name(by, value) for value in table[by]])
    if by != FIFTH:
        return Fairness(by, table, note="A slope is told of deprivation alone.")
    fifths = table[table[FIFTH].notna()].reset_index(drop=True)
    missing = [str(n) for n in range(1, 6) if n not in set(fifths[FIFTH])]
    if missing:
        return Fairness(by, table, note=f"Nobody here lives in fifth {', '.join(missing)} of 5.")
    ends = [fifths[fifths[FIFTH] == n].reset_index(drop=True) for n in ENDS]
    apart = _told(gap(*ends).iloc[0])
    if fifths["value"].isna().any():
        note = "The figure of one fifth may not be shown, so the slope cannot be told."
        return Fairness(by, table, gap=apart, note=note)
    slope, relative, note = _slopes(fifths, indicator)
    return Fairness(by, table, slope, relative, apart, note=note)


def _slopes(fifths, indicator):
    """The slope and relative index of five fifths, or why they cannot be told."""
    scale = SCALES.get(indicator.statistic, "value")
    per = indicator.per if scale == "proportion" else 1
    given = [fifths[c].to_numpy(float) for c in ("value", "denominator", "lower", "upper")]
    value, people, lower, upper = given
    options = {"lower": lower, "upper": upper, "scale": scale, "per": per}
    slope = _told(inequality.sii(value, people, **options).iloc[0])
    relative = _told(inequality.rii(value, people, **options).iloc[0])
    note = "" if slope else "A fifth has nobody or everybody, so the slope cannot be told."
    return slope, relative, note


def _told(row):
    """A row as plain numbers, None where it has no value."""
    return None if np.isnan(row["value"]) else {k: float(v) for k, v in row.items()}


def within_places(people, indicator, *, layer=None):
    """How far small areas of each place lie from each other: one row a place (P-155).

    layer: whose areas are compared; the small area unless told. Made of figures as they may be
    shown: areas that are hidden are counted in `unknown`. Columns: area, name, then those of
    methods.spread.spread.
    """
    geography = geography_of(people)
    layer = layer or nesting(people)[0]
    place_layer = geography.place_layer if geography else "place"
    table = estimate(people, indicator, layer=layer).dropna(subset=["area"])
    above = places_of(people, layer, place_layer)
    inside = [above.get(code) for code in table["area"]]
    table = table[[place is not None for place in inside]]
    found = spread(
        table["value"],
        [place for place in inside if place is not None],
        weights=table["denominator"].astype("Float64").fillna(0).to_numpy(float),
    )
    names = names_of(people, place_layer)
    found.insert(0, "area", found.index)
    found.insert(1, "name", [names.get(code, code) for code in found.index])
    return found.reset_index(drop=True)


def places_of(people, layer, place_layer):
    """The area of a wider layer each area lies in, as the release has it."""
    frame = people.measure_many({"it": _RESIDENTS}, by=[layer, place_layer])["it"]
    frame = frame[frame["denominator"] > 0].dropna(subset=[layer, place_layer])
    return dict(zip(frame[layer], frame[place_layer], strict=True))
