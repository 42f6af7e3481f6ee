"""A ripple map made together: for a projector, by keyboard, every act saved as it is done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.ground.errors import AgreementError
from tilth.learn.words import SIGNIFICANCE
from tilth.web.agree.models import Step
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import ripples as acts
from tilth.web.learn.actions import significance
from tilth.web.learn.models import Ripple
from tilth.web.learn.ripples import forms
from tilth.web.learn.ripples.pages import HERE, view_of
from tilth.web.learn.ripples.view import DASHES
from tilth.web.learn.showing import page, speaking

KEYS = (
    ("a", "add what happened next"),
    ("u", "up to what it followed from"),
    ("p", "the one before"),
    ("n", "the one after"),
    ("b", "back to the beginning"),
    ("w", "change its words"),
    ("m", "move it"),
    ("t", "take it back"),
    ("l", "link it"),
    ("s", "choose what mattered most"),
)
OPENS = ("change", "move", "take-back", "link")
TOLD = ("words", "on", "intended", "good", "who", "helped")


def _at(told):
    return int(told) if str(told or "").isdigit() else None


@require_safe
@speaking
def workshop(request, slug):
    """The workshop page, with one ripple chosen or none."""
    view = view_of(request, slug, Standing.of(request), at=_at(request.GET.get("at")))
    return _shown(request, view, doing=request.GET.get("do", ""))


def _shown(request, view, *, doing="", status=200):
    one = view.record
    crumbs = [HERE, (one.title, f"/learn/ripples/{one.slug}/")]
    told = {"view": view, "one": one, "keys": KEYS, "dashes": DASHES, "status": status}
    told["doing"] = doing if doing in OPENS and view.at else ""
    title = f"Workshop: {one.title}"
    return page(request, "ripples/workshop", title, crumbs=crumbs, **told)


def _add(standing, view, form):
    told = {name: form.cleaned_data[name] for name in TOLD}
    made = acts.add(standing, view.record, told.pop("words"),
                    after=form.cleaned_data["after"], **told)  # fmt: skip
    return made.after_id if "stay" in form.data else made.pk


def _change(standing, view, form):
    told = {name: form.cleaned_data[name] for name in TOLD}
    acts.change(standing, form.cleaned_data["at"], told, seen=form.cleaned_data["seen"])
    return form.cleaned_data["at"].pk


def _move(standing, view, form):
    told = form.cleaned_data
    acts.move(standing, told["at"], told["after"], seen=told["seen"])
    return told["at"].pk


def _take_back(standing, view, form):
    told = form.cleaned_data
    acts.take_back(standing, told["at"], seen=told["seen"])
    return told["at"].after_id


def _link(standing, view, form):
    acts.link(standing, form.cleaned_data["at"], form.cleaned_data["key"])
    return form.cleaned_data["at"].pk


def _unlink(standing, view, form):
    acts.unlink(standing, form.cleaned_data["at"], form.cleaned_data["number"])
    return form.cleaned_data["at"].pk


DOING = {
    "add": (forms.Add, _add, "Added."),
    "change": (forms.ChangeRipple, _change, "Changed."),
    "move": (forms.Move, _move, "Moved, with all that followed from it."),
    "take-back": (forms.TakeBack, _take_back, "Taken back. It can be put back below."),
    "link": (forms.Link, _link, "Linked."),
    "unlink": (forms.Unlink, _unlink, "The link is taken back."),
}


@require_POST
@speaking
def do(request, slug, what):
    """One act in the workshop, saved; what is refused stays as it was typed."""
    if what not in DOING:
        raise Http404
    form_of, act, said = DOING[what]
    standing = Standing.of(request)
    at = _at(request.POST.get("after" if what == "add" else "at"))
    view = view_of(request, slug, standing, at=at)
    view.bound = form = form_of(request.POST, view=view)
    if not form.is_valid():
        if what == "unlink" or (view.at is None and what != "add"):
            return _gone(request, view)
        return _shown(request, view, doing=what, status=400)
    try:
        chosen = act(standing, view, form)
    except AgreementError as error:
        return _refused(request, slug, what, at, f"{error.what}.")
    messages.success(request, said)
    query = f"?at={chosen}" if chosen else ""
    return redirect(f"/learn/ripples/{slug}/workshop/{query}#add-words")


def _gone(request, view):
    """Somebody took it back meanwhile: what was typed waits in the box for what happened next."""
    messages.error(request, "Somebody took it off this map meanwhile. Your words are kept below.")
    view.bound = forms.Add(view=view, initial={"words": request.POST.get("words", "")})
    return _shown(request, view, status=400)


def _refused(request, slug, what, at, why):
    """The page as it is now, with what was typed, ready to be sent again."""
    view = view_of(request, slug, Standing.of(request), at=at)
    if view.at is None and what != "add":
        return _gone(request, view)
    told = request.POST.copy()
    if "seen" in told:
        told["seen"] = acts.version(Ripple(pk=view.at))
    view.bound = DOING[what][0](told, view=view)
    view.bound.add_error(None, why)
    return _shown(request, view, doing=what, status=400)


@require_POST
@speaking
def undo(request, slug, number):
    """Put back what one step on this map changed."""
    standing = Standing.of(request)
    view = view_of(request, slug, standing)
    step = get_object_or_404(Step, pk=number)
    of_it = step.about == view.record.key or step.about.startswith("ripple:")
    if not of_it:
        raise Http404
    back = f"/learn/ripples/{slug}/#history-h"
    return tried(request, back, lambda: acts.undo(standing, view.record, step), "Undone.")


@require_safe
@speaking
def choosing(request, slug):
    """Choosing together which change mattered most, or least."""
    return _choosing(request, view_of(request, slug, Standing.of(request)))


def _choosing(request, view, status=200):
    one = view.record
    crumbs = [HERE, (one.title, f"/learn/ripples/{one.slug}/")]
    told = {"view": view, "one": one, "which": SIGNIFICANCE, "status": status}
    title = f"What mattered most: {one.title}"
    return page(request, "ripples/choosing", title, crumbs=crumbs, **told)


def _round(standing, view, form):
    significance.open_round(standing, view.record, form.cleaned_data["which"])


def _pick(standing, view, form):
    told = form.cleaned_data
    significance.pick(standing, told["ripple"], told["reason"], which=told["which"],
                      name=told["person"], partner=told["partner"])  # fmt: skip


def _unpick(standing, view, form):
    significance.unpick(standing, view.record, form.cleaned_data["number"])


CHOOSING = {
    "round": (forms.Round, _round, "Done."),
    "pick": (forms.Pick, _pick, "The choice is kept, with its reason."),
    "unpick": (forms.Unpick, _unpick, "The choice is taken back."),
}


@require_POST
@speaking
def choose(request, slug, what):
    """Open or close a round, make a choice or take it back."""
    if what not in CHOOSING:
        raise Http404
    form_of, act, said = CHOOSING[what]
    standing = Standing.of(request)
    view = view_of(request, slug, standing)
    view.bound = form = form_of(request.POST, view=view)
    if not form.is_valid():
        return _choosing(request, view, status=400)
    if not done(form, lambda _: act(standing, view, form)):
        fresh = view_of(request, slug, standing, bound=form)
        if what != "pick" or not fresh.record.round:  # no form on the page says why
            messages.error(request, " ".join(form.non_field_errors()))
        return _choosing(request, fresh, status=400)
    messages.success(request, said)
    return redirect(f"/learn/ripples/{slug}/choosing/#pick-ripple")
