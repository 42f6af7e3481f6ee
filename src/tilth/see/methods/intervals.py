"""How sure we can be of one figure: proportions, rates, counts and means with their limits."""

import numpy as np
from numba import njit
from scipy.special import gammainccinv, gammaincinv, stdtrit

from tilth.see.methods.numbers import (
    index_of,
    numbers,
    positive,
    reach,
    refuse_negative,
    table,
)

EXACT_BELOW = 10

compiled = njit(cache=True, nogil=True, error_model="numpy")  # nobody to divide by: not a number


def wilson(numerator, denominator, *, confidence=0.95):
    """Wilson's lower and upper limits of a share between 0 and 1.

    numerator, denominator: the same shape, or shapes that spread to one; need not be whole.
    Returns two arrays. Nobody in a denominator, or a blank, gives NaN.
    Source: Wilson (1927), J Am Stat Assoc 22:209-212.
    """
    o, n = np.broadcast_arrays(numbers(numerator), numbers(denominator))
    found = np.empty((2, *o.shape))
    _wilson(o.ravel(), n.ravel(), reach(confidence), *found.reshape(2, -1))
    return found[0], found[1]


@compiled
def _wilson(numerator, denominator, z, lower, upper):
    """One pass: array by array, large ones spend their time fetching memory for every step."""
    for i in range(numerator.size):
        o, n = numerator[i], denominator[i]
        if not n > 0 or np.isnan(o):
            lower[i] = upper[i] = np.nan
            continue
        middle, half = 2 * o + z**2, z * np.sqrt(z**2 + 4 * o * (1 - o / n))
        lower[i] = 0.0 if o == 0 else (middle - half) / (2 * (n + z**2))
        upper[i] = 1.0 if o == n else (middle + half) / (2 * (n + z**2))


def proportion(numerator, denominator, *, per=100, confidence=0.95):
    """Proportions with Wilson score intervals.

    numerator: people with the characteristic; shape (areas,).
    denominator: people who could have it; shape (areas,).
    per: the unit of the result; 100 gives per cent.

    Returns a frame, shape (areas, 3): value, lower, upper. An area with nobody in its
    denominator, or a count that is blank or hidden, has no value: its row is NaN, never zero.
    Raises ValueError if a numerator is negative or exceeds its denominator.

    Source: Wilson (1927), J Am Stat Assoc 22:209-212.
    """
    o, n = numbers(numerator), numbers(denominator)
    if (o < 0).any() or (o > n).any():
        raise ValueError("numerators must lie between 0 and their denominators")
    lower, upper = wilson(o, n, confidence=confidence)
    value = o / positive(n)
    return table(value, lower, upper, index=index_of(numerator, denominator), per=per)


def byar(events, *, confidence=0.95):
    """Byar's approximate lower and upper limits of a count.

    events: counts of any shape, not negative. Returns two arrays; NaN in, NaN out.
    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, page 69.
    """
    o, z = numbers(events), reach(confidence)
    above = o + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        low = 1 - 1 / (9 * o) - z / (3 * np.sqrt(o))
        lower = o * low * low * low  # a power takes much longer
    high = 1 - 1 / (9 * above) + z / (3 * np.sqrt(above))
    return np.where(o == 0, 0.0, lower), above * high * high * high


def exact(events, *, confidence=0.95):
    """Exact Poisson lower and upper limits of a count.

    events: counts of any shape, not negative. Returns two arrays; the lower limit of nought is
    nought; NaN in, NaN out.
    Source: Garwood (1936), Biometrika 28:437-442.
    """
    o, tail = numbers(events), (1 - confidence) / 2
    lower = np.where(o == 0, 0.0, gammaincinv(np.where(o == 0, 1, o), tail))
    return lower, gammainccinv(o + 1, tail)


def count(events, *, confidence=0.95, exact_below=EXACT_BELOW):
    """Lower and upper limits of a count: exact below ten events, Byar's from ten.

    events: counts of any shape. Returns two arrays; NaN in, NaN out.
    Source: Public Health England, Technical Guide: confidence intervals (2018).
    """
    o = numbers(events)
    refuse_negative(events=o)
    few = o < exact_below
    pairs = zip(exact(o, confidence=confidence), byar(o, confidence=confidence), strict=True)
    lower, upper = (np.where(few, true, near) for true, near in pairs)
    return lower, upper


def rate(events, people, *, per=1_000, confidence=0.95, exact_below=EXACT_BELOW):
    """Rates of events with Byar's limits, exact ones under ten events.

    events: how often it happened; shape (areas,).
    people: people, or the time they were watched; shape (areas,).
    per: the unit of the result; 1,000 gives events per 1,000 people.

    Returns a frame, shape (areas, 3): value, lower, upper. Nobody to whom it could happen, or
    a blank, gives NaN. Raises ValueError if a count is negative.

    Source: as `count`.
    """
    o, n = numbers(events), numbers(people)
    refuse_negative(people=n)
    lower, upper = count(o, confidence=confidence, exact_below=exact_below)
    n = positive(n)
    return table(o / n, lower / n, upper / n, index=index_of(events, people), per=per)


def mean(total, people, sum_squares=None, *, deviation=None, confidence=0.95):
    """Means with limits from Student's t.

    total: the sum of the values; people: how many values; shape (areas,).
    sum_squares: the sum of their squares, or else deviation: their sample standard deviation.

    Returns a frame, shape (areas, 3): value, lower, upper. No values gives NaN; one value has
    a mean but no limits. Raises ValueError unless exactly one of the two spreads is given.

    Source: Student (1908), Biometrika 6:1-25; Altman et al. (2000), Statistics with Confidence.
    """
    if (sum_squares is None) == (deviation is None):
        raise ValueError("give sum_squares or deviation, one of the two")
    sums, n = numbers(total), positive(numbers(people))
    value, free = sums / n, positive(n - 1)
    if deviation is None:
        spread = np.maximum(numbers(sum_squares) - sums * value, 0)
        error = np.sqrt(spread / free / n)
    else:
        error = numbers(deviation) / np.sqrt(np.where(n > 1, n, np.nan))
    half = stdtrit(free, (1 + confidence) / 2) * error
    index = index_of(total, people, sum_squares, deviation)
    return table(value, value - half, value + half, index=index)
