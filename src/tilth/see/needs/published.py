"""Figures others publish, among those we count: see/official makes them, untouched."""

from tilth.ground.errors import DefinitionError
from tilth.see.needs.naming import geography_of
from tilth.see.official import figures


def published(people, indicator, layer, *, by=(), over=None, since=None, until=None):
    """A published figure for every area of a layer: the estimates table, not counted here."""
    geography = geography_of(people)
    if geography is None:
        raise DefinitionError(
            "there is no geography, so nothing published is held",
            remedy="Open the people with their place: Population.open(place).",
        )
    when = {"over": over, "since": since, "until": until}
    return figures.estimate(geography, indicator, layer=layer, by=by, **when)
