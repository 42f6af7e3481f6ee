"""How often a body meets, from its words to its next dates; and when a term ends."""

import calendar
import datetime
import re
from dataclasses import dataclass

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "other": 2, "second": 2}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
          "last": -1}  # fmt: skip
FIXED = {
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "monthly": (1, "month"),
    "bimonthly": (2, "month"),
    "quarterly": (3, "month"),
    "twice a year": (6, "month"),
    "yearly": (12, "month"),
    "annually": (12, "month"),
    "once a year": (12, "month"),
    "once a month": (1, "month"),
}
EVERY = re.compile(r"every (?:(\d{1,2}|[a-z]+) )?(week|month|quarter|year)s?\b")
NTH = re.compile(rf"({'|'.join(PLACES)}) ({'|'.join(DAYS)})")
UNITS = {"week": (1, "week"), "month": (1, "month"), "quarter": (3, "month"), "year": (12, "month")}
FORMS = "such as every 2 months, fortnightly, or the first Tuesday of every month"


@dataclass(frozen=True)
class Cycle:
    """Every so many weeks or months; on which weekday of the month (place 1 to 4, -1 the last)."""

    every: int
    unit: str
    place: int | None = None
    weekday: int | None = None


def read(words):
    """A cycle from its words; None where they do not say one."""
    text = " ".join(words.lower().split())
    found = next((told for name, told in FIXED.items() if re.search(rf"\b{name}\b", text)), None)
    if said := EVERY.search(text):
        found = _every(*said.groups())
    nth = NTH.search(text)
    if found is None and nth and "month" in text:
        found = (1, "month")
    if found is None:
        return None
    every, unit = found
    if nth and unit == "month":
        return Cycle(every, unit, PLACES[nth[1]], DAYS.index(nth[2]))
    return Cycle(every, unit)


def next_dates(cycle, last, *, after, count=6):
    """The next days of a cycle, counted from the last meeting, later than `after`.

    Where the words name no weekday, months keep the weekday of the last one: after the second
    Tuesday of March comes the second Tuesday of May. A fifth one becomes the last of its month.
    """
    found, step = [], 0
    while len(found) < count:
        step += 1
        day = _after(cycle, last, step)
        if day > after:
            found.append(day)
    return found


def term_ends(since, years):
    """The last day of a term of whole years."""
    try:
        same = since.replace(year=since.year + years)
    except ValueError:  # 29 February
        same = since.replace(year=since.year + years, day=28)
        return same
    return same - datetime.timedelta(days=1)


def _every(number, unit):
    many, unit = (NUMBERS.get(number or "one", 0) or _whole(number)), UNITS[unit]
    return (many * unit[0], unit[1]) if many else None


def _whole(number):
    return int(number) if number and number.isdecimal() else 0


def _after(cycle, last, step):
    if cycle.unit == "week":
        return last + datetime.timedelta(weeks=cycle.every * step)
    months = last.year * 12 + last.month - 1 + cycle.every * step
    year, month = divmod(months, 12)
    place = cycle.place if cycle.place is not None else (last.day - 1) // 7 + 1
    weekday = cycle.weekday if cycle.weekday is not None else last.weekday()
    return _nth(year, month + 1, -1 if place == 5 else place, weekday)


def _nth(year, month, place, weekday):
    """The nth such weekday of a month."""
    length = calendar.monthrange(year, month)[1]
    days = [d for d in range(1, length + 1) if datetime.date(year, month, d).weekday() == weekday]
    return datetime.date(year, month, days[place if place < 0 else place - 1])
