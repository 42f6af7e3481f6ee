"""Organisations as the network sees them: what sort, where they work, since when."""

import datetime
from dataclasses import dataclass, field

from tilth.agree.words import STATUTORY

COMMUNITY = ("charitable", "community")


@dataclass(frozen=True)
class Organisation:
    """One organisation. footprint: codes of areas it serves; words: tags it chose itself."""

    key: str
    name: str
    sector: str
    accountability: str = "charitable"
    layer: str = "place"
    state: str = "joined"
    footprint: frozenset = frozenset()
    purpose: str = ""
    words: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    other_names: tuple[str, ...] = field(default=(), compare=False)

    @property
    def statutory(self):
        """It is one of the large public bodies."""
        return self.accountability in STATUTORY

    @property
    def community(self):
        """It is of the community side: answers to its members, neighbours, trustees or purpose."""
        return self.accountability in COMMUNITY

    def here(self, on):
        """It was there on a day; who left is no longer, where its last day is not told."""
        begun = self.since is None or self.since <= on
        if self.until is None:
            return begun and self.state != "left"
        return begun and on <= self.until
