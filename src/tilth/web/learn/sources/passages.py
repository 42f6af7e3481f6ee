"""One passage: how to cite it, what it said when it came, putting it right and back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from tilth.learn.sources import slips as finding
from tilth.web.house.answering import done, sent, tried
from tilth.web.learn.actions import sources as acts
from tilth.web.learn.showing import page, public, round_table
from tilth.web.learn.sources.forms import Correct, Slip
from tilth.web.learn.sources.one import ABOVE, claims_of, clock, codes_on
from tilth.web.learn.sources.visible import one_of, source_of


@require_http_methods(["GET", "HEAD", "POST"])
@public
def passage(request, slug, number):
    """One passage on a page of its own; those who may put it right here."""
    document, standing = one_of(request, slug)
    one = get_object_or_404(document.passages, number=number)
    may_change = acts.may_change(standing, document)
    if request.method == "POST" and not may_change:
        raise Http404
    form = Correct(request.POST or None, initial={"words": one.words, "seen": one.words})

    def do(told):
        acts.correct(standing, one, told["words"], told["why"], seen=told["seen"] or None)

    if done(form, do):
        messages.success(request, "Put right. What it said when it came is kept.")
        return redirect(f"/learn/sources/{slug}/p/{number}/")
    one.refresh_from_db()
    return _shown(request, document, one, form, standing)


def _shown(request, document, one, form, standing):
    may_change = acts.may_change(standing, document)
    about = source_of(document)
    numbered = [(one.number, one.words)]
    told = {
        "document": document,
        "passage": one,
        "at": clock(one.at),
        "cite": cited(document, one, request.build_absolute_uri("/learn/sources/")),
        "codes": codes_on([one]).get(one.pk, []),
        "claims": claims_of([one]).get(one.pk, []),
        "likely": finding.likely(numbered, acts.all_slips(), about.kept) if may_change else [],
        "form": form,
        "may_change": may_change,
        "inside": standing is not None,
        "before": document.passages.filter(number__lt=one.number).last(),
        "after": document.passages.filter(number__gt=one.number).first(),
    }
    at = f"/learn/sources/{document.slug}/#p{one.number}"
    title = f"Passage {one.number} of {document.title}"
    return page(request, "sources/passage", title, crumbs=[ABOVE, (document.title, at)], **told)


def cited(document, one, base):
    """How to cite a passage, in a line."""
    parts = [
        document.authors,
        document.title,
        f"{document.on.day} {document.on:%B %Y}" if document.on else "",
        one.speaker,
        f"passage {one.number}" + (f", line {one.line}" if one.line else ""),
        clock(one.at),
        "corrected here" if one.original else "",
    ]
    said = " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)
    return f"{said} {base}{document.slug}/#p{one.number}"


def _of(request, slug, number):
    document, standing = one_of(request, slug)
    return get_object_or_404(document.passages, number=number), standing


@require_POST
@round_table
def slip(request, slug, what):
    """Put a likely slip right, or leave it as it is."""
    if what not in ("accept", "leave"):
        raise Http404
    act = {"accept": acts.accept, "leave": acts.leave}[what]
    said = {"accept": "Put right. What it said when it came is kept.",
            "leave": "Left as it is. It is not asked about again."}[what]  # fmt: skip

    def do(told):
        one, standing = _of(request, slug, told["number"])
        act(standing, one, told["said"])

    return sent(request, Slip(request.POST), f"/learn/sources/{slug}/#slips", do, said)


@require_POST
@round_table
def put_back(request, slug, number):
    """Undo what was put right in a passage."""
    one, standing = _of(request, slug, number)
    back = f"/learn/sources/{slug}/p/{number}/"
    return tried(request, back, lambda: acts.put_back(standing, one), "As it came again.")
