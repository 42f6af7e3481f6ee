"""Barriers met across places, put together, with who takes them on by when."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.ground.errors import AgreementError
from tilth.learn.practices.weeds import grouped
from tilth.web.agree.areas import area_choices, area_name
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.found import address
from tilth.web.agree.models import Commitment, Link
from tilth.web.house.answering import tried
from tilth.web.learn.actions import weeding as acts
from tilth.web.learn.models import Code
from tilth.web.learn.practices.forms import Barrier
from tilth.web.learn.practices.weeding import (
    TAKES_ON,
    barriers,
    met_in,
    tallies,
    unsorted_issues,
)
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public, speaking
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import stories_for

KINDS = {
    "story": ("story", "stories"),
    "passage": ("passage of a source", "passages of sources"),
    "issue": ("hard thing", "hard things"),
    "condition": ("condition told of a place", "conditions told of places"),
}
COLUMNS = {
    "barrier": "Barrier",
    "means": "What it means",
    "common": "Met in several areas",
    "areas": "Areas",
    "records": "How many say so",
    "actions": "What is promised against it",
}
HERE = ("Barriers", "/learn/barriers/")
SHOWN = 100  # records on the page of a barrier; the page of the code has all of them


@require_safe
@public
def index(request):
    """Every barrier met, those of several areas first; or the register of one area."""
    standing, area = reader_of(request), request.GET.get("area", "")
    rows = listed(request, standing, area)
    met = {row["code"] for row in rows}
    quiet = sorted({one.name for one in barriers().values() if one.slug not in met})
    told = {
        "common": [row for row in rows if row["common"]],
        "others": [row for row in rows if not row["common"]],
        "area": area,
        "area_name": area_name(request.place, area),
        "areas": area_choices(request.place, empty="All areas"),
        "quiet": quiet,
        "unsorted": [one for one in unsorted_issues(standing) if area in ("", one.area)],
        "inside": inside(standing),
        "files": ENDINGS,
        "query": f"?area={area}" if area else "",
    }
    return page(request, "practices/barriers", "What gets in the way", **told)


def listed(request, standing, area=""):
    """The barriers as rows; area: only those met there."""
    codes = {one.slug: one for one in barriers().values()}
    names = {slug: one.name for slug, one in codes.items()}
    weeds = grouped(tallies(standing), names)
    if area:
        weeds = [one for one in weeds if area in one.areas]
    promised = promised_against([codes[one.code] for one in weeds], standing)
    return [_row(one, codes[one.code], request, promised) for one in weeds]


def _row(weed, code, request, against):
    promised = against[code.key]
    return {
        "code": code.slug,
        "barrier": code.name,
        "means": code.means,
        "common": weed.common,
        "records": weed.records,
        "areas": [f"{area_name(request.place, area) or 'no one area'} ({count})"
                  for area, count in weed.areas.items()],
        "kinds": [f"{count} {KINDS[kind][count != 1]}" for kind, count in weed.kinds.items()],
        "promises": promised,
        "actions": [_action(one) for one in promised],
    }  # fmt: skip


def promises(code, standing):
    """The promises that take a barrier on; a stranger sees those told to residents."""
    return promised_against([code], standing)[code.key]


def promised_against(codes, standing):
    """{key of a barrier: the promises that take it on}, as `promises`; asked for all at once."""
    links = Link.objects.filter(other__in=[one.key for one in codes], how=TAKES_ON, removed=False)
    refs = {one.key: set() for one in codes}
    for key, promise in links.values_list("other", "one"):
        refs[key].add(promise.partition(":")[2])
    found = Commitment.objects.filter(ref__in=set().union(*refs.values()))
    found = found if inside(standing) else found.filter(public=True)
    found = list(found.select_related("made_by", "made_to"))
    return {key: [one for one in found if one.ref in taken] for key, taken in refs.items()}


def owner(one):
    """Who does what a promise says; none where nobody has taken it up yet."""
    doer = one.made_to if one.type in ("ask", "recommendation") else one.made_by
    return doer.name if doer else ""


def _action(one):
    due = one.due.isoformat() if one.due else "no day"
    return f"{one.ref}: {one.words} ({owner(one) or 'nobody yet'}, {due}, {one.state})"


@require_safe
@public
def listed_file(request, ending):
    """The same as a file."""
    rows = listed(request, reader_of(request), request.GET.get("area", ""))
    return table_file("barriers", "What gets in the way", COLUMNS, rows, ending)


@require_safe
@public
def barrier(request, code):
    """One barrier: where it was met, what is done against it together."""
    standing = reader_of(request)
    return _one(request, _code(code), standing, Barrier(auto_id="take-on-%s"))


def _code(slug):
    one = get_object_or_404(Code.objects.select_related("into"), slug=slug)
    one = one.into or one
    if one.type != "barrier":
        raise Http404
    return one


def _one(request, code, standing, form):
    met = met_in(standing, code)
    rows = _rows(met, standing, request)
    told = {
        "code": code,
        "rows": rows,
        "more": len(met) - len(rows) if len(met) > SHOWN else 0,
        "promises": [(one, owner(one)) for one in promises(code, standing)],
        "form": form,
        "inside": inside(standing),
        "may": inside(standing) and acts.may_take_on(standing),
    }
    return page(request, "practices/barrier", code.name, crumbs=[HERE], **told)


def _rows(met, standing, request):
    """Where it was met, by area and title; at most SHOWN of them are fetched."""
    chosen = sorted(met, key=lambda one: (one.area, one.key))[:SHOWN]
    slugs = [one.key.partition(":")[2] for one in chosen if one.kind == "story"]
    stories = {one.key: one for one in stories_for(standing).filter(slug__in=slugs)}
    found = [(one, stories.get(one.key) or _record(one, standing)) for one in chosen]
    rows = [_said(one, record, request) for one, record in found if record is not None]
    return sorted(rows, key=lambda row: (row["area"].lower(), row["title"].lower()))


def _record(one, standing):
    found = seen(one.key, standing)
    return found and found.record


def _said(one, record, request):
    title = getattr(record, "title", "") or getattr(record, "words", "") or KINDS[one.kind][0]
    return {
        "kind": KINDS[one.kind][0],
        "title": str(title)[:120],
        "address": address(record),
        "area": area_name(request.place, one.area),
        "state": getattr(record, "state", "") if one.kind == "condition" else "",
    }


@require_POST
@speaking
def link(request, code):
    """Say that a promise takes a barrier on, or that a hard thing is that barrier."""
    standing, one = reader_of(request), _code(code)
    form = Barrier(request.POST, auto_id="take-on-%s")
    if form.is_valid():
        try:
            acts.put_under(standing, one, form.key)
        except AgreementError as error:
            form.add_error("ref", f"{error.what}.")
    if form.errors:
        return _one(request, one, standing, form)
    messages.success(request, "Linked.")
    return redirect(f"/learn/barriers/{one.slug}/")


@require_POST
@speaking
def unlink(request, code):
    """Take such a link away."""
    standing, one = reader_of(request), _code(code)
    key, back = request.POST.get("key", ""), f"/learn/barriers/{one.slug}/"
    said = "The link is taken away."
    return tried(request, back, lambda: acts.take_from(standing, one, key), said)
