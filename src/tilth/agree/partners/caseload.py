"""People whom two partners both look after: on what footing, until when, and why not."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """What a partner sends: for which purposes, until when; closed: why it is shut now, or ''."""

    name: str
    partner: str
    purposes: frozenset
    until: datetime.date
    closed: str = ""

    def stands(self, on):
        """It may be used on a day at all."""
        return not self.closed and on <= self.until


@dataclass(frozen=True)
class Shares:
    """An agreement in force: whom it binds, which sources it lets in, for what, its last day."""

    title: str
    address: str
    bound: frozenset
    sources: frozenset
    purposes: frozenset
    until: datetime.date | None = None


@dataclass(frozen=True)
class Footing:
    """Whether two partners may do something together with what both send.

    under: the agreements that open it. until: the last day of the one that lasts longest. Where
    nothing opens it, why: nothing sent, not for this, closed, no agreement; of: whose it is.
    """

    under: tuple[Shares, ...] = ()
    until: datetime.date | None = None
    why: str = ""
    of: str = ""


def footing(one, other, sent, agreements, purpose, on):
    """The Footing of two partners for a purpose on a day.

    It takes something of each that is sent for the purpose and stands, and an agreement in force
    that binds both, is for the purpose and lets in something of each: one side never opens the
    other. sent: Sent of everyone. agreements: Shares that are in force on the day.
    """
    for partner in (one, other):
        if why := _lacks([s for s in sent if s.partner == partner], purpose, on):
            return Footing(why=why, of=partner)
    open_ = [s for s in sent if s.stands(on) and purpose in s.purposes]
    lasts = [(found, _lasts(found, open_, (one, other))) for found in agreements
             if purpose in found.purposes and {one, other} <= found.bound]  # fmt: skip
    under = [(found, until) for found, until in lasts if until is not None]
    if not under:
        return Footing(why="no agreement")
    return Footing(tuple(found for found, _ in under), max(until for _, until in under))


def _lacks(sent, purpose, on):
    """Why a partner brings nothing for a purpose; '' where it does."""
    if not sent:
        return "nothing sent"
    fit = [one for one in sent if purpose in one.purposes]
    if not fit:
        return "not for this"
    return "" if any(one.stands(on) for one in fit) else "closed"


def _lasts(agreement, open_, two):
    """The last day an agreement opens something of each of two partners; None where it does not."""
    own = [
        max(
            (s.until for s in open_ if s.partner == p and s.name in agreement.sources), default=None
        )
        for p in two
    ]
    if None in own:
        return None
    return min([*own, *([agreement.until] if agreement.until else [])])


def shut(one, other, sent, counted, on):
    """The sources of two partners that a release counted and that may not be used on a day.

    counted: the sources the release read. Where there is any, how many both know is not told.
    """
    return [s for s in sent if s.partner in (one, other) and s.name in counted and not s.stands(on)]
