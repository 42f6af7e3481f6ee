"""Fifths and tenths of areas, and the middle (or any other share) of a spread of values."""

import numpy as np
import pandas as pd

from tilth.see.methods.intervals import wilson
from tilth.see.methods.numbers import index_of, numbers, refuse_negative, rows, table


def quantile_groups(values, groups, *, highest_first=True, within=None):
    """Which fifth (tenth, ...) each area falls in, by rank: 1 is first.

    values: one figure an area, shape (areas,). groups: 5 for fifths, 10 for tenths.
    highest_first: group 1 holds the highest values, as with deprivation scores; else the lowest.
    within: labels, shape (areas,): areas are ranked among those of the same label only.

    Returns whole numbers held as floats, shape (areas,); ties share the better rank, so groups
    may differ in size. A blank has no group; fewer areas than groups have none at all.
    Raises ValueError for fewer than 2 groups.

    Source: floor(groups * (rank - 1) / areas) + 1, as Public Health England's phe_quantile.
    """
    if groups < 2:
        raise ValueError("areas are cut into at least 2 groups")
    y = pd.Series(numbers(values))
    label = pd.Series(0, y.index) if within is None else pd.Series(np.asarray(within), y.index)
    grouped = y.groupby(label, sort=False, dropna=False)
    place = grouped.rank(method="min", ascending=not highest_first)
    known = grouped.transform("count")
    found = np.floor(groups * (place - 1) / known) + 1
    return found.where(known >= groups).to_numpy()


def quantile(histogram, edges, *, share=0.5, confidence=0.95):
    """The value below which a share of people fall, from counts in fixed bins, with limits.

    histogram: people in each bin; shape (areas, bins), or (bins,) for one area.
    edges: where bins begin and end, rising; shape (bins + 1,). share: 0.5 for the median.

    Within a bin people are taken as evenly spread, so the answer is only as fine as the bins.
    Returns a frame, one row an area: value, lower, upper. Nobody, or a blank bin, gives NaN.
    Raises ValueError for a share outside 0 to 1, edges that do not fit, or a negative count.

    Source: Woodruff (1952), J Am Stat Assoc 47:635-646: the share's own (Wilson) limits, read
    off the same curve.
    """
    if not 0 < share < 1:
        raise ValueError("share lies between 0 and 1: 0.5 for the median")
    people, cuts = rows(histogram), numbers(edges)
    refuse_negative(histogram=people)
    if cuts.shape != (people.shape[1] + 1,) or not (np.diff(cuts) > 0).all():
        raise ValueError("edges rise, and are one more than the bins")
    total = people.sum(axis=1)
    lower, upper = wilson(share * total, total, confidence=confidence)
    asked = np.stack([share + 0 * total, lower, upper])
    value = np.stack([_read_off(people, cuts, wanted * total) for wanted in asked])
    return table(*value, index=index_of(histogram))


def _read_off(people, cuts, below):
    """The value with so many people below it, on each area's curve."""
    curve = np.concatenate([np.zeros((len(people), 1)), people.cumsum(axis=1)], axis=1)
    last = people.shape[1] - 1
    bin_ = np.clip((curve[:, 1:] < below[:, None]).sum(axis=1), 0, last)
    at = np.arange(len(people))
    inside = people[at, bin_]
    part = (below - curve[at, bin_]) / np.where(inside > 0, inside, np.nan)
    return cuts[bin_] + np.clip(part, 0, 1) * (cuts[bin_ + 1] - cuts[bin_])
