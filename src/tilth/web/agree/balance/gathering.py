"""What the members of a body gave in a cycle: read from the records, never about a person."""

import functools
from dataclasses import dataclass

import numpy as np

from tilth.agree.balance import Member, balance
from tilth.agree.words import STATUTORY
from tilth.web.agree.models import Decision, Meeting

SEED = 20  # so that the same records always give the same bands


@dataclass(frozen=True)
class Gathered:
    """One body in one cycle. given: what -> Givens of its members. outside: what others gave."""

    partners: list
    members: tuple
    given: dict
    outside: int
    bound: bool


def member_of(partner):
    """A partner as a member with one voice."""
    return Member(partner.slug, partner.sector, partner.accountability in STATUTORY)


def gathered(records, cycle, on):
    """What members of a body gave in a cycle, up to a day; records: the Records of the body."""
    last = min(cycle.until, on)
    partners, bound = records.partners_on(last)
    members = tuple(member_of(one) for one in partners)
    known = {one.slug for one in members}
    told = {what: _between(rows, cycle.since, last) for what, rows in records.given.items()}
    given = {what: tuple(g for g in rows if g.partner in known) for what, rows in told.items()}
    outside = sum(g.times for rows in told.values() for g in rows if g.partner not in known)
    return Gathered(partners, members, given, outside, bound)


def _between(rows, since, last):
    """The Givens of the rows (day, Given) of some days."""
    return [given for day, given in rows if since <= day <= last]


def raised(body, cycle, on, members):
    """partner -> (what it raised that closed in the cycle, what of it was carried)."""
    span = (cycle.since, min(cycle.until, on))
    closed = Decision.objects.filter(body=body, closed__range=span, stage="closed")
    found = {one.slug: [0, 0] for one in members}
    for slug, outcome in closed.values_list("proposer__slug", "outcome"):
        if slug in found:
            found[slug][0] += 1
            found[slug][1] += outcome == "carried"
    return {slug: tuple(counts) for slug, counts in found.items()}


def spoken(body, cycle, on, members):
    """(partner -> on how many closed decisions it spoke, how many there were)."""
    span = (cycle.since, min(cycle.until, on))
    closed = Decision.objects.filter(body=body, closed__range=span, stage="closed")
    found = {one.slug: 0 for one in members}
    for slug in closed.values_list("voices__partner__slug", flat=True):
        if slug in found:
            found[slug] += 1
    return found, closed.count()


@dataclass(frozen=True)
class Held:
    """A meeting: who was there, and how often each member spoke."""

    meeting: object
    present: frozenset
    spoke: dict


def held(body, cycle, on, members):
    """Every meeting of a body in a cycle that was held, with who took part."""
    span = (cycle.since, min(cycle.until, on))
    found = Meeting.objects.filter(body=body, on__range=span).exclude(state__in=("planned",))
    return [_held(one, members) for one in found.prefetch_related("turns__partner")]


def _held(meeting, members):
    spoke, present = {one.slug: 0 for one in members}, set()
    for turn in meeting.turns.all():
        slug = turn.partner.slug
        if slug in spoke and turn.count:
            present.add(slug)
            spoke[slug] += turn.count if turn.type == "spoke" else 0
    return Held(meeting, frozenset(present), spoke)


def first_day(body):
    """The first day something of a body could be balanced, or None."""
    days = (
        Meeting.objects.filter(body=body).order_by("on").values_list("on", flat=True).first(),
        Decision.objects.filter(body=body, opened__isnull=False)
        .order_by("opened").values_list("opened", flat=True).first(),
    )  # fmt: skip
    return min((one for one in days if one), default=None)


@functools.lru_cache(maxsize=512)
def balanced(given, members):
    """The Balance of what was given: a pure function of it, so it can be kept."""
    return balance(given, members, rng=np.random.default_rng(SEED))
