"""Signs that a rule is being met on paper: heaping at a threshold, jumps at a new definition."""

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtr

from tilth.see.methods.numbers import index_of, row_means, rows

ROUNDS = 50
ONE_STEP = 1.128  # a mean moving range is so many standard deviations


def heaping(histogram, threshold, *, near=1, hole=3, degree=3):
    """More just inside a threshold than the shape either side foretells? B-267.

    histogram: how many fell in each of equal bins (such as minutes waited); shape (areas, bins).
    threshold: the first bin that breaks the rule. near: bins just inside it that are judged.
    hole: bins each side left out of the smooth shape, which is a curve of this `degree` through
    the logs of the rest.

    Returns a frame, one row an area: observed, expected (in the judged bins), excess, ratio, z
    and chance (that so many would fall there if nothing pulled; widened where the other bins
    scatter more than counts do). Fewer than 30 people, or a blank bin, gives NaN.
    Raises ValueError where the threshold leaves too few bins.
    It shows a pull, not its cause: a clinic that sees people before four hours are up also heaps.

    Source: bunching, Chetty et al. (2011), Q J Econ 126:749-804, fitted by Poisson regression.
    """
    counts = rows(histogram)
    bins = np.arange(counts.shape[1])
    outside = (bins < threshold - hole) | (bins >= threshold + hole)
    judged = (bins >= threshold - near) & (bins < threshold)
    if judged.sum() < near or near > hole or outside.sum() < degree + 3:
        raise ValueError("the threshold leaves too few bins to judge by")
    x = (bins - threshold) / counts.shape[1]
    design = x[:, None] ** np.arange(degree + 1)
    known = ~np.isnan(counts).any(axis=1) & (counts.sum(axis=1) >= 30)
    found = np.full((4, len(counts)), np.nan)
    for area in np.flatnonzero(known):
        found[:, area] = _pulled(counts[area], design, outside, judged)
    observed, expected, error, _ = found
    z = (observed - expected) / error
    columns = {
        "observed": observed,
        "expected": expected,
        "excess": observed - expected,
        "ratio": observed / expected,
        "z": z,
        "chance": 1 - ndtr(z),
    }
    return pd.DataFrame(columns, index_of(histogram))


def _pulled(counts, design, outside, judged):
    """Observed and foreseen in the judged bins, the error between them, and the scatter."""
    x, y = design[outside], counts[outside]
    middle = np.log(y + 0.5)
    turn = np.linalg.lstsq(x, middle, rcond=None)[0]
    for _ in range(ROUNDS):
        fitted = np.exp(np.clip(x @ turn, -20, 20))
        curve = x.T @ (fitted[:, None] * x)
        step = np.linalg.lstsq(curve, x.T @ (y - fitted), rcond=None)[0]
        turn = turn + step
        if np.abs(step).max() < 1e-10 * (1 + np.abs(turn).max()):
            break
    fitted = np.exp(np.clip(x @ turn, -20, 20))
    scatter = max(((y - fitted) ** 2 / fitted).sum() / (len(y) - x.shape[1]), 1.0)
    foreseen = np.exp(np.clip(design[judged] @ turn, -20, 20))
    lean = foreseen @ design[judged]
    curve = x.T @ (fitted[:, None] * x)
    unsure = lean @ np.linalg.lstsq(curve, lean, rcond=None)[0]
    error = np.sqrt(scatter * (foreseen.sum() + unsure))
    return counts[judged].sum(), foreseen.sum(), error, scatter


def round_numbers(digits):
    """Do recorded numbers end in 0 (or 5) more than they should?

    digits: how many records end in each digit 0 to 9; shape (areas, 10) or (10,).
    Returns a frame, one row an area: misplaced (the share of records that would have to move to
    make the digits even, 0 to 0.9), favourite (digit), chance. No records, or a blank: NaN.
    Source: Pearson's chi-squared; Myers (1940), Trans Actuar Soc Am 41:395-415.
    """
    counts = rows(digits)
    if counts.shape[1] != 10:
        raise ValueError("digits need ten columns, 0 to 9")
    total = counts.sum(axis=1)
    total = np.where(total > 0, total, np.nan)
    away = counts - total[:, None] / 10
    squared = (away**2).sum(axis=1) / (total / 10)
    misplaced = np.abs(away).sum(axis=1) / 2 / total
    known = ~np.isnan(total)
    favourite = np.where(known, np.where(known[:, None], counts, 0).argmax(axis=1), np.nan)
    columns = {"misplaced": misplaced, "favourite": favourite, "chance": chdtrc(9, squared)}
    return pd.DataFrame(columns, index_of(digits))


def shift(values, at, *, window=6):
    """Did the figure jump just when its definition changed? B-267.

    values: one figure a period in order; shape (areas, periods) or (periods,).
    at: the position of the first period under the new definition. window: periods compared each
    side.

    Returns a frame, one row an area: before, after (means), jump, times (the jump over what
    ordinary ups and downs would give), elsewhere (the share of other moments with a jump as
    large), sudden (times beyond 3, and at most 1 in 20 elsewhere). A blank within the window
    gives NaN; blanks elsewhere are left out.
    Raises ValueError without a whole window each side.

    Source: two means over the mean moving range (Wheeler 1993); moments elsewhere as a placebo
    in time, Abadie et al. (2015), Am J Polit Sci 59:495-510.
    """
    y = rows(values)
    if at < window or at + window > y.shape[1]:
        raise ValueError(f"{window} periods are needed before and after the change")
    windows = np.lib.stride_tricks.sliding_window_view(y, window, axis=1).mean(axis=2)
    jumps = windows[:, window:] - windows[:, :-window]
    moments = np.arange(window, y.shape[1] - window + 1)
    jump = jumps[:, at - window]
    moving = np.abs(np.diff(y, axis=1))
    moving[:, at - 1] = np.nan
    ordinary = row_means(moving) / ONE_STEP * np.sqrt(2 / window)
    others = np.where(np.abs(moments - at) >= window, jumps, np.nan)
    judged = (~np.isnan(others)).sum(axis=1)
    as_large = (np.abs(others) >= np.abs(jump)[:, None]).sum(axis=1)
    elsewhere = as_large / np.where(judged > 0, judged, np.nan) + 0 * jump
    times = np.abs(jump) / np.where(ordinary > 0, ordinary, np.nan)
    columns = {
        "before": windows[:, at - window],
        "after": windows[:, at],
        "jump": jump,
        "times": times,
        "elsewhere": elsewhere,
        "sudden": (times > 3) & ~(elsewhere > 0.05),
    }
    return pd.DataFrame(columns, index_of(values) if np.ndim(values) == 2 else None)
