"""The words on pages and what they mean."""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.strict import read_toml, value_of


@dataclass(frozen=True)
class Word:
    """A word, what it means, and what specialists call it."""

    word: str
    means: str
    technical: str = ""

    @property
    def slug(self):
        """Its name in the address of the page: /help/words/#deprivation-fifth"""
        return self.word.lower().replace(",", "").replace(" ", "-")


@dataclass(frozen=True)
class Glossary:
    """Every word."""

    words: tuple[Word, ...]


@functools.cache
def glossary():
    """Every word, in alphabetical order."""
    path = Path(str(resources.files("tilth"))) / "definitions" / "words.toml"
    found = value_of(Glossary, read_toml(path), where=str(path)).words
    return tuple(sorted(found, key=lambda one: one.word.lower()))
