"""Dying: how long people live in each area, the planted gap, and who died in the last years."""

import numpy as np

from tilth.demo.people.crowd import NEVER, TODAY, Crowd, stream

AGES = np.arange(0, 111)


def hazard(chances, factor, sex):
    """The yearly risk of dying at each age from 0 to 110, for one sex."""
    risk = chances["start"] * np.exp(chances["growth"] * AGES)
    risk[0] = chances["infant"]
    return np.minimum(risk * chances[sex] * factor, 1.5)


def ends(crowd, land):
    """Living residents of the best and the worst areas by sex and age, shape (2, 2, 111)."""
    counts = np.zeros((2, 2, len(AGES)), np.int64)
    here = crowd.living & (crowd.area >= 0)
    level = land.level[np.maximum(crowd.area, 0)]
    for end, mark in enumerate((0.0, 1.0)):
        who = here & (level == mark)
        np.add.at(counts[end], (crowd.sex[who], np.minimum(crowd.age[who], AGES[-1])), 1)
    return counts


def abridged(dead, person_years):
    """Life expectancy at birth from deaths and person-years by single years of age, both sexes.

    dead, person_years: shape (111,). Counted in five-year bands, the last open at 90, as published
    figures for small areas are; a band nobody lived in counts as half a person-year.
    Source: Chiang (1984), The Life Table and its Applications.
    """
    starts = np.arange(0, 91, 5)
    rate = np.add.reduceat(dead, starts) / np.maximum(np.add.reduceat(person_years, starts), 0.5)
    dying = np.minimum(5 * rate / (1 + 2.5 * rate), 1.0)
    alive = np.concatenate([[1.0], np.cumprod(1 - dying[:-1])])
    return float((5 * (alive[:-1] + alive[1:]) / 2).sum() + alive[-1] / max(rate[-1], 0.01))


def gap(chances, counts, spread):
    """Life expectancy in the best areas less that in the worst, as their people would die."""
    years = []
    for people, side in zip(counts, (-0.5, 0.5), strict=True):
        risk = [hazard(chances, np.exp(spread * side), sex) for sex in ("male", "female")]
        years.append(abridged((people * risk).sum(axis=0), people.sum(axis=0)))
    return years[0] - years[1]


def spread_for(chances, counts):
    """The spread of risks between the best and the worst areas that makes the planted gap."""
    low, high = 0.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        wider = gap(chances, counts, middle) < chances["gap_years"]
        low, high = (middle, high) if wider else (low, middle)
    return (low + high) / 2


def measured(crowd, land, years):
    """Life expectancy at both ends from the made-up deaths themselves, and the gap."""
    told = {}
    living = ends(crowd, land).sum(axis=1)
    level = land.level[np.maximum(crowd.area, 0)]
    for end, mark, people in zip(("best", "worst"), (0.0, 1.0), living, strict=True):
        who = ~crowd.living & (crowd.area >= 0) & (level == mark)
        dead = np.bincount(np.minimum(crowd.age[who], AGES[-1]), minlength=len(AGES))
        told[end] = round(abridged(dead, people * years), 2)
    return told | {"gap": round(told["best"] - told["worst"], 2)}


def add_deaths(crowd, land, chances, *, seed):
    """Those who died in the years before the as-of date, drawn evenly so that rates hold."""
    rng = stream(seed, "deaths")
    spread = spread_for(chances, ends(crowd, land))
    age = np.minimum(crowd.age, AGES[-1])
    by_sex = np.stack([hazard(chances, 1.0, "male"), hazard(chances, 1.0, "female")])
    risk = by_sex[crowd.sex, age] * np.exp(spread * (land.level[crowd.area] - 0.5))
    order = np.lexsort((rng.random(len(crowd)), crowd.sex, age, land.level[crowd.area]))
    running = np.cumsum(risk[order] * chances["years"]) + rng.random()
    who = np.repeat(order, np.diff(np.floor(running), prepend=0.0).astype(np.int64))
    died = TODAY - rng.integers(0, int(365.25 * chances["years"]), len(who))
    born = died - (365.2425 * (age[who] + rng.random(len(who)))).astype(np.int64)
    return _joined(crowd, crowd.area[who], who, born, died), spread


def _joined(crowd, area, like, born, died):
    """The crowd with more people in it, who are like others in sex and group."""
    return Crowd(
        np.concatenate([crowd.area, area]).astype(np.int32),
        np.concatenate([crowd.sex, crowd.sex[like]]),
        np.concatenate([crowd.group, crowd.group[like]]),
        np.concatenate([crowd.born, born]).astype(np.int32),
        np.concatenate([crowd.died, died]).astype(np.int32),
        crowd.residents,
    )


def add_outsiders(crowd, share, *, seed):
    """People who live outside the place's areas but are known inside: area -1."""
    rng = stream(seed, "outsiders")
    count = round(share * crowd.residents)
    like = rng.integers(0, crowd.residents, count)
    born = np.minimum(crowd.born[like] + rng.integers(-300, 300, count), TODAY)
    return _joined(crowd, np.full(count, -1), like, born, np.full(count, NEVER))


def told_of_gap(crowd, land, chances, spread):
    """What the truth says of the planted gap: where, how wide, and as the deaths came out."""
    return land.level_name | {
        "planted_gap_years": round(gap(chances, ends(crowd, land), spread), 6),
        "years_of_deaths": chances["years"],
        "measured_from_the_deaths": measured(crowd, land, chances["years"]),
    }
