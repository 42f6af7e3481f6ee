"""Small areas drawn towards the whole: an extra column, never instead of their own figure."""

import numpy as np

from tilth.ground.errors import DefinitionError
from tilth.see.methods import shrink

KINDS = {"proportion": shrink.shrunk_proportion, "rate": shrink.shrunk_rate}


def shrunk_towards(table, indicator, *, on=()):
    """The shrunk value of each row, from counts as shown; NaN where they are hidden.

    table: with numerator and denominator. on: ["period"], so that each period is drawn towards
    its own whole. Proportions and rates alone; a ratio is drawn by what was expected.
    Raises DefinitionError for any other statistic.
    """
    method = KINDS.get(indicator.statistic)
    people = "denominator"
    if indicator.statistic == "ratio":
        method, people = shrink.shrunk_rate, "expected"
    if method is None:
        raise DefinitionError(f"a {indicator.statistic} is not drawn towards the whole")
    out = np.full(len(table), np.nan)
    parts = table.groupby(list(on)).indices.values() if on else [np.arange(len(table))]
    for rows in parts:
        some = table.iloc[rows]
        out[rows] = method(some["numerator"], some[people], per=indicator.per)["shrunk"]
    return out
