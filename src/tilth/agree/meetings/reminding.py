"""Who is written to, about what, and when not: one letter a day at most, none at weekends.

A thing is told of when it is new, once a week while it waits, and in the two days before it is
due. A letter carries everything that waits for its reader, so that nobody gets two.
"""

import datetime
from dataclasses import dataclass

WEEK = datetime.timedelta(days=7)
NEAR = datetime.timedelta(days=2)
SATURDAY = 5


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: its key, in words, where it is, by when."""

    person: str
    key: str
    words: str
    address: str = ""
    by: datetime.date | None = None


@dataclass(frozen=True)
class Sent:
    """A letter that went: to whom, on which day, telling of which things."""

    person: str
    on: datetime.date
    keys: frozenset = frozenset()


@dataclass(frozen=True)
class Letter:
    """What one person is told: everything that waits; because: why today. Empty: none goes."""

    person: str
    things: tuple[Waiting, ...]
    because: str
    goes: bool


def letters(waiting, sent, *, on):
    """One Letter for each person something waits for, by person; whether it goes, and why.

    sent: the letters that went before. A pure function of the two and of the day.
    """
    people: dict = {}
    for one in waiting:
        people.setdefault(one.person, []).append(one)
    return [_letter(person, tuple(things), sent, on) for person, things in sorted(people.items())]


def _letter(person, things, sent, on):
    before = [one for one in sent if one.person == person]
    things = tuple(sorted(things, key=lambda t: (t.by or datetime.date.max, t.key)))
    quiet = _quiet(before, on)
    pressing = [why for one in things if (why := _why(one, before, on))]
    if quiet or not pressing:
        return Letter(person, things, quiet or "They were told of all of it this week.", False)
    first = max(set(pressing), key=lambda why: (pressing.count(why), why))
    return Letter(person, things, first, True)


def _quiet(before, on):
    """Why nobody is written to today, whatever waits."""
    if on.weekday() >= SATURDAY:
        return "It is the weekend."
    if any(one.on == on for one in before):
        return "They had a letter today."
    return ""


def _why(thing, before, on):
    """Why a thing is worth a letter today; '' where it is not."""
    told = [one.on for one in before if thing.key in one.keys]
    if not told:
        return "Something new waits."
    if thing.by and on <= thing.by <= on + NEAR and max(told) < thing.by - NEAR:
        return "Something is due soon."
    if on - max(told) >= WEEK:
        return "It has waited for another week."
    return ""
