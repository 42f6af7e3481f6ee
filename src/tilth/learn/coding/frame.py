"""The code frame Tilth ships, as definitions/codebooks/integration.toml tells it."""

import functools
from dataclasses import dataclass
from importlib import resources

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import read_toml, value_of
from tilth.learn.words import CODES

FILE = "definitions/codebooks/integration.toml"


@dataclass(frozen=True)
class FrameCode:
    """One code: what it means, the words it comes from, where they stand, words that point to it.

    under: the slug of the code above it. section, paragraph: where the source says it.
    """

    slug: str
    type: str
    name: str
    means: str
    words: str = ""
    section: str = ""
    paragraph: int = 0
    under: str = ""
    signs: tuple[str, ...] = ()

    def __post_init__(self):
        if self.type not in CODES:
            raise ValueError(f"{self.type!r} is not one of {', '.join(CODES)}")

    @property
    def ref(self):
        """What people call it for short: E1, GM3, W2."""
        return self.slug.partition("-")[0].upper()


@dataclass(frozen=True)
class Frame:
    """A code frame: its title, its source, its codes in order."""

    title: str
    source: str
    code: tuple[FrameCode, ...]

    def __post_init__(self):
        slugs = [one.slug for one in self.code]
        twice = next((one for one in slugs if slugs.count(one) > 1), None)
        if twice:
            raise ValueError(f"{twice} is told twice")
        for number, one in enumerate(self.code):
            if one.under and one.under not in slugs[:number]:
                raise ValueError(f"{one.slug}: {one.under} does not come before it")

    @functools.cached_property
    def codes(self):
        """Every code by its slug."""
        return {one.slug: one for one in self.code}

    def where(self, one):
        """Where the source says a code, in words."""
        return f"{self.source}: {one.section.rstrip('.')}, paragraph {one.paragraph}"


@functools.cache
def frame():
    """The frame as it is defined. Raises DefinitionError where the file has a mistake."""
    return read_frame(resources.files("tilth") / FILE)


def read_frame(path):
    """The code frame of a TOML file. Raises DefinitionError: what is wrong and where."""
    read = value_of(Frame, read_toml(path), where=str(path))
    if not read.code:
        raise DefinitionError("it has no code", where=str(path))
    return read
