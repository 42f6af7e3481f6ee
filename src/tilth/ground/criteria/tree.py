"""What a criterion says, as a tree: tests joined by and, or and not.

Where a word stood in the text (`at`, counted from 1) is kept for messages and is no part of
what the criterion means.
"""

import datetime
from dataclasses import dataclass, field

UNITS = ("day", "week", "month", "year")
SIGNS = ("=", "!=", "<", "<=", ">", ">=")
NUMBERS = ("latest", "highest", "lowest", "mean", "count", "total")
DATES = ("since", "latest date")


def _place():
    return field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Window:
    """The time up to the as-of date: within 12 months."""

    length: int
    unit: str

    def start(self, as_of):
        """The day before the window's first: an event counts if it is later than this.

        A month or a year back lands on the same day of the month, or on the month's last.
        """
        if self.unit in ("day", "week"):
            days = self.length * (7 if self.unit == "week" else 1)
            return as_of - datetime.timedelta(min(days, (as_of - datetime.date.min).days))
        months = as_of.year * 12 + as_of.month - 1
        months -= self.length * (12 if self.unit == "year" else 1)
        if months < 12:
            return datetime.date.min
        year, month = divmod(months, 12)
        following = datetime.date(year + month // 11, (month + 1) % 12 + 1, 1)
        last = (following - datetime.timedelta(1)).day
        return datetime.date(year, month + 1, min(as_of.day, last))


@dataclass(frozen=True)
class Word:
    """A name on its own: an attribute, a partner's list, or a concept's latest value."""

    name: str
    at: int = _place()


@dataclass(frozen=True)
class Summary:
    """A number or date made of a person's events of one concept. how: NUMBERS or DATES."""

    concept: str
    how: str
    window: Window | None = None
    at: int = _place()


@dataclass(frozen=True)
class Compare:
    """An operand beside a literal: age >= 40."""

    operand: Word | Summary
    sign: str
    value: object


@dataclass(frozen=True)
class Between:
    """An operand from low to high, both included."""

    operand: Word | Summary
    low: object
    high: object


@dataclass(frozen=True)
class OneOf:
    """An operand that is one of some literals."""

    operand: Word | Summary
    values: tuple


@dataclass(frozen=True)
class Missing:
    """An operand of which nothing is known: x is null."""

    operand: Word | Summary


@dataclass(frozen=True)
class Ever:
    """An event at any time up to the as-of date, or within a window."""

    concept: str
    window: Window | None = None
    at: int = _place()


@dataclass(frozen=True)
class Near:
    """An event within so many days before or after another. side: before or after."""

    concept: str
    days: int
    side: str
    other: str
    at: int = _place()
    other_at: int = _place()


@dataclass(frozen=True)
class On:
    """On a partner's list at the as-of date."""

    list: str
    at: int = _place()


@dataclass(frozen=True)
class Is:
    """Another definition, by its name."""

    name: str
    at: int = _place()


@dataclass(frozen=True)
class Not:
    """The opposite; of unknown, unknown."""

    test: object


@dataclass(frozen=True)
class All:
    """Every one of two or more tests."""

    tests: tuple


@dataclass(frozen=True)
class Some:
    """At least one of two or more tests."""

    tests: tuple


def negate(test):
    """The opposite of a test; the opposite of an opposite is the test itself."""
    return test.test if isinstance(test, Not) else Not(test)


def every(tests):
    """All of these tests, as one."""
    return _joined(All, tests)


def some(tests):
    """At least one of these tests, as one."""
    return _joined(Some, tests)


def _joined(kind, tests):
    flat = [t for test in tests for t in (test.tests if isinstance(test, kind) else (test,))]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def parts(test):
    """The tests directly inside a test."""
    if isinstance(test, (All, Some)):
        return test.tests
    return (test.test,) if isinstance(test, Not) else ()


def leaves(test):
    """Every single test in a tree, from left to right."""
    inside = parts(test)
    if not inside:
        yield test
    for part in inside:
        yield from leaves(part)
