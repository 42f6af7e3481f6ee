"""What is sent from the page of a story: each its form, its act, and what is said of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tilth.web.agree.models import Link
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import noticing
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import public
from tilth.web.learn.stories import forms
from tilth.web.learn.stories.one import show, story_seen


@require_POST
@public
def tie(request, slug):
    """Link a story with something else."""
    standing = reader_of(request)
    one = story_seen(slug, standing)
    form = forms.Tie(request.POST)

    def do(told):
        noticing.tie(standing, one, told["other"], told["how"])

    return _answered(request, one, standing, "tie", form, do, "Linked. Both pages show it.")


@require_POST
@public
def untie(request, slug, number):
    """Take a link away."""
    standing = reader_of(request)
    one, link = story_seen(slug, standing), get_object_or_404(Link, pk=number)
    at = f"/learn/stories/{slug}/"
    return tried(request, at, lambda: noticing.untie(standing, one, link), "The link is gone.")


@require_POST
@public
def speaks(request, slug):
    """Say to which figures a story speaks."""
    standing = reader_of(request)
    one = story_seen(slug, standing)
    form = forms.SpeaksTo(request.POST, place=request.place)
    known = [name for name, _ in forms.indicator_choices(request.place)]

    def do(told):
        noticing.speaks_to(standing, one, told["indicators"], known)

    return _answered(request, one, standing, "speaks", form, do, "It stands beside these figures.")


def _answered(request, one, standing, name, form, do, said):
    if done(form, do):
        messages.success(request, said)
        return redirect(f"/learn/stories/{one.slug}/")
    return show(request, one, standing, {name: form})
