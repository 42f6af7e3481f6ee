"""The estimates table: an indicator for every area of a layer, by group and over time."""

from tilth.ground.errors import DefinitionError
from tilth.see.needs.asking import groups_of
from tilth.see.needs.comparing import compared
from tilth.see.needs.naming import named
from tilth.see.needs.statistics import STATISTICS

FIGURES = ("numerator", "denominator", "value", "lower", "upper", "compared", "unknown", "note")


def estimate(people, indicator, *, layer, by=None, over=None, since=None, until=None, shrunk=False):
    """An indicator for every area of a layer: the estimates table, one row for each.

    people: a Population. indicator: an Indicator. layer: lsoa21, neighbourhood, ward, place,
    system or an overlay. by: a group (sex, age_group, ethnic_group, deprivation_fifth) or
    several: a row for each, people whose group is not known among them. over: month, quarter,
    year or dates, between since and until (the year up to the as-of date unless told).
    shrunk: also a column `shrunk`, each small area drawn towards the whole; beside the raw one.

    Returns a frame: area, name, groups, period, numerator, denominator, value, lower, upper,
    compared (with everyone: higher, similar, lower, cannot tell), unknown (people who belong and
    of whom it is not known), note. What may not be shown is NA and the note says why; nothing
    is worked out from counts that were hidden. Raises DefinitionError for a retired indicator,
    a target the place has no reason for, or a word the people do not know.
    """
    _may_be_used(people, indicator)
    groups = groups_of(by)
    statistic = STATISTICS[indicator.statistic]
    keys = [layer, *groups] + (["period"] if over is not None else [])
    asked = {"over": over, "since": since, "until": until}
    table = statistic(people, indicator, [layer, *groups], **asked)
    whole = statistic(people, indicator, [], **asked)
    table["compared"] = compared(table, whole, on=[k for k in keys if k == "period"])
    return named(table[keys + [c for c in FIGURES if c in table]], people, layer)


def _may_be_used(people, indicator):
    """Refuse what is out of use, and a target nobody gave a reason for."""
    if indicator.retired:
        raise DefinitionError(
            f"{indicator.title} is out of use: {indicator.retired_because}",
            where=f"definitions/indicators/{indicator.name}.toml",
            remedy="Choose another, or agree to take it up again.",
        )
    indicator.target_for(people.place)
