"""Growing a practice, from a story or from nothing, and telling more of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from tilth.web.house.answering import done
from tilth.web.learn.actions import practices as acts
from tilth.web.learn.practices.forms import Practice
from tilth.web.learn.practices.one import HERE, story_row
from tilth.web.learn.practices.seen import practice_seen
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, speaking
from tilth.web.learn.visible import practices_for, stories_for

FIELDS = tuple(Practice.base_fields)
FILLED = ("layer", "area")  # what a story hands on: where it is filed, and none of its words


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def new(request):
    """A new practice; from a story only the link comes along, and where it is filed."""
    standing = reader_of(request)
    if not acts.may_grow(standing):
        raise Http404
    story, inspired = _from(request, standing)
    form = Practice(request.place, request.POST or None, initial=_starts(story))
    more = {"stories": [story] if story else [], "inspired": [inspired] if inspired else []}
    made = done(form, lambda _: acts.grow(standing, **form.told(), **more))
    if made:
        messages.success(request, "It is written down. Say next what it rests on.")
        return redirect(f"/learn/practices/{made.slug}/")
    told = {"form": form, "story": story_row(story) if story else None, "inspired": inspired}
    return page(request, "practices/write", "Write down a practice", crumbs=[HERE], **told)


def _from(request, standing):
    asked = request.POST if request.method == "POST" else request.GET
    story = inspired = None
    if asked.get("story"):
        story = get_object_or_404(stories_for(standing), slug=asked["story"])
    if asked.get("inspired"):
        inspired = get_object_or_404(practices_for(standing), slug=asked["inspired"])
    return story, inspired


def _starts(story):
    told = {"layer": "place", "growth": "bud", "open_to": "partnership"}
    return told | ({name: getattr(story, name) for name in FILLED} if story else {})


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def edit(request, slug):
    """Tell more of a practice."""
    standing = reader_of(request)
    one = practice_seen(slug, standing)
    if not acts.may_write(standing, one):
        raise Http404
    now = {name: getattr(one, name) for name in FIELDS if name != "partners"}
    now["partners"] = list(one.partners.values_list("slug", flat=True))
    form = Practice(request.place, request.POST or None, initial=now)
    _keep_unknown(form, one)
    if done(form, lambda _: acts.edit(standing, one, **form.told())):
        messages.success(request, "Kept.")
        return redirect(f"/learn/practices/{one.slug}/")
    crumbs = [HERE, (one.title, f"/learn/practices/{one.slug}/")]
    title = f"Tell more: {one.title}"
    return page(request, "practices/write", title, crumbs=crumbs, form=form, practice=one)


def _keep_unknown(form, one):
    """Codes, domains and partners no longer offered stay as they are, for whoever edits."""
    left = list(one.partners.exclude(state="joined").values_list("slug", "name"))
    for name, extra in (("partners", left), *((n, [(c, c) for c in getattr(one, n)])
                                              for n in ("conditions", "domains"))):  # fmt: skip
        field = form.fields[name]
        known = {value for value, _ in field.choices}
        field.choices = [*field.choices, *(pair for pair in extra if pair[0] not in known)]
