"""Claims: every one that was written down, where it is said, how to test it, what bears on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.learn.words import GRADES
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.past import story
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done, sent, tried
from tilth.web.learn.actions import claims as acts
from tilth.web.learn.actions.sources import may_bring
from tilth.web.learn.models import Bearing, Claim
from tilth.web.learn.showing import page, public, round_table
from tilth.web.learn.sources.bearings import evidence_of, indicators, where_said
from tilth.web.learn.sources.claim_forms import Bear, Writing
from tilth.web.learn.sources.forms import Reason
from tilth.web.learn.sources.visible import known

ABOVE = ("Claims", "/learn/claims/")
COLUMNS = {
    "words": "Claim", "where": "Where it is said", "test": "How a place could test it",
    "supports": "Supports it", "contradicts": "Contradicts it", "is about": "Is about it",
}  # fmt: skip


def _found():
    rows = Claim.objects.filter(removed=False).select_related("said_in__document")
    return rows.prefetch_related("bearings")


@require_safe
@public
def claims(request):
    """Every claim, and how much evidence is listed; never whether it is true."""
    rows = [{"claim": one, "where": where_said(request, one),
             "many": [(how, len(found)) for how, found in evidence_of(request, one).items()]}
            for one in _found()]  # fmt: skip
    told = {"rows": rows, "may_bring": may_bring(known(request)), "files": ENDINGS}
    return page(request, "sources/claims", "What is claimed, and what bears on it", **told)


@require_safe
@public
def claims_file(request, ending):
    """The same list as a file: what bears on each claim, each with its grade."""
    rows = []
    for one in _found():
        told = {how: [_line(each) for each in found]
                for how, found in evidence_of(request, one).items()}  # fmt: skip
        rows.append({"words": one.words, "test": one.test, "where": one.where, **told})
    notes = [f"{grade}: {means}" for grade, means in GRADES.items()]
    return table_file("claims", "Claims", COLUMNS, rows, ending, notes=notes)


def _line(each):
    grade = f" ({each['bearing'].grade})" if each["bearing"].grade else ""
    return f"{each['title']}{grade}"


def _one(slug):
    return get_object_or_404(Claim.objects.select_related("said_in"), slug=slug, removed=False)


@require_safe
@public
def claim(request, slug):
    """One claim."""
    return _shown(request, _one(slug))


def _shown(request, one, form=None, status=200):
    standing = known(request)
    may = may_bring(standing)
    told = {
        "claim": one,
        "where": where_said(request, one),
        "evidence": evidence_of(request, one),
        "grades": GRADES,
        "may_bring": may,
        "keeps": standing is not None and standing.keeps,
        "me": request.user.pk,
        "form": form or (Bear(request, initial={"about": request.GET.get("about", "")})
                         if may else None),
        "away": Reason(auto_id="away-%s"),
        "steps": story(one, standing) if standing is not None else [],
        "status": status,
    }  # fmt: skip
    return page(request, "sources/claim", one.words, crumbs=[ABOVE], **told)


@require_http_methods(["GET", "HEAD", "POST"])
@round_table
def write(request, slug=""):
    """Write a claim down, or change one."""
    standing = Standing.of(request)
    if not may_bring(standing):
        raise Http404
    record = _one(slug) if slug else None
    form = Writing(request, request.POST or None, initial=_initial(request, record))
    made = done(form, lambda told: _written(standing, record, told))
    if made:
        return redirect(f"/learn/claims/{made.slug}/")
    title = "Change a claim" if record else "Write a claim down"
    return page(request, "sources/write_claim", title, crumbs=[ABOVE], form=form)


def _written(standing, record, told):
    if record is None:
        return acts.claim(standing, **told)
    acts.change(standing, record, **told)
    return record


def _initial(request, record):
    if record is None:
        return {"said_in": request.GET.get("said_in", "")}
    said = record.said_in
    at = f"/learn/sources/{said.document.slug}/#p{said.number}" if said and said.document else ""
    return {"words": record.words, "where": record.where, "test": record.test, "said_in": at}


@require_POST
@round_table
def put_away(request, slug):
    """List a claim no more."""
    one, standing = _one(slug), Standing.of(request)
    return sent(request, Reason(request.POST), "/learn/claims/",
                lambda told: acts.put_away(standing, one, told["reason"]), "Put away.")  # fmt: skip


@require_POST
@round_table
def bear(request, slug):
    """List something that bears on a claim."""
    one, standing = _one(slug), Standing.of(request)
    form = Bear(request, request.POST)
    known_ = indicators(request.place)
    if not done(form, lambda told: acts.bear(standing, one, known=known_, **told)):
        return _shown(request, one, form, 400)
    messages.success(request, "Listed.")
    return redirect(f"/learn/claims/{slug}/#{form.cleaned_data['how'].replace(' ', '-')}")


@require_POST
@round_table
def take_away(request, slug, number):
    """Take something that bears on a claim off its list."""
    standing = Standing.of(request)
    found = get_object_or_404(Bearing, pk=number, claim__slug=slug)
    return tried(request, f"/learn/claims/{slug}/", lambda: acts.take_away(standing, found),
                 "Taken off the list.")  # fmt: skip


@require_POST
@round_table
def founding(request):
    """Write the claims of the founding documents down."""
    standing = Standing.of(request)
    made = []
    return tried(request, "/learn/claims/", lambda: made.extend(acts.write_founding(standing)),
                 "The claims of the two founding documents are here, each once.")  # fmt: skip
