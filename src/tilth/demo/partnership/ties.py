"""How the made-up partners stand to each other, told from each side, and what was heard."""

import datetime

from tilth.demo.partnership.people import at_table
from tilth.demo.partnership.reading import dice, texts

SURVEYS = tuple(datetime.date(year, 11, 7) for year in (2022, 2023, 2024, 2025))
LOW, HIGH = 1, 5
FAR = ("system", "nation")
# one, other -> how strain went, survey by survey: what pulled them apart, and what mended.
STRAINED = {
    ("council", "hospital"): (4, 3, 2, 2),
    ("hospital", "council"): (4, 4, 2, 2),
    ("charities", "council"): (2, 2, 5, 3),
    ("community", "icb"): (1, 1, 2, 5),
    ("voluntary-action", "icb"): (2, 1, 2, 4),
    ("charities", "club"): (None, 2, 3, 1),
}
# They speak well of the other; the other does not speak of them.
ONE_SIDED = {("icb", "charities"), ("hospital", "link-workers"), ("buses", "homes")}
NEAR = {  # those who work side by side
    frozenset(pair)
    for pair in (
        ("club", "charities"),
        ("club", "leisure"),
        ("practices", "link-workers"),
        ("homes", "charities"),
        ("community", "practices"),
        ("council", "hospital"),
        ("council", "voluntary-action"),
        ("charities", "voluntary-action"),
        ("hospital", "icb"),
        ("fire", "homes"),
        ("leisure", "fire"),
        ("mental_health", "community"),
        ("neighbours-trust", "charities"),
        ("link-workers", "charities"),
        ("club", "practices"),
        ("buses", "club"),
    )
}
IN_TWO_MINDS = ("community", "icb")
ASKED = 0.30  # how often one speaks of another it does not work beside


def ties(everyone, seed):
    """One side's word on another, survey by survey; trust grows slowly, most between the near."""
    layers = {one["slug"]: one["layer"] for one in everyone}
    since = {one["slug"]: one["joined"] for one in everyone}
    rng, found = dice(seed, "ties"), []
    for turn, on in enumerate(SURVEYS):
        there = sorted(at_table(everyone, on))
        for one in there:
            for other in there:
                told = one != other and _told(one, other, turn, rng)
                if told:
                    vertical = (layers[one] in FAR) != (layers[other] in FAR)
                    found.append(
                        {"one": f"partner:{one}", "other": f"partner:{other}", "on": on}
                        | {"type": "vertical" if vertical else "horizontal", "heard": "survey"}
                        | {"began": max(since[one], since[other])}
                        | told
                    )
    return found + own_stances(everyone) + heard()


def _told(one, other, turn, rng):
    near = frozenset((one, other)) in NEAR
    strain = STRAINED.get((one, other), (None,) * len(SURVEYS))[turn]
    if (other, one) in ONE_SIDED or not (
        near or strain or (one, other) in ONE_SIDED or rng.random() < ASKED
    ):
        return None
    base = (3.2 if near else 2.2) + 0.3 * turn - 0.5 * max(0, (strain or 1) - 2)
    trust = _mark(base, rng)
    stance = "supportive" if trust > 2 else "ambivalent"
    return {
        "trust": trust,
        "understanding": _mark(base - 0.2, rng),
        "collaboration": _mark(base + (0.4 if near else -0.2), rng),
        "strain": strain or rng.choice((1, 1, 1, 2, 2, 3)),
        "stance": "opposed" if strain == HIGH else stance,
    }


def _mark(value, rng):
    return min(HIGH, max(LOW, round(value + rng.gauss(0, 0.6))))


def own_stances(everyone):
    """How each stands to working together, in its own word, when it was last asked."""
    last = SURVEYS[-1]
    return [
        {"one": f"partner:{slug}", "other": f"partner:{slug}", "on": last, "heard": "survey"}
        | {"stance": "ambivalent" if slug in IN_TWO_MINDS else "supportive"}
        for slug in sorted(at_table(everyone, last))
    ]


def heard():
    """Entries of the listening log, as written."""
    return [
        {k: v for k, v in told.items() if k not in ("one", "other")}
        | {"one": f"partner:{told['one']}", "other": f"partner:{told['other']}"}
        | {"heard": "conversation", "layer": "place"}
        for told in texts("hard_things")["heard"]
    ]
