"""What to do when conditions are not there: the essay's listening guide, as data."""

import functools
from dataclasses import dataclass
from importlib import resources

from tilth.ground.strict import read_toml, value_of

FILE = "definitions/conditions/listening.toml"
LOOKS = (
    "ties",
    "champions",
    "structures",
    "promises",
    "decisions",
    "objections",
    "issues",
    "layers",
    "purpose",
)
"""What is recorded round the table that may bear on a condition."""


@dataclass(frozen=True)
class Step:
    """Something to do, in plain words, what the essay says, and where on this site one can."""

    does: str
    essay: str
    at: str
    there: str


@dataclass(frozen=True)
class Missing:
    """What to do while one condition is missing; look: words of LOOKS that may bear on it."""

    slug: str
    does: tuple[str, ...]
    look: tuple[str, ...] = ()

    def __post_init__(self):
        unknown = [one for one in self.look if one not in LOOKS]
        if unknown:
            raise ValueError(f"{unknown[0]} is not one of {', '.join(LOOKS)}")


@dataclass(frozen=True)
class Guide:
    """The whole guide."""

    title: str
    source: str
    step: tuple[Step, ...]
    code: tuple[Missing, ...]

    def __post_init__(self):
        slugs = [one.slug for one in self.code]
        twice = next((one for one in slugs if slugs.count(one) > 1), None)
        if twice:
            raise ValueError(f"{twice} is told twice")

    @functools.cached_property
    def codes(self):
        """slug -> what to do while that condition is missing."""
        return {one.slug: one for one in self.code}


@functools.cache
def guide():
    """The guide Tilth ships. Raises DefinitionError where the file has a mistake."""
    path = resources.files("tilth") / FILE
    return value_of(Guide, read_toml(path), where=str(path))
