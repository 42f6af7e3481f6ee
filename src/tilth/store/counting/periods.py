"""The ends of months, quarters and years: the dates a series is as of."""

import datetime

from tilth.ground.errors import DefinitionError

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_ends(over, *, since, until):
    """The last day of every period that ends from `since` to `until`.

    over: month, quarter, year, or the dates themselves.
    """
    if not isinstance(over, str):
        return sorted(set(over))
    if over not in MONTHS:
        raise DefinitionError(f"a series is over month, quarter or year, not {over}")
    length, ends = MONTHS[over], []
    month = since.year * 12 + (since.month - 1) // length * length + length
    while (end := _first(month) - datetime.timedelta(1)) <= until:
        ends += [end] if end >= since else []
        month += length
    return ends


def _first(month):
    return datetime.date(month // 12, month % 12 + 1, 1)
