"""The made-up texts as they are written, with the names of areas made into codes and layers."""

import datetime
import random
from importlib import resources

from tilth.demo.land.codes import ELSEWHERE, NEIGHBOURHOODS, SYSTEM, code_of
from tilth.ground.strict import read_toml

DAY = datetime.date(2026, 3, 31)  # the day the made-up place stands on
PLACE = "Tiltham"


def texts(name):
    """The tables of one file of texts."""
    with resources.as_file(resources.files("tilth.demo.partnership") / f"{name}.toml") as path:
        return read_toml(path)


def layer_of(area):
    """The layer an area lies on, by its name; the place where none is told."""
    if area == SYSTEM:
        return "system"
    if area in NEIGHBOURHOODS:
        return "neighbourhood"
    if area and area != PLACE and area not in ELSEWHERE:
        raise ValueError(f"{area} is no area of the made-up system")
    return "place"


def located(told, default=""):
    """The layer and the code of what is told with the name of its area."""
    area = told.get("area", default)
    layer = told.get("layer") or layer_of(area)
    return {"layer": layer, "area": code_of(area) if area else ""}


def dice(seed, name):
    """Chance of one's own for one subject, so that a change in one leaves the others alone."""
    return random.Random(f"made-up partnership {seed} {name}")


def days(number):
    """So many days."""
    return datetime.timedelta(days=number)


def moment(on, rng):
    """Some time in the working day, in UTC, with the time zone told."""
    at = datetime.time(rng.randrange(8, 17), rng.randrange(60), tzinfo=datetime.UTC)
    return datetime.datetime.combine(on, at)
