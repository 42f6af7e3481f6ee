"""Numbers in, a small frame out: how every method reads what it is given."""

from functools import cache
from statistics import NormalDist

import numpy as np
import pandas as pd

COLUMNS = pd.Index(["value", "lower", "upper"])


def numbers(values):
    """Values as plain numbers of the shape they came in; blank, hidden or unknown becomes NaN."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        return values.astype(float)
    if isinstance(values, pd.DataFrame | pd.Series):
        return values.to_numpy(dtype=float, na_value=np.nan)
    held = np.asarray(values, object)
    return np.where(pd.isna(held), np.nan, held).astype(float)


def rows(values):
    """Numbers as areas by columns: one row of them is one area."""
    return np.atleast_2d(numbers(values))


def index_of(*given):
    """The labels of the first frame or series among what was given, or none."""
    return next((g.index for g in given if isinstance(g, pd.DataFrame | pd.Series)), None)


def table(value, lower, upper, *, index=None, per=1, **more):
    """A frame of value, lower and upper, one row an area, labelled as the numbers that made it.

    per: the unit all are told in, times what they are given in.
    """
    held = np.array([value, lower, upper, *more.values()]) * per
    names = COLUMNS.append(pd.Index(list(more))) if more else COLUMNS
    return pd.DataFrame(held.reshape(len(held), -1).T, index, names, copy=False)


@cache
def reach(confidence):
    """How many standard errors an interval of this confidence reaches each way: 1.96 for 95%."""
    if not 0 < confidence < 1:
        raise ValueError("confidence lies between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def refuse_negative(**named):
    """Raise ValueError if any of the named numbers is below nought."""
    for name, values in named.items():
        if (values < 0).any():
            raise ValueError(f"{name} cannot be negative")


def positive(values):
    """The numbers, with nought and below made unknown: nobody to divide by is not a figure."""
    return np.where(values > 0, values, np.nan)


def row_means(values):
    """The mean of what is known in each row; NaN where nothing is."""
    known = (~np.isnan(values)).sum(axis=1)
    return np.nansum(values, axis=1) / np.where(known > 0, known, np.nan)
