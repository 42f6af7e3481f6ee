"""Everything a return to somebody above may be made of, read once; and a figure made of it."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from tilth.agree.levels import bringing
from tilth.agree.levels.values import Named, Passed, Where


@dataclass(frozen=True)
class Taken:
    """A decision that was closed: carried or not."""

    ref: str
    closed: datetime.date
    carried: bool
    layer: str
    origin: str


@dataclass(frozen=True)
class Promise:
    """A promise between partners, as it stands; settled: the day it was kept, changed or let go."""

    ref: str
    made: datetime.date
    state: str
    settled: datetime.date | None = None


@dataclass(frozen=True)
class Seat:
    """A partner round the table, since and until when."""

    slug: str
    accountability: str
    state: str


@dataclass(frozen=True)
class Book:
    """Everything a return may be made of, read once. funds: slug -> Given of each fund."""

    passed: tuple[Passed, ...] = ()
    named: tuple[Named, ...] = ()
    bodies: tuple[Where, ...] = ()
    given: tuple[bringing.Given, ...] = ()
    sizes: tuple[bringing.Size, ...] = ()
    decisions: tuple[Taken, ...] = ()
    promises: tuple[Promise, ...] = ()
    seats: tuple[Seat, ...] = ()
    funds: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """One line of a return: its value (None: not known), from which records, what is missing."""

    value: Decimal | int | None
    unit: str = ""
    records: tuple[str, ...] = ()
    unknown: str = ""
