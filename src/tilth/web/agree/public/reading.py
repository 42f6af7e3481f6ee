"""What of AGREE anyone may read: told once here, so that nothing else reaches the public pages."""

from django.db.models import Count, Q

from tilth.agree.commitments.answering import HOW
from tilth.agree.words import ACCOUNTABILITY, BODIES, ORIGINS
from tilth.web.agree.areas import area_name
from tilth.web.agree.commitments.items import item
from tilth.web.agree.commitments.values import promises
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Body, Commitment, Decision, Meeting, Partner, Role

OPEN = ("questions", "reactions", "amended", "objections")
OUTCOMES = {"carried": "Yes, we do it", "not carried": "No, we do not do it"}
FIRST = ("board", "team", "programme", "fund", "group", "space", "network")


def decisions():
    """Public decisions that were put to partners: never a draft."""
    told = Decision.objects.filter(public=True, stage__in=(*OPEN, "closed"))
    harm = Q(voices__position="object")
    told = told.annotate(objected=Count("voices", filter=harm))
    told = told.annotate(met=Count("voices", filter=harm & ~Q(voices__met="")))
    return told.select_related("body", "proposer")


def commitments():
    """Public promises."""
    return Commitment.objects.filter(public=True)


def told_promises(place, today, records=None):
    """Public promises as a page shows them; nothing of a promise or a decision that is not."""
    found = []
    for record, value in promises(commitments() if records is None else records):
        one = item(record, value, place, today)
        if one["became"] is not None and not one["became"].public:
            one["became"] = None
        decision = record.decision
        shown = decision is not None and decision.public and decision.stage in (*OPEN, "closed")
        one["decision"] = decision if shown else None
        found.append(one)
    return found


def told_decisions(records, place):
    """Each of these public decisions in plain words."""
    names = dict(Partner.objects.values_list("slug", "name"))
    return [told_decision(one, place, names) for one in records]


def told_decision(one, place, names):
    """A public decision in plain words. No voice, no draft, no figure from inside."""
    closed = one.stage == "closed"
    return {
        "ref": one.ref,
        "address": f"/agree/public/decisions/{one.ref}/",
        "title": one.title,
        "proposal": one.proposal,
        "why": one.why,
        "body": one.body.name,
        "proposer": one.proposer.name,
        "with_whom": one.with_whom,
        "population": one.population,
        "where": area_name(place, one.area) or "The whole place",
        "area": one.area,
        "origin": ORIGINS[one.origin],
        "money": one.money,
        "money_says": one.money_says,
        "equality": one.equality,
        "why_not_lower": one.why_not_lower,
        "layer": one.layer,
        "open": not closed,
        "opened": one.opened,
        "closes": None if closed else one.closes,
        "closed": one.closed,
        "outcome": OUTCOMES.get(one.outcome, "Decided") if closed else "Being decided now",
        "outcome_says": one.outcome_says if closed else "",
        "review": one.review,
        **_who_spoke(one, closed, names),
    }


def _who_spoke(one, closed, names):
    """After closing: which partners spoke and which did not, how many saw harm; never what."""
    if not closed:
        return {"spoken": [], "silent": [], "objections": 0, "met": 0}
    told = {
        which: sorted(names.get(slug, slug) for slug in one.rule.get(which) or ())
        for which in ("spoken", "silent")
    }
    return told | {"objections": one.objected, "met": one.met}


def bodies(today):
    """Who decides: boards first, each with its chair and to whom it answers."""
    live = Body.objects.filter(Q(since=None) | Q(since__lte=today)).exclude(until__lt=today)
    chairs = _chairs(today)
    held = sorted(
        live.select_related("answers_to"), key=lambda b: (FIRST.index(b.type), b.name.lower())
    )
    return [
        {
            "name": one.name,
            "first": one.type == "board",
            "kind": BODIES[one.type],
            "layer": one.layer,
            "purpose": one.purpose,
            "cycle": one.cycle,
            "answers_to": one.answers_to.name if one.answers_to else "",
            "chairs": chairs.get(one.pk, []),
        }
        for one in held
    ]


def _chairs(today):
    """body -> its chairs by name: a public part; an expert by experience only where they agreed."""
    held = Role.objects.filter(chair=True, since__lte=today).exclude(until__lt=today)
    found = {}
    for one in held.exclude(body=None).select_related("person", "partner"):
        named = one.person if not one.expert or one.consented else None
        who = named.name if named else one.title
        ties = "independent" if one.independent else one.partner.name if one.partner else ""
        found.setdefault(one.body_id, []).append(f"{who}, {ties}" if ties else who)
    return found


def partners():
    """Partners round the table by name, each with how it is accountable; no address, no person."""
    return [
        {
            "name": one.name,
            "purpose": one.purpose,
            "answers": ACCOUNTABILITY.get(one.accountability, "has not told to whom it answers"),
            "how": HOW[one.accountability][1] if one.accountability in HOW else "",
        }
        for one in Partner.objects.filter(state="joined").order_by("name")
    ]


def meetings(today):
    """Public meetings to come: what, when and where; never a link to join."""
    coming = Meeting.objects.filter(public=True, on__gte=today).select_related("body")
    return [
        {
            "title": one.title or one.body.name,
            "on": one.on,
            "starts": one.starts,
            "where": one.where,
        }
        for one in coming.order_by("on")[:6]
    ]


def hard_things():
    """The hard things their owners opened to everyone, as the group put them."""
    return [one.reframed or one.title for one in visible_to(None).filter(visible="public")]
