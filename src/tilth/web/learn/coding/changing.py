"""Codes added, told better, merged with care and taken out again: their forms."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.web.agree.standing import ROUND
from tilth.web.house.access import route
from tilth.web.house.answering import done
from tilth.web.learn.actions import codes as acts
from tilth.web.learn.coding import reading
from tilth.web.learn.coding.forms import Merge, NewCode, Part
from tilth.web.learn.coding.pages import HERE, one_code
from tilth.web.learn.models import Code
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page

ASKED = ("name", "means", "group")


def _only(told, *names):
    return {name: told[name] for name in names}


def _asks(view):
    """A page with a form, for people of the partnership."""
    return require_http_methods(["GET", "POST"])(
        route(level="D1", purpose="plan", roles=ROUND)(view)
    )


@_asks
def new(request):
    """A new code; codes that are called much the same are shown first."""
    standing, posted = reader_of(request), request.method == "POST"
    near = acts.similar(request.POST.get("name", "")) if posted else []
    form = NewCode(request.POST if posted else None, near=near,
                   initial={"type": request.GET.get("type", "enabler")})  # fmt: skip
    if not near or "sure" in request.POST:
        made = done(form, lambda told: acts.add(standing, **_only(told, *ASKED, "type", "source")))
        if made:
            messages.success(request, "Added. Others can put it on stories now.")
            return redirect(f"/learn/codes/{made.slug}/")
    told = {"form": form, "near": near}
    return page(request, "coding/new", "Add a code", crumbs=[HERE], **told)


@_asks
def change(request, slug):
    """Tell better what a code means."""
    standing, one = reader_of(request), one_code(slug)
    if one.shipped or one.into_id:
        raise Http404
    now = {"name": one.name, "means": one.means, "group": one.group.slug if one.group else ""}
    form = NewCode(request.POST or None, changing=one, initial=now)
    if done(form, lambda told: acts.reword(standing, one, **_only(told, *ASKED))):
        return redirect(f"/learn/codes/{one.slug}/")
    above = (one.name, f"/learn/codes/{one.slug}/")
    told = {"form": form, "one": one}
    return page(request, "coding/change", "Tell better what it means", crumbs=[HERE, above], **told)


@_asks
def merge(request, slug):
    """Merge a code into another, after looking at both side by side."""
    standing, one = reader_of(request), one_code(slug)
    if one.into_id or one.shipped or not acts.may_merge(standing, one):
        raise Http404
    looked = Code.objects.filter(slug=request.GET.get("into", "")).first()
    form = Merge(request.POST or None, code=one, initial={"into": looked.slug if looked else ""})
    if done(form, lambda told: acts.merge(standing, one, **told)):
        messages.success(request, "Merged. Nothing is lost: it can be taken out again.")
        return redirect(f"/learn/codes/{form.cleaned_data['into'].slug}/")
    looked = form.cleaned_data.get("into", looked) if form.is_bound else looked
    told = {
        "form": form,
        "one": one,
        "other": looked if looked and looked.type == one.type and looked.pk != one.pk else None,
        "carried": reading.carriers(standing),
    }
    above = (one.name, f"/learn/codes/{one.slug}/")
    title = f"Merge “{one.name}” into another"
    return page(request, "coding/merge", title, crumbs=[HERE, above], **told)


@_asks
def part(request, slug):
    """Take a merged code out again."""
    standing, one = reader_of(request), one_code(slug)
    if not one.into_id or not acts.may_merge(standing, one):
        raise Http404
    form = Part(request.POST or None)
    if done(form, lambda told: acts.part(standing, one, **told)):
        messages.success(request, "It stands by itself again, with its own stories.")
        return redirect(f"/learn/codes/{one.slug}/")
    above = (one.name, f"/learn/codes/{one.slug}/")
    title = f"Take “{one.name}” out again"
    return page(request, "coding/part", title, crumbs=[HERE, above], form=form, one=one)
