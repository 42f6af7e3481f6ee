"""Values added up over people: shown so coarsely that one person more or less would not show."""

import numpy as np
import pandas as pd

from tilth.ground.disclosure.bands import rounded_to_total

STEPS = (1.0, 2.0, 5.0, 10.0)


def rounded_sums(raw, out, privacy, of):
    """`out` with its sums, sums of squares and histograms made from rounded counts.

    raw, out: the frame before and after its counts were rounded. of: people, events or values.
    A sum of values is its mean, rounded to a step of at least two standard deviations of one
    person over the number of people, times the rounded number of people; where fewer than 8
    have a value it is NA. The sum of squares keeps the spread to two figures. Histograms are
    rounded so that they add to the rounded number of people.
    """
    people = out["denominator"].to_numpy(float, na_value=np.nan)
    people[people == 0] = np.nan
    if of == "values":
        mean, spread = _mean_and_spread(raw)
        step = _step(2 * spread / np.maximum(raw["denominator"].to_numpy(float), 1))
        mean = np.where(step > 0, np.rint(mean / np.where(step > 0, step, 1)) * step, mean)
        out["numerator"] = _told(mean * people)
        if "sum_squares" in raw:
            squares = (people - 1) * _figures(spread) ** 2 + people * mean**2
            out["sum_squares"] = _told(squares)
    elif "sum_squares" in raw:
        events = out["numerator"].to_numpy(float, na_value=np.nan)
        each = raw["sum_squares"] / raw["numerator"].where(raw["numerator"] > 0)
        out["sum_squares"] = _told(events * _figures(each.fillna(0).to_numpy(float)))
    bins = [c for c in raw.columns if str(c).startswith("bin") and str(c)[3:].isdigit()]
    if bins:
        told = rounded_to_total(raw[bins].to_numpy(), privacy)
        told[np.isnan(people)] = np.nan
        for i, name in enumerate(bins):
            out[name] = pd.array(told[:, i], dtype="Float64").astype("Int64")
    return out


def _mean_and_spread(raw):
    """Mean and standard deviation of one person's value; NaN where nobody has one."""
    people = raw["denominator"].to_numpy(float)
    some = np.where(people > 0, people, np.nan)
    mean = raw["numerator"].to_numpy(float) / some
    if "sum_squares" not in raw:
        return mean, np.abs(mean)
    spare = np.maximum(raw["sum_squares"].to_numpy(float) - some * mean**2, 0)
    return mean, np.sqrt(spare / np.maximum(some - 1, 1))


def _step(least):
    """The smallest of 1, 2, 5, 10, 20, 50 ... (or their tenths) not below `least`; 0 for 0."""
    least = np.nan_to_num(np.asarray(least, float))
    ten = 10.0 ** np.floor(np.log10(np.where(least > 0, least, 1)))
    lead = np.where(least > 0, least / ten, 0)
    up = np.asarray(STEPS)[np.searchsorted(STEPS, lead - 1e-9).clip(0, len(STEPS) - 1)]
    return np.where(least > 0, up * ten, 0)


def _figures(values):
    """Values to two significant figures."""
    size = np.where((values > 0) & np.isfinite(values), values, 1)
    ten = 10.0 ** (np.floor(np.log10(size)) - 1)
    return np.rint(values / ten) * ten


def _told(values):
    told = pd.array(np.nan_to_num(values), dtype="Float64")
    told[np.isnan(values)] = pd.NA
    return told
