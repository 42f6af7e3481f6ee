"""What lies beside a decision: figures as they were kept, its paper trail, changes, reactions."""

import json

from django.http import Http404
from django.utils.text import Truncator

from tilth import see
from tilth.see.findings.exports.texts import plain
from tilth.web.agree import history
from tilth.web.agree.actions.closing import hash_of
from tilth.web.agree.actions.decisions import CHANGE, Reactions
from tilth.web.agree.decisions import forms
from tilth.web.agree.found import address, called, find, may_read
from tilth.web.agree.issues.visible import links_visible_to
from tilth.web.agree.models import Step
from tilth.web.agree.past import who
from tilth.web.see.asking import indicators_of, layers_of

WIDTH = 640
NOT_SHOWN = ("area", "indicator", "meaning")


def figure(evidence):
    """A figure as it was kept, and whether it is still what it was then."""
    found = evidence.finding
    columns = [name for name in found.get("headings", {}) if name not in NOT_SHOWN]
    return {
        "evidence": evidence,
        "told": found,
        "heads": [found["headings"][name] for name in columns],
        "rows": [[_cell(row.get(name)) for name in columns] for row in found.get("rows", ())],
        "whole": hash_of(found, evidence.picture) == evidence.hash,
    }


def _cell(value):
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def keep_form(request, *told):
    """The form to keep a figure; None where there are no figures."""
    if not request.release:
        return None
    used, _ = indicators_of(request.place)
    titles = sorted(((name, one.title) for name, one in used.items()), key=lambda one: one[1])
    layers = [(name, one.title) for name, one in layers_of(request.population).items()]
    return forms.Keep(titles, layers, *told, auto_id="keep-%s")


def taken(request, told):
    """A figure as it stands now: its plain values, its picture, and its release."""
    used, _ = indicators_of(request.place)
    people, chosen = request.population, used[told["indicator"]]
    if told["what"] == "fairness":
        found = see.fairness(people, chosen)
    else:
        found = see.finding(people, chosen, layer=told["layer"])
    return values_of(found, people)


def values_of(found, people):
    """A Finding as it is kept."""
    picture = found.chart(width=WIDTH) if found.kinds and len(found.table) else ""
    values = json.loads(json.dumps(plain(found), default=str))
    return {"finding": values, "picture": picture, "release": people.release}


def trail(decision, standing):
    """What led to a decision and what it led to, of what the reader may see."""
    told = []
    links = links_visible_to(standing).filter(removed=False)
    for link in links.filter(one=decision.key) | links.filter(other=decision.key):
        key = link.other if link.one == decision.key else link.one
        try:
            record = find(key)
        except Http404:
            continue
        if may_read(record, standing):
            after = link.one == decision.key
            told.append(_paper(link.how, after, record))
    if decision.meeting is not None:
        told.insert(0, _paper("taken at", False, decision.meeting))
    promises = [_paper("promised", True, one) for one in decision.commitments.order_by("pk")]
    return {"trail": [*told, *promises]}


def _paper(how, after, record):
    words = called(record)
    if record.kind == "commitment":
        words = f"{record.ref} {Truncator(record.words).words(14)}"
    return {"how": how, "after": after, "words": words, "at": address(record)}


def changes(decision, numbered):
    """Other wordings that were put forward, and which were taken up."""
    texts = {
        step.after.get("proposal")
        for step in history.of(decision)
        if step.act == "took up a change"
    }
    found = history.of(decision, acts=[CHANGE])
    return [
        {
            "number": step.pk,
            "who": who(step),
            "at": step.at,
            "why": step.words,
            "text": step.after.get("text", ""),
            "taken": step.after.get("text") in texts,
        }
        for step in found
        if step.pk in numbered
    ]


def reactions(decision, standing):
    """What partners think, once the reader has said theirs or it is closed; else how many did."""
    steps = list(
        Step.objects.filter(about=Reactions(decision.ref).key).select_related("by", "partner")
    )
    mine = standing.partner.pk if standing.partner else None
    said = any(step.partner_id == mine for step in steps if mine)
    shown = said or decision.stage == "closed"
    told = [{"who": who(one), "at": one.at, "words": one.words} for one in steps] if shown else []
    return {"count": len(steps), "shown": shown, "all": told}
