"""Health as it might be: conditions, activity, smoking, weight, wellbeing, with their gradients."""

from dataclasses import dataclass

import numpy as np

from tilth.demo.land.margins import GROUPS
from tilth.demo.people.crowd import TODAY, stream

OBESE = 30.0
AT_RISK = (
    "hypertension",
    "diabetes",
    "coronary_heart_disease",
    "chronic_kidney_disease",
    "obesity",
)


@dataclass
class Health:
    """Everyone's health; arrays as long as the crowd.

    deprivation: of the area, 0 to 1. ill: by condition, whether they have it. since: by
    condition, the day it was first coded. minutes: active minutes a week before autumn 2024;
    minutes_now: after summer 2025. minutes_known: whether the practice wrote them down.
    smoking: 0 never, 1 once, 2 now.
    """

    deprivation: np.ndarray
    ill: dict
    since: dict
    count: np.ndarray
    bmi: np.ndarray
    minutes: np.ndarray
    minutes_now: np.ndarray
    minutes_known: np.ndarray
    smoking: np.ndarray
    satisfaction: np.ndarray
    swemwbs: np.ndarray

    @property
    def at_risk(self):
        return np.logical_or.reduce([self.ill[name] for name in AT_RISK])


def draw(crowd, land, chances, *, seed):
    """Everyone's health from the illustrative chances."""
    poor = np.where(crowd.area >= 0, land.deprivation[np.maximum(crowd.area, 0)], 0.5)
    age = crowd.age.astype(float)
    ill, since = {}, {}
    for name, odds in chances["conditions"].items():
        rng = stream(seed, name)
        ill[name] = _has(odds, crowd, age, poor, rng)
        since[name] = _since(crowd, age, odds["from_age"], rng)
    rng = stream(seed, "weight")
    bmi = _bmi(chances["weight"], crowd, age, poor, rng)
    ill["obesity"] = (bmi >= OBESE) & (age >= 16) & (rng.random(len(age)) < 0.55)
    since["obesity"] = _since(crowd, age, 16, rng)
    count = np.add.reduce([ill[n].astype(np.int8) for n in chances["conditions"]])
    minutes = _minutes(chances, crowd, age, poor, count, stream(seed, "activity"))
    rng = stream(seed, "activity known")
    missing = chances["missing_active_minutes"]
    unknown = np.where(minutes < 30, missing["inactive"], missing["active"])
    known = (rng.random(len(age)) >= unknown) & (age >= 16)
    later = np.round(minutes * np.exp(rng.normal(0, 0.18, len(age))))
    return Health(
        poor, ill, since, count, bmi, minutes, later, known,
        _smoking(chances["smoking"], crowd, age, poor, stream(seed, "smoking")),
        *_wellbeing(chances["wellbeing"], poor, ill["depression"], stream(seed, "wellbeing")),
    )  # fmt: skip


def by_group(odds, crowd):
    """The log odds of each person's Census group; white is the yardstick."""
    return np.array([odds.get(g, 0.0) for g in GROUPS])[crowd.group]


def _has(odds, crowd, age, poor, rng):
    start = np.log(odds["at_50"] / (1 - odds["at_50"]))
    score = start + odds["decade"] * (np.minimum(age, 92) - 50) / 10
    score += odds["male"] * ((crowd.sex == 0) - 0.5) + odds["deprivation"] * (poor - 0.5)
    score += by_group(odds, crowd)
    return (rng.random(len(age)) < 1 / (1 + np.exp(-score))) & (age >= odds["from_age"])


def _since(crowd, age, from_age, rng):
    """The day first coded: sooner rather than later, never before the age it begins at."""
    end = np.minimum(crowd.died, TODAY).astype(np.int64)
    years = np.maximum(age - from_age, 0) * rng.random(len(age)) ** 1.8
    return np.maximum(end - 30 - (years * 365).astype(np.int64), crowd.born)


def _bmi(chances, crowd, age, poor, rng):
    mean = chances["bmi"] + chances["bmi_deprivation"] * (poor - 0.5)
    mean = (
        mean + chances["bmi_asian"] * (crowd.group == 0) + chances["bmi_black"] * (crowd.group == 1)
    )
    mean = mean + np.interp(age, [0, 18, 55, 75, 95], [-9.5, -2.0, 2.2, 1.4, -1.5])
    draw = mean * np.exp(rng.normal(0, chances["bmi_sd"] / chances["bmi"], len(age)) - 0.015)
    return np.round(np.clip(draw, 12.5, 62), 1)


def _minutes(chances, crowd, age, poor, count, rng):
    odds, most = chances["inactive"], chances["active"]
    score = odds["start"] + odds["decade"] * (age - 50) / 10 + odds["female"] * (crowd.sex == 1)
    score += odds["deprivation"] * (poor - 0.5) + by_group(odds, crowd)
    score += odds["ill"] * np.minimum(count, 3)
    idle = rng.random(len(age)) < 1 / (1 + np.exp(-score))
    mean = most["log_mean"] + most["deprivation"] * (poor - 0.5) - 0.012 * np.maximum(age - 45, 0)
    active = np.clip(np.exp(rng.normal(mean, most["log_sd"])), 30, 1500)
    little = np.where(rng.random(len(age)) < 0.7, 0, rng.integers(5, 30, len(age)))
    return np.round(np.where(idle, little, active / 5) * np.where(idle, 1, 5))


def _smoking(odds, crowd, age, poor, rng):
    score = odds["start"] + odds["deprivation"] * (poor - 0.5) + odds["male"] * (crowd.sex == 0)
    score = score + odds["past_decade"] * np.maximum(age - 60, 0) / 10
    now = (rng.random(len(age)) < 1 / (1 + np.exp(-score))) & (age >= 15)
    once = (rng.random(len(age)) < odds["past"]) & (age >= 25)
    return np.where(now, 2, np.where(once, 1, 0)).astype(np.int8)


def _wellbeing(chances, poor, low, rng):
    out = []
    for name, least, most in (("satisfaction", 0, 10), ("swemwbs", 7, 35)):
        mean = chances[name] + chances[f"{name}_deprivation"] * (poor - 0.5)
        mean = mean + chances[f"{name}_depression"] * low
        out.append(np.clip(rng.normal(mean, chances[f"{name}_sd"]), least, most))
    return np.round(out[0]).astype(np.int8), np.round(out[1], 2)


def rate(use, crowd, health):
    """Contacts a year with a service, by age, deprivation and illness."""
    age = crowd.age
    score = use["decade"] * (np.maximum(age, 5) - 50) / 10
    score = score + use["over_70"] * np.maximum(age - 70, 0) / 10
    score = score + use["deprivation"] * (health.deprivation - 0.5)
    score = score + use["condition"] * np.minimum(health.count, 5)
    return use["rate"] * np.exp(score)


def visits(rate, crowd, first, last, rng):
    """Who came on which day, between two days, while they lived; in order of day."""
    years = (last - first + 1) / 365.25
    times = rng.poisson(rate * years)
    who = np.repeat(np.arange(len(crowd)), times)
    day = rng.integers(first, last + 1, len(who))
    alive = (day >= crowd.born[who]) & (day <= crowd.died[who])
    who, day = who[alive], day[alive]
    order = np.lexsort((who, day))
    return who[order], day[order]
