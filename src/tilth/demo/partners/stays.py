"""Stays in hospital: emergencies, falls with their planted step, planned stays, births."""

import numpy as np

from tilth.demo.partners.coded import day
from tilth.demo.people.crowd import NEVER, TODAY, stream
from tilth.demo.people.health import rate, visits

FIRST = day(2023, 4, 1)
FALLS = ("W010", "W180", "W190", "W050", "W060", "W100", "W109", "W199")
FRACTURES = ("S720", "S721", "S525", "S422", "S009", "S325", "R296")
CAUSES = (
    "R074",
    "R104",
    "J189",
    "K359",
    "R55X",
    "A419",
    "K529",
    "N179",
    "R060",
    "S009",
    "T391",
    "B349",
)
# Codes of a long-term condition come only to those who have it, so that the truth stays true.
SENSITIVE = ("N390", "L031", "G409")
BY_CONDITION = {
    "copd": ("J441", 0.35), "heart_failure": ("I500", 0.30), "diabetes": ("E116", 0.08),
    "asthma": ("J459", 0.05), "stroke": ("I639", 0.10), "coronary_heart_disease": ("I214", 0.10),
    "atrial_fibrillation": ("I489", 0.06), "dementia": ("F03X", 0.08),
    "serious_mental_illness": ("F209", 0.10), "cancer": ("C349", 0.06),
    "hypertension": ("I10X", 0.02), "chronic_kidney_disease": ("N184", 0.04),
}  # fmt: skip
PLANNED = ("H269", "K409", "M169", "M179", "N40X", "K635", "H259", "M201", "K219", "D126")
EMERGENCY_METHODS = {"21": 0.70, "22": 0.12, "24": 0.06, "2A": 0.08, "28": 0.04}


def admissions(crowd, health, chances, *, seed):
    """Every stay: emergencies, falls with their planted step, planned stays, births."""
    rng = stream(seed, "admissions")
    begin = FIRST - 60
    parts = [
        _emergencies(crowd, health, chances, begin, rng),
        _falls(crowd, health, chances["falls"], begin, rng),
        _planned(crowd, health, chances, begin, rng),
        *_births(crowd, begin, rng),
        _last_days(crowd, begin, rng),
    ]
    stays = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}
    stays["out"] = np.minimum(stays["out"], crowd.died[stays["who"]])
    stays["ready"] = _ready(crowd, stays, rng)
    stays["ready"] = np.where(stays["ready"] <= TODAY, stays["ready"], NEVER)
    counted = (stays["out"] >= FIRST) & (stays["in"] <= TODAY) & (stays["out"] >= stays["in"])
    stays = _without_overlaps({k: v[counted] for k, v in stays.items()})
    order = np.lexsort((stays["who"], stays["in"], stays["out"]))
    return {k: v[order] for k, v in stays.items()}


def _stay(who, when, nights, method, diagnosis, outside=None):
    blank = np.full(len(who), "", dtype=object)
    return {
        "who": who,
        "in": when.astype(np.int64),
        "out": (when + nights).astype(np.int64),
        "method": np.broadcast_to(np.asarray(method, object), len(who)),
        "diagnosis": np.broadcast_to(np.asarray(diagnosis, object), len(who)),
        "outside": blank if outside is None else outside,
    }


def _emergencies(crowd, health, chances, begin, rng):
    who, when = visits(
        rate(chances["service"]["emergency"], crowd, health), crowd, begin, TODAY, rng
    )
    winter = 1 + 0.10 * np.cos(2 * np.pi * (when - day(2024, 1, 10)) / 365.25)
    kept = rng.random(len(who)) < winter / 1.10
    who, when = who[kept], when[kept]
    diagnosis = np.array(CAUSES, object)[rng.integers(0, len(CAUSES), len(who))]
    near_home = rng.random(len(who)) < 0.10 + 0.06 * health.deprivation[who]
    diagnosis[near_home] = np.array(SENSITIVE, object)[
        rng.integers(0, len(SENSITIVE), near_home.sum())
    ]
    for name, (code, share) in BY_CONDITION.items():
        diagnosis[health.ill[name][who] & (rng.random(len(who)) < share)] = code
    age = crowd.age[who]
    nights = np.exp(rng.normal(np.interp(age, [0, 40, 70, 95], [0.2, 0.5, 1.3, 1.9]), 0.95)).astype(
        int
    )
    method = np.array(["21", "22", "24", "2A", "28"], object)[
        rng.choice(5, len(who), p=[0.7, 0.12, 0.06, 0.08, 0.04])
    ]
    return _stay(who, when, np.minimum(nights, 120), method, diagnosis)


