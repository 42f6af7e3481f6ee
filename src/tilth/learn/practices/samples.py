"""Practices the founding essay describes, with only what it says: for a place to take in."""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.strict import read_toml, value_of

ESSAY = "Creating the conditions for integration: a conversation starter"
AUTHORS = "Sam Keighley and Hayley Lever, with learning from Greater Manchester and Yorkshire"
CREDIT = f"{ESSAY}. {AUTHORS}"


@dataclass(frozen=True)
class Sample:
    """One practice, or a story it points to, as the essay tells of it.

    kind: practice or story. quotes: the essay's own words, letter for letter. inspired_by: names
    of other samples. with_whom: partners it names. unsaid: what a reader would want to know and
    the essay does not say.
    """

    title: str
    what: str
    quotes: tuple[str, ...]
    name: str = ""
    kind: str = "practice"
    place: str = ""
    layer: str = "place"
    principles: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    with_whom: tuple[str, ...] = ()
    visible: str = ""
    speed: str = ""
    inspired_by: tuple[str, ...] = ()
    unsaid: str = ""


@functools.cache
def samples():
    """{name: Sample}, in the order of their files."""
    folder = Path(str(resources.files("tilth"))) / "definitions" / "practices"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path):
    return value_of(Sample, read_toml(path) | {"name": path.stem}, where=str(path))
