"""One decision: what is proposed, its five stages, who has spoken, and what stands in the way."""

from dataclasses import asdict

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from tilth.agree.decisions.hearing import appraisal
from tilth.agree.decisions.rule import METHODS
from tilth.agree.words import ACCOUNTABILITY, ORIGINS, POSITIONS, ROUTES, STAGES, STATUTORY
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import decisions
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.decisions import forms, papers, rights
from tilth.web.agree.decisions.ruling import OPEN, SPEAKING, ruling
from tilth.web.agree.models import Body, Decision, Partner
from tilth.web.agree.past import OVER, story
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, SPEAKERS, Standing
from tilth.web.house.access import route

ABOVE = ("Decisions", "/agree/decisions/")
STEPS = (
    ("questions", "Questions"),
    ("reactions", "Reactions"),
    ("amended", "Amended"),
    ("objections", "Objections"),
    ("closed", "Outcome"),
)
# What a page that leads here may have filled in already.
BEGUN = ("route", "body", "layer", "area", "origin", "title", "proposal", "why", "population")
TALK = ("asked", "answered", decisions.CHANGE)
round_table = route(level="D1", purpose="plan", roles=ROUND)


@require_http_methods(["GET", "HEAD", "POST"])
@round_table
def new(request):
    """Write down a proposal; every joined partner may, whatever its size."""
    standing = Standing.of(request)
    begun = {name: request.GET[name] for name in BEGUN if name in request.GET}
    form = forms.New(request.place, request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            made = decisions.draft(standing, **form.cleaned_data)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            return redirect(f"/agree/decisions/{made.ref}/")
    partner = standing.partner
    return page(
        request,
        "decisions/new",
        "Propose something",
        crumbs=[ABOVE],
        form=form,
        partner=partner,
        may=partner is not None and partner.state == "joined" and standing.by.role in SPEAKERS,
        bodies=Body.objects.exists(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@round_table
def text(request, ref):
    """Change the words of a decision."""
    decision, standing = get_object_or_404(Decision, ref=ref), Standing.of(request)
    initial = {name: getattr(decision, name) for name in forms.Text.base_fields}
    initial["seen"] = decisions.changes_of(decision)
    form = forms.Edit(request.place, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            decisions.change(standing, decision, **form.cleaned_data)
        except AgreementError as error:
            form.data = form.data.copy()
            form.data["seen"] = initial["seen"]
            form.add_error(None, f"{error.what}.")
        else:
            return redirect(f"/agree/decisions/{ref}/")
    crumbs = [ABOVE, (decision.ref, f"/agree/decisions/{ref}/")]
    title = f"Change the text of {ref}"
    return page(request, "decisions/text", title, crumbs=crumbs, form=form, decision=decision)


@require_safe
@round_table
def decision(request, ref):
    """One decision, whole."""
    found = get_object_or_404(Decision.objects.select_related("proposer", "body"), ref=ref)
    standing, on = Standing.of(request), day_of(request.place)
    stands = ruling(found, on, closer=request.user if standing.chairs else None)
    told = {
        **about(request, found, stands),
        **heard(found, stands, standing),
        **talked(found, standing),
        **papers.trail(found, standing),
        **rights.may(request, found, stands, standing, on),
    }
    return page(request, "decisions/one", found.title, crumbs=[ABOVE], **told)


def about(request, found, stands):
    """What is proposed, at which stage, under which rule."""
    names = [name for name, _ in STEPS]
    now = names.index(found.stage) if found.stage in names else -1
    steps = STEPS[3:] if found.route == "light" else STEPS
    return {
        "decision": found,
        "steps": [
            (words, "now" if name == found.stage else "gone" if names.index(name) < now else "")
            for name, words in steps
        ],
        "stage": STAGES[found.stage],
        "origin": ORIGINS.get(found.origin, found.origin),
        "route": ROUTES[found.route],
        "area": area_name(request.place, found.area) if found.area else "",
        "only_yes_no": not any(one["kind"] in ("both", "blended") for one in found.options),
        "kinds": forms.KINDS,
        "figures": [papers.figure(one) for one in found.evidence.filter(removed=False)],
        "rule": rule_words(found.rule["rule"] if found.rule.get("rule") else asdict(stands.rule)),
        "version": found.version if found.stage == "closed" else stands.version,
        "open": found.stage in OPEN,
        "speaking": found.stage in SPEAKING,
        "stands": stands,
    }


def rule_words(rule):
    """The signed rule, a sentence each."""
    told = [f"One partner has one voice. It is {METHODS[rule['method']]}."]
    for name, words in (
        ("quorum_partners", "At least {} partners must have spoken."),
        ("quorum_sectors", "They must be from at least {} sectors."),
        (
            "non_statutory",
            "At least {} outside the large public bodies must be in favour or live with it.",
        ),
    ):
        if rule.get(name):
            told.append(words.format(rule[name]))
    if rule.get("chair_independent"):
        told.append("The chair who closes it must be independent.")
    told.append(
        f"Voices stay open for {rule['days']} days at least; {rule['light_days']} for a light test."
    )
    return told


def heard(found, stands, standing):
    """Who has spoken, and what the reader may read of it."""
    closed = found.stage == "closed"
    readable = {one.pk: one for one in stands.readable(standing.partner, closed)}
    shared = closed or bool(readable)
    rows = [_heard(one, stands, readable) for one in _listed(found, stands)]
    scores = {one.partner.slug: one.scores for one in readable.values() if one.scores}
    options = [one["name"] for one in found.options]
    return {
        "voices": rows,
        "shared": shared,
        "objections": _objections(found, stands, shared),
        "unmet": stands.hidden_unmet(told=shared or found.stage == "objections"),
        "strengths": sorted(one.strength for one in readable.values() if one.strength),
        "weighed": appraisal(scores, options, found.criteria) if found.criteria and shared else [],
        "result": stands.outcome.result if stands.outcome and shared else "",
    }


def _listed(found, stands):
    """The partners with a voice, by name; of a closed decision those who had one then."""
    had = found.rule.get("with_voice") if found.stage == "closed" else None
    if had is None:
        return stands.partners
    return Partner.objects.filter(slug__in=had).order_by("name")


def _heard(partner, stands, readable):
    voice = stands.voices.get(partner.slug)
    read = voice is not None and voice.pk in readable
    return {
        "partner": partner,
        "public": partner.accountability in STATUTORY,
        "answers": ACCOUNTABILITY.get(partner.accountability, ""),
        "spoken": voice is not None,
        "earlier": partner.slug in stands.earlier,
        "voice": voice if read else None,
        "position": POSITIONS[voice.position] if read else "",
    }


def _objections(found, stands, shared):
    """Harm that was seen: read by all once objections are called for, since all must meet it."""
    if not (shared or found.stage == "objections"):
        return []
    return [one for one in stands.voices.values() if one.position == "object"]


def talked(found, standing):
    """What was asked, answered, put forward and thought, and the rest of what happened."""
    steps = story(found, standing)
    if found.stage in OVER:
        steps = [one | {"may_undo": False} for one in steps]
    mine = {one["number"]: one for one in steps}
    return {
        "questions": [one for one in steps if one["act"] in ("Asked", "Answered")],
        "changes": papers.changes(found, mine),
        "reactions": papers.reactions(found, standing),
        "looked": [one for one in steps if one["act"] == "Looked again"],
        "history": [one for one in steps if one["act"].lower() not in TALK],
    }
