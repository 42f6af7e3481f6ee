"""What happened when: one entry a thing, put in order, put into years."""

import datetime
from dataclasses import dataclass

KINDS = {
    "founding": "How it began",
    "milestone": "Milestones",
    "policy": "Policy and law",
    "shock": "What hit everybody",
    "diary": "Evaluation diary",
    "partner": "Partners who came and went",
    "agreement": "Agreements",
    "decision": "Decisions",
    "body": "Boards and groups",
    "gathering": "Where people met",
    "transplant": "Practices planted",
}
"""What an entry can be: the first five are written by hand, the others are what records say."""
BY_HAND = ("founding", "milestone", "policy", "shock", "diary")


@dataclass(frozen=True)
class Entry:
    """One thing that happened: kind of KINDS, in words; until: its last day, where it lasted.

    address: where it can be read. layer: of which layer. number: of a moment that somebody wrote.
    """

    on: datetime.date
    kind: str
    words: str
    until: datetime.date | None = None
    address: str = ""
    more: str = ""
    layer: str = ""
    number: int | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is not one of {', '.join(KINDS)}")
        if self.until is not None and self.until < self.on:
            raise ValueError("it ends before it begins")


def in_order(entries):
    """Entries by day; on one day shocks first, since they explain the rest, then by words."""
    order = list(KINDS)
    return sorted(
        entries,
        key=lambda one: (one.on, one.kind != "shock", order.index(one.kind), one.words),
    )


def by_year(entries):
    """[(year, [Entry])], the oldest first; a thing that lasted is told where it began."""
    years: dict = {}
    for one in in_order(entries):
        years.setdefault(one.on.year, []).append(one)
    return list(years.items())


def lasting(entries, year):
    """Shocks that began before a year and had not ended as it began; open ones go on."""
    first = datetime.date(year, 1, 1)
    return [
        one
        for one in in_order(entries)
        if one.kind == "shock" and one.on < first and (one.until is None or one.until >= first)
    ]
