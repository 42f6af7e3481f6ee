"""What is sent from the pages of practices and plantings: each its form, its act, what is said."""

from django import forms as plain
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tilth.ground.errors import AgreementError
from tilth.web.agree.agreements.force import day_of
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import practices as acts
from tilth.web.learn.actions import transplants
from tilth.web.learn.models import Story
from tilth.web.learn.practices import forms, one, plantings
from tilth.web.learn.practices.seen import planting_seen, practice_seen
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import speaking
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import practices_for


def _rest(standing, practice, form):
    acts.rest_on(standing, practice, **form.cleaned_data)


def _recognise(standing, practice, form):
    acts.recognise(standing, practice, **form.cleaned_data)


def _story(standing, practice, form):
    story = get_object_or_404(Story, slug=form.cleaned_data["story"])
    acts.link(standing, practice, acts.GREW, story)


def _inspired(standing, practice, form):
    other = get_object_or_404(practices_for(standing), slug=form.cleaned_data["practice"])
    acts.link(standing, practice, acts.INSPIRED, other)


def _sustained(standing, practice, form):
    found = seen(form.key, standing)
    if found is None:
        raise AgreementError("There is nothing of that number")
    acts.link(standing, practice, acts.SUSTAINED, found.record)


ADDING = {
    "rest-on": (lambda s, p, d: forms.Rest(d, auto_id="rest-on-%s"), _rest, "Added."),
    "recognise": (lambda s, p, d: forms.Recognise(d, auto_id="recognise-%s"), _recognise,
                  "Added."),
    "grew-from": (lambda s, p, d: forms.Story(s, d, auto_id="grew-from-%s"), _story, "Linked."),
    "inspired-by": (lambda s, p, d: forms.Inspired(s, p, d, auto_id="inspired-by-%s"), _inspired,
                    "Linked."),
    "sustained-by": (lambda s, p, d: forms.Sustained(d, auto_id="sustained-by-%s"), _sustained,
                     "Linked."),
}  # fmt: skip


class Number(plain.Form):
    """Which one of a list."""

    number = plain.IntegerField(min_value=0)


def _numbered(act):
    def do(standing, practice, sent):
        form = Number(sent)
        if not form.is_valid():
            raise AgreementError("It was taken away already")
        act(standing, practice, form.cleaned_data["number"])

    return do


def _unlinked(standing, practice, sent):
    how, key = sent.get("how", ""), sent.get("key", "")
    if how not in (acts.GREW, acts.INSPIRED, acts.SUSTAINED):
        raise AgreementError("There is no such link")
    acts.unlink(standing, practice, how, key)


def _why(act):
    return lambda standing, record, sent: act(standing, record, sent.get("words", "")[:300])


AT_ONCE = {
    "rest-no-more": (_numbered(acts.rest_no_more), "Taken away. History keeps it."),
    "recognise-no-more": (_numbered(acts.recognise_no_more), "Taken away. History keeps it."),
    "unlink": (_unlinked, "The link is taken away."),
    "remove": (_why(acts.remove), "Removed. You can put it back."),
    "put-back": (_why(acts.put_back), "It is back."),
}


@require_POST
@speaking
def do_practice(request, slug, what):
    """One act on a practice."""
    standing = reader_of(request)
    practice = practice_seen(slug, standing)
    at = f"/learn/practices/{slug}/"
    if what in AT_ONCE:
        act, said = AT_ONCE[what]
        return tried(request, at, lambda: act(standing, practice, request.POST), said)
    if what not in ADDING or not acts.may_write(standing, practice):
        raise Http404
    form_of, act, said = ADDING[what]
    form = form_of(standing, practice, request.POST)
    form.name = what
    if not done(form, lambda _: act(standing, practice, form)):
        return one.shown(request, practice, standing, form)
    messages.success(request, said)
    return redirect(at)


@require_POST
@speaking
def do_planting(request, ref, what):
    """One act on a planting: what came of it, removing it, putting it back."""
    standing = reader_of(request)
    planting, at = planting_seen(ref, standing), f"/learn/transplants/{ref}/"
    if what in ("remove", "put-back"):
        act = transplants.remove if what == "remove" else transplants.put_back
        said = "Removed. You can put it back." if what == "remove" else "It is back."
        return tried(request, at, lambda: _why(act)(standing, planting, request.POST), said)
    if what != "tell" or not transplants.may_tend(standing, planting):
        raise Http404
    form, today = forms.Tell(request.POST, auto_id="tell-%s"), day_of(request.place)
    if not done(form, lambda told: transplants.tell(standing, planting, today=today, **told)):
        return plantings.shown(request, planting, standing, form)
    messages.success(request, "Thank you for telling it as it is.")
    return redirect(at)
