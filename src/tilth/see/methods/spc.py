"""Is this change more than the ups and downs of an ordinary month? The XmR chart."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tilth.see.methods.numbers import numbers, row_means, rows
from tilth.see.methods.runs import signals_of

REACH = 2.66  # times the mean moving range: about three standard deviations
SCREEN = 3.267  # a moving range this many times the mean is no ordinary month to month
TRIAL_BELOW, WARN_BELOW = 12, 13
DIRECTIONS = ("higher", "lower", "neither")


@dataclass(frozen=True)
class Chart:
    """One series judged: its points, and what the newest of them says.

    points: a frame, one row a point: value, mean, lower, upper, near_lower, near_upper,
        segment, signal ("" when nothing unusual), side ("high", "low", ""), variation, trial,
        note.
    mean, lower, upper: the limits now in force (the last segment's).
    variation: of the newest point: "improvement", "concern", "neutral", "common cause" or
        "not known". side: "high", "low" or "".
    assurance: "consistent pass", "consistent fail", "inconsistent", or None without a target.
    warnings: sentences a reader should see.
    """

    points: pd.DataFrame
    mean: float
    lower: float
    upper: float
    variation: str
    side: str
    assurance: str | None
    warnings: tuple[str, ...]


def xmr(values, *, better="neither", target=None, screen=True, rebase=(), notes=None, fixed=None):
    """An XmR chart of one series: limits, signals, and what they mean.

    values: one figure a period, in order; shape (periods,). A series keeps its labels.
    better: "higher", "lower" or "neither": a direction, never a target.
    target: judged for assurance only where a place has set one, with its reason.
    screen: leave moving ranges above 3.267 times their mean out before limits are set.
    rebase: labels (or positions) at which new limits begin, because things changed on purpose.
    notes: label (or position) -> what happened then; told beside the point, changes nothing.
    fixed: set limits from the first so many points of each segment.

    Returns a Chart. A blank period has no signal, breaks a run, and its moving ranges are not
    counted. Under two points a segment has no limits; under 12 they are trial limits.
    Raises ValueError for an unknown direction, no points, or a label not in the series.

    Source: Shewhart (1931); Wheeler (1993), Understanding Variation; NHS England, Making Data
    Count: rules and their order as NHSRplotthedots 0.2 (MIT).
    """
    y = numbers(values)
    if not y.size:
        raise ValueError("a chart needs at least one point")
    labels = values.index if isinstance(values, pd.Series) else pd.RangeIndex(len(y))
    starts = sorted({0, *(_position(labels, label) for label in rebase)})
    segment = np.zeros(len(y), int)
    segment[starts[1:]] = 1
    found = judge(y[None], better=better, screen=screen, segment=segment.cumsum(), fixed=fixed)
    points = pd.DataFrame({name: column[0] for name, column in found.items()}, index=labels)
    points["note"] = ""
    for label, said in (notes or {}).items():
        points.iloc[_position(labels, label), points.columns.get_loc("note")] = said
    return _chart(points, better, target)


def judge(values, *, better="neither", screen=True, segment=None, fixed=None):
    """The points of many series at once.

    values: shape (areas, periods); segment: whole numbers that rise with time, shape (periods,).
    Returns a dict of arrays, each of shape (areas, periods), named as Chart.points is.
    """
    if better not in DIRECTIONS:
        raise ValueError(f"better is one of {', '.join(DIRECTIONS)}")
    y = rows(values)
    segment = np.zeros(y.shape[1], int) if segment is None else np.asarray(segment)
    parts = [_segment(y[:, segment == s], screen, fixed) for s in np.unique(segment)]
    found = {name: np.concatenate([p[name] for p in parts], axis=1) for name in parts[0]}
    found["segment"] = np.broadcast_to(segment, y.shape)
    found["variation"] = _variation(y, found["side"], better)
    return found


def summary(values, *, better="neither", target=None, screen=True, segment=None, index=None):
    """The newest point of many series: a frame, one row an area, for tables of icons.

    values: shape (areas, periods). Columns: value, mean, lower, upper, signal, side, variation,
    assurance, trial. Blanks and errors as in `xmr`.
    """
    found = judge(values, better=better, screen=screen, segment=segment)
    last = {name: column[:, -1] for name, column in found.items() if name != "segment"}
    frame = pd.DataFrame(last, index)
    frame["assurance"] = assurance(frame.lower, frame.upper, target, better=better)
    return frame


def limits(values, *, screen=True, fixed=None):
    """Mean, and lower and upper process limits, of each series; three arrays of shape (areas,).

    values: shape (areas, periods). fixed: use the first so many points only.
    """
    y = rows(values)
    y = y if fixed is None else y[:, :fixed]
    moving = np.abs(np.diff(y, axis=1))
    ordinary = row_means(moving)
    if screen:
        kept = (moving < SCREEN * ordinary[:, None]) | (moving == 0)
        ordinary = row_means(np.where(kept, moving, np.nan))
    middle = row_means(y)
    return middle, middle - REACH * ordinary, middle + REACH * ordinary


def assurance(lower, upper, target, *, better):
    """Will the target be met whatever ordinary month comes? An array of words, or None.

    lower, upper: process limits, shape (areas,); target: a number, one an area, or None.
    """
    low, high = np.atleast_1d(numbers(lower)), np.atleast_1d(numbers(upper))
    said = np.full(low.shape, None, object)
    if target is None or better == "neither":
        return said
    aim = np.broadcast_to(numbers(target), low.shape)
    above, below = ("fail", "pass") if better == "higher" else ("pass", "fail")
    known = ~np.isnan(low + high + aim)
    said[known] = "inconsistent"
    said[known & (aim > high)] = f"consistent {above}"
    said[known & (aim < low)] = f"consistent {below}"
    return said


def _segment(y, screen, fixed):
    """Limits and signals within one stretch of time that shares its limits."""
    middle, lower, upper = limits(y, screen=screen, fixed=fixed)
    third = (upper - middle) * 2 / 3
    middle, lower, upper, third = (a[:, None] for a in (middle, lower, upper, third))
    found = signals_of(y, middle, lower, upper, middle - third, middle + third)
    whole = {
        "value": y,
        "mean": middle,
        "lower": lower,
        "upper": upper,
        "near_lower": middle - third,
        "near_upper": middle + third,
        "trial": ((~np.isnan(y)).sum(axis=1) < TRIAL_BELOW)[:, None],
    }
    spread = {name: np.broadcast_to(column, y.shape) for name, column in whole.items()}
    return {**spread, **found}


def _variation(y, side, better):
    """Improvement, concern, neutral or common cause for every point; not known where blank."""
    said = np.full(y.shape, "common cause", object)
    unusual = side != ""
    good = side == ("high" if better == "higher" else "low")
    said[unusual] = "neutral"
    if better != "neither":
        said[unusual & good] = "improvement"
        said[unusual & ~good] = "concern"
    said[np.isnan(y)] = "not known"
    return said


def _chart(points, better, target):
    """What the newest point says, and what a reader should be warned of."""
    last = points.iloc[-1]
    said = assurance([last.lower], [last.upper], target, better=better)[0]
    warnings = []
    known = int(points.value[points.segment == last.segment].notna().sum())
    if known < TRIAL_BELOW:
        warnings.append(f"Trial limits: only {known} points so far, and 12 are needed.")
    elif known < WARN_BELOW:
        warnings.append("Few points: limits made from fewer than 13 may still move.")
    if blank := int(points.value.isna().sum()):
        warnings.append(f"{blank} of {len(points)} points are not known.")
    limits_now = (float(last[name]) for name in ("mean", "lower", "upper"))
    return Chart(points, *limits_now, last.variation, last.side, said, tuple(warnings))


def _position(labels, label):
    """Where a label lies in a series; whole numbers are positions where labels are not numbers."""
    if label in labels:
        found = labels.get_loc(label)
        return int(found.start if isinstance(found, slice) else found)
    if isinstance(label, int | np.integer) and 0 <= label < len(labels):
        return int(label)
    raise ValueError(f"{label} is not a period of this series")
