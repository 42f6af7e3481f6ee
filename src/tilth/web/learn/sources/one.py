"""One source: who speaks, every passage with its address, what is odd, what it bears on."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.words import DOCUMENTS
from tilth.learn.sources import naming
from tilth.learn.sources import slips as finding
from tilth.learn.sources.shipped import names as shipped_names
from tilth.learn.words import GRADES, MEDIUMS
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.past import story
from tilth.web.house.answering import done, sent
from tilth.web.learn.actions import sources as acts
from tilth.web.learn.models import Bearing, Claim, Coding, Name
from tilth.web.learn.showing import page, public, round_table
from tilth.web.learn.sources.forms import Known, Quote, Reason
from tilth.web.learn.sources.visible import one_of, source_of

ABOVE = ("Sources", "/learn/sources/")
COLUMNS = {
    "number": "Passage",
    "line": "Line of the file",
    "at": "Seconds into it",
    "speaker": "Who speaks",
    "words": "Words",
    "original": "As it came, where it was corrected",
    "why": "Why it was corrected",
}


@require_safe
@public
def source(request, slug):
    """One source and all its passages."""
    document, standing = one_of(request, slug)
    return page(request, "sources/one", document.title, crumbs=[ABOVE], **_told(document, standing))


def _told(document, standing):
    about, passages = source_of(document), list(document.passages.all())
    numbered = [(one.number, one.words) for one in passages]
    may_change = acts.may_change(standing, document)
    codes, claims = codes_on(passages), claims_of(passages)
    likely = finding.likely(numbered, acts.all_slips(), about.kept) if may_change else []
    return {
        "document": document,
        "kind": DOCUMENTS.get(document.type, document.type),
        "source": about,
        "medium": MEDIUMS[about.medium],
        "grade": GRADES.get(about.grade, ""),
        "speakers": _speakers(document, about),
        "rows": [{"one": one, "codes": codes.get(one.pk, []), "claims": claims.get(one.pk, []),
                  "at": clock(one.at)} for one in passages],
        "corrected_many": sum(bool(one.original) for one in passages),
        "likely": likely,
        "names": [one for one in naming.found_in(numbered, known_names()) if one.several],
        "bears": bears(document),
        "may_change": may_change,
        "inside": standing is not None,
        "quoting": Quote(auto_id="quote-%s"),
        "files": ENDINGS,
        "steps": story(document, standing) if standing is not None else [],
    }  # fmt: skip


def known_names():
    """The names that ship, and those of the register, which go before them."""
    kept = list(Name.objects.filter(removed=False))
    own = {one.name for one in kept}
    return [*kept, *(one for one in shipped_names() if one.name not in own)]


def clock(at):
    """Seconds as 1:02:03; '' where none are told."""
    if at is None:
        return ""
    minutes, rest = divmod(at, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _speakers(document, about):
    spoken = document.passages.exclude(speaker="").order_by().values("speaker")
    counted = {one["speaker"]: one["many"] for one in spoken.annotate(many=Count("pk"))}
    roles = {one["name"]: one.get("role", "") for one in about.speakers}
    order = [name for name in roles if name in counted]
    order += sorted(set(counted) - set(order))
    return [{"name": name, "role": roles.get(name, ""), "many": counted[name]} for name in order]


def codes_on(passages):
    """{passage: [{"code", "fits", "doubts"}]}: who put which code on it is told on its own page."""
    found = {}
    rows = Coding.objects.filter(passage__in=passages, removed=False).select_related("code__into")
    for one in rows:
        code = one.code.into or one.code
        told = found.setdefault(one.passage_id, {}).setdefault(
            code.pk, {"code": code, "fits": 0, "doubts": 0}
        )
        told["fits" if one.fits else "doubts"] += 1
    return {pk: sorted(told.values(), key=lambda o: o["code"].name) for pk, told in found.items()}


def claims_of(passages):
    """{passage: the claims it makes}."""
    found = {}
    for one in Claim.objects.filter(said_in__in=passages, removed=False):
        found.setdefault(one.said_in_id, []).append(one)
    return found


def bears(document):
    """The claims this document bears on, and how."""
    rows = Bearing.objects.filter(about=document.key, claim__removed=False)
    return list(rows.select_related("claim").order_by("claim__words"))


@require_safe
@public
def passages_file(request, slug, ending):
    """Every passage as a file, with what was corrected and why."""
    document, _ = one_of(request, slug)
    names = COLUMNS.keys()
    rows = [{name: getattr(one, name) for name in names} for one in document.passages.all()]
    about = source_of(document)
    notes = [document.title, document.authors, f"Licence: {about.licence or 'not known'}"]
    return table_file(f"passages-{slug}", "Passages", COLUMNS, rows, ending, notes=notes)


@require_http_methods(["GET", "HEAD", "POST"])
@round_table
def about(request, slug):
    """Say what is known of a source beside its words."""
    document, standing = one_of(request, slug)
    if not acts.may_change(standing, document):
        raise Http404
    now = source_of(document)
    initial = {name: getattr(now, name) for name in acts.OF_SOURCE}
    initial["topics"] = "\n".join(now.topics)
    form = Known(request.POST or None, initial=initial)
    if done(form, lambda told: acts.describe(standing, document, **told)):
        return redirect(f"/learn/sources/{slug}/")
    crumbs = [ABOVE, (document.title, f"/learn/sources/{slug}/")]
    return page(request, "sources/about", "What is known of it", crumbs=crumbs, form=form,
                taking=Reason(auto_id="out-%s"), document=document)  # fmt: skip


@require_POST
@round_table
def quote(request, slug):
    """Add a quotation from what is heard elsewhere."""
    document, standing = one_of(request, slug)
    return sent(request, Quote(request.POST), f"/learn/sources/{slug}/#passages",
                lambda told: acts.quote(standing, document, **told),
                "The quotation is kept.")  # fmt: skip


@require_POST
@round_table
def take_out(request, slug):
    """Take the words of a source out for good."""
    document, standing = one_of(request, slug)
    return sent(request, Reason(request.POST), f"/learn/sources/{slug}/",
                lambda told: acts.take_words_out(standing, document, told["reason"]),
                "Its words are gone. What is known of it stays.")  # fmt: skip
