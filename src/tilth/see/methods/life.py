"""How long people can expect to live, and how much of it in good health."""

from dataclasses import dataclass

import numpy as np

from tilth.see.methods.numbers import (
    index_of,
    numbers,
    positive,
    reach,
    refuse_negative,
    rows,
    table,
)

STARTS = (0, 1, *range(5, 95, 5))
LEAST_PEOPLE = 5_000
# Those who die in their first band live a tenth of it on average, in others half.
LIVED_FIRST, LIVED = 0.1, 0.5


@dataclass(frozen=True)
class LifeTable:
    """An abridged life table of each area; every array has shape (areas, ages).

    reaching: people of one born who reach each age. years: years lived between it and the next.
    left: expectation of life at each age. variance: of `left`. chance_variance: of the chance of
    living through each band. after: how long those who die in a band have still to live in it
    had they not (the width less what they lived); nought in the last.
    """

    reaching: np.ndarray
    years: np.ndarray
    left: np.ndarray
    variance: np.ndarray
    chance_variance: np.ndarray
    after: np.ndarray


def life_table(deaths, people, *, starts=STARTS, lived=None):
    """Abridged life tables by Chiang's method, with Silcocks' variance of the last, open, age.

    deaths, people: in each age band, over the same years; shape (areas, ages).
    starts: the first year of age of each band; the last is open.
    lived: the part of a band that those who die in it lived, shape (ages,); 0.1 in the first,
        0.5 in others unless told.

    Returns a LifeTable. A band with nobody in it, a blank, or no deaths in the last band makes
    the area's table NaN. Raises ValueError if shapes do not fit, or more die than there were.

    Source: Chiang (1968, 1984), The Life Table and its Applications; Silcocks et al. (2001),
    J Epidemiol Community Health 55:38-43.
    """
    d, n = rows(deaths), rows(people)
    refuse_negative(deaths=d, people=n)
    if d.shape != n.shape or d.shape[1] != len(starts):
        raise ValueError("deaths and people need one number an age band")
    if (d > n).any():
        raise ValueError("more died than there were people")
    part = _lived(lived, len(starts))
    width = np.append(np.diff(numbers(starts)), np.inf)
    rate = d / positive(n)
    last = positive(rate[:, -1:])
    after = np.append((1 - part[:-1]) * width[:-1], 0.0)
    dying = rate[:, :-1] * width[:-1] / (1 + rate[:, :-1] * after[:-1])
    dying = np.minimum(dying, 1)
    reaching = np.cumprod(np.concatenate([np.ones_like(last), 1 - dying], axis=1), axis=1)
    lost = reaching[:, :-1] * dying
    closed = width[:-1] * (reaching[:, :-1] - lost) + part[:-1] * width[:-1] * lost
    years = np.concatenate([closed, reaching[:, -1:] / last], axis=1)
    known = np.where(np.isnan(years.sum(axis=1)), np.nan, 0)[:, None]
    spread = np.where(d[:, :-1] > 0, dying**2 * (1 - dying) / positive(d[:, :-1]), 0)
    spread = np.concatenate([spread, 1 / (d[:, -1:] * last**2)], axis=1)
    left = _from_the_end(years) / positive(reaching)
    variance = _mortality_variance(reaching, spread, after, left, np.ones_like(years))
    shape = reaching, years, left, variance, spread
    return LifeTable(*(array + known for array in shape), after=after + 0 * years)


def life_expectancy(
    deaths,
    people,
    *,
    at=0,
    starts=STARTS,
    lived=None,
    least=LEAST_PEOPLE,
    confidence=0.95,
):
    """Life expectancy at an age, in years.

    deaths, people, starts, lived: as in `life_table`. at: an age at which a band starts.
    least: areas with this many people or fewer have no figure.

    Returns a frame, one row an area: value, lower, upper. Blanks and errors as `life_table`;
    ValueError if no band starts at that age.

    Source: as `life_table`; Public Health England, phe_life_expectancy.
    """
    column = _column(starts, at)
    told = life_table(deaths, people, starts=starts, lived=lived)
    few = _too_few(people, least)
    value, error = told.left[:, column] + few, np.sqrt(told.variance[:, column])
    half = reach(confidence) * error
    return table(value, value - half, value + half, index=index_of(deaths, people))


