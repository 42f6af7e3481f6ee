"""Who answers to whom, for what and how, for any promise, decision, delegation or function."""

from django.http import Http404

from tilth.agree.commitments.answering import Holder, Matter, answers
from tilth.web.agree.actions.commitments import doer, receiver
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.commitments.values import maker_of
from tilth.web.agree.models import Body, Delegation, Version

LONGEST_CHAIN = 12


def answers_to(record, place):
    """The Lines of a record of AGREE: nearest first. Http404 for a kind nobody answers for."""
    told = MATTERS.get(record.kind)
    if told is None:
        raise Http404
    return answers(told(record, place))


def answers_for(function, place):
    """The Lines of a function named in an agreement or passed on: several where it was split."""
    live = Delegation.objects.filter(function__iexact=function, until=None)
    found = [of_delegation(one, place) for one in live.select_related("from_body", "to_body")]
    if not found:
        body = _keeper_of(function)
        held = (_body(body),) if body else ()
        above = body.answers_to if body else None
        how = HELD if body else ""
        found = [Matter(function, held, _above(body), chain=chain(above), how=how)]
    return [line for matter in found for line in answers(matter)]


HELD = "kept there by the agreement, and passed on to nobody"


def of_commitment(one, place):
    """A promise: who does it answers to whom it is for."""
    to = [named.name for named in (receiver(one), one.made_to_body) if named]
    if receiver(one) is None and maker_of(one) and one.type == "recommendation":
        to.append(maker_of(one))
    body = one.decision.body if one.decision else one.programme
    return Matter(
        one.words,
        holders=(_partner(doer(one)),) if doer(one) else (),
        to=tuple(to),
        with_whom=one.with_whom,
        how="says how it goes; they acknowledge how it ends",
        chain=chain(body),
        due=one.due,
        public=one.public,
    )


def of_decision(one, place):
    """A decision: the partner that put it forward, and those who promised their part of it."""
    did = [one.proposer] + [doer(c) for c in one.commitments.all() if doer(c)]
    return Matter(
        one.title,
        holders=tuple(dict.fromkeys(_partner(p) for p in did)),
        to=(one.body.name,),
        with_whom=one.with_whom,
        how="looked at again together",
        chain=chain(one.body),
        due=one.review,
        public=one.public,
    )


def of_delegation(one, place):
    """A function passed on: the body that holds it answers to the one that passed it on."""
    how = one.conditions or "no conditions are written down"
    return Matter(
        one.function,
        holders=(_body(one.to_body),),
        to=(one.from_body.name,),
        how=f"{how}{'' if one.until is None else '; it was taken back'}",
        chain=chain(one.from_body),
        due=one.review,
    )


def of_body(one, place):
    """A body: it answers to the body above it."""
    return Matter(
        one.purpose or f"what {one.name} does",
        holders=(_body(one),),
        to=_above(one),
        how=one.mandate or "it reports to it",
        chain=chain(one.answers_to),
        due=None,
    )


MATTERS = {
    "commitment": of_commitment,
    "decision": of_decision,
    "delegation": of_delegation,
    "body": of_body,
}


def chain(body):
    """The names of a body and of each above it; a ring of bodies ends where it began."""
    names = []
    while body is not None and body.name not in names and len(names) < LONGEST_CHAIN:
        names.append(body.name)
        body = body.answers_to
    return tuple(names)


def functions(place):
    """Every function somebody should answer for: named in an agreement in force, or passed on."""
    passed = Delegation.objects.filter(until=None).values_list("function", flat=True)
    named = [f for version in _in_force(place) for f in version.clauses.get("functions", ())]
    found = {}
    for one in (*named, *passed):
        found.setdefault(one.lower(), one)
    return sorted(found.values(), key=str.lower)


def _in_force(place):
    today = day_of(place)
    begun = Version.objects.filter(since__lte=today).exclude(until__lt=today)
    return begun.select_related("agreement__body")


def _keeper_of(function):
    """The body whose agreement names the function, whichever version did so last."""
    for version in Version.objects.exclude(since=None).order_by("-since"):
        named = [f.lower() for f in version.clauses.get("functions", ())]
        if function.lower() in named:
            return version.agreement.body
    return None


def _above(body):
    return (body.answers_to.name,) if body is not None and body.answers_to else ()


def _partner(partner):
    return Holder(partner.name, partner.accountability)


def _body(body: Body):
    return Holder(body.name)
