"""The estimates table: an indicator for every area of a layer, by group and over time."""

from tilth.ground.errors import DefinitionError
from tilth.see.needs.cells import PERIOD, Span, groups_of
from tilth.see.needs.comparing import compared
from tilth.see.needs.figures import figures_of
from tilth.see.needs.naming import named
from tilth.see.needs.noting import note
from tilth.see.needs.published import published
from tilth.see.needs.shrinking import shrunk_towards

FIGURES = (
    "numerator",
    "denominator",
    "expected",
    "value",
    "lower",
    "upper",
    "shrunk",
    "compared",
    "unknown",
    "note",
)


def estimate(people, indicator, *, layer, by=None, over=None, since=None, until=None, shrunk=False):
    """An indicator for every area of a layer: the estimates table, one row for each.

    people: a Population. indicator: an Indicator. layer: lsoa21, neighbourhood, ward, place,
    system or an overlay. by: a group (sex, age_group, ethnic_group, deprivation_fifth), or sex
    and age_group together: a row for each, people whose group is not known among them. over:
    month, quarter, year or dates, between since and until (the year up to the as-of date unless
    told). shrunk: also a column `shrunk`, each small area drawn towards the whole, beside its
    own figure.

    Returns a frame: area, name, groups, period, numerator, denominator, value, lower, upper,
    compared (with everyone: higher, similar, lower, cannot tell), unknown (people who belong and
    of whom it is not known), note. What may not be shown is NA and the note says why: hidden,
    protects another, nobody, not known, too few. Nothing is worked out from counts that were
    hidden. Raises DefinitionError for a retired indicator, a target the place has no reason
    for, or a word the people do not know; DisclosureError for a breakdown that is not shown.
    """
    asked = {"it": indicator}
    options = {"by": by, "over": over, "since": since, "until": until, "shrunk": shrunk}
    return estimate_many(people, asked, layer=layer, **options)["it"]


def estimate_many(
    people, indicators, *, layer, by=None, over=None, since=None, until=None, shrunk=False
):
    """Many indicators in as few readings of the people as will do: name -> estimates table.

    indicators: name -> Indicator. The rest is as in `estimate`.
    """
    for indicator in indicators.values():
        may_be_used(people, indicator)
    by, span = groups_of(by), Span(over, since, until)
    counted = {n: i for n, i in indicators.items() if i.counted}
    keys = [layer, *by] + ([PERIOD] if over is not None else [])
    tables = figures_of(people, counted, keys, layer=layer, by=by, span=span)
    found = {}
    for name, indicator in indicators.items():
        if not indicator.counted:
            when = {"over": over, "since": since, "until": until}
            found[name] = published(people, indicator, layer, by=by, **when)
            continue
        table, everyone = tables[name]
        table["compared"] = compared(table, everyone, on=[k for k in keys if k == PERIOD])
        if shrunk:
            table["shrunk"] = shrunk_towards(table, indicator, on=[k for k in keys if k == PERIOD])
        found[name] = named(table[keys + [c for c in FIGURES if c in table]], people, layer)
    told = {name: found[name] for name in counted}
    note(people, counted, told, layer=layer, by=by, span=span)
    return found


def whole(people, indicator, *, by=None, over=None, since=None, until=None):
    """The figure of the whole place: what areas are compared with. One row, or one a group or
    period; columns as in `estimate` without the area."""
    options = {"by": by, "over": over, "since": since, "until": until}
    return whole_many(people, {"it": indicator}, **options)["it"]


def whole_many(people, indicators, *, by=None, over=None, since=None, until=None):
    """`whole` of many counted indicators in as few readings as will do: name -> table."""
    for indicator in indicators.values():
        may_be_used(people, indicator)
        if not indicator.counted:
            raise DefinitionError(
                f"{indicator.title}: others publish this figure, so we cannot count it anew",
                remedy="Look at it by area, as it was published.",
            )
    by, span = groups_of(by), Span(over, since, until)
    keys = [*by] + ([PERIOD] if over is not None else [])
    tables = figures_of(people, indicators, keys, layer=None, by=by, span=span)
    found = {}
    for name, (table, everyone) in tables.items():
        table["compared"] = compared(table, everyone, on=[k for k in keys if k == PERIOD])
        found[name] = table[keys + [c for c in FIGURES if c in table]]
    note(people, indicators, found, layer=None, by=by, span=span)
    return found


def may_be_used(people, indicator):
    """Refuse what is out of use, and a target nobody gave a reason for."""
    if indicator.retired:
        raise DefinitionError(
            f"{indicator.title} is out of use: {indicator.retired_because}",
            where=f"definitions/indicators/{indicator.name}.toml",
            remedy="Choose another, or agree to take it up again.",
        )
    indicator.target_for(people.place)
