"""One agreement: its text in plain words, its signatures, its versions, two of them compared."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tilth.agree.agreements.comparing import compare
from tilth.agree.agreements.force import STATES
from tilth.agree.agreements.text import told as clauses_told
from tilth.web.agree import past
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.agreements import forms
from tilth.web.agree.agreements.closing import closed_by
from tilth.web.agree.agreements.force import day_of, states_of, versions_of
from tilth.web.agree.agreements.telling import (
    SOON,
    most_telling,
    over_at,
    row,
    signatures,
)
from tilth.web.agree.models import Agreement, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.access.telling import PURPOSE_WORDS

ABOVE = ("Agreements", "/agree/agreement/")


def chosen(request, slug, asked=None):
    """(the agreement, its versions, the one asked for or the most telling, how each stands)."""
    agreement = get_object_or_404(Agreement.objects.select_related("body"), slug=slug)
    versions, on = versions_of(agreement), day_of(request.place)
    states = states_of(agreement, on, versions=versions)
    asked = request.GET.get("version") if asked is None else asked
    version = most_telling(versions, states)
    if asked:
        version = next((one for one in versions if str(one.number) == asked), None)
    if version is None:
        raise Http404
    return agreement, versions, version, states


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def agreement(request, slug):
    """One version of an agreement: the one in force, unless another is asked for."""
    return shown(request, slug)


def shown(request, slug, *, wrong=None, status=200):
    """The page of an agreement; wrong: name -> a form that was sent with mistakes."""
    one, versions, version, states = chosen(request, slug)
    standing, on = Standing.of(request), day_of(request.place)
    clauses, names = acts.clauses_of(version), acts.names()
    rows = signatures(version, on, standing)
    state = states[version.number]
    told = {
        "agreement": one,
        "versions": [(v, states[v.number], STATES[states[v.number]]) for v in versions],
        "version": version,
        "state": state,
        "state_words": STATES[state],
        "row": row(one, versions, on, names),
        "clauses": clauses_told(clauses, names, purposes=PURPOSE_WORDS),
        "clauses_value": clauses,
        "signatures": rows,
        "unsigned": [r for r in rows if r["signature"] is None],
        "over_at": over_at(version),
        "soon": state == "in force" and version.until is not None and version.until - on <= SOON,
        "missing": acts.why_not_ready(version, clauses) if state == "draft" else "",
        "free_seats": acts.free_seats(one, clauses),
        "closed": closed_by(one, on),
        "steps": past.story(one, standing),
        "may_write": acts.may_write(standing),
        "may_lead": acts.may_lead(standing),
        "has_draft": any(v.since is None for v in versions),
        **_forms(request, one, version, rows, standing, wrong or {}),
    }
    return page(request, "agreements/one", one.title, crumbs=[ABOVE], status=status, **told)


def _forms(request, one, version, rows, standing, wrong):
    """The forms of the page, for whoever may use them."""
    mine = [r["partner"] for r in rows if r["may_sign"]]
    mark = acts.mark(version)
    ask = Partner.objects.filter(
        pk__in=[r["partner"].pk for r in rows if r["signature"] is None and r["partner"]]
    )
    data = {"sources": one.sources, "sharing": one.sharing}
    leaving = [
        (r, forms.Leaving(initial={"partner": r["partner"].slug}, auto_id=f"leave-{n}-%s"))
        for n, r in enumerate(rows)
        if r["may_leave"]
    ]
    person = standing.by.person
    signed = {"seen": mark, "name": person.name if person is not None else ""}
    return {
        "mine": mine[0] if mine else None,
        "signing": wrong.get("sign") or forms.Signing(initial=signed, auto_id="sign-%s"),
        "proposing": wrong.get("propose") or forms.Proposing(auto_id="propose-%s"),
        "asking": forms.Asking(ask, auto_id="ask-%s"),
        "leaving": leaving,
        "ending": forms.Ending(auto_id="end-%s"),
        "letting_in": forms.LettingIn(request.place, initial=data, auto_id="data-%s"),
    }


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def printed(request, slug):
    """The text with a line for each party to sign on, for paper."""
    one, _, version, states = chosen(request, slug)
    told = {
        "agreement": one,
        "version": version,
        "state_words": STATES[states[version.number]],
        "clauses": clauses_told(acts.clauses_of(version), acts.names(), purposes=PURPOSE_WORDS),
        "signatures": signatures(version, day_of(request.place), Standing.of(request)),
        "mark": acts.mark(version)[:16],
    }
    crumbs = [ABOVE, (one.title, f"/agree/agreement/{slug}/")]
    return page(request, "agreements/print", f"{one.title}, to sign", crumbs=crumbs, **told)


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def compared(request, slug):
    """Two versions side by side, or as one list of what changed."""
    one, versions, _, states = chosen(request, slug, "")
    numbers = [v.number for v in versions]
    before = _number(request.GET.get("from"), numbers, numbers[max(len(numbers) - 2, 0)])
    after = _number(request.GET.get("to"), numbers, numbers[-1])
    by_number = {v.number: v for v in versions}
    two = (acts.clauses_of(by_number[before]), acts.clauses_of(by_number[after]))
    told = {
        "agreement": one,
        "versions": [(v, STATES[states[v.number]]) for v in versions],
        "before": before,
        "after": after,
        "as_list": request.GET.get("as") == "list",
        "changes": compare(*two, acts.names(), purposes=PURPOSE_WORDS),
    }
    crumbs = [ABOVE, (one.title, f"/agree/agreement/{slug}/")]
    return page(request, "agreements/compare", "What changed", crumbs=crumbs, **told)


def _number(asked, numbers, usual):
    return int(asked) if asked and asked.isdigit() and int(asked) in numbers else usual
