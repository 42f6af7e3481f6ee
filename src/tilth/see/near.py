"""How near places are that people could go to, beside whether people take part."""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.geography.footprints import facilities, reach
from tilth.ground.strict import read_toml, value_of

FILE = "definitions/surroundings.toml"
MOST = 0.5  # a small area belongs to the area that holds more than this of it
ANYWHERE = 0  # no distance is asked about: only how far the nearest is


@dataclass(frozen=True)
class Surrounding:
    """One thing that surrounds people: kinds of place, and the indicators told beside them."""

    title: str
    kinds: tuple[str, ...]
    beside: tuple[str, ...] = ()


@functools.cache
def surroundings():
    """Every surrounding by name, in the order of their file."""
    path = Path(str(resources.files("tilth"))) / FILE
    return {
        name: value_of(Surrounding, told, where=f"{path} [{name}]")
        for name, told in read_toml(path).items()
    }


def near(geography, surrounding, *, layer):
    """How near the people of each area are to such places: area -> {"here", "metres"}.

    here: how many lie in the area. metres: from the nearest, as the crow flies, from where people
    live, on average over its people; None where nobody says where. Roads and hills are not in it.
    Empty where no such place is told of at all. All of it is public.
    """
    kinds = sorted({row["kind"] for row in facilities(geography)} & set(surrounding.kinds))
    if not kinds:
        return {}
    nearest, people = _nearest(geography, kinds)
    whose = _whose(geography, layer)
    found = {code: {"here": 0, "metres": None} for code in geography.areas(layer)}
    there = {
        (whose.get(row["lsoa21"]), row["name"], row["postcode"])
        for kind in kinds
        for row in facilities(geography, kind=kind)
    }  # a hall with three pitches is one place
    for code, _, _ in there:
        if code in found:
            found[code]["here"] += 1
    for code, one in found.items():
        one["metres"] = _mean([c for c, area in whose.items() if area == code], nearest, people)
    return found


def _nearest(geography, kinds):
    """Of each small area: metres to the nearest place of any of the kinds, and its people."""
    nearest, people = {}, {}
    for kind in kinds:
        for row in reach(geography, kind=kind, metres=ANYWHERE):
            people[row["area"]] = row["people"] or 0.0
            if row["nearest"] is not None:
                nearest[row["area"]] = min(row["nearest"], nearest.get(row["area"], row["nearest"]))
    return nearest, people


def _whose(geography, layer):
    """The area of a layer that holds most of each small area."""
    return {
        small: code
        for small, parents in geography.shares(geography.small_area, layer).items()
        for code, part in parents.items()
        if part > MOST
    }


def _mean(codes, nearest, people):
    """The mean over people; each small area alike where nobody says how many live there."""
    known = [code for code in codes if code in nearest]
    if not known:
        return None
    weights = [people.get(code) or 0.0 for code in known]
    weights = weights if sum(weights) else [1.0] * len(known)
    total = sum(weight * nearest[code] for weight, code in zip(weights, known, strict=True))
    return round(total / sum(weights))
