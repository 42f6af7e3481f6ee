"""Sharing with other systems: whom we trust, what they told, and our own file for them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.ground.errors import AgreementError, ExtractError
from tilth.learn.federation.envelope import fingerprint
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import sharing as acts
from tilth.web.learn.models import Practice, Story, System, Transplant
from tilth.web.learn.sharing.forms import Take, Trust
from tilth.web.learn.sharing.giving import file_of
from tilth.web.learn.sharing.own import own_key, own_slug
from tilth.web.learn.showing import keeping, page, public, round_table

HERE = "/learn/sharing/"


@require_safe
@round_table
def sharing(request):
    """Whom we share with, and what came of it."""
    return _shown(request)


@require_safe
@public
def federation(request):
    """Our own file, for whoever wants to take it in."""
    response = HttpResponse(file_of(request.place), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{own_slug(request.place)}.json"'
    response["Cache-Control"] = "no-store"  # a copy kept on the way would outlive a withdrawal
    return response


@require_http_methods(["POST"])
@keeping
def trust(request):
    """Take in another system's files from now on."""
    form, standing = Trust(request.POST), Standing.of(request)
    if done(form, lambda told: acts.trust(standing.by, request.place, **told)):
        return redirect(HERE)
    return _shown(request, trust=form)


@require_http_methods(["POST"])
@keeping
def take(request):
    """Take in a file somebody sent."""
    form, standing = Take(request.POST, request.FILES), Standing.of(request)
    if not form.is_valid():
        return _shown(request, take=form)
    content = form.cleaned_data["file"].read()
    try:
        done = acts.take(standing.by, content, where=form.cleaned_data["file"].name)
    except (AgreementError, ExtractError) as error:
        form.add_error("file", f"{error.what}. {error.remedy or ''}".strip())
        return _shown(request, take=form)
    return tried(request, HERE, lambda: None, said(done))


@require_POST
@keeping
def stop(request, slug):
    """Trust a system no more: what it told is gone at once."""
    system = System.objects.filter(slug=slug).first()
    if system is None:
        raise Http404
    by, words = Standing.of(request).by, request.POST.get("words", "")
    done = f"{system.name} is trusted no more. Everything it told us is gone from here."
    return tried(request, HERE, lambda: acts.distrust(by, system, words), done)


def said(done):
    """What a file brought, in words."""
    parts = [f"{done[name]} {name}" for name in ("new", "changed", "gone", "same") if done[name]]
    waiting = done["waiting"]
    parts += [f"{waiting} waiting for a practice that has not come yet"] if waiting else []
    return f"Taken in: {', '.join(parts) or 'nothing, the file is empty'}."


def _shown(request, **forms):
    keeps = Standing.of(request).keeps
    told = {
        "systems": [_row(one) for one in System.objects.all()],
        "keeps": keeps,
        "slug": own_slug(request.place),
        "key": own_key(),
        "fingerprint": fingerprint(own_key()),
        "trust": forms.get("trust") or Trust(),
        "take": forms.get("take") or Take(),
    }
    return page(request, "sharing/index", "Sharing with other systems", **told)


def _row(system):
    mine = {"origin": system.slug}
    return {
        "system": system,
        "fingerprint": fingerprint(system.public_key),
        "stories": Story.objects.filter(**mine, state="published").count(),
        "practices": Practice.objects.filter(**mine, removed=False).count(),
        "transplants": Transplant.objects.filter(**mine, removed=False).count(),
    }
