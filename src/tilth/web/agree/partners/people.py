"""The directory of people across partners, one profile each, and the parts they play."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.web.agree.actions import people as acts
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Role
from tilth.web.agree.partners import forms
from tilth.web.agree.partners.changing import tried, writing
from tilth.web.agree.partners.listing import reading
from tilth.web.agree.partners.telling import PEOPLE, held, layered, running, unnamed, where
from tilth.web.agree.showing import page
from tilth.web.agree.standing import SPEAKERS, Standing
from tilth.web.house.answering import tried as answered

LONGEST = 100
COLUMNS = {"name": "Name", "does": "What they do", "where": "Where", "layer": "Layer",
           "since": "Since", "champion": "Champion"}  # fmt: skip


@require_safe
@reading
def index(request):
    """Everyone who plays a part, by name; those looked for, where something was typed."""
    today, asked = day_of(request.place), request.GET.get("q", "").strip()[:LONGEST]
    roles = list(held(today).exclude(person=None))
    told = {}
    for role in roles:
        told.setdefault(role.person, []).append(role)
    people = [(person, some) for person, some in told.items() if _fits(person, some, asked)]
    people.sort(key=lambda pair: pair[0].name.lower())
    standing = Standing.of(request)
    return page(
        request,
        "partners/people",
        "People across partners",
        people=people,
        all=len(told),
        asked=asked,
        champions=layered(one for one in roles if one.champion),
        unnamed=unnamed(Role.objects.filter(running(today))),
        where=where,
        adds=_adds(standing),
        files=ENDINGS,
    )


def _adds(standing):
    own = standing.partner is not None and standing.speaks_for(standing.partner)
    return standing.by.role in SPEAKERS and (standing.keeps or own)


def _fits(person, roles, asked):
    """Every word that was typed is somewhere in what is told of them."""
    text = " ".join(
        [person.name, person.background, *(f"{r.title} {where(r)} {r.layer}" for r in roles)]
    )
    return all(word in text.lower() for word in asked.lower().split())


@require_safe
@reading
def listed_file(request, ending):
    """The same list to take away: a line a part."""
    roles = held(day_of(request.place)).exclude(person=None)
    rows = [
        {"name": one.person.name, "does": one.title, "where": where(one), "layer": one.layer,
         "since": one.since, "champion": "yes" if one.champion else ""}
        for one in roles
    ]  # fmt: skip
    return table_file("people", "People and the parts they play", COLUMNS, rows, ending)


@require_safe
@reading
def person(request, ref):
    """One profile with every part somebody plays and played."""
    return shown(request, found(request, ref))


def found(request, ref):
    """Somebody who may be named, or who asks for their own page; 404 for everybody else."""
    one = get_object_or_404(get_user_model(), ref=ref)
    standing = Standing.of(request)
    if acts.is_self(standing, one) or held().filter(person=one).exists():
        return one
    if standing.keeps and Role.objects.filter(person=one).exists():
        return one
    raise Http404


def shown(request, one, wrong=None):
    """The page; wrong: a form that was refused."""
    standing, today = Standing.of(request), day_of(request.place)
    itself = acts.is_self(standing, one)
    roles = (
        Role.objects.filter(person=one) if itself or standing.keeps else held().filter(person=one)
    )
    roles = roles.select_related("partner", "and_for", "body", "person").order_by("since", "pk")
    now = [r for r in roles if r.since <= today and (r.until is None or r.until >= today)]
    return page(
        request,
        "partners/person",
        one.name,
        crumbs=[PEOPLE],
        one=one,
        now=now,
        before=[r for r in roles if r.until is not None and r.until < today],
        later=[r for r in roles if r.since > today],
        where=where,
        tends={r.pk for r in roles if acts.tends(standing, r) and standing.by.role in SPEAKERS},
        tells=itself or standing.keeps or any(acts.of_partner(standing, r.partner) for r in now),
        itself=itself,
        about=wrong
        or forms.Background(initial={"background": one.background, "interests": one.interests}),
        adds=_adds(standing),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def new(request):
    """Somebody new, with the first part they play."""
    standing = Standing.of(request)
    form = _form(forms.Introduce, request, standing)
    if request.method == "POST" and form.is_valid():
        one = tried(form, lambda: acts.introduce(standing, **form.cleaned_data))
        if one:
            messages.success(request, "Saved. They are in the directory, and need no account.")
            return redirect(f"/agree/people/{one.ref}/" if _named(one) else "/agree/people/")
    told = {"form": form, "able": _adds(standing)}
    return page(request, "partners/part", "Add somebody", crumbs=[PEOPLE], **told)


def _named(one):
    return held().filter(person=one).exists()


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def part(request, ref):
    """One part more for somebody."""
    one, standing = found(request, ref), Standing.of(request)
    form = _form(forms.Part, request, standing)
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: acts.give_part(standing, one, **form.cleaned_data)):
        messages.success(request, "Saved. It is on their page.")
        return redirect(f"/agree/people/{ref}/")
    crumbs = [PEOPLE, (one.name, f"/agree/people/{ref}/")]
    told = {"form": form, "able": _adds(standing)}
    return page(request, "partners/part", f"A part that {one.name} plays", crumbs=crumbs, **told)


def _form(kind, request, standing):
    if request.method == "POST":
        return kind(request.place, request.POST, keeps=standing.keeps)
    own = standing.partner.slug if standing.partner is not None else ""
    starts = {"partner": request.GET.get("partner", own), "body": request.GET.get("body", "")}
    starts["since"] = day_of(request.place)
    return kind(request.place, keeps=standing.keeps, initial=starts)


@require_POST
@writing
def about(request, ref):
    """Where somebody comes from and what they declare."""
    one, form = found(request, ref), forms.Background(request.POST)
    if form.is_valid():
        tried(form, lambda: acts.tell(Standing.of(request), one, **form.cleaned_data))
    if form.errors:
        return shown(request, one, form)
    messages.success(request, "Saved.")
    return redirect(f"/agree/people/{ref}/")


ACTS = {
    "end": (acts.end_part, "It has ended. It stays in the record."),
    "named": (acts.consent, "They are named from now on."),
    "not-named": (acts.withdraw_consent, "They are not named any more, here or in any list."),
}


@require_POST
@writing
def act_on(request, number, what):
    """A part ends, or its holder is named, or is named no more."""
    if what not in ACTS:
        raise Http404
    role = get_object_or_404(Role.objects.select_related("person", "partner"), pk=number)
    standing = Standing.of(request)
    if role.person is None or not (acts.tends(standing, role) or held().filter(pk=number).exists()):
        raise Http404
    do, said = ACTS[what]
    done = answered(
        request, "/agree/people/", lambda: do(standing, role, day_of(request.place)), said
    )
    return (
        redirect(f"/agree/people/{role.person.ref}/") if _readable(request, role.person) else done
    )


def _readable(request, one):
    """Whether whoever asks may still read somebody's page."""
    try:
        return bool(found(request, one.ref))
    except Http404:
        return False
