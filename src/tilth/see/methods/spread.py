"""How far apart things lie: gaps between two groups, spread within a place, shares of the whole."""

import numpy as np
import pandas as pd

from tilth.see.methods.numbers import index_of, numbers, rows, table


def gap(first, second):
    """The gap between two groups' figures, in units and as a ratio: first less second.

    first, second: frames of value, lower, upper (limits of one confidence), one row an area,
    such as the most and the least deprived fifth.

    Returns a frame: value, lower, upper (the difference), ratio, ratio_lower, ratio_upper. A
    blank on either side gives NaN; a ratio needs figures above nought.

    Source: Newcombe (1998), Stat Med 17:873-890, and Zou and Donner (2008), Stat Med
    27:1693-1702: each side's own limits give the difference's; on logs, the ratio's.
    """
    a, b = (numbers(f[["value", "lower", "upper"]]) for f in (first, second))
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = [np.where(side[:, :1] > 0, np.log(side), np.nan) for side in (a, b)]
        ratio = np.exp(_difference(*logs))
    apart = _difference(a, b)
    named = dict(zip(("ratio", "ratio_lower", "ratio_upper"), ratio, strict=True))
    return table(*apart, index=index_of(first), **named)


def _difference(a, b):
    """Difference and limits of figures whose own limits may be lopsided; shape (3, areas)."""
    value = a[:, 0] - b[:, 0]
    below = np.hypot(a[:, 0] - a[:, 1], b[:, 2] - b[:, 0])
    above = np.hypot(a[:, 2] - a[:, 0], b[:, 0] - b[:, 1])
    return np.stack([value, value - below, value + above])


def spread(values, within, *, weights=None):
    """How far small areas of one place lie from each other, for each place. P-155.

    values: one figure a small area, shape (small areas,). within: its place, the same shape.
    weights: people in each; alike unless told.

    Returns a frame, one row a place, sorted by name: small_areas (known), unknown, mean, deviation,
    lowest, tenth, median, ninetieth, highest, gap (highest less lowest), ratio (ninetieth over
    tenth). Weighted by people; blanks are left out and counted in `unknown`.
    Sampling noise is in it: `layers` takes it out.

    Source: weighted moments, and quantiles as the least value that reaches the share of people.
    """
    y = numbers(values)
    w = np.ones(y.shape) if weights is None else numbers(weights)
    known = ~np.isnan(y + w) & (w > 0)
    names, place = np.unique(np.asarray(within, object).astype(str), return_inverse=True)
    found = pd.DataFrame(index=pd.Index(names, name="place"))
    found["small_areas"] = np.bincount(place[known], minlength=len(names))
    found["unknown"] = np.bincount(place[~known], minlength=len(names))
    y, w, place = y[known], w[known], place[known]
    total = np.bincount(place, w, len(names))
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = np.bincount(place, w * y, len(names)) / total
        away = np.bincount(place, w * (y - middle[place]) ** 2, len(names)) / total
    found["mean"], found["deviation"] = middle, np.sqrt(away)
    cuts = {"lowest": 0, "tenth": 0.1, "median": 0.5, "ninetieth": 0.9, "highest": 1}
    for name, share in cuts.items():
        found[name] = _reached(y, w, place, total, share)
    found["gap"] = found.highest - found.lowest
    found["ratio"] = (found.ninetieth / found.tenth).where(found.tenth > 0)
    return found


def _reached(y, w, place, total, share):
    """In each place the least value at or below which a share of its people live."""
    order = np.lexsort((y, place))
    y, w, place = y[order], w[order], place[order]
    running = w.cumsum()
    before = np.concatenate([[0.0], total.cumsum()])[:-1]
    enough = running - before[place] >= share * total[place] - 1e-9 * total[place]
    found = np.full(len(total), np.nan)
    at = np.flatnonzero(enough)[::-1]
    found[place[at]] = y[at]
    return found


def gini(values, *, weights=None):
    """How far from equal shares: 0 when all have the same, towards 1 when one has everything.

    values: not negative; shape (areas, people) or (people,). weights: how many each stands for.
    Returns shape (areas,), or a number for one row; a blank gives NaN; all nought gives NaN.
    Source: Gini (1912); the population formula, without a small-sample correction.
    """
    y = rows(values)
    w = np.ones_like(y) if weights is None else np.broadcast_to(rows(weights), y.shape)
    if (y < 0).any():
        raise ValueError("shares cannot be negative")
    order = y.argsort(axis=1)
    y, w = np.take_along_axis(y, order, 1), np.take_along_axis(w, order, 1)
    return _alone(concentration(y, weights=w), values)


def concentration(values, *, weights=None):
    """Whether a thing gathers among the first or the last in an order, such as by deprivation.

    values: each group's average, in order (most deprived first); shape (areas, groups).
    weights: people in each group; alike unless told.
    Returns -1 to 1, shape (areas,), or a number for one row: below nought, it gathers among the
    first. A blank gives NaN, and so does nothing to share.
    Source: Kakwani, Wagstaff and van Doorslaer (1997), J Econometrics 77:87-103.
    """
    y = rows(values)
    w = np.ones_like(y) if weights is None else np.broadcast_to(rows(weights), y.shape)
    share = w / w.sum(axis=1, keepdims=True)
    middle = share.cumsum(axis=1) - share / 2
    whole = (share * y).sum(axis=1)
    whole = np.where(whole == 0, np.nan, whole)
    return _alone(2 * (share * y * middle).sum(axis=1) / whole - 1, values)


def atkinson(values, aversion, *, weights=None):
    """The part of the whole that could go if it were shared equally and matter no less.

    values: above nought; shape (areas, people) or (people,). aversion: how much the
    worse-off count for more: the partnership's to choose, above nought.
    Returns shape (areas,), or a number for one row; a blank gives NaN; a nought gives 1 from
    aversion 1 up. Source: Atkinson (1970), J Econ Theory 2:244-263.
    """
    if aversion <= 0:
        raise ValueError("aversion is above nought")
    y, share = _shares(values, weights)
    mean = (share * y).sum(axis=1)
    with np.errstate(divide="ignore"):
        if aversion == 1:
            equal = np.exp((share * np.log(y)).sum(axis=1))
        else:
            power = 1 - aversion
            equal = (share * y**power).sum(axis=1) ** (1 / power)
    return _alone(1 - equal / np.where(mean > 0, mean, np.nan), values)


def theil(values, *, weights=None):
    """Theil's two measures, T (moved most by the best-off) and L (by the worst-off).

    values: not negative; shape (areas, people) or (people,). Returns T and L, each of shape
    (areas,) or a number; a blank gives NaN; L is infinite where someone has nothing.
    Source: Theil (1967), Economics and Information Theory.
    """
    y, share = _shares(values, weights)
    mean = (share * y).sum(axis=1, keepdims=True)
    part = y / np.where(mean > 0, mean, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(part)
        most = (share * np.where(part == 0, 0, part * logs)).sum(axis=1)
        least = -(share * logs).sum(axis=1)
    return _alone(most, values), _alone(least, values)


def _shares(values, weights):
    """Values as rows, with each one's share of the people."""
    y = rows(values)
    if (y < 0).any():
        raise ValueError("shares cannot be negative")
    w = np.ones_like(y) if weights is None else np.broadcast_to(rows(weights), y.shape)
    return y, w / w.sum(axis=1, keepdims=True)


def _alone(found, values):
    """A plain number where one row was asked for."""
    return float(found[0]) if found.ndim and numbers(values).ndim == 1 else found
