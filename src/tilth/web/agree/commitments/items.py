"""One promise as a page shows it: its words, who for whom, how it stands, what is late or quiet."""

from tilth.agree.commitments.telling import told
from tilth.agree.words import COMMITMENTS, PROMISES
from tilth.web.agree.areas import area_name
from tilth.web.agree.found import address
from tilth.web.agree.models import Step

COLUMNS = {
    "ref": "Number",
    "type": "Kind",
    "words": "In words",
    "state": "How it stands",
    "by": "Who does it",
    "for": "For whom",
    "with_whom": "Owned with",
    "programme": "Programme",
    "decision": "From decision",
    "layer": "Layer",
    "area": "Area",
    "where": "Where",
    "origin": "Where the wish comes from",
    "made": "Made on",
    "due": "By when",
    "settled": "Settled on",
    "reason": "Reason",
    "evidence": "What shows it",
    "seen": "Acknowledged on",
    "told": "To know",
    "public": "Residents can read it",
}


def item(record, promise, place, today):
    """One promise in words."""
    return {
        "ref": promise.ref,
        "address": address(record),
        "words": promise.words,
        "kind": COMMITMENTS[promise.type],
        "type": promise.type,
        "state": promise.state,
        "means": PROMISES[promise.state],
        "by": promise.doer,
        "for": promise.receiver,
        "with_whom": promise.with_whom,
        "programme": promise.programme,
        "decision": record.decision,
        "layer": promise.layer,
        "area": promise.area,
        "where": area_name(place, promise.area),
        "origin": promise.origin,
        "made": promise.made,
        "due": promise.due,
        "settled": promise.settled,
        "reason": promise.reason,
        "evidence": promise.evidence,
        "seen": promise.seen,
        "became": record.became,
        "told": told(promise, today),
        "public": promise.public,
    }


def row(one):
    """The same for a file."""
    decision = one["decision"].ref if one["decision"] else ""
    return one | {"decision": decision, "told": "; ".join(one["told"])}


def seen_otherwise():
    """The refs of promises whose ending whom it was made to sees otherwise, and said so last."""
    heard = ("sees it otherwise", "acknowledged it", "opened it again")
    steps = Step.objects.filter(about__startswith="commitment:", act__in=heard)
    last = dict(steps.order_by("at", "pk").values_list("about", "act"))
    return {about.partition(":")[2] for about, act in last.items() if act == heard[0]}
