"""The texts of LEARN's demo as rows: areas made into codes, days into moments."""

import datetime
import functools
import random
from importlib import resources

from tilth.demo.partnership.reading import layer_of, located
from tilth.ground.strict import read_toml

LETTERS = "bcdfghjkmnpqrstvwxyz23456789"
EVERYONE = ("partnership", "everyone")
HOUR = datetime.time(11, 30, tzinfo=datetime.UTC)


def address_of(name):
    """The made-up address of a story: always the same, and it tells nothing of the story."""
    rng = random.Random(f"made-up story {name}")
    return "".join(rng.choice(LETTERS) for _ in range(8))


@functools.cache
def learning():
    """kind -> rows of plain values; who and what is named by slug, key or number."""
    told = {name: rows for file in ("stories", "practices", "gatherings", "talks")
            for name, rows in _texts(file).items()}  # fmt: skip
    return {
        "stories": [_story(one) for one in told["story"]],
        "practices": [_practice(one) for one in told["practice"]],
        "plantings": [_planting(one) for one in told["planting"]],
        "ripple_maps": [_map(one) for one in told["ripple_map"]],
        "gatherings": [_gathering(one) for one in told["gathering"]],
        "moments": told["moment"],
        "conditions": [_condition(one) for one in told["condition"]],
        "comments": [_comment(one) for one in told["comment"]],
        "talks": told["talk"],
        "codings": [one | {"story": address_of(one["story"])} for one in told["coding"]],
        "threads": [one | {"about": keyed(one["about"])} for one in told["thread"]],
    }


def keyed(key):
    """A key as records have it: `story:denise` becomes the story's made-up address."""
    kind, _, name = key.partition(":")
    return f"story:{address_of(name)}" if kind == "story" else key


def _texts(name):
    with resources.as_file(resources.files("tilth.demo.learning") / f"{name}.toml") as path:
        return read_toml(path)


def at_noon(day):
    """A moment about the middle of a day."""
    return datetime.datetime.combine(day, HOUR)


def _story(told):
    to = told.get("to", EVERYONE)
    area = told.get("area", "")
    layer = told.get("layer") or layer_of(area)
    return {
        "slug": address_of(told["slug"]),
        "name": told["slug"],
        "type": told.get("type", "story"),
        "title": told["title"],
        "words": told["words"].strip(),
        "answers": told.get("answers", {}),
        "inquiry": told.get("inquiry", ""),
        "strengths": told.get("strengths", ""),
        "barriers": told.get("barriers", ""),
        "tellers": [{"name": name, "as": part} for name, part in told["who"]],
        "sources": told.get("sources", []),
        "layer": layer,
        "area": located({"area": area})["area"] if area else "",
        "growth": told.get("growth", ""),
        "conditions": [],
        "indicators": told.get("indicators", []),
        "on": told["on"],
        "until": told.get("until"),
        "reach": told.get("reach", ""),
        "reach_shown": told.get("reach_shown", False),
        "to": list(to),
        "state": told.get("state", "published"),
        "told": at_noon(told["on"]),
        "by": told.get("by"),
        "partner": told.get("partner"),
        "codes": told["codes"],
    }


def _practice(told):
    plain = {name: value for name, value in told.items() if name not in ("stories", "area")}
    stories = [address_of(one) for one in told["stories"]]
    return plain | _where(told) | {"stories": stories}


def _planting(told):
    return {name: value for name, value in told.items() if name != "area"} | _where(told)


def _where(told):
    return located({"area": told.get("area", "")})


def _map(told):
    return told | {"area": _where(told)["area"]}


def _gathering(told):
    plain = {name: value for name, value in told.items() if name not in ("begins", "ends")}
    begins, ends = (told[name].replace(tzinfo=datetime.UTC) for name in ("begins", "ends"))
    return plain | {"area": _where(told)["area"], "begins": begins, "ends": ends}


def _condition(told):
    evidence = [one | {"about": keyed(one["about"])} for one in told["evidence"]]
    return told | {"area": _where(told)["area"], "evidence": evidence}


def _comment(told):
    return told | {"about": keyed(told["about"]), "at": at_noon(told["on"])}
