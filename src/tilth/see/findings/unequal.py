"""Fairness: who has the worst of it, told by fifths of deprivation and the slope across them."""

import numpy as np

from tilth.ground.errors import DefinitionError
from tilth.see.findings import sentences
from tilth.see.findings.digits import empty
from tilth.see.findings.finding import Asked
from tilth.see.findings.making import area_code, assembled, scale_for, whole_row
from tilth.see.methods.inequality import line_through, sii
from tilth.see.needs.estimates import estimate
from tilth.see.needs.naming import geography_of

BY_NAME = {"deprivation": "deprivation_fifth"}
EVEN_ON = {"proportion": "proportion", "rate": "rate", "standardised_rate": "rate"}


def fairness(people, indicator, *, by="deprivation_fifth", layer=None, area=None):
    """An indicator by fifths of deprivation, with the slope index of inequality.

    people: a Population. indicator: an Indicator. by: "deprivation_fifth" ("deprivation" will
    do). layer, area: of one area, by its code or name; the whole place unless told. Returns a
    Finding whose `slope` holds value, lower, upper (least deprived minus most, across everyone)
    and the ends of its line; empty where a fifth is hidden or has nobody.
    """
    by = BY_NAME.get(by, by)
    if by != "deprivation_fifth":
        raise DefinitionError(
            f"fairness is not told by {by}", remedy="It is told by deprivation_fifth."
        )
    layer = layer or whole_layer(people)
    table = estimate(people, indicator, layer=layer, by=by)
    code = area_code(people, layer, area, table) if area else _whole_code(people, table)
    table = table[table["area"] == code].reset_index(drop=True)
    scale, records = scale_for(indicator), table.to_dict("records")
    slope, beside = slope_of(records, scale), whole_row(people, indicator)
    asked = Asked(indicator.name, layer, area, by, what="fairness")
    said = sentences.of_gap(indicator.title, records, scale, slope)
    kinds = ("fairness", "bars")
    return assembled(
        people, indicator, table, asked, beside, sentence=said, kinds=kinds, slope=slope
    )


def whole_layer(people):
    """The layer of which the whole place is one area: its own, or its system's."""
    geography = geography_of(people)
    if geography is None:
        return people.layers[-1]
    layers = [n for n in (geography.place_layer, geography.system_layer) if n in people.layers]
    alone = [n for n in layers if len(geography.areas(n)) == 1]
    return (alone or layers or list(people.layers))[-1 if not alone else 0]


def _whole_code(people, table):
    """The code of the whole place in its own layer, else of the area with most people."""
    own = people.place.place.code if people.place is not None else None
    codes = set(table["area"].dropna())
    if own in codes or not codes:
        return own
    sizes = table.dropna(subset=["area"]).groupby("area")["denominator"].sum()
    return sizes.astype(float).idxmax()


def slope_of(records, scale):
    """The slope across fifths: value, lower, upper and the line's ends; empty where unknown.

    records: a row for each fifth. All five need a figure with its interval.
    """
    fifths = {int(r["deprivation_fifth"]): r for r in records if not empty(r["deprivation_fifth"])}
    rows = [fifths[n] for n in sorted(fifths)]
    needed = ("value", "lower", "upper", "denominator")
    if sorted(fifths) != [1, 2, 3, 4, 5] or any(empty(r.get(k)) for r in rows for k in needed):
        return {}
    value, lower, upper, n = (np.array([float(r[k]) for r in rows]) for k in needed)
    found = sii(
        value,
        n,
        lower=lower,
        upper=upper,
        scale=EVEN_ON.get(scale.statistic, "value"),
        per=scale.per if scale.share else 1,
    ).iloc[0]
    if any(empty(found[k]) for k in ("value", "lower", "upper")):
        return {}
    line = line_through(n)
    ends = {
        "left": float((line.left[0] * value).sum()),
        "right": float((line.right[0] * value).sum()),
    }
    return {**{k: float(found[k]) for k in ("value", "lower", "upper")}, **ends}
