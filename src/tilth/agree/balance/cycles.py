"""Cycles: the months after which partners look whether every voice was equal."""

import datetime
from dataclasses import dataclass

from tilth.agree.meetings.cycle import read

MONTHS = {"year": 12, "half": 6, "quarter": 3}


@dataclass(frozen=True)
class Cycle:
    """A stretch of months. key: as an address says it (2026-Q1, 2026-H2, 2026)."""

    key: str
    since: datetime.date
    until: datetime.date
    title: str

    def holds(self, day):
        """Whether a day lies in it."""
        return day is not None and self.since <= day <= self.until


def length_of(meets):
    """The length of a body's cycle from how often it meets, in words; a quarter unless told.

    One that meets every four months or less often is looked at by the half year or the year, so
    that a cycle holds more than one meeting.
    """
    told = read(meets)
    months = told.every if told is not None and told.unit == "month" else 0
    return "quarter" if months < 4 else "half" if months < 12 else "year"


def cycle_of(day, meets=""):
    """The cycle a day lies in."""
    months = MONTHS[length_of(meets)]
    number = (day.month - 1) // months
    since = datetime.date(day.year, number * months + 1, 1)
    next_ = (since.month - 1 + months) % 12 + 1
    until = datetime.date(day.year + (next_ == 1), next_, 1) - datetime.timedelta(days=1)
    sign = {12: "", 6: f"-H{number + 1}", 3: f"-Q{number + 1}"}[months]
    if months == 12:
        return Cycle(f"{day.year}", since, until, f"The whole of {day.year}")
    return Cycle(f"{day.year}{sign}", since, until, f"{since:%B} to {until:%B %Y}")


def years(first, last):
    """Every calendar year from the first day to the last, and all of them together.

    Where cycles hold too few contributions to tell anything, longer stretches may.
    """
    single = [
        Cycle(f"{y}", datetime.date(y, 1, 1), datetime.date(y, 12, 31), f"The whole of {y}")
        for y in range(first.year, last.year + 1)
    ]
    since = datetime.date(first.year, first.month, 1)
    return [*single, Cycle("all", since, last, f"All since {since:%B %Y}")]


def cycles(first, last, meets=""):
    """Every cycle from the one that holds the first day to the one that holds the last."""
    found = [cycle_of(first, meets)]
    while found[-1].until < last:
        found.append(cycle_of(found[-1].until + datetime.timedelta(days=1), meets))
    return found
