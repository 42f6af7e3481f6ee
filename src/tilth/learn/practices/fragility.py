"""What a practice rests on, and how much of that stands alone or ends soon: in words."""

import datetime
from dataclasses import dataclass

YEAR = datetime.timedelta(days=365)
KINDS = {
    "funder": "who pays for it",
    "person": "somebody without whom it would stop",
    "contract": "a contract or agreement",
    "place": "a room, a pitch, a garden",
    "link": "another service or group it needs",
}
ALONE = ("funder", "person", "contract")
"""The kinds of which one alone is a risk: a single funder, person or contract."""
WORDS = {
    "unknown": "Nobody has said what it rests on",
    "steady": "Nothing it rests on stands alone or ends within a year",
    "some": "Part of what it rests on stands alone or ends within a year",
    "most": "Most of what it rests on stands alone or ends within a year",
    "all": "All that it rests on stands alone or ends within a year",
}


@dataclass(frozen=True)
class Support:
    """One thing a practice would miss. on: what or who. kind: of KINDS. until: its last day."""

    on: str
    kind: str
    until: datetime.date | None = None


@dataclass(frozen=True)
class Held:
    """One support as it stands: why it is at risk, in words; none where nothing says so."""

    support: Support
    why: tuple


@dataclass(frozen=True)
class Fragility:
    """supports: each with its reasons. at_risk, told: how many of how many. word: of WORDS.

    share: at_risk / told; None where nothing is told, which is not the same as steady.
    undated: how many say no end, which may mean that nobody knows.
    """

    supports: tuple
    at_risk: int
    told: int
    share: float | None
    word: str
    undated: int


def fragility(supports, on):
    """How fragile a practice is on a day, from what it rests on.

    supports: Supports. on: a date. A support counts once however many reasons it has: it ends
    within a year of the day (or has ended), or it is the only funder, person or contract told.
    Returns a Fragility. The share describes one practice; it is not for setting beside another's,
    because it depends on how much was told.
    """
    supports = list(supports)
    held = tuple(Held(one, tuple(_why(one, supports, on))) for one in supports)
    at_risk, told = sum(bool(one.why) for one in held), len(held)
    share = at_risk / told if told else None
    undated = sum(one.until is None for one in supports)
    return Fragility(held, at_risk, told, share, _word(at_risk, told), undated)


def _why(one, supports, on):
    if one.until is not None and one.until < on:
        yield "it has ended"
    elif one.until is not None and one.until <= on + YEAR:
        yield "it ends within a year"
    if one.kind in ALONE and sum(other.kind == one.kind for other in supports) == 1:
        yield f"it is the only {one.kind}"


def _word(at_risk, told):
    if not told:
        return "unknown"
    if not at_risk:
        return "steady"
    if at_risk == told:
        return "all"
    return "most" if at_risk * 2 > told else "some"
