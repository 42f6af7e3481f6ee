"""What the members of a body gave in a cycle: read from the records, never about a person."""

import functools
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from tilth.agree.balance import Given, Member, balance
from tilth.agree.words import STATUTORY
from tilth.web.agree.agreements.force import bound_by, current
from tilth.web.agree.models import Contribution, Decision, Item, Meeting, Partner, Role, Turn

SEED = 20  # so that the same records always give the same bands


@dataclass(frozen=True)
class Gathered:
    """One body in one cycle. given: what -> Givens of its members. outside: what others gave."""

    members: tuple
    given: dict
    outside: int
    bound: bool


def partners_of(body, on):
    """The partners with a voice in a body on a day, by name, and whether an agreement says so.

    Those bound by the agreement in force; without one, those with a part on the body; without
    any, all that have joined.
    """
    joined = Partner.objects.filter(state="joined").order_by("name")
    version = current(body, on)
    if version is not None:
        return joined.filter(slug__in=bound_by(version, on)), True
    parts = Role.objects.filter(body=body, partner__isnull=False, since__lte=on)
    parts = parts.filter(Q(until__isnull=True) | Q(until__gte=on))
    seated = joined.filter(pk__in=parts.values("partner"))
    return (seated, False) if seated.exists() else (joined, False)


def member_of(partner):
    """A partner as a member with one voice."""
    return Member(partner.slug, partner.sector, partner.accountability in STATUTORY)


def gathered(body, cycle, on):
    """What members of a body gave in a cycle, up to a day."""
    last = min(cycle.until, on)
    partners, bound = partners_of(body, last)
    members = tuple(member_of(one) for one in partners)
    known = {one.slug for one in members}
    told = {what: list(rows) for what, rows in _all(body, cycle.since, last).items()}
    given = {what: tuple(g for g in rows if g.partner in known) for what, rows in told.items()}
    outside = sum(g.times for rows in told.values() for g in rows if g.partner not in known)
    return Gathered(members, given, outside, bound)


def _all(body, since, last):
    span = (since, last)
    return {
        "proposals": [*_proposals(body, span), *_put_forward(body, span)],
        "agenda": _agenda(body, span),
        "speaking": _speaking(body, span),
        "carried": _carried(body, span),
        "received": _received(body, span),
        "brought": _brought(body, span),
    }


def _month(day):
    return f"{day:%Y-%m}"


def _proposals(body, span):
    """Decisions put forward; drafts are nobody's business yet."""
    found = Decision.objects.filter(body=body, opened__range=span).exclude(stage="draft")
    for slug, opened in found.values_list("proposer__slug", "opened"):
        yield Given(_month(opened), slug)


def _turns(body, span, type):
    found = Turn.objects.filter(meeting__body=body, meeting__on__range=span, type=type)
    return found.select_related("meeting", "partner", "item").filter(count__gt=0)


def _put_forward(body, span):
    """Things put forward in meetings that did not become a decision's own record."""
    for one in _turns(body, span, "proposed"):
        if one.item is None or not one.item.about.startswith("decision:"):
            yield Given(_month(one.meeting.on), one.partner.slug, one.count)


def _speaking(body, span):
    for one in _turns(body, span, "spoke"):
        yield Given(one.meeting.on.isoformat(), one.partner.slug, one.count)


def _agenda(body, span):
    """Items of agendas by the partner that asked for them."""
    found = Item.objects.filter(meeting__body=body, meeting__on__range=span, removed=False)
    for slug, on in found.exclude(partner=None).values_list("partner__slug", "meeting__on"):
        yield Given(on.isoformat(), slug)


def _carried(body, span):
    found = Decision.objects.filter(body=body, closed__range=span, stage="closed")
    for slug, on in found.filter(outcome="carried").values_list("proposer__slug", "closed"):
        yield Given(_month(on), slug)


def _money(body, span):
    """Money between partners that this body decided on or holds, by the day it began."""
    here = Q(decision__body=body) | Q(to_body=body) | Q(to_body__answers_to=body)
    found = Contribution.objects.filter(here, currency="cash", withdrawn=False, amount__gt=0)
    return found.filter(since__range=span).distinct()


def _received(body, span):
    found = _money(body, span).exclude(to_partner=None)
    for slug, on, amount in found.values_list("to_partner__slug", "since", "amount"):
        yield Given(_month(on), slug, 1, float(amount))


def _brought(body, span):
    found = _money(body, span).filter(out=False, to_partner=None)
    for slug, on, amount in found.values_list("partner__slug", "since", "amount"):
        yield Given(_month(on), slug, 1, float(amount))


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
