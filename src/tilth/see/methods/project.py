"""Who may live here in 5 and 10 years: today's people aged on, with births, deaths and moves."""

from dataclasses import dataclass

import numpy as np

from tilth.see.methods.numbers import numbers, refuse_negative

STEP = 5
GIRLS, BOYS = 100 / 205, 105 / 205
LIVED_FIRST = 0.1


@dataclass(frozen=True)
class Projection:
    """People by area, sex and age at each step, with the range that unsure rates leave.

    years: years from the start, shape (steps + 1,). people, lower, upper: shape
    (steps + 1, areas, 2, ages); total, total_lower, total_upper: (steps + 1, areas).
    """

    years: np.ndarray
    people: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    total: np.ndarray
    total_lower: np.ndarray
    total_upper: np.ndarray


@dataclass(frozen=True)
class Unsure:
    """How unsure each rate is: the standard deviation of its logarithm; of moves, per person.

    As given by whoever chose the rates. The defaults are round numbers, not estimates.
    """

    deaths: float = 0.05
    births: float = 0.10
    moves: float = 0.003


def project(
    people,
    deaths,
    births,
    moves,
    *,
    rng,
    years=10,
    unsure=None,
    deaths_change=0.0,
    draws=500,
    confidence=0.95,
):
    """People 5 and 10 years on (or any multiple of 5), age by age. P-181.

    people: by area, sex (women, then men) and five-year age, the last open; (areas, 2, ages).
    deaths: deaths per person a year; births: births per woman a year; moves: people gained (or
        lost) per resident a year; each (2, ages), births (ages,), or with areas in front.
    years: how far; a multiple of 5. deaths_change: of death rates each year, -0.01 for one per
    cent fewer. unsure: an Unsure; draws: projections drawn for the range; rng: a Generator.

    Returns a Projection. Its middle is the given rates; its range is what `unsure` makes of them
    and nothing else: new homes, or a change of policy, are not in it. A blank count, or
    rate, makes all ages it can reach NaN.
    Raises ValueError for years that are no multiple of 5, negative people or rates.

    Source: cohort-component method, Leslie (1945), Biometrika 33:183-212; Preston, Heuveline
    and Guillot (2001), Demography, chapter 6.
    """
    if years < STEP or years % STEP:
        raise ValueError("years are a multiple of 5")
    start = numbers(people)
    rates = [numbers(r) for r in (deaths, births, moves)]
    if start.ndim != 3 or start.shape[1] != 2:
        raise ValueError("people need areas, 2 sexes and ages")
    refuse_negative(people=start, deaths=rates[0], births=rates[1])
    unsure, steps = unsure or Unsure(), years // STEP
    middle = _course(start, *rates, steps, deaths_change)
    drawn = np.empty((draws, *middle.shape))
    for i in range(draws):
        dying, bearing, moving = rng.standard_normal(3)
        drawn[i] = _course(
            start,
            rates[0] * np.exp(unsure.deaths * dying),
            rates[1] * np.exp(unsure.births * bearing),
            rates[2] + unsure.moves * moving,
            steps,
            deaths_change,
        )
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    low, high = np.quantile(drawn, tails, axis=0)
    totals = drawn.sum(axis=(3, 4))
    total_low, total_high = np.quantile(totals, tails, axis=0)
    at = STEP * np.arange(steps + 1)
    return Projection(at, middle, low, high, middle.sum(axis=(2, 3)), total_low, total_high)


def _course(people, deaths, births, moves, steps, deaths_change):
    """People at each step: shape (steps + 1, areas, 2, ages)."""
    found = [people]
    for step in range(steps):
        rate = deaths * (1 + deaths_change) ** (STEP * step)
        found.append(five_years_on(found[-1], rate, births, moves))
    return np.stack(found)


def five_years_on(people, deaths, births, moves):
    """People five years later; arguments and blanks as in `project`; shape (areas, 2, ages)."""
    living, reaching = survival(deaths)
    half = STEP * moves * people / 2
    before = np.maximum(people + half, 0)
    aged = np.zeros_like(people)
    aged[..., 1:] = (before * living)[..., :-1]
    aged[..., -1] += (before * living)[..., -1]
    after = np.maximum(aged + half, 0)
    bearing = (people[:, 0] + after[:, 0]) / 2
    born = STEP * (births * bearing).sum(axis=-1, keepdims=True) * np.array([GIRLS, BOYS])
    after[..., 0] = np.maximum(born * reaching + half[..., 0], 0)
    return after


def survival(deaths):
    """Who lives five years on: from each age to the next, and from birth to the first age band.

    deaths: deaths per person a year, shape (..., ages), the last age open.
    Returns shares of shape (..., ages) and (...): the last age's share stays in it (all of them
    where none die).
    """
    rate = np.asarray(deaths, float)
    lived = np.r_[LIVED_FIRST, np.full(rate.shape[-1] - 2, 0.5)] * STEP
    dying = np.minimum(STEP * rate[..., :-1] / (1 + (STEP - lived) * rate[..., :-1]), 1)
    first = np.ones((*rate.shape[:-1], 1))
    reaching = np.concatenate([first, np.cumprod(1 - dying, axis=-1)], axis=-1)
    lost = reaching[..., :-1] - reaching[..., 1:]
    years = STEP * reaching[..., 1:] + lived * lost
    with np.errstate(divide="ignore", invalid="ignore"):
        open_ = reaching[..., -1:] / rate[..., -1:]
        last = np.where(rate[..., -1:] == 0, 1.0, open_ / (years[..., -1:] + open_))
    between = years[..., 1:] / years[..., :-1]
    return np.concatenate([between, last, last], axis=-1), years[..., 0] / STEP