def healthy_life_expectancy(
    deaths,
    people,
    unwell,
    asked,
    *,
    shared=None,
    at=0,
    starts=STARTS,
    lived=None,
    least=LEAST_PEOPLE,
    confidence=0.95,
):
    """Years of life expected in good health (or without disability), by Sullivan's method.

    deaths, people, at, starts, lived, least: as in `life_expectancy`.
    unwell: of those asked in each band, how many are not in good health (or are disabled);
    asked: how many were asked or recorded; shape (areas, ages).
    shared: where neighbouring bands stand on the same answers, given alike for each of them: a
        number for each band, shape (ages,), the same for those that share. Left out, each band
        has answers of its own.

    Returns a frame, one row an area: value, lower, upper, share (of life, in good health). The
    limits hold the chance in both deaths and health. A band in which nobody was asked, or a
    blank, gives NaN. Raises ValueError if more are unwell than were asked.

    Source: Sullivan (1971), HSMHA Health Rep 86:347-354; Jagger et al. (2014), Health Expectancy
    Calculation by the Sullivan Method; mortality's part: Mathers (1991), as Newman (1988).
    """
    column = _column(starts, at)
    ill, n = rows(unwell), rows(asked)
    if (ill > n).any() or (ill < 0).any():
        raise ValueError("those unwell lie between nought and those asked")
    told = life_table(deaths, people, starts=starts, lived=lived)
    n = positive(n)
    unhealthy = ill / n
    well = 1 - unhealthy
    left = _from_the_end(well * told.years) / told.reaching
    asking = _asking_variance(told.years, well * unhealthy / n, shared) / told.reaching**2
    dying = _mortality_variance(told.reaching, told.chance_variance, told.after, left, well)
    few = _too_few(people, least)
    value = left[:, column] + few
    half = reach(confidence) * np.sqrt(asking + dying)[:, column]
    index = index_of(deaths, people, unwell, asked)
    share = value / told.left[:, column]
    return table(value, value - half, value + half, index=index, share=share)


def _asking_variance(years, chance, shared):
    """The variance of healthy years (of one born) that comes from asking, at each age.

    chance: the variance of each band's share. Bands that share answers err together.
    """
    if shared is None:
        return _from_the_end(years**2 * chance)
    groups, total = np.asarray(shared), 0.0
    if groups.shape != years.shape[1:]:
        raise ValueError("shared needs one number for each age band")
    for group in np.unique(groups):
        inside = groups == group
        total = total + _from_the_end(years * inside) ** 2 * chance[:, inside][:, :1]
    return total


def _mortality_variance(reaching, spread, after, left, well):
    """The variance of years left that comes from deaths, at each age.

    Living through a band adds the years after it and the rest of the band; in the last, open,
    band `spread` is the variance of the years left themselves.
    """
    onward = left[:, 1:] + after[..., :-1] * well[:, :-1]
    weight = np.concatenate([onward, well[:, -1:]], axis=1)
    return _from_the_end(reaching**2 * weight**2 * spread) / positive(reaching) ** 2


def _from_the_end(values):
    """Sums over each age and all that follow."""
    return values[:, ::-1].cumsum(axis=1)[:, ::-1]


def _lived(lived, bands):
    """The part of each band lived by those who die in it."""
    if lived is None:
        return np.array([LIVED_FIRST, *[LIVED] * (bands - 1)])
    part = numbers(lived)
    if part.shape != (bands,) or not ((part >= 0) & (part <= 1)).all():
        raise ValueError("lived needs one share between 0 and 1 for each age band")
    return part


def _too_few(people, least):
    """NaN for areas with too few people for a figure, nought for the rest."""
    return np.where(rows(people).sum(axis=1) > least, 0.0, np.nan)


def _column(starts, at):
    """Which band starts at an age."""
    if at not in starts:
        raise ValueError(f"no age band starts at {at}")
    return list(starts).index(at)
