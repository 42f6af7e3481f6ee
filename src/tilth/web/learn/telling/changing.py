"""Changing what was told: in the form it was told in."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.ground.errors import AgreementError
from tilth.web.house.access import ANYONE, route
from tilth.web.learn.actions import media as media_acts
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.actions.waiting import with_waiting
from tilth.web.learn.reader import reader_of
from tilth.web.learn.telling import answering, asking, offering, pages, reading
from tilth.web.learn.telling.forms import Telling
from tilth.web.learn.telling.holding import held_one


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def change(request, slug):
    """Change what was told, or who may read it."""
    story, standing = held_one(request, slug), reader_of(request)
    form_of = _answers if story.inquiry not in ("", asking.ESSAY) else _telling
    form_of = _offer if story.type == "offer" else form_of
    form, told_in, drawn = form_of(request, story, standing)
    if request.method == "GET" or not form.is_valid():
        return drawn(form)
    try:
        story = acts.change(standing.by, story, told_in(form), why=form.cleaned_data.get("why", ""))
        if form.cleaned_data.get("sound"):
            media_acts.add(standing.by, story, "audio", held=form.cleaned_data["sound"])
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return drawn(form)
    if story.state == "draft":
        return redirect(f"/tell/{story.slug}/look/")
    messages.success(request, "Changed.")
    return redirect(f"/tell/{story.slug}/")


def _telling(request, story, standing):
    form = Telling(
        request.POST or None, request.FILES or None, initial=reading.held_as(with_waiting(story)),
        place=request.place, kind=story.type, standing=standing, again=story,
    )  # fmt: skip
    return (
        form,
        lambda form: reading.told_in(form, standing) | {"type": story.type},
        lambda form: pages.drawn(request, form, standing, story=story),
    )


def _offer(request, story, standing):
    form = offering.Offer(
        request.POST or None, initial=reading.held_as(with_waiting(story)), place=request.place,
        again=story,
    )  # fmt: skip
    return form, offering.told_in, lambda form: offering.drawn(request, form, story=story)


def _answers(request, story, standing):
    about = reading.about_of(story.about, standing)
    inquiry = asking.inquiry_of(request.place, story.inquiry)
    held = reading.held_as(with_waiting(story))
    form = answering.Answers(request.POST or None, inquiry=inquiry, initial=held)
    return (
        form,
        lambda form: answering.told_in(form, about) | {"type": story.type, "about": story.about},
        lambda form: answering.drawn(request, form, about, story=story),
    )
