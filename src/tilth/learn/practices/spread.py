"""How practices came to other places, and what became of them: counted, never scored."""

from dataclasses import dataclass

from tilth.learn.words import RESULTS, SPREADS

SETTLED = ("rooted", "snapped back", "failed", "let go")
"""Results of which lessons are owed: something can be learnt from each."""
ENDED = ("snapped back", "failed", "let go")


@dataclass(frozen=True)
class Arrival:
    """One planting. year: it was planted in, or None. changed: False where it says nothing was."""

    spread: str
    result: str
    place: str
    year: int | None = None
    changed: bool = True


def what_became(arrivals):
    """{how it came: {what became of it: how many}}, with every kind and result, also with none.

    Words that are not ours, as another system might send, are counted nowhere.
    """
    table = {spread: dict.fromkeys(RESULTS, 0) for spread in SPREADS}
    for one in arrivals:
        if one.spread in table and one.result in RESULTS:
            table[one.spread][one.result] += 1
    return table


def year_by_year(arrivals):
    """[(year, planted in it, places reached so far)], every year between the first and the last.

    Those without a year are left out; `undated` counts them.
    """
    dated = [one for one in arrivals if one.year is not None]
    if not dated:
        return []
    first, last = min(one.year for one in dated), max(one.year for one in dated)
    rows = []
    for year in range(first, last + 1):
        planted = sum(one.year == year for one in dated)
        places = {one.place.casefold() for one in dated if one.year <= year}
        rows.append((year, planted, len(places)))
    return rows


def undated(arrivals):
    """How many do not say when they were planted."""
    return sum(one.year is None for one in arrivals)
