"""What is planted to be found: the programme's effect, the funnel, and how it is written down."""

import numpy as np

from tilth.demo.crowd import NEVER, TODAY, stream
from tilth.demo.practices import day

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
    eligible = np.flatnonzero(
        here & supporters & crowd.registered & (crowd.age >= AGE) & health.at_risk
        & health.minutes_known & (health.minutes < ACTIVE)
    )  # fmt: skip
    keen = (
        chances["takes_part"]
        + 0.10 * (health.minutes[eligible] >= 30)
        - 0.004 * (crowd.age[eligible] - 60)
    )
    joins = rng.random(len(eligible)) < np.clip(keen, 0.1, 0.9)
    anyway = (
        chances["active_without"]
        + 0.10 * (health.minutes[eligible] >= 30)
        - 0.003 * (crowd.age[eligible] - 60)
    )
    without = rng.random(len(eligible)) < np.clip(anyway, 0.02, 0.6)
    took, rest = eligible[joins], eligible[~joins]
    extra = rng.permutation(np.flatnonzero(joins & ~without))
    extra = extra[: round(chances["effect_points"] / 100 * len(took))]
    active = without.copy()
    active[extra] = True
    before = health.minutes[eligible]
    little = np.minimum(np.round(before * rng.uniform(0.6, 1.2, len(eligible))), ACTIVE - 1)
    enough = np.round(ACTIVE + rng.exponential(60, len(eligible)))
    health.minutes_now[eligible] = np.where(active, np.minimum(enough, 900), little)
    joined = np.full(len(crowd), NEVER, np.int64)
    joined[took] = BEGAN + rng.integers(0, 60, len(took))
    truth = {
        "programme": "Matchday Moves",
        "began": "2024-09-07",
        "place": name,
        "asked": len(eligible),
        "took_part": len(took),
        "comparable": len(rest),
        "active_after_percent": _percent(active[joins]),
        "active_had_they_not_taken_part_percent": _percent(without[joins]),
        "active_comparable_percent": _percent(active[~joins]),
        "effect_points": round(_percent(active[joins]) - _percent(without[joins]), 3),
        "planned_effect_points": chances["effect_points"],
        "asked_rule": "supporter, registered, aged 40 or more, under 150 active minutes recorded "
        "between April 2023 and March 2024, and at risk",
        "outcome": "150 or more active minutes recorded from June 2025",
    }
    return supporters, joined, truth


def _percent(flags):
    return round(100 * float(np.mean(flags)), 3) if len(flags) else 0.0


def funnel(crowd, health, land, supporters, joined, chances, *, seed):
    """The steps to the cohort of next season; the club's list is trimmed so that they end as planned.

    supporters is changed in place. Returns the steps with the people left after each.
    """
    rng = stream(seed, "funnel")
    name, here = home_of_the_club(crowd, land)
    resident = np.arange(len(crowd)) < crowd.residents
    steps = [("resident, living", resident & crowd.living)]
    for words, test in (
        (f"place = '{name}'", here),
        (f"age >= {AGE}", crowd.age >= AGE),
        (
            f"active_minutes latest < {ACTIVE}",
            crowd.registered & health.minutes_known & (health.minutes_now < ACTIVE),
        ),
        (
            "hypertension, diabetes, coronary_heart_disease, chronic_kidney_disease or obesity ever",
            health.at_risk,
        ),
    ):
        steps.append((words, steps[-1][1] & test))
    ready = steps[-1][1]
    wanted = min(round(chances["funnel"] / chances["out_of"] * crowd.residents), int(ready.sum()))
    inside = np.flatnonzero(ready & supporters & (joined == NEVER))
    spare = np.flatnonzero(ready & ~supporters)
    short = wanted - int((ready & supporters).sum())
    if short > 0:
        supporters[rng.permutation(spare)[:short]] = True
    elif short < 0:
        supporters[rng.permutation(inside)[:-short]] = False
    steps.append(("club_supporter", ready & supporters))
    return [{"keep": words, "people": int(kept.sum())} for words, kept in steps]


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


def measured_gap(crowd, land, years):
    """Life expectancy at both ends, from the made-up deaths themselves (abridged, both sexes)."""
    out = {}
    for end, level in (("best", 0.0), ("worst", 1.0)):
        here = (crowd.area >= 0) & (land.level[np.maximum(crowd.area, 0)] == level)
        alive = np.bincount(_band(crowd.age[here & crowd.living]), minlength=19)
        dead = np.bincount(_band(crowd.age[here & ~crowd.living]), minlength=19)
        out[end] = round(_abridged(dead / np.maximum(alive * years, 0.5)), 2)
    return out | {"gap": round(out["best"] - out["worst"], 2)}


def _band(age):
    return np.minimum(age // 5, 18)


def _abridged(rate):
    """Life expectancy at birth from rates in five-year bands; the last is open (Chiang 1984)."""
    dying = np.minimum(5 * rate / (1 + 2.5 * rate), 1.0)
    alive = np.concatenate([[1.0], np.cumprod(1 - dying[:-1])])
    years = 5 * (alive[:-1] + alive[1:]) / 2
    return float(years.sum() + alive[-1] / max(rate[-1], 0.01))


def today():
    """The day everything is as of."""
    return str(np.datetime64(TODAY, "D"))
