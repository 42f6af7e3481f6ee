"""The timeline of a partnership and of policy: by year, with shocks as bands."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.learn.timeline.entries import BY_HAND, KINDS, by_year, in_order, lasting
from tilth.learn.timeline.picture import picture
from tilth.web.agree import past
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.found import may_read
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import moments as act
from tilth.web.learn.actions.gatherings import may_add
from tilth.web.learn.gatherings.timeline_forms import MomentForm
from tilth.web.learn.gatherings.timeline_told import entries
from tilth.web.learn.models import Moment
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public, speaking

HERE = ("Timeline", "/learn/timeline/")
COLUMNS = {
    "on": "On",
    "until": "Until",
    "kind": "Kind",
    "words": "What happened",
    "more": "More",
    "layer": "Layer",
    "address": "Address",
}


def _chosen(request):
    """The kinds somebody chose, or all. Http404 for one there is not."""
    said = request.GET.getlist("kind")
    if any(one not in KINDS for one in said):
        raise Http404
    return said or list(KINDS)


@require_safe
@public
def timeline(request):
    """What happened when: written by hand, and what the records say."""
    standing, today = reader_of(request), day_of(request.place)
    every = entries(standing, request.place, today)
    chosen = _chosen(request)
    found = [one for one in every if one.kind in chosen]
    there = {one.kind for one in every}
    return page(
        request,
        "timeline/index",
        f"Timeline of {request.place.name}",
        years=[(year, own, lasting(found, year)) for year, own in by_year(found)],
        picture=picture(found, to=today),
        kinds=[(kind, says) for kind, says in KINDS.items() if kind in there],
        chosen=chosen,
        names=KINDS,
        began=[one for one in in_order(every) if one.kind == "founding"],
        any=bool(every),
        mine=_mine(standing, found),
        may_add=may_add(standing),
        removed=_removed(standing),
        files=ENDINGS,
        asked=request.META.get("QUERY_STRING", ""),
    )


def _mine(standing, found):
    """Numbers of the moments this reader may put right."""
    if not inside(standing):
        return set()
    numbers = [one.number for one in found if one.number]
    return {one.pk for one in act.changeable(standing, Moment.objects.filter(pk__in=numbers))}


def _removed(standing):
    if not inside(standing):
        return []
    return act.changeable(standing, Moment.objects.filter(removed=True))


@require_safe
@public
def timeline_file(request, ending):
    """The same as a file."""
    chosen, today = _chosen(request), day_of(request.place)
    rows = [
        {name: getattr(one, name) for name in COLUMNS} | {"kind": KINDS[one.kind]}
        for one in in_order(entries(reader_of(request), request.place, today))
        if one.kind in chosen
    ]
    return table_file("timeline", "Timeline", COLUMNS, rows, ending)


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def new(request):
    """Write a moment down."""
    standing = reader_of(request)
    kind = request.GET.get("type", "")
    begun = {"type": kind if kind in BY_HAND else "milestone", "open_to": "partnership"}
    form = MomentForm(standing, request.POST or None, initial=begun | {"layer": "place"})
    made = done(form, lambda told: act.add(standing, **told))
    if made:
        return redirect(f"/learn/timeline/#moment-{made.pk}")
    return page(request, "timeline/moment", "Write a moment down", crumbs=[HERE], form=form,
                at="/learn/timeline/new/", may_add=may_add(standing))  # fmt: skip


def _moment(request, number):
    standing = reader_of(request)
    one = get_object_or_404(Moment, pk=number)
    if not may_read(one, standing) or not act.may_change(standing, one):
        raise Http404
    return one, standing


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def change(request, number):
    """Put a moment right, and see what happened to it."""
    one, standing = _moment(request, number)
    begun = {name: getattr(one, name) for name in act.FIELDS}
    form = MomentForm(standing, request.POST or None, initial=begun)
    if done(form, lambda told: act.change(standing, one, **told)):
        return redirect(f"/learn/timeline/#moment-{one.pk}")
    return page(request, "timeline/moment", "Put a moment right", crumbs=[HERE], form=form,
                at=f"/learn/timeline/{one.pk}/", may_add=True, moment=one,
                steps=past.story(one, standing))  # fmt: skip


@require_POST
@speaking
def turn(request, number, what):
    """Take a moment off the timeline, or put it back."""
    one, standing = _moment(request, number)
    do = {"take-off": act.remove, "put-back": act.restore}[what]
    said = {"take-off": "It is off the timeline.", "put-back": "It is on the timeline again."}
    return tried(request, "/learn/timeline/", lambda: do(standing, one), said[what])
