"""The time of year in a series: how strong it is, which months, and the series without it."""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from tilth.see.methods.numbers import row_means, rows

LEAST_CYCLES = 3


@dataclass(frozen=True)
class Season:
    """What the calendar does to each series.

    effect: each month's usual distance from trend, shape (areas, cycle), from the first month
        of the year; in units, or as times the trend for ratios.
    strength: the part of movement about the trend that follows the calendar, 0 to 1; (areas,).
    chance: how often chance alone would give months this unlike each other; (areas,).
    highest, lowest: the months, counted from 1; (areas,); NaN where not known.
    trend, adjusted: the smooth course, and the series without its season; (areas, periods).
    """

    effect: np.ndarray
    strength: np.ndarray
    chance: np.ndarray
    highest: np.ndarray
    lowest: np.ndarray
    trend: np.ndarray
    adjusted: np.ndarray


def season(values, *, first=1, cycle=12, ratio=False):
    """How the time of year shows in each series. B-035.

    values: one figure a month in order, shape (areas, periods) or (periods,). first: which month
    of the year the series starts with (1 is January). cycle: 12 for months, 4 for quarters.
    ratio: months multiply the trend rather than add to it; figures must be above nought.

    Returns a Season. A blank is left out; its neighbours within half a year have no trend. A
    series with fewer than three years, or a month never seen, has NaN throughout but for trend.
    Raises ValueError if first does not lie in the cycle.

    Source: classical decomposition by the centred moving average (Macaulay 1931); strength as
    Wang, Smith and Hyndman (2006), Data Min Knowl Discov 13:335-364, adjusted for the months
    fitted; chance from the F distribution, taking what is left as independent.
    """
    if not 1 <= first <= cycle:
        raise ValueError(f"first lies between 1 and {cycle}")
    y = rows(values)
    y = np.log(np.where(y > 0, y, np.nan)) if ratio else y
    month = (first - 1 + np.arange(y.shape[1])) % cycle
    trend = _moving_average(y, cycle)
    about = y - trend
    effect = np.stack([row_means(about[:, month == m]) for m in range(cycle)], axis=1)
    long_enough = (~np.isnan(y)).sum(axis=1) >= LEAST_CYCLES * cycle
    effect = np.where(long_enough[:, None], effect - effect.mean(axis=1, keepdims=True), np.nan)
    strength, chance = _strength(about, effect[:, month], cycle)
    adjusted = y - effect[:, month]
    if ratio:
        effect, trend, adjusted = np.exp(effect), np.exp(trend), np.exp(adjusted)
    known = ~np.isnan(effect).any(axis=1)
    filled = np.where(known[:, None], effect, 0)
    highest = np.where(known, filled.argmax(axis=1) + 1, np.nan)
    lowest = np.where(known, filled.argmin(axis=1) + 1, np.nan)
    return Season(effect, strength, chance, highest, lowest, trend, adjusted)


def _strength(about, seasonal, cycle):
    """The adjusted share of variance that months explain, and the F test of it."""
    seen = ~np.isnan(about + seasonal)
    n = seen.sum(axis=1)
    rest = _squares(np.where(seen, about - seasonal, np.nan))
    whole = _squares(np.where(seen, about, np.nan))
    free, months = n - cycle, cycle - 1
    enough = (free > 0) & (whole > 0)
    free, whole = np.where(enough, free, np.nan), np.where(enough, whole, np.nan)
    strength = np.clip(1 - (rest / free) / (whole / (n - 1)), 0, 1)
    with np.errstate(divide="ignore"):
        chance = fdtrc(months, free, (whole - rest) / months / (rest / free))
    return strength, chance


def _moving_average(y, cycle):
    """A centred average over one whole cycle; NaN near the ends and near blanks."""
    weights = np.ones(cycle) if cycle % 2 else np.r_[0.5, np.ones(cycle - 1), 0.5]
    weights /= weights.sum()
    trend, half = np.full(y.shape, np.nan), len(weights) // 2
    if y.shape[1] >= len(weights):
        windows = np.lib.stride_tricks.sliding_window_view(y, len(weights), axis=1)
        trend[:, half : half + windows.shape[1]] = windows @ weights
    return trend


def _squares(values):
    """Row sums of squared distances from the row's own mean, over what is known."""
    return np.nansum((values - row_means(values)[:, None]) ** 2, axis=1)
