"""The slope of many areas and its limits, compiled: one pass over areas and their groups.

The same steps as `inequality` and `tails` take array by array; there a single area costs as much
as a hundred, for every step sets up arrays.
"""

import numpy as np
from numba import njit

from tilth.see.methods.tails import NODES, WEIGHTS

EVEN, RATE, PROPORTION = range(3)  # on which scale errors are even
SCALES = {"value": EVEN, "rate": RATE, "proportion": PROPORTION}  # as in `scales`

compiled = njit(cache=True, nogil=True, error_model="numpy")  # nobody to divide by: not a number


@compiled
def carried(figure, scale):
    """A figure on the scale its errors are even on; not a number where it has no place there."""
    if scale == EVEN:
        return figure
    if scale == RATE:
        return np.log(figure) if 0 < figure < np.inf else np.nan
    return np.log(figure / (1 - figure)) if 0 < figure < 1 else np.nan


@compiled
def cumulants(middle, error, scale):
    """The first four cumulants of a figure that is normal on a scale that is not its own."""
    if scale == RATE:
        beyond = np.expm1(error**2)
        w, mean = 1 + beyond, np.exp(middle + error**2 / 2)
        second = mean**2 * beyond
        third = mean**3 * beyond**2 * (w + 2)
        return mean, second, third, second**2 * (w**4 + 2 * w**3 + 3 * w**2 - 6)
    mean = second = third = fourth = 0.0
    for k in range(NODES.size):
        mean += WEIGHTS[k] / (1 + np.exp(-middle - error * NODES[k]))
    for k in range(NODES.size):
        away = 1 / (1 + np.exp(-middle - error * NODES[k])) - mean
        second += WEIGHTS[k] * away**2
        third += WEIGHTS[k] * away**3
        fourth += WEIGHTS[k] * away**4
    return mean, second, third, fourth - 3 * second**2


@compiled
def standing(people, area):
    """How many people an area has, and how widely its groups lie about its middle."""
    total, before, wide = 0.0, 0.0, 0.0
    for g in range(people.shape[1]):
        total += people[area, g]
    total = total if total > 0 else np.nan
    for g in range(people.shape[1]):
        share = people[area, g] / total
        wide += share * (before + share / 2 - 0.5) ** 2
        before += share
    return total, wide


@compiled
def slopes(value, people, low, high, width, scale, per, z, out):
    """Each area's slope and the points z standard errors into its tails.

    value, people: shape (areas, groups), most deprived first. low, high: limits that lie `width`
    standard errors apart; where width is nought, high holds the errors. per: the unit of value,
    low and high. out: shape (areas, 3), filled with slope, lower and upper.
    """
    for area in range(value.shape[0]):
        total, wide = standing(people, area)
        before = best = k1 = k2 = k3 = k4 = 0.0
        for g in range(people.shape[1]):
            share = people[area, g] / total
            weight = share * (before + share / 2 - 0.5) / wide
            before += share
            figure = value[area, g] / per
            held, error = carried(figure, scale), high[area, g]
            if width > 0:
                error = carried(error / per, scale) - carried(low[area, g] / per, scale)
                error /= width
            best += weight * (figure + 0 * held)
            if scale == EVEN:
                k2 += weight**2 * error**2
            else:
                one, two, three, four = cumulants(held, error, scale)
                k1, k2 = k1 + weight * one, k2 + weight**2 * two
                k3, k4 = k3 + weight**3 * three, k4 + weight**4 * four
        if scale == EVEN:
            out[area, 0], reach = best, z * np.sqrt(k2)
            out[area, 1], out[area, 2] = best - reach, best + reach
        else:  # Cornish and Fisher (1937): what leans one way, and what reaches both ways alike
            skew, tail = k3 / k2**1.5, k4 / k2**2
            lean = (z**2 - 1) * skew / 6
            reach = z - (2 * z**3 - 5 * z) * skew**2 / 36 + (z**3 - 3 * z) * tail / 24
            out[area, 0] = best * per
            out[area, 1] = (k1 + np.sqrt(k2) * (lean - reach)) * per
            out[area, 2] = (k1 + np.sqrt(k2) * (lean + reach)) * per
