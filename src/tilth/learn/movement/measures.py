"""Measures of a movement: people, places, contributions and how different its voices are.

They describe a whole and are never put into an order of partners, places or people.
"""

import datetime
from dataclasses import dataclass

from tilth.ground.disclosure import rounding

FEWEST = rounding.SUPPRESS_BELOW
NONE, FEW, HIDDEN = "none", f"fewer than {FEWEST}", "not shown"
WHY_HIDDEN = "Not shown, because the few who are left could be worked out from it."


@dataclass(frozen=True)
class Contribution:
    """One thing somebody gave: a story, a comment, a practice, a planting, a gathering.

    on: a day of its year. who: what tells people apart, '' where nobody knows; it is counted and
    never shown. resident: somebody who does not speak for a partner. sector, layer, place: '' where
    not known. times: how many there are alike, of one teller in one year.
    """

    on: datetime.date
    kind: str
    who: str = ""
    resident: bool = False
    sector: str = ""
    layer: str = ""
    place: str = ""
    times: int = 1


@dataclass(frozen=True)
class Period:
    """The movement in one stretch of time, as it may be shown.

    people, residents: words, since few people are never counted out. unknown: contributions whose
    teller nobody knows. kinds: {kind: how many}. sectors, layers, places: names, in order of the
    alphabet, never of their number.
    """

    name: str
    people: str
    residents: str
    unknown: int
    contributions: int
    kinds: dict
    sectors: tuple
    layers: tuple
    places: tuple


def movement(contributions):
    """[Period], a year each, the oldest first; then all of it where there is more than one year.

    contributions: Contribution, any order. Returns an empty list where there is none.
    """
    years: dict = {}
    for one in contributions:
        years.setdefault(one.on.year, []).append(one)
    found = [period(str(year), years[year]) for year in sorted(years)]
    whole = [one for year in years.values() for one in year]
    return [*found, period("All of it", whole)] if len(found) > 1 else found


def period(name, contributions):
    """One Period of these contributions."""
    people = {one.who for one in contributions if one.who}
    residents = {one.who for one in contributions if one.who and one.resident}
    kinds: dict = {}
    for one in contributions:
        kinds[one.kind] = kinds.get(one.kind, 0) + one.times
    return Period(
        name=name,
        people=shown(len(people)),
        residents=part_shown(len(residents), len(people)),
        unknown=sum(one.times for one in contributions if not one.who),
        contributions=sum(one.times for one in contributions),
        kinds=dict(sorted(kinds.items())),
        sectors=_named(one.sector for one in contributions),
        layers=_named(one.layer for one in contributions),
        places=_named(one.place for one in contributions),
    )


def shown(people):
    """A number of people as it may be shown: none, fewer than 8, or to the nearest 5.

    Raises ValueError for a number below nought. Source: `ground.disclosure.rounding`.
    """
    told = rounding.shown(people)
    if told == 0:
        return NONE
    return FEW if told == rounding.HIDDEN else f"about {told}"


def part_shown(part, whole):
    """A part of the people; not shown where the rest are few, or they could be worked out."""
    if whole < FEWEST:
        return NONE if part == 0 and whole == 0 else FEW
    return HIDDEN if 0 < whole - part < FEWEST and part >= FEWEST else shown(part)


def _named(names):
    return tuple(sorted({one for one in names if one}, key=str.casefold))
