"""Inviting a partner, telling who it is, and what becomes of its membership."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from tilth.agree.partners.membership import MOVES
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import partners as acts
from tilth.web.agree.partners import forms
from tilth.web.agree.partners.telling import PARTNERS
from tilth.web.agree.showing import page
from tilth.web.agree.standing import SPEAKERS, Standing
from tilth.web.house.access import route

writing = route(level="D1", purpose="plan", roles=SPEAKERS)


def may_invite(standing):
    """They may ask another organisation to the table."""
    return standing.keeps or (
        standing.partner is not None and standing.speaks_for(standing.partner)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def new(request):
    """Ask an organisation to the table."""
    standing, form = Standing.of(request), forms.Invite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: acts.invite(standing, **form.cleaned_data))
        if made:
            messages.success(request, f"{made.name} is in the list. It can say now who it is.")
            return redirect(f"/agree/partners/{made.slug}/")
    told = {"form": form, "able": may_invite(standing)}
    return page(request, "partners/new", "Invite a partner", crumbs=[PARTNERS], **told)


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def edit(request, slug):
    """Say who a partner is: its own people, or those who keep what was agreed."""
    from tilth.web.agree.partners.one import found

    one, standing = found(slug), Standing.of(request)
    if not acts.edits(standing, one):
        raise Http404
    kind = forms.TellAll if standing.keeps else forms.Tell
    if request.method == "POST":
        form = kind(request.place, request.POST)
        if form.is_valid():
            tried(form, lambda: acts.tell(standing, one, **form.cleaned_data))
        if not form.errors:
            messages.success(request, "Saved. Everyone round the table can read it.")
            return redirect(f"/agree/partners/{slug}/")
    else:
        form = kind(request.place, initial=_now(one))
    title = f"{one.name}: say who you are"
    crumbs = [PARTNERS, (one.name, f"/agree/partners/{slug}/")]
    return page(request, "partners/edit", title, crumbs=crumbs, form=form, one=one)


def _now(one):
    told = {name: getattr(one, name) for name in (*acts.OWN, *acts.KEPT)}
    return told | {name: "\n".join(told[name]) for name in ("strengths", "other_names")}


@require_POST
@writing
def move(request, slug, name):
    """It comes to listen, joins, leaves, is invited again, or is followed by another."""
    from tilth.web.agree.partners.one import found, shown

    one, standing = found(slug), Standing.of(request)
    if name not in (*MOVES, "follow"):
        raise Http404
    form = (forms.Follow if name == "follow" else forms.Reason)(request.POST, auto_id=f"{name}-%s")
    if form.is_valid():
        tried(form, lambda: _do(standing, one, name, form.cleaned_data))
    if form.errors:
        return shown(request, found(slug), wrong=(name, form))
    messages.success(request, "Saved. Its history says who did it and why.")
    return redirect(f"/agree/partners/{slug}/")


def _do(standing, one, name, told):
    if name == "follow":
        return acts.follow(standing, one, **told)
    return acts.move(standing, one, name, **told)


def tried(form, do):
    """Do an act; a refusal becomes a mistake of the form, so that nothing written is lost."""
    try:
        return do()
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return None
