"""Filling the slots of a made-up sentence; frequent things often, rare ones rarely (Zipf)."""

import functools
import re
from importlib import resources

from tilth.demo.land.codes import ELSEWHERE, NEIGHBOURHOODS
from tilth.ground.strict import read_toml

AREAS = (*sorted(NEIGHBOURHOODS), *ELSEWHERE)
NAMES = 45_000  # how many streets and people there are to meet, most of them once
SLOT = re.compile(r"\{(\w+)\}")


@functools.cache
def tables(name):
    """The tables of one file of this folder."""
    with resources.as_file(resources.files("tilth.demo.corpus") / f"{name}.toml") as path:
        return read_toml(path)


@functools.cache
def everyday(name):
    """A list of everyday words."""
    return tuple(dict.fromkeys(tables("words")[name].split()))


def zipf(rng, things):
    """One of them, the first most often: as if the chance of each were one over its rank."""
    return things[rank(rng, len(things))]


def rank(rng, most):
    """A rank from 0 to most - 1, drawn by Zipf's law with exponent 1."""
    return min(int((most + 1) ** rng.random()), most) - 1


def rare(rng, most):
    """A rank from 0 to most - 1 by Zipf's law with exponent 0.6, the long tail surnames have."""
    return int(most * rng.random() ** 2.5)


def weighted(rng, table):
    """One key of a table of weights."""
    return rng.choices(list(table), list(table.values()))[0]


def made_up_name(number):
    """The made-up name of a street or family by its rank: short for the first, longer after."""
    told = tables("voices")
    stems, endings = told["stems"], told["endings"]
    number, ending = divmod(number, len(endings))
    number, stem = divmod(number, len(stems))
    middle = stems[number - 1].lower() if number else ""
    return f"{stems[stem]}{middle}{endings[ending]}"


class Slots:
    """What one story speaks of: the same person, street and area wherever it is named again."""

    def __init__(self, rng, theme, area):
        told = tables("voices")
        name = zipf(rng, told["first_names"])
        if rng.random() < 0.6:
            name = f"{name} {made_up_name(rare(rng, NAMES))}"
        self.rng, self.told, self.theme = rng, told, theme
        self.kept = {"person": name, "area": area, "street": self.street_name()}

    def street_name(self):
        """A street."""
        return f"{made_up_name(rare(self.rng, NAMES))} {zipf(self.rng, self.told['roads'])}"

    def friend(self):
        """Somebody else, by both names."""
        return f"{zipf(self.rng, self.told['first_names'])} {made_up_name(rare(self.rng, NAMES))}"

    def fill(self, sentence):
        """A sentence with every slot filled."""
        filled = SLOT.sub(lambda slot: str(self[slot[1]]), sentence)
        return filled[:1].upper() + filled[1:]

    def __getitem__(self, name):
        rng, told = self.rng, self.told
        if name in self.kept:
            return self.kept[name]
        if name in ("day", "time", "where", "group"):
            return zipf(rng, told[f"{name}s"])
        if name in MAKES:
            return MAKES[name](self)
        low, high = {"many": (8, 240), "number": (2, 12), "age": (13, 19)}[name]
        return rng.randint(low, high)


MAKES = {
    "kin": lambda one: zipf(one.rng, one.told["kin"]),
    "street2": Slots.street_name,
    "friend": Slots.friend,
    "does": lambda one: zipf(one.rng, one.theme["does"]),
    "noun": lambda one: zipf(one.rng, everyday("nouns")),
    "adjective": lambda one: zipf(one.rng, everyday("adjectives")),
}
