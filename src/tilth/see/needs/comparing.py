"""Whether a figure differs from the whole place: told by its interval, never by a guess."""

import numpy as np
import pandas as pd

WORDS = ("higher", "similar", "lower", "cannot tell")


def compared(table, whole, *, on=()):
    """higher, similar or lower than the whole, or cannot tell: one word for each row.

    table: with value, lower, upper. whole: one row, or one for each period. on: ["period"] for
    a series. A figure differs where its 95% interval lies wholly on one side of the whole's
    value; without an interval or a value to compare with, nobody can tell.
    """
    if on:
        beside = table[list(on)].merge(whole[[*on, "value"]], how="left", on=list(on))["value"]
    else:
        beside = pd.Series([whole["value"].iloc[0]] * len(table))
    against = beside.astype(float).to_numpy()
    low, high = (table[c].astype(float).to_numpy() for c in ("lower", "upper"))
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(against))
    told = np.where(low > against, "higher", np.where(high < against, "lower", "similar"))
    return np.where(known, told, "cannot tell")
