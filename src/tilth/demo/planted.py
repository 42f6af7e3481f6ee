"""What is planted to be found: the programme's effect, the funnel, and how it is written down."""

import numpy as np

from tilth.demo.partners.coded import day
from tilth.demo.people.crowd import NEVER, TODAY, stream
from tilth.demo.people.health import AT_RISK

ACTIVE = 150
AGE = 40
BEGAN = day(2024, 9, 7)


def home_of_the_club(crowd, land):
    """The place most residents live in, and whether each person lives there."""
    places = land.place[crowd.area[: crowd.residents]]
    names, counts = np.unique(places, return_counts=True)
    name = str(names[np.argmax(counts)])
    return name, (crowd.area >= 0) & (land.place[np.maximum(crowd.area, 0)] == name)


def matchday_moves(crowd, health, land, chances, *, seed):
    """Who supports the club, who took part, and what it did: minutes_now is changed in place.

    Of those asked some take part, more readily where they are younger and already move a little,
    so that a plain comparison flatters the programme. Each has two futures, with and without it;
    `effect_points` of a hundred who take part become active only because of it.
    Returns supporters, the day each joined, and the truth.
    """
    rng = stream(seed, "matchday moves")
    name, here = home_of_the_club(crowd, land)
    chance = np.where(here, 0.30, 0.05) * np.where(crowd.sex == 0, 1.25, 0.75)
    supporters = (rng.random(len(crowd)) < chance) & (crowd.age >= 8) & crowd.living
    asked = np.flatnonzero(
        here & supporters & crowd.registered & (crowd.age >= AGE) & health.at_risk
        & health.minutes_known & (health.minutes < ACTIVE)
    )  # fmt: skip
    joins, without, active = _two_futures(crowd.age[asked], health.minutes[asked], chances, rng)
    little = np.round(health.minutes[asked] * rng.uniform(0.6, 1.2, len(asked)))
    enough = np.minimum(np.round(ACTIVE + rng.exponential(60, len(asked))), 900)
    health.minutes_now[asked] = np.where(active, enough, np.minimum(little, ACTIVE - 1))
    joined = np.full(len(crowd), NEVER, np.int64)
    joined[asked[joins]] = BEGAN + rng.integers(0, 60, int(joins.sum()))
    told = _told(joins, without, active) | {"place": name}
    return supporters, joined, told | {"planned_effect_points": chances["effect_points"]}


def _two_futures(age, minutes, chances, rng):
    """Of those asked: who takes part, who would be active without it, who is active after it."""
    lean = 0.10 * (minutes >= 30) - 0.004 * (age - 60)
    joins = rng.random(len(age)) < np.clip(chances["takes_part"] + lean, 0.1, 0.9)
    without = rng.random(len(age)) < np.clip(chances["active_without"] + lean, 0.02, 0.6)
    extra = rng.permutation(np.flatnonzero(joins & ~without))
    active = without.copy()
    active[extra[: round(chances["effect_points"] / 100 * int(joins.sum()))]] = True
    return joins, without, active


def _told(joins, without, active):
    return {
        "programme": "Matchday Moves",
        "list": "matchday_moves",
        "began": "2024-09-07",
        "asked": len(joins),
        "took_part": int(joins.sum()),
        "comparable": int((~joins).sum()),
        "active_after_percent": _percent(active[joins]),
        "active_had_they_not_taken_part_percent": _percent(without[joins]),
        "active_comparable_percent": _percent(active[~joins]),
        "effect_points": round(_percent(active[joins]) - _percent(without[joins]), 3),
        "asked_rule": "supporter, registered, aged 40 or more, under 150 active minutes recorded "
        "between April 2023 and March 2024, and at risk",
        "outcome": "150 or more active minutes recorded from June 2025",
    }


def _percent(flags):
    return round(100 * float(np.mean(flags)), 3) if len(flags) else 0.0


def funnel(crowd, health, land, supporters, joined, chances, *, seed):
    """The steps to the cohort of next season, as criteria; the club's list is trimmed to fit.

    supporters is changed in place. Returns the steps with the people left after each: all of
    them, and those who may be counted because they have not opted out. The last are `funnel`.
    """
    rng = stream(seed, "funnel")
    name, here = home_of_the_club(crowd, land)
    resident = np.arange(len(crowd)) < crowd.residents
    known = crowd.registered & health.minutes_known
    tests = {
        "resident and alive": resident & crowd.living,
        f"place = '{land.place_codes.get(name, name)}'": here,
        f"age >= {AGE}": crowd.age >= AGE,
        f"active_minutes latest < {ACTIVE}": known & (health.minutes_now < ACTIVE),
        " or ".join(f"{condition} ever" for condition in AT_RISK): health.at_risk,
    }
    ready = np.logical_and.reduce(list(tests.values()))
    wanted = round(chances["funnel"] / chances["out_of"] * crowd.residents)
    _trim(supporters, ready & ~crowd.opted_out, joined, wanted, rng)
    left, steps = np.ones(len(crowd), bool), []
    for words, test in (tests | {"club_supporter": supporters}).items():
        left = left & test
        counted = left & ~crowd.opted_out
        steps.append({"keep": words, "people": int(left.sum()), "counted": int(counted.sum())})
    return steps


def _trim(supporters, ready, joined, wanted, rng):
    """Add or drop supporters among those ready until so many of them support the club."""
    short = wanted - int((ready & supporters).sum())
    if short >= 0:
        supporters[rng.permutation(np.flatnonzero(ready & ~supporters))[:short]] = True
    else:
        free = np.flatnonzero(ready & supporters & (joined == NEVER))
        supporters[rng.permutation(free)[:-short]] = False


def activity_missing(crowd, health):
    """How often active minutes were written down, among those who move and those who do not."""
    adult = crowd.registered & (crowd.age >= 16) & crowd.living
    idle = adult & (health.minutes < 30)
    return {
        "field": "gp_events: LOCAL-ACTIVE-MINUTES",
        "inactive_adults": int(idle.sum()),
        "inactive_missing_percent": _percent(~health.minutes_known[idle]),
        "other_adults": int((adult & ~idle).sum()),
        "other_missing_percent": _percent(~health.minutes_known[adult & ~idle]),
        "true_inactive_percent": _percent(idle[adult]),
        "recorded_inactive_percent": _percent(idle[adult & health.minutes_known]),
    }


def falls(stays, chances, month_number):
    """Emergency admissions after a fall, month by month from April 2023, and where the step is."""
    month = month_number(stays["in"][stays["outside"] != ""])
    counts = np.bincount(month[(month >= 1) & (month <= 36)], minlength=37)[1:]
    return {
        "series": "fall_admission by month of admission, April 2023 to March 2026",
        "step_month": chances["step_month"],
        "step_month_is": "2024-10",
        "ratio": chances["step_ratio"],
        "counts": counts.tolist(),
    }


def today():
    """The day everything is as of."""
    return str(np.datetime64(TODAY, "D"))
