"""Quarters and years, and how much of a sum belongs to each of them."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
TENTH = Decimal("0.1")
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Some days, from the first to the last, and what they are called."""

    first: datetime.date
    last: datetime.date
    name: str


def quarter(day):
    """The quarter a day lies in: "April to June 2026"."""
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    later = (first + datetime.timedelta(days=95)).replace(day=1)
    last = later - DAY
    return Span(first, last, f"{first:%B} to {last:%B} {first.year}")


def quarters(first, last):
    """Every quarter from that of the first day to that of the last, in order."""
    found = [quarter(first)]
    while found[-1].last < last:
        found.append(quarter(found[-1].last + DAY))
    return found


def year(day):
    """The year of accounts a day lies in, from 1 April: "2026 to 2027"."""
    start = day.year if day >= datetime.date(day.year, 4, 1) else day.year - 1
    first, last = datetime.date(start, 4, 1), datetime.date(start + 1, 3, 31)
    return Span(first, last, f"April {start} to March {start + 1}")


def within(amount, since, until, span):
    """How much of an amount given over some days falls into others, evenly by the day.

    amount: Decimal for all of its days. until: its last day; None: all of it on the first.
    Rounded to the penny so that periods side by side add up to the whole exactly.
    """
    until = since if until is None else until
    if until < since:
        raise ValueError("the last day comes before the first")
    before = min(span.first - DAY, span.last)
    return _up_to(amount, since, until, span.last) - _up_to(amount, since, until, before)


def _up_to(amount, since, until, day):
    """How much of it has been given by the end of a day."""
    whole = (until - since).days + 1
    gone = min(max((day - since).days + 1, 0), whole)
    if gone == whole:
        return amount
    return (amount * gone / whole).quantize(PENNY, rounding=ROUND_HALF_UP)


def per_cent(part, whole):
    """A part of a whole in per cent, to a tenth; None where there is no whole.

    What is less than a tenth keeps its first digit: little is not nothing.
    """
    if part is None or not whole:
        return None
    exact = Decimal(part) * 100 / Decimal(whole)
    digits = 1 if abs(exact) >= TENTH or not exact else -exact.adjusted()
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
