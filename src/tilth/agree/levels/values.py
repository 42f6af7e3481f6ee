"""What the ledgers reason on: bodies, functions passed between them, and who names a function."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from tilth.agree.words import LAYERS


@dataclass(frozen=True)
class Where:
    """A body: its slug, its name, its layer, and the code of its area where it has one."""

    slug: str
    name: str
    layer: str
    area: str = ""
    until: datetime.date | None = None

    @property
    def nearness(self):
        """0 for the nation; the higher, the nearer to people."""
        return LAYERS.index(self.layer)


@dataclass(frozen=True)
class Terms:
    """What goes with a function from a day on: pounds, days, posts a year; None: not told.

    because: why it changed on that day.
    """

    since: datetime.date
    cash: Decimal | None = None
    time: Decimal | None = None
    capacity: Decimal | None = None
    because: str = ""


@dataclass(frozen=True)
class Passed:
    """A function passed from one body to another; from a body to itself: it stays there.

    terms: what goes with it, the oldest first, at least one. told: the day its taking back was
    said. notice: the days the agreement gives before money is cut or taken back; None where no
    agreement says so.
    """

    ref: str
    function: str
    giver: Where
    receiver: Where
    since: datetime.date
    terms: tuple[Terms, ...]
    until: datetime.date | None = None
    because: str = ""
    told: datetime.date | None = None
    notice: int | None = None
    chosen: bool = True
    conditions: str = ""
    review: datetime.date | None = None
    why_not_lower: str = ""
    indicator: str = ""
    decision: str = ""
    agreement: str = ""

    def __post_init__(self):
        if not self.terms:
            raise ValueError(f"{self.ref} has no terms")
        if self.until is not None and self.until < self.since:
            raise ValueError(f"{self.ref} ends before it begins")
        if any((one.cash or 0) < 0 for one in self.terms):
            raise ValueError(f"{self.ref} passes less than nothing")

    def holds(self, day):
        """Whether it stands on a day; `until` is its last."""
        return self.since <= day and (self.until is None or day <= self.until)

    def on(self, day):
        """What goes with it on a day: the newest terms begun by then, else the first."""
        begun = [one for one in self.terms if one.since <= day]
        return begun[-1] if begun else self.terms[0]

    @property
    def stays(self):
        """It says where a function lies, and passes nothing."""
        return self.giver.slug == self.receiver.slug

    @property
    def nearer(self):
        """It brings the function nearer to people."""
        return self.receiver.nearness > self.giver.nearness


@dataclass(frozen=True)
class Named:
    """An agreement that says somebody must answer for a function, between two days.

    body: whose agreement it is, None where it rules no body. layer, because: where the agreement
    says the function lies and why not nearer. until: its last day in force.
    """

    function: str
    body: Where | None
    agreement: str
    since: datetime.date
    until: datetime.date | None = None
    layer: str = ""
    because: str = ""

    def holds(self, day):
        """Whether it stands on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def same(function):
    """A function by which it is known as one, however it is spaced and written."""
    return " ".join(function.split()).casefold()
