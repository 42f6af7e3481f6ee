"""Ways to listen, to make and to learn together: a library that places add to."""

import datetime
from dataclasses import dataclass

FIRST = ("An hour", "Half a day", "A day", "Several weeks", "Several months")


@dataclass(frozen=True)
class Source:
    """Where a way comes from: who described it, and where that can be read."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Way:
    """One way to engage people: what it is, when it helps, what it needs, how it goes, its source.

    people: for how many, in words. takes: one of FIRST. care: what can go wrong, and for whom.
    not_for: when another way is better. Raises ValueError where a step or a source is missing.
    """

    folder = "engagement"

    title: str
    what: str
    when: str
    people: str
    takes: str
    needs: tuple[str, ...]
    steps: tuple[str, ...]
    care: str
    sources: tuple[Source, ...]
    reviewed: datetime.date
    not_for: str = ""
    name: str = ""

    def __post_init__(self):
        if self.takes not in FIRST:
            raise ValueError(f"takes {self.takes!r} is not one of {', '.join(FIRST)}")
        if len(self.steps) < 2 or not self.sources:
            raise ValueError("a way has at least two steps and says where it comes from")


def in_order(ways):
    """Ways by how long they take, the shortest first, then by title; ways: {name: Way}."""
    return sorted(ways.items(), key=lambda pair: (FIRST.index(pair[1].takes), pair[1].title))
