"""Dying: how long people live in each area, the planted gap, and who died in the last years."""

import numpy as np

from tilth.demo.crowd import NEVER, TODAY, Crowd, stream

AGES = np.arange(0, 111)


def hazard(chances, factor=1.0, sex=None):
    """The yearly risk of dying at each age, for one sex or (the mean of) both."""
    if sex is None:
        return (hazard(chances, factor, "male") + hazard(chances, factor, "female")) / 2
    risk = chances["start"] * np.exp(chances["growth"] * AGES)
    risk[0] = chances["infant"]
    return np.minimum(risk * chances[sex] * factor, 1.5)


def life_expectancy(risk):
    """Years a newborn would live under these yearly risks, from a life table by single years.

    Source: Chiang (1984), The Life Table and its Applications.
    """
    dying = 1 - np.exp(-risk)
    alive = np.concatenate([[1.0], np.cumprod(1 - dying)])
    within = (alive[:-1] + alive[1:]) / 2
    return float(within.sum() + alive[-1] / risk[-1])


def gap(chances, spread):
    """Life expectancy where life is longest less where it is shortest; the mean of both sexes."""
    ends = [
        np.mean(
            [
                life_expectancy(hazard(chances, np.exp(spread * s), sex))
                for sex in ("male", "female")
            ]
        )
        for s in (-0.5, 0.5)
    ]
    return ends[0] - ends[1]


def spread_for(chances):
    """The spread of risks between the best and the worst areas that makes the planted gap."""
    low, high = 0.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if gap(chances, middle) < chances["gap_years"] else (low, middle)
    return (low + high) / 2


def add_deaths(crowd, land, chances, *, seed):
    """Those who died in the years before the as-of date, drawn evenly so that rates hold closely."""
    rng = stream(seed, "deaths")
    spread = spread_for(chances)
    age = np.minimum(crowd.age, AGES[-1])
    by_sex = np.stack([hazard(chances, 1.0, "male"), hazard(chances, 1.0, "female")])
    risk = by_sex[crowd.sex, age] * np.exp(spread * (land.level[crowd.area] - 0.5))
    order = np.lexsort((rng.random(len(crowd)), crowd.sex, age, land.level[crowd.area]))
    running = np.cumsum(risk[order] * chances["years"]) + rng.random()
    times = np.diff(np.floor(running), prepend=0.0).astype(np.int64)
    who = np.repeat(order, np.maximum(times, 0))
    days = int(365.25 * chances["years"])
    died = TODAY - rng.integers(0, days, len(who))
    born = died - (365.2425 * (age[who] + rng.random(len(who)))).astype(np.int64)
    added = Crowd(
        np.concatenate([crowd.area, crowd.area[who]]),
        np.concatenate([crowd.sex, crowd.sex[who]]),
        np.concatenate([crowd.group, crowd.group[who]]),
        np.concatenate([crowd.born, born]).astype(np.int32),
        np.concatenate([crowd.died, died]).astype(np.int32),
        crowd.residents,
    )
    return added, spread


def add_outsiders(crowd, share, *, seed):
    """People who live outside the place's areas but are known inside: area -1."""
    rng = stream(seed, "outsiders")
    count = round(share * crowd.residents)
    like = rng.integers(0, crowd.residents, count)
    born = crowd.born[like] + rng.integers(-300, 300, count)
    return Crowd(
        np.concatenate([crowd.area, np.full(count, -1)]).astype(np.int32),
        np.concatenate([crowd.sex, crowd.sex[like]]),
        np.concatenate([crowd.group, crowd.group[like]]),
        np.concatenate([crowd.born, np.minimum(born, TODAY)]).astype(np.int32),
        np.concatenate([crowd.died, np.full(count, NEVER)]).astype(np.int32),
        crowd.residents,
    )
