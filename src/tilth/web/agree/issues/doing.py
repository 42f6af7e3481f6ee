"""What is sent from the page of an issue: each its form, its act, and what is said of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import issues as acts
from tilth.web.agree.actions import issues_together as together
from tilth.web.agree.issues import forms
from tilth.web.agree.issues.pages import looked_at, one_seen, shown
from tilth.web.agree.issues.view import View
from tilth.web.agree.standing import SPEAKERS, Standing
from tilth.web.house.access import route

PUT = "Put to the owners. It happens when every one of them agrees."


def _put(what):
    def do(standing, issue, form):
        told = form.cleaned_data
        value = getattr(told["value"], "slug", told["value"])
        words, review = told.get("words", ""), told.get("review")
        together.put(standing, issue, what, value, words=words, review=review)

    return do


def _ask(standing, issue, form):
    acts.ask(standing, issue, form.cleaned_data["to"], form.asked)


def _reply(standing, issue, form):
    acts.reply(standing, issue, form.cleaned_data["to"], form.cleaned_data["words"])


def _with_words(act):
    return lambda standing, issue, form: act(standing, issue, form.cleaned_data["words"])


def _agree(standing, issue, form):
    together.agree(standing, issue, form.cleaned_data["number"])


def _not_yet(standing, issue, form):
    told = form.cleaned_data
    together.not_yet(standing, issue, told["number"], told["words"])


def _join(yes):
    return lambda standing, issue, form: together.join(
        standing, issue, yes, form.cleaned_data["words"]
    )


def _above(standing, issue, form):
    told = form.cleaned_data
    acts.ask_above(standing, issue, told["of"], told["on"], told["words"])


def _answered(standing, issue, form):
    acts.answered(standing, issue, form.cleaned_data["words"], form.cleaned_data["on"])


def _link(standing, issue, form):
    together.link(standing, issue, form.key)


DOING = {
    "ask": (forms.Ask, _ask, "Asked."),
    "tell": (forms.Tell, _with_words(acts.tell), "Your side is told."),
    "heard": (forms.Heard, _with_words(acts.feel_heard), "Noted: you feel heard."),
    "reply": (forms.Reply, _reply, "Replied."),
    "hold": (forms.Hold, _put("hold"), PUT),
    "open": (forms.Open, _put("open"), PUT),
    "reframe": (forms.Reframe, _put("reframe"), PUT),
    "way": (forms.Way, _put("way"), PUT),
    "review": (forms.Review, _put("review"), PUT),
    "rest": (forms.Rest, _put("rest"), PUT),
    "up": (forms.Up, _with_words(acts.take_up), "Taken up again, where it was."),
    "again": (forms.Again, _with_words(acts.begin_again), "It begins again. Nothing is lost."),
    "agree": (forms.Agree, _agree, "Your agreement is noted."),
    "not-yet": (forms.NotYet, _not_yet, "Noted: not yet. Something else can be put now."),
    "yes": (forms.Yes, _join(True), "You hold it too now."),
    "no": (forms.No, _join(False), "Noted: not now. You do not see it any more."),
    "above": (forms.Above, _above, "Noted whom you asked."),
    "answered": (forms.Answered, _answered, "Their answer is noted."),
    "link": (forms.Link, _link, "Linked."),
}


@require_POST
@route(level="D1", purpose="plan", roles=SPEAKERS)
def do(request, ref, what):
    """One act on an issue; or, where only a look was asked for, hints on the words about to go."""
    if what not in DOING:
        raise Http404
    standing = Standing.of(request)
    view = View(one_seen(ref, standing), standing)
    form_of, act, said = DOING[what]
    form = form_of(request.POST, view=view)
    view.bound = form
    if "look" in request.POST:
        return shown(request, view, looked_at(request.POST, ("value", "words")))
    if not form.is_valid():
        if form.name not in view.doing:
            messages.error(request, "That cannot be done now.")
        return shown(request, view)
    try:
        act(standing, view.issue, form)
    except AgreementError as error:
        messages.error(request, f"{error.what}.")
        return shown(request, View(one_seen(ref, standing), standing, form))
    messages.success(request, said)
    return redirect(f"/agree/issues/{ref}/" if what != "no" else "/agree/issues/")
