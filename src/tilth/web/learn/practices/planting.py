"""Planting a practice somewhere else: what others learnt first, then what was changed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.learn.practices.soil import beside
from tilth.learn.words import PRESENCE
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_choices, area_name
from tilth.web.agree.network.places import lies_in
from tilth.web.house.answering import done
from tilth.web.learn.actions import transplants as acts
from tilth.web.learn.actions.practices import may_grow
from tilth.web.learn.conditions.reading import said_of
from tilth.web.learn.practices.forms import Plant
from tilth.web.learn.practices.one import HERE
from tilth.web.learn.practices.seen import code_names, planting_seen, practice_seen
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, speaking
from tilth.web.learn.visible import plantings_for


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def plant(request, slug):
    """Earlier adopters and their lessons, the soil of the new place, then the form."""
    standing = reader_of(request)
    practice = practice_seen(slug, standing)
    if practice.removed or not may_grow(standing):
        raise Http404
    starts = {"layer": "neighbourhood", "spread": "transplant"}
    starts |= {name: request.GET.get(name, "")[:80] for name in ("area", "visit", "after")}
    place = standing.partner.name if standing.partner else ""
    form = Plant(request.place, standing, practice, request.POST or None, initial=starts)
    today = day_of(request.place)
    made = done(form, lambda _: acts.plant(standing, practice, today=today, **form.told()))
    if made:
        messages.success(request, f"Planted as {made.ref}. Come back and tell what came of it.")
        return redirect(f"/learn/transplants/{made.ref}/")
    area = (request.POST if request.method == "POST" else request.GET).get("area", "")
    told = {
        "form": form,
        "practice": practice,
        "whom": place,
        "earlier": earlier(practice, standing),
        "area": area,
        "areas": area_choices(request.place, empty="The whole place"),
        "area_name": area_name(request.place, area) or "the whole place",
        "soil": soil(practice, area, request.place),
        "presence": PRESENCE,
    }
    crumbs = [HERE, (practice.title, f"/learn/practices/{slug}/")]
    title = f"Plant it elsewhere: {practice.title}"
    return page(request, "practices/plant", title, crumbs=crumbs, **told)


def earlier(practice, standing):
    """Who planted it before, those with lessons first, the newest first; whatever came of it."""
    found = plantings_for(standing).filter(practice=practice).order_by("-planted", "-ref")
    return sorted(found, key=lambda one: not one.lessons)


def soil(practice, area, place):
    """What it needs beside what is told of an area: name, state, of where it is told."""
    names, inside = code_names(), lies_in(place)
    wider = sorted(inside.get(area, ()), key=lambda one: -len(inside.get(one, ())))
    rows = beside(practice.conditions, said_of(), area, wider)
    return [
        {
            "name": names.get(code, code),
            "code": code,
            "state": state,
            "found": found,
            "of": "" if own or found is None else area_name(place, found.area) or "the whole place",
        }
        for code, state, found, own in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def edit(request, ref):
    """Put right what is told of a planting."""
    standing = reader_of(request)
    one = planting_seen(ref, standing)
    if not acts.may_tend(standing, one):
        raise Http404
    now = {name: getattr(one, name) for name in acts.EDITED}
    now |= {"after": one.after.ref if one.after else "", "visit": one.visit.partition(":")[2]}
    told, today = request.POST or None, day_of(request.place)
    form = Plant(request.place, standing, one.practice, told, own=one, initial=now)
    if done(form, lambda _: acts.change(standing, one, today=today, **form.told())):
        messages.success(request, "Kept.")
        return redirect(f"/learn/transplants/{ref}/")
    crumbs = [HERE, (str(one.practice.title), f"/learn/practices/{one.practice.slug}/"),
              (one.place, f"/learn/transplants/{ref}/")]  # fmt: skip
    title = f"Put right: {one.place}"
    return page(request, "practices/replant", title, crumbs=crumbs, form=form, one=one)
