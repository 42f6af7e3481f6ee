"""Steadier figures for small areas: an extra column beside the raw one, never instead of it."""

import numpy as np
import pandas as pd
from scipy.special import betaincinv, gammaincinv

from tilth.see.methods.intervals import byar, wilson
from tilth.see.methods.numbers import index_of, numbers, positive, refuse_negative


def shrunk_rate(events, people, *, per=1, confidence=0.95):
    """Rates drawn towards the whole's by as much as their smallness warrants (Gamma-Poisson).

    events: shape (areas,). people: people, time, or expected events; shape (areas,).
    per: the unit of the result.

    Returns a frame, one row an area: shrunk, shrunk_lower, shrunk_upper (limits of the true rate
    given the spread of all), weight (1 trusts the area alone, 0 the whole alone). A blank gives
    NaN. Where areas differ no more than chance would make them, all get the whole's rate and its
    own limits.

    Source: Clayton and Kaldor (1987), Biometrics 43:671-681; the spread by moments, Marshall
    (1991), Appl Stat 40:283-294.
    """
    o, n = numbers(events), positive(numbers(people))
    refuse_negative(events=o)
    known = ~np.isnan(o + n)
    if not known.any():
        return _steadied(o + n, o + n, o + n, o + n, 1, index_of(events, people))
    total, size = o[known].sum(), n[known].sum()
    middle = total / size
    apart = (n[known] * (o[known] / n[known] - middle) ** 2).sum() - (known.sum() - 1) * middle
    room = size - (n[known] ** 2).sum() / size
    spread = apart / room if room > 0 else 0.0
    blank = np.where(known, 0.0, np.nan)
    tail = (1 - confidence) / 2
    if spread <= 0:
        low, high = (float(limit) / size for limit in byar(total, confidence=confidence))
        found = middle + blank, low + blank, high + blank, blank
    else:
        a, b = middle**2 / spread, middle / spread
        shape, size_ = a + o, b + n
        low, high = (gammaincinv(shape, t) / size_ for t in (tail, 1 - tail))
        found = shape / size_, low, high, n / size_
    return _steadied(*found, per, index_of(events, people))


def shrunk_proportion(numerator, denominator, *, per=100, confidence=0.95):
    """Shares drawn towards the whole's by as much as their smallness warrants (Beta-binomial).

    numerator, denominator: shape (areas,). per: 100 gives per cent.

    Returns a frame as `shrunk_rate` does. A blank, or nobody, gives NaN.
    Raises ValueError if a numerator is negative or exceeds its denominator.

    Source: Kleinman (1973), J Am Stat Assoc 68:46-54.
    """
    o, n = numbers(numerator), positive(numbers(denominator))
    if (o < 0).any() or (o > n).any():
        raise ValueError("numerators must lie between 0 and their denominators")
    known = ~np.isnan(o + n)
    if not known.any():
        return _steadied(o + n, o + n, o + n, o + n, 1, index_of(numerator, denominator))
    total, size, areas = o[known].sum(), n[known].sum(), known.sum()
    middle = total / size
    chance = middle * (1 - middle)
    apart = (n[known] * (o[known] / n[known] - middle) ** 2).sum()
    room = size - (n[known] ** 2).sum() / size - (areas - 1)
    alike = (apart / chance - (areas - 1)) / room if chance > 0 and room > 0 else 0.0
    blank, tail = np.where(known, 0.0, np.nan), (1 - confidence) / 2
    if alike <= 0:
        low, high = (float(limit) for limit in wilson(total, size, confidence=confidence))
        found = middle + blank, low + blank, high + blank, blank
    else:
        prior = 1 / min(alike, 1 - 1e-9) - 1
        a, b = prior * middle + o, prior * (1 - middle) + n - o
        low, high = (betaincinv(a, b, t) for t in (tail, 1 - tail))
        found = a / (a + b), low, high, n / (prior + n)
    return _steadied(*found, per, index_of(numerator, denominator))


def _steadied(middle, low, high, weight, per, index):
    """The extra columns, named so that they cannot be mistaken for the raw ones."""
    found = {"shrunk": middle * per, "shrunk_lower": low * per, "shrunk_upper": high * per}
    return pd.DataFrame({**found, "weight": weight}, index)
