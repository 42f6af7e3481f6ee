"""Rates made fair for age: what they would be if every place had the same mix of ages."""

import numpy as np

from tilth.see.methods.intervals import count
from tilth.see.methods.numbers import (
    index_of,
    numbers,
    positive,
    refuse_negative,
    rows,
    table,
)

BANDS = (*(f"{start}-{start + 4}" for start in range(0, 90, 5)), "90+")
# European standard population: Eurostat (2013), Revision of the European Standard Population.
ESP_2013 = 500 * np.array(
    [10, 11, 11, 11, 12, 12, 13, 14, 14, 14, 14, 13, 12, 11, 10, 8, 5, 3, 2.0]
)
# Waterhouse et al. (1976), Cancer Incidence in Five Continents III: eighteen bands, 85+ last.
ESP_1976 = 1_000 * np.array([8, *[7] * 10, 6, 5, 4, 3, 2, 1, 1.0])
LEAST_EVENTS = 10


def standardised_rate(
    events,
    people,
    *,
    weights=None,
    squares=None,
    per=100_000,
    confidence=0.95,
    blank="unknown",
    least=LEAST_EVENTS,
):
    """Directly standardised rates with Dobson's limits.

    events: events in each age band; shape (areas, bands), or (bands,) for one area.
    people: people in each age band; the same shape.
    weights: the standard population, shape (bands,); the European one of 2013 unless told.
    squares: for events that come in clusters, the sum over people of the square of each
        person's events, shaped as events: twice admitted counts 4. Left out, events are taken
        as independent.
    blank: "unknown", a blank count leaves the area without a rate; "zero", for files in which
        a blank means none.
    least: areas with fewer events have no rate.

    Returns a frame, shape (areas, 3): value, lower, upper. A band with nobody in it, or (unless
    told) a blank, gives NaN, and so do fewer than `least` events.
    Raises ValueError if shapes or weights do not fit or a count is negative.

    Source: Dobson et al. (1991), Stat Med 10:457-462; clusters: Stukel et al. (1994), Stat Med
    13:1781-1791, as in Public Health England, Technical Guide: standardised rates.
    """
    o, n, w = rows(events), rows(people), _standard(weights, rows(people).shape[1])
    variance_of = o if squares is None else rows(squares)
    if blank == "zero":
        o, variance_of = np.nan_to_num(o), np.nan_to_num(variance_of)
    elif blank != "unknown":
        raise ValueError('blank is "unknown" or "zero"')
    refuse_negative(events=o, people=n, squares=variance_of)
    n, total = positive(n), o.sum(axis=1)
    total = np.where(total < max(least, 1), np.nan, total)
    value = (w * o / n).sum(axis=1) / w.sum() + 0 * total
    variance = (w**2 * variance_of / n**2).sum(axis=1) / w.sum() ** 2
    stretch = np.sqrt(variance / total)
    lower, upper = count(total, confidence=confidence)
    low, high = value + stretch * (lower - total), value + stretch * (upper - total)
    return table(value, low, high, index=index_of(events, people), per=per)


def _standard(weights, bands):
    """The standard population, checked against the number of bands."""
    w = ESP_2013 if weights is None else numbers(weights)
    if w.shape != (bands,) or not (w >= 0).all() or w.sum() == 0:
        raise ValueError(f"weights need one number, not negative, for each of {bands} bands")
    return w


def expected(people, reference_events, reference_people, *, blank="unknown"):
    """Events a place would have if each age had the reference's rate.

    people: shape (areas, bands); reference_events, reference_people: shape (bands,), or one row
    an area. Returns shape (areas,); a blank, or nobody in a reference band, gives NaN.
    """
    o, n = rows(reference_events), rows(people)
    if blank == "zero":
        o, n = np.nan_to_num(o), np.nan_to_num(n)
    return (n * o / positive(rows(reference_people))).sum(axis=1)


def ratio(observed, expected, *, per=1, confidence=0.95):
    """Observed over expected events (an indirectly standardised ratio) with limits.

    observed, expected: shape (areas,); expected may be any positive number.
    per: 100 gives the familiar "100 is the same as the reference".

    Returns a frame, shape (areas, 3): value, lower, upper: exact under ten observed events,
    Byar's from ten. Nothing expected, or a blank, gives NaN.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, pages 65-69.
    """
    o, e = numbers(observed), positive(numbers(expected))
    lower, upper = count(o, confidence=confidence)
    return table(o / e, lower / e, upper / e, index=index_of(observed, expected), per=per)


def indirect_rate(
    events,
    people,
    reference_events,
    reference_people,
    *,
    per=100_000,
    confidence=0.95,
    blank="unknown",
):
    """Indirectly standardised rates: the reference's own rate times observed over expected.

    events: shape (areas, bands), or (areas,) when only totals are known.
    people: shape (areas, bands). reference_events, reference_people: shape (bands,).
    blank: as in `standardised_rate`.

    Returns a frame, shape (areas, 5): value, lower, upper, expected, reference (its rate).

    Source: as `ratio`; Public Health England, Technical Guide: standardised rates.
    """
    o, re, rp = numbers(events), numbers(reference_events), numbers(reference_people)
    if blank == "zero":
        o, re = np.nan_to_num(o), np.nan_to_num(re)
    n = rows(people)
    same = o.shape == np.shape(numbers(people))
    observed = np.atleast_2d(o).sum(axis=1) if same else np.atleast_1d(o)
    foreseen = expected(n, re, rp, blank=blank)
    overall = re.sum(axis=-1) / positive(rp.sum(axis=-1)) * per
    whole = ratio(observed, foreseen, confidence=confidence).mul(overall, axis=0)
    whole.index = whole.index if (index := index_of(events, people)) is None else index
    return whole.assign(expected=foreseen, reference=overall)
