"""A partner's local contribution: what it promised and gave in one area, on one page."""

from dataclasses import dataclass

from tilth.agree.commitments.promise import OPEN
from tilth.agree.words import CURRENCIES, GIVING


@dataclass(frozen=True)
class Gift:
    """What a partner puts in. amount: in the unit of its currency, none where told in words.

    Of what is given over more days than the statement is for, amount is the part of these days.
    """

    currency: str
    type: str
    words: str = ""
    amount: float | None = None
    to: str = ""


@dataclass(frozen=True)
class Given:
    """All of one currency: how much, and each part of it in words."""

    currency: str
    title: str
    unit: str
    amount: float | None
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """promises: {state: [Promise]}; given: one Given a currency, also where nothing is told."""

    promises: dict
    given: tuple[Given, ...]

    @property
    def missing(self):
        """The currencies of which nothing is told."""
        return [one.title for one in self.given if not one.parts]

    @property
    def open(self):
        """How many promises are still open."""
        return sum(len(self.promises[state]) for state in OPEN)


def statement(promises, gifts):
    """What one partner promised and gave, over the states and the currencies there are."""
    gifts, held = tuple(gifts), {}
    for one in sorted(promises, key=lambda p: p.ref):
        held.setdefault(one.state, []).append(one)
    states = (*OPEN, "kept", "changed", "let go", "declined")
    given = tuple(_given(currency, gifts) for currency in CURRENCIES)
    return Statement({state: held.get(state, []) for state in states}, given)


def _given(currency, gifts):
    title, unit = CURRENCIES[currency]
    own = [one for one in gifts if one.currency == currency]
    amounts = [one.amount for one in own if one.amount is not None]
    parts = tuple(_part(one) for one in own)
    total = max if currency == "reach" else sum  # the same people may be reached twice
    return Given(currency, title, unit, total(amounts) if amounts else None, parts)


def _part(one):
    how = f"{GIVING[one.type]}{f', to {one.to}' if one.to else ''}"
    return f"{one.words} ({how})" if one.words else how
