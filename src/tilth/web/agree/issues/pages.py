"""Pages of hard things: all that a reader may know of, one, and a new one."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tilth.agree.issues.wording import guide, hints
from tilth.agree.words import ISSUE_STAGES, ISSUES
from tilth.web.agree.actions.issues import raise_issue
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.issues.forms import Raise
from tilth.web.agree.issues.view import STAGES, View
from tilth.web.agree.issues.visible import held_by, holds_for, visible_to
from tilth.web.agree.issues.waiting import waiting_issues
from tilth.web.agree.models import Partner
from tilth.web.agree.past import story
from tilth.web.agree.showing import page
from tilth.web.agree.standing import SPEAKERS, Standing
from tilth.web.house.access import ANYONE, route

HERE = ("Hard things", "/agree/issues/")


def one_seen(ref, standing):
    """The issue of a ref, as far as the reader may know of it; Http404 where not."""
    found = visible_to(standing).filter(ref=ref).select_related("raised_by", "body", "asked_of")
    issue = found.first()
    if issue is None:
        raise Http404
    return issue


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def issues(request):
    """All that this reader may know of; a stranger sees what was opened to everyone."""
    standing = Standing.on_public(request)
    asked = {"type": request.GET.get("type", ""), "stage": request.GET.get("stage", "")}
    seen = visible_to(standing)
    chosen = {k: v for k, v in asked.items() if v in {"type": ISSUES, "stage": ISSUE_STAGES}[k]}
    own = set(held_by(standing).values_list("pk", flat=True))
    found = list(seen.filter(**chosen).prefetch_related("owners"))
    told = {
        "mine": [_row(one) for one in found if one.pk in own],
        "others": [_row(one) for one in found if one.pk not in own],
        "waiting": waiting_issues(standing),
        "known": seen.count(),
        "inside": standing is not None,
        "may_raise": standing is not None and holds_for(standing),
        "types": ISSUES,
        "stages": {name: STAGES[name] for name in ISSUE_STAGES},
        "chosen": asked,
    }
    return page(request, "issues/list", "Hard things, held together", **told)


def _row(one):
    return {
        "ref": one.ref,
        "title": one.title,
        "type": one.type,
        "stage": one.stage,
        "says": ISSUE_STAGES[one.stage],
        "visible": one.visible,
        "owners": sorted(owner.name for owner in one.owners.all()),
        "between": one.between,
        "review": one.review,
    }


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def issue(request, ref):
    """One issue."""
    standing = Standing.on_public(request)
    return shown(request, View(one_seen(ref, standing), standing))


def shown(request, view, hinted=()):
    """The page of one issue. hinted: hints on words that were looked at before they are sent."""
    one = view.issue
    told = {
        "view": view,
        "one": one,
        "says": ISSUE_STAGES[one.stage],
        "kind": ISSUES[one.type],
        "questions": guide().questions,
        "hints": hinted,
        "steps": story(one, view.standing) if view.inside else [],
    }
    return page(request, "issues/one", one.title, crumbs=[HERE], **told)


@require_http_methods(["GET", "POST"])
@route(level="D1", purpose="plan", roles=SPEAKERS)
def new(request):
    """Say a hard thing aloud; a look at its words first changes and keeps nothing."""
    standing = Standing.of(request)
    if not holds_for(standing):
        raise Http404
    form = Raise(request.POST or None, initial={"type": request.GET.get("type", "")})
    hinted, look = (), "look" in request.POST
    if look:
        hinted = looked_at(request.POST, ("title", "surfaced"))
    elif request.method == "POST" and form.is_valid():
        made = _raised(standing, form, request)
        return redirect(f"/agree/issues/{made.ref}/")
    told = {"form": form, "hints": hinted, "looked": look, "partner": standing.partner}
    return page(request, "issues/new", "Say something hard", crumbs=[HERE], **told)


def _raised(standing, form, request):
    told = {name: form.cleaned_data[name] for name in ("type", "title", "surfaced", "body")}
    on = day_of(request.place)
    return raise_issue(standing, **told, between=form.between, opened=on)


def looked_at(sent, fields):
    """Hints on what somebody is about to say: never kept, never in the way."""
    names = set(Partner.objects.filter(~Q(name="")).values_list("name", flat=True))
    names |= {other for one in Partner.objects.all() for other in one.other_names}
    return [hint for field in fields for hint in hints(sent.get(field, ""), names)]
