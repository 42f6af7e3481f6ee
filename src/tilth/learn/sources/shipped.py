"""The lists Tilth ships: likely slips, names with their forms, what is claimed."""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import read_toml, value_of
from tilth.learn.words import NAMES


@dataclass(frozen=True)
class Slip:
    """Words that are likely wrong, what was likely meant, and why. sure: False where it may be."""

    said: str
    meant: str
    why: str
    sure: bool = True

    def __post_init__(self):
        if not self.said.strip() or self.said == self.meant:
            raise ValueError("a slip says what stands there and what is meant")


@dataclass(frozen=True)
class Known:
    """A name and its forms. others: right too. slips: wrong."""

    name: str
    type: str = "organisation"
    others: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    means: str = ""

    def __post_init__(self):
        if self.type not in NAMES:
            raise ValueError(f"{self.type!r} is not one of {', '.join(NAMES)}")


@dataclass(frozen=True)
class Founding:
    """A founding document: the words by which it is known when somebody brings it in."""

    name: str
    title: str
    said: str


@dataclass(frozen=True)
class Claimed:
    """A claim of a founding document: where it is made, the words it is found by, its test."""

    slug: str
    words: str
    document: str
    line: int
    said: str
    test: str


@dataclass(frozen=True)
class Claims:
    """The founding documents and what they claim."""

    documents: tuple[Founding, ...]
    claims: tuple[Claimed, ...]


def path_of(*parts):
    """Where a shipped list lies."""
    return Path(str(resources.files("tilth"))).joinpath("definitions", *parts)


def _rows(cls, path, key):
    table = read_toml(path)
    if set(table) != {key}:
        raise DefinitionError(f"it should hold {key} and nothing else", where=str(path))
    return tuple(value_of(cls, one, where=f"{path} {key}") for one in table[key])


@functools.cache
def slips():
    """Every likely slip."""
    return _rows(Slip, path_of("sources", "slips.toml"), "slips")


@functools.cache
def names():
    """Every name with its forms."""
    return _rows(Known, path_of("sources", "names.toml"), "names")


@functools.cache
def claims():
    """What the founding documents claim. Raises DefinitionError where a claim names no document."""
    path = path_of("claims", "founding.toml")
    table = read_toml(path)
    told = [
        {("document" if k == "in" else k): v for k, v in one.items()} for one in table["claims"]
    ]
    found = value_of(Claims, {**table, "claims": told}, where=str(path))
    known = {one.name for one in found.documents}
    lost = sorted({one.document for one in found.claims} - known)
    if lost:
        raise DefinitionError(f"no document is called {', '.join(lost)}", where=str(path))
    return found
