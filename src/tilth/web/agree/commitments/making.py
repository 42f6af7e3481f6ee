"""Make a promise, ask for one, offer something, or write down a recommendation."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.commitments.forms import Propose
from tilth.web.agree.commitments.listing import CRUMB
from tilth.web.agree.commitments.one import writing
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing

STARTS = ("type", "words", "made_by", "made_to", "decision", "programme", "area", "layer")
TITLES = {
    "commitment": "Make a promise",
    "ask": "Ask another partner",
    "offer": "Make an offer",
    "recommendation": "Write down a recommendation",
}


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def new(request):
    """The form, filled in as far as the link that led here knows; what was wrong stays in it."""
    standing = Standing.of(request)
    if request.method == "POST":
        form = Propose(request.place, standing, request.POST)
        if form.is_valid() and (made := _made(request, standing, form)):
            messages.success(request, "Saved. Everyone round the table can see it.")
            return redirect(f"/agree/commitments/{made.ref}/")
    else:
        form = Propose(request.place, standing, initial=_starts(request, standing))
    kind = form["type"].value() or "commitment"
    title = TITLES.get(kind, TITLES["commitment"])
    told = {"form": form, "standing": standing, "able": standing.keeps or standing.partner}
    return page(request, "commitments/new", title, crumbs=[CRUMB], **told)


def _made(request, standing, form):
    told = dict(form.cleaned_data)
    try:
        return acts.propose(standing, made=day_of(request.place), **told)
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return None


def _starts(request, standing):
    told = {name: request.GET[name][:300] for name in STARTS if request.GET.get(name)}
    if standing.partner is not None:
        told.setdefault("made_by", standing.partner.slug)
    return told | {"layer": told.get("layer", "place"), "origin": "place", "public": True}