def month_number(days):
    """Months since April 2023, from 1."""
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(int) - 638


def _falls(crowd, health, chances, begin, rng):
    age = crowd.age
    yearly = chances["rate"] * np.exp(chances["decade"] * (age - 78) / 10)
    yearly = yearly * np.exp(chances["deprivation"] * (health.deprivation - 0.5)) * (age >= 65)
    who, _ = visits(yearly, crowd, begin, TODAY, rng)
    when = _spread(len(who), begin, rng)
    lived = (when <= crowd.died[who]) & (when >= crowd.born[who])
    who, when = who[lived], when[lived]
    after = month_number(when) >= chances["step_month"]
    kept = rng.random(len(who)) < np.where(after, chances["step_ratio"], 1.0)
    who, when = who[kept], when[kept]
    nights = np.minimum(np.exp(rng.normal(2.0, 0.8, len(who))).astype(int) + 1, 90)
    outside = np.array(FALLS, object)[rng.integers(0, len(FALLS), len(who))]
    diagnosis = np.array(FRACTURES, object)[rng.integers(0, len(FRACTURES), len(who))]
    return _stay(who, when, nights, "21", diagnosis, outside)


def _spread(count, begin, rng):
    """Days over the whole time, half of them evenly, so that the step stands out of chance."""
    even = (np.arange(count) + rng.random(count)) / max(count, 1)
    share = np.where(rng.random(count) < 0.5, rng.permutation(even), rng.random(count))
    return begin + (share * (TODAY + 1 - begin)).astype(np.int64)


def _planned(crowd, health, chances, begin, rng):
    who, when = visits(
        rate(chances["service"]["elective"], crowd, health), crowd, begin, TODAY, rng
    )
    nights = np.where(rng.random(len(who)) < 0.72, 0, rng.geometric(0.4, len(who)))
    method = np.array(["11", "12", "13"], object)[rng.integers(0, 3, len(who))]
    return _stay(
        who,
        when,
        nights,
        method,
        np.array(PLANNED, object)[rng.integers(0, len(PLANNED), len(who))],
    )


def _births(crowd, begin, rng):
    """Each child born in these years, and the mother, on the day of birth."""
    child = np.flatnonzero(
        (crowd.mother >= 0) & (crowd.born >= begin) & (rng.random(len(crowd)) < 0.96)
    )
    nights = rng.integers(0, 4, len(child))
    mothers, first = np.unique(crowd.mother[child] * 100_000 + crowd.born[child], return_index=True)
    del mothers
    yield _stay(crowd.mother[child[first]], crowd.born[child[first]], nights[first], "31", "O800")
    yield _stay(child, crowd.born[child], nights, "82", "Z380")


def _last_days(crowd, begin, rng):
    """Nearly half of those who die do so in hospital."""
    who = np.flatnonzero(
        (crowd.died != NEVER) & (crowd.died >= begin + 30) & (rng.random(len(crowd)) < 0.45)
    )
    nights = np.minimum(rng.geometric(0.12, len(who)), 29)
    code = np.array(["J189", "J690", "I269", "A419", "K922"], object)[rng.integers(0, 5, len(who))]
    return _stay(who, np.maximum(crowd.died[who] - nights, crowd.born[who]), nights, "21", code)


def _ready(crowd, stays, rng):
    """The first day with no criteria to reside, for older people whose stay went on after it."""
    nights = stays["out"] - stays["in"]
    old = np.interp(crowd.age[stays["who"]], [50, 65, 90], [0.05, 0.25, 0.5])
    unplanned = np.char.startswith(stays["method"].astype(str), "2")
    late = unplanned & (nights >= 4) & (rng.random(len(nights)) < old)
    late &= stays["out"] != crowd.died[stays["who"]]
    wait = np.minimum(np.exp(rng.normal(1.2, 0.8, len(nights))).astype(int) + 1, nights - 1)
    return np.where(late, stays["out"] - wait, NEVER)


def _without_overlaps(stays):
    """Nobody is in hospital twice at once: the later of two overlapping stays goes."""
    for _ in range(6):
        order = np.lexsort((stays["out"], stays["in"], stays["who"]))
        stays = {k: v[order] for k, v in stays.items()}
        same = stays["who"][1:] == stays["who"][:-1]
        keep = np.concatenate([[True], ~(same & (stays["in"][1:] <= stays["out"][:-1]))])
        if keep.all():
            break
        stays = {k: v[keep] for k, v in stays.items()}
    return stays
