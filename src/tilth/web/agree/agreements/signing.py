"""Signing an agreement, asking others to sign, leaving it, ending it, and what data it lets in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tilth.ground.errors import AgreementError
from tilth.web.agree import emailed
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.actions import signing
from tilth.web.agree.agreements import forms
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.agreements.one import shown
from tilth.web.agree.models import Agreement, Partner, Version
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent, tried


def _version(slug, number):
    found = Version.objects.select_related("agreement")
    return get_object_or_404(found, agreement__slug=slug, number=number)


def _back(slug, number, part=""):
    return f"/agree/agreement/{slug}/?version={number}{part}"


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def sign(request, slug, number):
    """Sign a version for one's own partner."""
    version, standing = _version(slug, number), Standing.of(request)
    form = forms.Signing(request.POST, auto_id="sign-%s")
    if not form.is_valid():
        return shown(request, slug, wrong={"sign": form}, status=422)
    told, on = form.cleaned_data, day_of(request.place)

    def do():
        if standing.partner is None:
            raise AgreementError("Only somebody from a partner can sign")
        signing.sign(
            standing, version, standing.partner, name=told["name"], title=told["title"],
            seen=told["seen"], on=on,
        )  # fmt: skip

    return tried(request, _back(slug, number, "#signatures"), do, "Signed. Thank you.")


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def ask(request, slug, number):
    """Ask partners by email to sign."""
    version, standing = _version(slug, number), Standing.of(request)
    form = forms.Asking(Partner.objects.exclude(state="left"), request.POST)
    back = _back(slug, number, "#signatures")
    if not acts.may_write(standing) or not form.is_valid():
        messages.error(request, "Choose whom to ask.")
        return redirect(back)
    on, site = day_of(request.place), emailed.site_of(request)
    asked = [one for one in form.cleaned_data["partners"]
             if not signing.why_not_sign(version, one, on)]  # fmt: skip
    for partner, why in emailed.send(standing.by, version, asked, "sign", site=site):
        say = messages.error if why else messages.success
        say(request, f"{why}." if why else f"{partner.name} has been asked by email.")
    return redirect(back)


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def leave(request, slug, number):
    """Take a partner's signature back, with notice."""
    version, standing = _version(slug, number), Standing.of(request)
    on = day_of(request.place)

    def do(told):
        partner = get_object_or_404(Partner, slug=told.pop("partner"))
        signing.leave(standing, version, partner, on=on, **told)

    said = "The notice is given, and everybody can read why."
    return sent(request, forms.Leaving(request.POST), _back(slug, number), do, said)


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def end(request, slug):
    """End an agreement."""
    agreement, standing = get_object_or_404(Agreement, slug=slug), Standing.of(request)
    on = day_of(request.place)
    return sent(
        request,
        forms.Ending(request.POST),
        f"/agree/agreement/{slug}/",
        lambda told: signing.end(standing, agreement, on=on, **told),
        "The agreement has ended. What rested on it is closed.",
    )


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def let_in(request, slug):
    """Say which data an agreement lets in."""
    agreement, standing = get_object_or_404(Agreement, slug=slug), Standing.of(request)

    def do(told):
        sharing = told["sharing"].slug if told["sharing"] else ""
        acts.let_in(standing, agreement, sharing=sharing, sources=told["sources"])

    back = f"/agree/agreement/{slug}/"
    return sent(request, forms.LettingIn(request.place, request.POST), back, do, "Written down.")
