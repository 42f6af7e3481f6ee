"""Small ledgers to test with, in a line or two."""

from datetime import date
from decimal import Decimal

from tilth.agree.levels.bringing import Given, Size
from tilth.agree.levels.values import Named, Passed, Terms, Where

SYSTEM = Where("system", "System board", "system")
PLACE = Where("place", "Place board", "place")
PITS = Where("pits", "Old Pits team", "neighbourhood", "PITS")
CANAL = Where("canal", "Canalside team", "neighbourhood", "CANAL")
BODIES = [PITS, CANAL, PLACE, SYSTEM]
FROM = date(2024, 4, 1)


def passed(ref, giver, receiver, cash=None, *, function="Falls", since=FROM, until=None, **told):
    """A function passed on; cash: pounds a year, or (day, pounds) pairs."""
    terms = cash if isinstance(cash, list) else [(since, cash)]
    made = tuple(Terms(day, None if c is None else Decimal(c)) for day, c in terms)
    return Passed(ref, function, giver, receiver, since, made, until=until, **told)


def named(function, body=PLACE, *, since=FROM, until=None, agreement="How we work", **told):
    """An agreement in force that names a function."""
    return Named(function, body, agreement, since, until, **told)


def given(number, partner, amount, *, currency="cash", type="pooled", since=date(2025, 4, 1),
          until=None, **told):  # fmt: skip
    """Something a partner puts in."""
    amount = None if amount is None else Decimal(amount)
    return Given(number, partner, currency, type, since, amount, until, **told)


def size(slug, income=None, staff=None, name=""):
    """How large a partner is."""
    income = None if income is None else Decimal(income)
    return Size(slug, name or slug.title(), income, None if staff is None else Decimal(staff))
