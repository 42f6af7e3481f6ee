"""Boards, groups, networks, spaces, teams, programmes and funds: who sits there, who leads."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.partners.leading import largest_share, leading
from tilth.agree.partners.seats import RESIDENTS, seats
from tilth.agree.partners.sectors import sectors
from tilth.agree.words import BODIES as KINDS
from tilth.agree.words import FORMED, LAYERS
from tilth.web.agree.actions import bodies as acts
from tilth.web.agree.actions.people import of_partner
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.commitments.answering import answers_to
from tilth.web.agree.models import Agreement, Body, Decision, Delegation, Meeting, Partner, Role
from tilth.web.agree.partners import forms
from tilth.web.agree.partners.changing import tried, writing
from tilth.web.agree.partners.listing import reading
from tilth.web.agree.partners.telling import BODIES, held, running, unnamed
from tilth.web.agree.partners.workspace import shared
from tilth.web.agree.past import story
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing

MOST = 6


@require_safe
@reading
def index(request):
    """Every body by layer, the widest first, with its seats that nobody has taken."""
    today, known = day_of(request.place), sectors()
    bodies = list(Body.objects.select_related("successor").order_by("name"))
    now = [one for one in bodies if one.until is None]
    sitting = {}
    for role in _sitting(today):
        sitting.setdefault(role.body_id, []).append(role)
    empty = {one.pk: _empty(one, sitting.get(one.pk, ()), known) for one in now}
    return page(
        request,
        "partners/bodies",
        "Boards, groups and networks",
        layers=[(layer, [one for one in now if one.layer == layer]) for layer in LAYERS],
        ended=[one for one in bodies if one.until is not None],
        kinds=KINDS,
        empty=empty,
        place_of=lambda one: area_name(request.place, one.area),
        begins=acts.may_begin(Standing.of(request), "group"),
    )


def _empty(body, roles, known):
    """The sectors a body still waits for, in words."""
    return [known[one.sector].title for one in seats(body.seats, _sectors(roles)) if one.empty]


def taken(body, today):
    """The sector of each seat that is taken: one a partner; residents are each their own."""
    return _sectors(_sitting(today).filter(body=body))


def _sitting(today):
    return Role.objects.filter(running(today), body__isnull=False).select_related("partner")


def _sectors(roles):
    partners = {one.partner for one in roles if one.partner is not None}
    own = {
        one.person_id for one in roles if one.partner is None and not (one.independent or one.chair)
    }
    return [one.sector for one in partners] + [RESIDENTS] * len(own)


@require_safe
@reading
def who_leads(request):
    """Who chairs, who leads and who puts things forward, by sector, and the leaders by name."""
    today = day_of(request.place)
    roles = held(today)
    chairs, leads = roles.filter(chair=True), roles.filter(leads=True)
    joined = Partner.objects.filter(state="joined")
    rows = leading(
        [one.sector for one in joined],
        [_sector(one) for one in chairs],
        [_sector(one) for one in leads],
        [
            one.proposer.sector
            for one in Decision.objects.exclude(stage="draft").select_related("proposer")
        ],
    )
    return page(
        request,
        "partners/leading",
        "Who leads",
        crumbs=[BODIES],
        rows=rows,
        known=sectors(),
        most=largest_share(rows),
        chairs=chairs,
        leads=leads,
    )


def _sector(role):
    """The sector a part is played for; nobody's where it is played for no partner."""
    return role.partner.sector if role.partner is not None else ""


def found(slug):
    """One body."""
    return get_object_or_404(Body.objects.select_related("answers_to", "successor"), slug=slug)


@require_safe
@reading
def body(request, slug):
    """The page of one body."""
    return shown(request, found(slug))


def shown(request, one, wrong=None):
    """The page; wrong: the form of its end, where it was refused."""
    standing, today, known = Standing.of(request), day_of(request.place), sectors()
    there = held(today).filter(body=one)
    partners = Partner.objects.filter(
        parts__in=Role.objects.filter(running(today), body=one)
    ).distinct()
    meetings = Meeting.objects.filter(body=one)
    return page(
        request,
        "partners/body",
        one.name,
        crumbs=[BODIES],
        one=one,
        kind=KINDS.get(one.type, one.type),
        where=area_name(request.place, one.area),
        formed=FORMED.get(one.formed, ""),
        seats=seats(one.seats, taken(one, today)),
        known=known,
        members=there,
        partners=partners.order_by("name"),
        layers=sorted({p.layer for p in partners}, key=LAYERS.index),
        unnamed=unnamed(Role.objects.filter(running(today), body=one)),
        under=Body.objects.filter(answers_to=one, until=None),
        before=Body.objects.filter(successor=one),
        agreements=Agreement.objects.filter(body=one),
        meetings=meetings.filter(on__gte=today)[:MOST],
        held=meetings.filter(on__lt=today).order_by("-on")[:MOST],
        decisions=Decision.objects.filter(body=one).order_by("-ref")[:MOST],
        **shared(one, standing),
        received=Delegation.objects.filter(to_body=one, until=None).select_related("from_body"),
        lines=answers_to(one, request.place),
        steps=story(one, standing),
        tends=acts.tends(standing, one) and one.until is None,
        adds=standing.keeps or of_partner(standing, standing.partner),
        end=(wrong or forms.End(auto_id="end-%s"))
        if standing.keeps and one.until is None
        else None,
        wrong=wrong,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def new(request):
    """Begin a group, a network, a space or a board."""
    standing = Standing.of(request)
    starts = {"layer": "place", "since": day_of(request.place), "formed": "choice"}
    form = forms.Begin(request.place, request.POST or None, initial=starts)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: acts.begin(standing, **form.cleaned_data))
        if made:
            messages.success(request, "It has begun. Who sits there? Add them below.")
            return redirect(f"/agree/bodies/{made.slug}/")
    told = {"form": form, "able": acts.may_begin(standing, "group")}
    return page(request, "partners/begin", "Begin a group", crumbs=[BODIES], **told)


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def edit(request, slug):
    """Say what a body is for and which seats it wants."""
    one, standing = found(slug), Standing.of(request)
    if not acts.tends(standing, one):
        raise Http404
    starts = {name: getattr(one, name) for name in acts.FIELDS} | {
        "seats": forms.written_seats(one)
    }
    starts["answers_to"] = one.answers_to.slug if one.answers_to else ""
    form = forms.TellBody(request.place, request.POST or None, initial=starts)
    if request.method == "POST" and form.is_valid():
        tried(form, lambda: acts.tell(standing, one, **form.cleaned_data))
        if not form.errors:
            messages.success(request, "Saved.")
            return redirect(f"/agree/bodies/{slug}/")
    crumbs = [BODIES, (one.name, f"/agree/bodies/{slug}/")]
    told = {"form": form, "able": True}
    return page(request, "partners/begin", f"{one.name}: what it is for", crumbs=crumbs, **told)


@require_POST
@writing
def end(request, slug):
    """A body ends, with its reason."""
    one, form = found(slug), forms.End(request.POST, auto_id="end-%s")
    if form.is_valid():
        tried(form, lambda: acts.end(Standing.of(request), one, **form.cleaned_data))
    if form.errors:
        return shown(request, found(slug), wrong=form)
    messages.success(request, "It has ended. What it decided stays.")
    return redirect(f"/agree/bodies/{slug}/")
