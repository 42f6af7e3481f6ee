"""The ground rules of a conversation that somebody looks after."""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.strict import read_toml, value_of


@dataclass(frozen=True)
class Ground:
    """rules: one line each. could_we: what "could we" leads to, in words."""

    rules: tuple[str, ...]
    could_we: dict


@functools.cache
def ground():
    """The ground rules Tilth ships; whoever looks after a conversation may write others."""
    path = Path(str(resources.files("tilth"))) / "definitions" / "stories" / "rules.toml"
    return value_of(Ground, read_toml(path), where=str(path))
