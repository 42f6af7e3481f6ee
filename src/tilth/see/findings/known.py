"""Which indicators a place can answer: those whose words its records know."""

from tilth.ground.errors import ClosedError, DefinitionError
from tilth.see.needs.indicator import THEMES, Indicator
from tilth.see.needs.naming import geography_of
from tilth.see.needs.statistics import STATISTICS
from tilth.see.official.rows import is_published


def why_not(people, indicator):
    """Why an indicator cannot be worked out here, in words; "" where it can.

    Retired; or no source tells of what it asks, or its agreement is over; or nothing is published
    of it here.
    """
    if indicator.retired:
        return f"out of use: {indicator.retired_because}"
    if not indicator.counted:
        geography = geography_of(people)
        held = geography is not None and is_published(geography, indicator)
        return "" if held else "nothing is published of it here"
    try:
        for ask in STATISTICS[indicator.statistic].asks(indicator, None).values():
            ask.measure.settled(people.vocabulary)
    except (DefinitionError, ClosedError) as error:
        return error.what
    return ""


def answerable(people, indicators):
    """The indicators that can be worked out, and those that cannot: two dicts, name -> value.

    indicators: name -> Indicator. The second dict holds why each is not there.
    """
    missing = {name: why_not(people, one) for name, one in indicators.items()}
    missing = {name: why for name, why in missing.items() if why}
    return {name: one for name, one in indicators.items() if name not in missing}, missing


def in_order(indicators, theme=None):
    """Indicators of one theme or all, strengths first, then by theme: name -> Indicator."""
    order = list(THEMES)
    kept = [
        (not one.strength, order.index(one.theme), name)
        for name, one in indicators.items()
        if theme in (None, one.theme)
    ]
    return {name: indicators[name] for _, _, name in sorted(kept)}


def chosen(people, names=None, theme=None):
    """The indicators of a place that can be worked out, in order, and why others cannot.

    names: only these. A retired one is left out unsaid. Raises DefinitionError for a name there
    is not.
    """
    held = people.place.all(Indicator)
    asked = {n: people.place.find(Indicator, n) for n in names} if names else held
    in_use = {name: one for name, one in asked.items() if not one.retired}
    return answerable(people, in_order(in_use, theme))
