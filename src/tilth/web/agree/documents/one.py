"""One document: what it says and asks, who wrote it, what it recommended, and its paper trail."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.words import DOCUMENTS, VISIBILITY
from tilth.ground.errors import AgreementError
from tilth.web.agree import past
from tilth.web.agree.actions import documents as acts
from tilth.web.agree.actions.agreements import may_write, names
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.documents import forms, telling
from tilth.web.agree.documents.trail import trail
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.issues.visible import links_visible_to
from tilth.web.agree.models import Link
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent, tried

ABOVE = ("Documents", "/agree/documents/")


def found(request, slug):
    """(the document, how the reader stands); 404 where they may not see it."""
    standing = Standing.of(request)
    return get_object_or_404(documents_for(standing), slug=slug), standing


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def document(request, slug):
    """One document."""
    one, standing = found(request, slug)
    recommended = telling.recommendations(one, request.place)
    tied = links_visible_to(standing).filter(Q(one=one.key) | Q(other=one.key), removed=False)
    told = {
        "document": one,
        "kind": DOCUMENTS.get(one.type, one.type),
        "wrote": telling.wrote(one),
        "visible": VISIBILITY.get(one.visible, ""),
        "area": area_name(request.place, one.area) if one.area else "",
        "asks": telling.asks(one, names()),
        "recommended": recommended,
        "so_far": telling.so_far(recommended),
        "trail": trail(one.key, standing),
        "tied": tied.exclude(how=acts.RECOMMENDED),
        "steps": past.story(one, standing),
        "may_write": may_write(standing),
        "may_change": acts.may_change(standing, one),
        "tying": forms.Tying(auto_id="tie-%s"),
        "recommending": forms.Recommending(request.place, auto_id="rec-%s"),
        "putting_away": forms.PuttingAway(auto_id="away-%s"),
    }
    return page(request, "documents/one", one.title, crumbs=[ABOVE], **told)


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=ROUND)
def new(request):
    """Write a document down."""
    standing = Standing.of(request)
    if not may_write(standing):
        raise Http404
    kind = request.GET.get("type", "")
    first = {"type": kind, "visible": "partnership"} if kind in DOCUMENTS else None
    form = forms.Writing(request.place, request.POST or None, initial=first)
    return _write(request, form, "A new document", lambda told: acts.write(standing, **told))


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=ROUND)
def edit(request, slug):
    """Change what is told of a document."""
    one, standing = found(request, slug)
    if not acts.may_change(standing, one):
        raise Http404
    form = forms.Writing(request.place, request.POST or None, initial=forms.initial_of(one))

    def do(told):
        acts.change(standing, one, **told)
        return one

    return _write(request, form, f"Change: {one.title}", do)


def _write(request, form, title, do):
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(f"/agree/documents/{do(form.record).slug}/")
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
    return page(request, "documents/write", title, crumbs=[ABOVE], form=form)


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def recommend(request, slug):
    """Write down what a document recommends."""
    one, standing = found(request, slug)
    made = day_of(request.place)
    return sent(
        request,
        forms.Recommending(request.place, request.POST),
        f"/agree/documents/{slug}/#recommended",
        lambda told: acts.recommend(standing, one, made=made, **told),
        "Written down. It waits for an answer.",
    )


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def tie(request, slug):
    """Tie a document to another record."""
    one, standing = found(request, slug)
    return sent(
        request,
        forms.Tying(request.POST),
        f"/agree/documents/{slug}/#trail",
        lambda told: acts.tie(standing, one, told["other"], told["how"]),
        "Tied.",
    )


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def untie(request, slug, number):
    """Undo a tie."""
    one, standing = found(request, slug)
    link = get_object_or_404(Link, pk=number)
    back = f"/agree/documents/{slug}/#trail"
    return tried(request, back, lambda: acts.untie(standing, one, link), "Untied.")


@require_POST
@route(level="D1", purpose="plan", roles=ROUND)
def put_away(request, slug):
    """Show a document no more."""
    one, standing = found(request, slug)
    return sent(
        request,
        forms.PuttingAway(request.POST),
        "/agree/documents/",
        lambda told: acts.put_away(standing, one, told["reason"]),
        "Put away.",
        again=f"/agree/documents/{slug}/",
    )
