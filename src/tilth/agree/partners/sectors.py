"""The sectors partners come from, as definitions/sectors.toml tells them."""

import functools
from dataclasses import dataclass, field
from importlib import resources

from tilth.agree.words import ACCOUNTABILITY
from tilth.ground.errors import DefinitionError
from tilth.ground.strict import nearest, read_toml, value_of

FILE = "definitions/sectors.toml"
OTHER = "other"


@dataclass(frozen=True)
class Sector:
    """One sector: what it is called, its family, whom it usually answers to, other words for it.

    public: it is a large public body, whose weight the rules watch.
    """

    title: str
    says: str
    family: str
    accountable: str
    public: bool = False
    words: tuple[str, ...] = ()
    name: str = ""

    def __post_init__(self):
        if self.accountable not in ACCOUNTABILITY:
            raise ValueError(f"{self.accountable!r} is not one of {', '.join(ACCOUNTABILITY)}")


@dataclass(frozen=True)
class Sectors:
    """Every sector by name; missed: the families a table ought not to be without."""

    missed: tuple[str, ...]
    sector: dict[str, Sector] = field(default_factory=dict)

    def __getitem__(self, name):
        return self.sector.get(name) or self.sector[OTHER]

    def called(self, words):
        """The name of the sector some words mean; None where they mean none."""
        return self.words.get(" ".join(words.lower().replace("_", " ").split()))

    def like(self, words):
        """The known word most like these, for a hint; None where none is near."""
        return nearest(words.lower(), self.words)

    @functools.cached_property
    def words(self):
        """Every name, title and other word, in small letters, and the sector it means."""
        told = {}
        for name, one in self.sector.items():
            told |= dict.fromkeys((name, one.title.lower(), *one.words), name)
        return told

    def missing(self, present):
        """The families a table is without. present: names of the sectors of those who joined."""
        there = {self[name].family for name in present}
        return tuple(family for family in self.missed if family not in there)


@functools.cache
def sectors():
    """The sectors as they are defined. Raises DefinitionError where the file has a mistake."""
    path = resources.files("tilth") / FILE
    table = read_toml(path)
    read = value_of(_File, table, where=FILE)
    found = {
        name: value_of(Sector, one | {"name": name}, where=f"{FILE} {name}")
        for name, one in read.sector.items()
    }
    _once(found)
    families = {one.family for one in found.values()}
    strange = [name for name in read.missed if name not in families]
    strange += [OTHER] if OTHER not in found else []
    if strange:
        raise DefinitionError(f"no sector is of the family {strange[0]}", where=FILE)
    return Sectors(read.missed, found)


@dataclass(frozen=True)
class _File:
    missed: tuple[str, ...]
    sector: dict


def _once(found):
    """A word means one sector only."""
    means = {}
    for name, one in found.items():
        for word in {name, one.title.lower(), *one.words}:
            if means.setdefault(word, name) != name:
                why = f"{word!r} means both {means[word]} and {name}"
                raise DefinitionError(why, where=FILE)
