"""Which version of an agreement holds on a day: signed by all, begun, not ended, not lapsed."""

import datetime
from dataclasses import dataclass

STATES = {
    "draft": "being written",
    "signing": "waits for signatures",
    "waiting": "signed by all; it holds from a later day",
    "in force": "in force",
    "lapsed": "its last day has gone by",
    "ended": "ended before its last day",
    "left": "a partner left, and it does not go on without them",
    "replaced": "a later version took its place",
}


@dataclass(frozen=True)
class Paper:
    """One version as its dates tell it.

    parties: slugs of those who must sign. since: in force from, none while a draft. until: its
    last day. ended: it was ended early, and `until` is the first day on which it no longer holds.
    goes_on: it holds between the others when one leaves.
    """

    number: int
    parties: tuple[str, ...]
    since: datetime.date | None = None
    until: datetime.date | None = None
    ended: bool = False
    goes_on: bool = True


@dataclass(frozen=True)
class Signed:
    """A partner signed on a day; withdrawn: the first day from which it is no longer bound."""

    partner: str
    on: datetime.date
    withdrawn: datetime.date | None = None


def missing(paper, signatures):
    """The parties that have never signed, in the order of the agreement."""
    have = {one.partner for one in signatures}
    return tuple(party for party in paper.parties if party not in have)


def bound(paper, signatures, on):
    """The parties bound by a version on a day: they signed and have not left."""
    held = {
        one.partner
        for one in signatures
        if one.on <= on and (one.withdrawn is None or on < one.withdrawn)
    }
    return tuple(party for party in paper.parties if party in held)


def begins(paper, signatures):
    """The first day a version holds: every party has signed, and its own first day has come.

    None where it never does: a draft, nobody's agreement, a signature missing, or a partner that
    took its signature back before the last one came.
    """
    signed = {one.partner: one for one in signatures if one.partner in paper.parties}
    if paper.since is None or not paper.parties or missing(paper, signatures):
        return None
    first = max([paper.since, *(one.on for one in signed.values())])
    if any(one.withdrawn is not None and one.withdrawn <= first for one in signed.values()):
        return None
    return None if _over(paper, first) else first


def _over(paper, on):
    if paper.ended:
        return paper.until is None or on >= paper.until
    return paper.until is not None and on > paper.until


def state(paper, signatures, on):
    """How one version stands on a day, by itself: a word of STATES."""
    if paper.since is None:
        return "draft"
    first = begins(paper, signatures)
    if _over(paper, on):
        return "ended" if paper.ended else "lapsed"
    if first is None:
        return "signing" if missing(paper, signatures) or not paper.parties else "left"
    if on < first:
        return "signing" if any(one.on > on for one in signatures) else "waiting"
    still = bound(paper, signatures, on)
    enough = len(still) == len(paper.parties) or (paper.goes_on and len(still) > 1)
    return "in force" if enough else "left"


def in_force(papers, signatures, on):
    """The version in force on a day, or None.

    papers: versions of one agreement, in any order. signatures: number -> its signatures.
    Once a later version has held, no earlier one comes back: what ended with it stays ended.
    """
    held = {}
    for paper in papers:
        first = begins(paper, signatures.get(paper.number, ()))
        if first is not None and first <= on:
            held[paper.number] = paper
    last = held.get(max(held, default=None))
    if last is None:
        return None
    return last if state(last, signatures.get(last.number, ()), on) == "in force" else None


def states(papers, signatures, on):
    """number -> how each version stands; one that a later version followed is replaced."""
    told = {p.number: state(p, signatures.get(p.number, ()), on) for p in papers}
    begun = [
        p.number
        for p in papers
        if (first := begins(p, signatures.get(p.number, ()))) is not None and first <= on
    ]
    newest = max(begun, default=0)
    for number in begun:
        if number < newest and told[number] == "in force":
            told[number] = "replaced"
    return told


def lapses(paper):
    """The moment from which a version no longer holds, in UTC; None where it has no last day."""
    if paper.until is None:
        return None
    over = paper.until if paper.ended else paper.until + datetime.timedelta(days=1)
    return datetime.datetime.combine(over, datetime.time(), tzinfo=datetime.UTC)
