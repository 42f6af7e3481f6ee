"""What programmes did and so what; what each system has learnt; what stands in the way."""

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tilth.ground.errors import AgreementError
from tilth.learn.stories.lines import closed, line
from tilth.learn.words import LAYERS
from tilth.web.agree.areas import area_name
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done
from tilth.web.learn.actions import telling
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public, round_table
from tilth.web.learn.stories.forms import Update
from tilth.web.learn.stories.listing import A_PAGE, row
from tilth.web.learn.stories.one import SO_WHAT
from tilth.web.learn.talk.records import seen
from tilth.web.learn.talk.saying import thread
from tilth.web.learn.visible import plantings_for, stories_for

CRUMB = ("What changed, and so what", "/learn/changes/")
SAYS = ("so_what", "learnt", "speed", "depth", "visible")
ASKED = ("about", "title", "words", "area")
FIRST = datetime.date(1900, 1, 1)  # what carries no day stands before all others


@require_safe
@public
def changes(request):
    """Updates, newest first: what was done, so what, what was learnt, and what others ask."""
    standing = reader_of(request)
    found = stories_for(standing).filter(type="update").order_by("-published", "-pk")
    paged = Paginator(found.select_related("partner"), A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "stories/changes",
        "What changed, and so what",
        rows=[_update(request, one, standing) for one in paged],
        paged=paged,
        may_add=inside(standing),
    )


def _update(request, one, standing):
    told = row(one, request.place, standing)
    says = [(SO_WHAT[name], closed(_said(one, name))) for name in SAYS if _said(one, name)]
    about = seen(one.about, standing) if one.about else None
    talk = thread(request, one, standing)
    asked = [each for each in talk["said"] if each["type"] == "so what"] if talk else []
    return told | {"words": closed(one.words), "says": says, "about": about, "asked": asked}


def _said(one, name):
    said = one.answers.get(name, "")
    return said if isinstance(said, str) else ""


@require_http_methods(["GET", "HEAD", "POST"])
@round_table
def new(request):
    """Tell what a programme did, what came of it and so what."""
    standing = Standing.of(request)
    begun = {"about": request.GET.get("about", "")[:80]}
    form = Update(request.POST or None, place=request.place, initial=begun)
    made = done(form, lambda told: _told(standing, told))
    if made:
        waits = made.state != "published"
        messages.success(request, "Sent. Somebody looks at it first." if waits else "Sent.")
        return redirect(f"/learn/stories/{made.slug}/")
    return page(request, "stories/new_update", "Tell what changed", crumbs=[CRUMB], form=form)


def _told(standing, cleaned):
    if cleaned["about"] and seen(cleaned["about"], standing) is None:
        raise AgreementError("There is nothing by that name that you may see")
    told = {name: cleaned[name] for name in ASKED}
    told |= {"type": "update", "answers": {n: cleaned[n] for n in SAYS if cleaned[n]}}
    told |= {"for_partnership": True, "for_everyone": cleaned["everyone"] == "everyone"}
    told["partner"] = standing.partner if standing.speaks_for(standing.partner) else None
    return telling.send(standing.by, telling.begin(standing.by, told))


@require_safe
@public
def learnt(request):
    """The learning log of each system, from the first thing learnt to the last."""
    standing = reader_of(request)
    rows = _learnt(request, standing)
    systems = {}
    for one in rows:
        systems.setdefault(one["system"], []).append(one)
    return page(
        request, "stories/learnt", "What we have learnt so far", crumbs=[CRUMB], systems=systems,
        total=len(rows),
    )  # fmt: skip


def _learnt(request, standing):
    """Everything learnt that this reader may know, the oldest first, numbered in each system."""
    rows = [_from_story(request.place, one) for one in _teaching(standing)]
    planted = plantings_for(standing).exclude(lessons="")
    rows += [_from_planting(request.place, one) for one in planted]
    rows.sort(key=lambda one: (one["system"], one["on"]))
    return rows


def _teaching(standing):
    found = stories_for(standing).filter(answers__icontains='"learnt"')
    return [one for one in found if _said(one, "learnt")]


def _from_story(place, one):
    return {
        "on": one.on or one.published.date(),
        "system": one.origin or place.name,
        "where": area_name(place, one.area) or one.layer.capitalize(),
        "words": closed(_said(one, "learnt")),
        "from": line(one.title or one.words, 80),
        "at": f"/learn/stories/{one.slug}/",
    }


def _from_planting(place, one):
    return {
        "on": one.ended or one.planted or one.practice.began or FIRST,
        "system": one.system or place.name,
        "where": one.place,
        "words": closed(one.lessons),
        "from": f"{one.practice.title}, planted in {one.place}",
        "at": f"/learn/transplants/{one.ref}/",
    }


@require_safe
@public
def challenges(request):
    """What people say is not working, layer by layer, for all to see and to add to."""
    standing = reader_of(request)
    found = stories_for(standing).exclude(barriers="").order_by("-published", "-pk")
    layer = request.GET.get("layer", "")
    layers = [one for one in LAYERS if found.filter(layer=one).exists()]
    if layer in LAYERS:
        found = found.filter(layer=layer)
    paged = Paginator(found.select_related("partner"), A_PAGE).get_page(request.GET.get("page"))
    rows = [row(one, request.place, standing) | {"barriers": closed(one.barriers)} for one in paged]
    return page(
        request, "stories/challenges", "Challenges we have found so far", rows=rows, paged=paged,
        layers=layers, layer=layer, total=paged.paginator.count,
    )  # fmt: skip
