"""How unequally something falls from the most to the least deprived: slope and relative index.

Both fit one line through groups ordered from the most deprived to the least, each group as wide
as its share of people: the slope index is the line's right end minus its left, the relative
index its right end over its left. Limits are worked out, not drawn by lot: they are the points
that the simulation of PHEindicatormethods settles to (`simulated` is that twin).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tilth.see.methods import slopes, tails
from tilth.see.methods.numbers import COLUMNS, index_of, positive, reach, rows, table
from tilth.see.methods.scales import SCALES

LEAST_GROUPS = 5
FLOAT = np.dtype(float)


@dataclass(frozen=True)
class Line:
    """The weights that turn groups' values into the fitted line: a sum of weight times value.

    share, slope: shape (areas, groups), for the line's middle and for how much it rises.
    """

    share: np.ndarray
    slope: np.ndarray

    @property
    def left(self):
        return self.share - self.slope / 2

    @property
    def right(self):
        return self.share + self.slope / 2


@dataclass(frozen=True)
class Given:
    """What an index is made from: values and errors, on the scale the errors are even on."""

    value: np.ndarray
    held: np.ndarray
    error: np.ndarray
    line: Line
    index: object


def sii(
    value,
    people,
    *,
    lower=None,
    upper=None,
    error=None,
    scale="value",
    transform=False,
    per=1,
    limits=0.95,
    confidence=0.95,
):
    """Slope index of inequality: how much better or worse the least deprived fare, in real units.

    value: each group's figure, most deprived first; shape (areas, groups), or (groups,) for one.
    people: people in each group, the same shape.
    lower, upper: each figure's limits of confidence `limits`; or else
    error: its standard error, on the `scale`.
    scale: where errors are even: "value" (life expectancy, means), "rate" (logs) or
        "proportion" (log odds; value / per must lie between 0 and 1).
    transform: fit the line on that scale and carry its ends back, for curved gradients.
    per: the unit of proportions, 100 for per cent. confidence: of the index.

    Returns a frame, one row an area: value, lower, upper. Below nought: the least deprived have
    less. A blank group, or a figure its scale cannot hold, gives NaN for that area.
    Raises ValueError with fewer than five groups, or without errors.

    Source: Low and Low (2004), J Public Health 26:388-395; Public Health England, Technical
    Guide: SII (2019). Limits from even errors are exact; uneven ones by Cornish and Fisher
    (1937), Rev Inst Int Stat 5:307-320; a transformed line's by Gauss-Hermite quadrature.
    """
    kind, z = SCALES[scale], reach(confidence)
    if kind.even or not transform:
        return _straight(value, people, lower, upper, error, scale, per, limits, z)
    given = _given(value, people, lower, upper, error, kind, per, limits)
    ends = _ends(given)
    best = kind.back(ends.right) - kind.back(ends.left)
    low, high = tails.quantiles_of_change(kind, ends, tails.difference, z)
    return table(best, low, high, index=given.index, per=per)


def rii(
    value,
    people,
    *,
    lower=None,
    upper=None,
    error=None,
    scale="value",
    transform=False,
    per=1,
    limits=0.95,
    confidence=0.95,
):
    """Relative index of inequality: how many times as much the least deprived have.

    Arguments, blanks and errors as in `sii`. Returns a frame, one row an area: value, lower,
    upper; 1 means no slope, below 1 the least deprived have less. Where the line's left end
    cannot be told from nought a limit is NaN.

    Source: as `sii`; limits of a ratio: Fieller (1954), J R Stat Soc B 16:175-185.
    """
    kind = SCALES[scale]
    given = _given(value, people, lower, upper, error, kind, per, limits)
    z = reach(confidence)
    if transform and not kind.even:
        ends = _ends(given)
        best = kind.back(ends.right) / kind.back(ends.left)
        low, high = tails.quantiles_of_change(kind, ends, tails.relative, z)
        return table(best, low, high, index=given.index)
    left, right = _end(given.line.left, given.value), _end(given.line.right, given.value)
    best = right / positive(np.abs(left)) * np.sign(left)
    if kind.even:
        low, high = tails.fieller(given.line, given.error, left, right, z)
    else:
        shape = tails.cumulants(kind, given.held, given.error)
        low, high = tails.quantiles_of_ratio(given.line, shape, best, z)
    return table(best, low, high, index=given.index)


def simulated(
    value,
    people,
    *,
    rng,
    lower=None,
    upper=None,
    error=None,
    scale="value",
    transform=False,
    per=1,
    limits=0.95,
    confidence=0.95,
    repeats=100_000,
):
    """Both indices with limits drawn by lot, as PHEindicatormethods does: the slow twin.

    Arguments as in `sii`; rng: a numpy Generator; repeats: draws for each area.
    Returns two frames, the slope and the relative index, each value, lower, upper.
    """
    kind = SCALES[scale]
    given = _given(value, people, lower, upper, error, kind, per, limits)
    tail = (1 - confidence) / 2
    found = np.empty((2, 3, len(given.value)))
    for area in range(len(given.value)):
        drawn = rng.standard_normal((repeats, given.value.shape[1]))
        drawn *= given.error[area]
        drawn += given.held[area]
        straight = np.column_stack([given.line.left[area], given.line.right[area]])
        if transform:
            ends, best = kind.back(drawn @ straight), kind.back(given.held[area] @ straight)
        else:
            ends, best = kind.back(drawn) @ straight, given.value[area] @ straight
        for which, change in enumerate((tails.difference, tails.relative)):
            found[which, 0, area] = change(*best)
            found[which, 1:, area] = np.quantile(change(*ends.T), [tail, 1 - tail])
    units = zip(found, (per, 1), strict=True)
    return tuple(table(*told, index=given.index, per=unit) for told, unit in units)


def line_through(people):
    """The weights of the fitted line: each group in the middle of its stretch of the people.

    people: shape (areas, groups), most deprived first.
    Raises ValueError with fewer than five groups.
    """
    n = rows(people)
    _refuse_few_groups(n.shape[1])
    share = n / positive(n.sum(axis=1))[:, None]
    away = share.cumsum(axis=1) - share / 2 - 0.5
    rising = share * away
    return Line(share, rising / np.vecdot(rising, away)[:, None])


def _refuse_few_groups(groups):
    """Raise ValueError where there are too few groups for a line."""
    if groups < LEAST_GROUPS:
        raise ValueError(f"a slope needs at least {LEAST_GROUPS} groups, and here are {groups}")


def _refuse_two_errors(lower, upper, error):
    """Raise ValueError unless there are both limits or errors, and not the two of them."""
    if (lower is not None and upper is not None) == (error is not None):
        raise ValueError("give lower and upper, or error: one of the two")


def _straight(value, people, lower, upper, error, scale, per, limits, z):
    """The slope of a line through the figures themselves, with its limits: compiled."""
    _refuse_two_errors(lower, upper, error)
    limited = error is None
    told = (value, people, lower, upper) if limited else (value, people, people, error)
    if all(map(_is_plain, told)):
        given, index = told, None
    else:
        given = [rows(one) for one in told]
        index = _labels(len(given[0]), value, people, lower, upper, error)
    shape = given[0].shape
    _refuse_few_groups(given[1].shape[1])
    if given[1].shape != shape:
        raise ValueError("value and people need the same shape")
    if given is not told or not given[2].shape == given[3].shape == shape:
        given = [np.array(np.broadcast_to(one, shape), order="C") for one in given]
    width = 2 * reach(limits) if limited else 0.0
    out = np.empty((shape[0], 3))
    slopes.slopes(*given, width, slopes.SCALES[scale], float(per), z, out)
    return pd.DataFrame(out, index, COLUMNS, copy=False)


def _is_plain(values):
    """Whether these are numbers by area and group as compiled code reads them, with no copy."""
    if type(values) is not np.ndarray or values.ndim != 2:
        return False
    return values.dtype == FLOAT and values.flags.carray


def _given(value, people, lower, upper, error, kind, per, limits):
    """What the caller gave, checked and carried to the scale its errors are even on."""
    _refuse_two_errors(lower, upper, error)
    y, line = rows(value) / per, line_through(people)
    if y.shape != line.left.shape:
        raise ValueError("value and people need the same shape")
    held = kind.carry(y)
    if error is None:
        width = kind.carry(rows(upper) / per) - kind.carry(rows(lower) / per)
        spread = width / (2 * reach(limits))
    else:
        spread = rows(error)
    index = _labels(len(y), value, people, lower, upper, error)
    return Given(value=y + 0 * held, held=held, error=spread, line=line, index=index)


def _labels(areas, *given):
    """What the areas are called, where what was given says it: one area's groups are not areas."""
    index = index_of(*given)
    return index if index is not None and len(index) == areas else None


def _end(weights, values):
    """One end of the line for every area; a blank in any group makes it unknown."""
    return np.vecdot(weights, values)


def _ends(given):
    """Means and covariances of the two ends of a line fitted on the carried scale."""
    line, squared = given.line, given.error**2
    return tails.Ends(
        left=_end(line.left, given.held),
        right=_end(line.right, given.held),
        left_variance=_end(line.left**2, squared),
        right_variance=_end(line.right**2, squared),
        covariance=_end(line.left * line.right, squared),
    )
