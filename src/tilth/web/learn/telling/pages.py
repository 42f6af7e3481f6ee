"""Telling, as somebody does it: own words, a look as others will see it, sent."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.ground.errors import AgreementError
from tilth.learn.telling.consent import must_be_looked_at
from tilth.learn.words import AUDIENCES
from tilth.web.house.access import ANYONE, route
from tilth.web.house.errors import page as error_page
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.actions.media import add
from tilth.web.learn.actions.waiting import came_back
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.telling.crowding import crowded
from tilth.web.learn.telling.forms import FIRST, TOLD_HERE, Telling
from tilth.web.learn.telling.holding import held_by, held_one, hold, sent_before
from tilth.web.learn.telling.reading import about_of, told_in
from tilth.web.learn.telling.shown import shown

TELL = ("Tell", "/tell/")
TOLD, THANKS = "Thank you for telling it", {"offer": "Thank you for offering it"}
TITLES = {
    "story": "Tell a story",
    "walk-through": "What it was like, step by step",
    "update": "What we did and what came of it",
}


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def tell(request):
    """A telling of any length, by anybody."""
    standing, kind = reader_of(request), _kind(request)
    if request.method == "GET":
        about = about_of(request.GET.get("about", ""), standing)
        begun = {"uid": uuid.uuid4(), "about": about.key if about else "", "layer": "place"}
        form = Telling(initial=begun, place=request.place, kind=kind, standing=standing)
        return drawn(request, form, standing)
    form = Telling(request.POST, request.FILES, place=request.place, kind=kind, standing=standing)
    if not form.is_valid():
        return drawn(request, form, standing)
    lost = sent_before(request, form.cleaned_data["uid"])
    if lost is not None:
        return redirect(f"/tell/{lost.slug}/")
    if crowded(request):
        return error_page(request, 429)
    try:
        story = _begun(standing, form)
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return drawn(request, form, standing)
    hold(request, story)
    if "keep" in request.POST:
        return kept(request, story)
    return redirect(f"/tell/{story.slug}/look/")


def _begun(standing, form):
    told, cleaned = told_in(form, standing), form.cleaned_data
    about = about_of(cleaned["about"], standing)
    told["about"] = about.key if about else ""
    named = not cleaned.get("unnamed")
    story = acts.begin(standing.by, told, uid=cleaned["uid"], named=named)
    if cleaned["sound"]:
        add(standing.by, story, "audio", held=cleaned["sound"])
    return story


def _kind(request):
    told = request.POST.get("type") or request.GET.get("type")
    return told if told in TOLD_HERE else "story"


def drawn(request, form, standing, *, story=None):
    """The page of the form, empty or with what is wrong."""
    at = f"/tell/{story.slug}/change/" if story else "/tell/"
    title = "Change what you told" if story else TITLES[form.kind]
    about = about_of(str(form["about"].value() or ""), standing)
    told = {"form": form, "at": at, "story": story, "kinds": FIRST, "about": about}
    told["mine"] = held_by(request).count()
    return page(request, "telling/tell", title, crumbs=[TELL] if story else [], **told)


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def look(request, slug):
    """A telling as each of its readers will see it, before it is sent."""
    story = held_one(request, slug)
    told = {"story": story, "one": shown(request, story), "sees": sees(story, reader_of(request))}
    return page(request, "telling/look", "See it before it is sent", crumbs=[TELL], **told)


def sees(story, standing):
    """Each reader it has, and when they see it: [{"who", "when"}]."""
    looked = must_be_looked_at(story.audiences, acts.inside(standing.by))
    return [
        {"name": name, "who": AUDIENCES[name], "looked": looked and name != "worker"}
        for name in story.audiences
    ]


@require_POST
@route(level="D0", purpose="plan", roles=ANYONE)
def send(request, slug):
    """Send it: to those chosen."""
    story, standing = held_one(request, slug), reader_of(request)
    if story.state in ("draft", "returned") or came_back(story):
        try:
            story = acts.send(standing.by, story)
        except AgreementError as error:
            messages.error(request, f"{error.what}.")
            return redirect(f"/tell/{slug}/look/")
    return kept(request, story)


def kept(request, story):
    """What is said once a telling is kept or sent: code words, where no account goes with it."""
    if story.by_id is not None or story.code:
        said = "Kept for later." if story.state == "draft" else "Sent. Thank you for telling it."
        messages.success(request, said)
        return redirect(f"/tell/{story.slug}/")
    return with_code(request, story)


def with_code(request, story):
    """The one page that shows code words."""
    told = {"story": story, "code": acts.new_code(story), "sees": sees(story, reader_of(request))}
    told["at"] = request.build_absolute_uri(f"/tell/again/?story={story.slug}")
    title = "Kept for later" if story.state == "draft" else THANKS.get(story.type, TOLD)
    return page(request, "telling/kept", title, crumbs=[TELL], **told)
