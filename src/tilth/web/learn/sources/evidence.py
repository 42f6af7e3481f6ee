"""The library: documents with their grade, what they bear on, found by topic, grade or word."""

from django.db.models import Q
from django.views.decorators.http import require_safe

from tilth.agree.words import DOCUMENTS
from tilth.learn.words import GRADES
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Link
from tilth.web.learn.actions.sources import may_bring
from tilth.web.learn.models import Bearing
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.sources import bearings
from tilth.web.learn.sources.visible import document_address, known, library_for, source_of
from tilth.web.learn.talk.records import seen

COLUMNS = {
    "title": "Document", "kind": "Kind", "on": "Day", "authors": "Who wrote it", "grade": "Grade",
    "means": "What the grade means", "topics": "Topics", "bears": "What it bears on",
    "tied": "What it belongs to", "licence": "Licence", "shared_by": "Shared by",
    "url": "Where the original is",
}  # fmt: skip
TIED = ("evidence for", "paper for", "led to", "came from")
LONGEST_ASKED = 100


@require_safe
@public
def evidence(request):
    """Documents this reader may know of; ?q= words, ?topic=, ?grade=."""
    standing = known(request)
    asked = _asked(request)
    every = list(library_for(standing))
    topics = sorted({topic for one in every for topic in source_of(one).topics}, key=str.casefold)
    rows = _rows(request, _found(standing, asked))
    told = {
        "rows": rows,
        "asked": asked,
        "any": bool(every),
        "topics": topics,
        "grades": GRADES,
        "lists": [] if any(asked.values()) else _lists(rows, topics),
        "may_bring": may_bring(standing),
        "files": ENDINGS,
        "query": request.GET.urlencode(),
    }
    return page(request, "sources/evidence", "Evidence and reading", **told)


def _asked(request):
    told = {name: request.GET.get(name, "").strip() for name in ("q", "topic", "grade")}
    return {name: value[:LONGEST_ASKED] for name, value in told.items()}


def _found(standing, asked):
    found = library_for(standing)
    for word in asked["q"].split():
        named = Q(title__icontains=word) | Q(told__icontains=word) | Q(authors__icontains=word)
        found = found.filter(named | Q(passages__words__icontains=word)).distinct()
    if asked["grade"]:
        found = found.filter(source__grade=asked["grade"])
    wanted = asked["topic"].casefold()
    return [one for one in found
            if not wanted or wanted in (t.casefold() for t in source_of(one).topics)]  # fmt: skip


def _rows(request, documents):
    """A row for each document; what they bear on and belong to is asked for all at once."""
    keys = [one.key for one in documents]
    borne, tied = _bearings(keys), _tied(keys, reader_of(request))
    return [_row(one, borne.get(one.key, []), tied.get(one.key, [])) for one in documents]


def _row(document, borne, tied):
    source = source_of(document)
    return {
        "title": document.title,
        "address": document_address(document),
        "kind": DOCUMENTS.get(document.type, document.type),
        "on": document.on,
        "authors": document.authors,
        "told": document.told,
        "grade": source.grade,
        "means": GRADES.get(source.grade, ""),
        "topics": source.topics,
        "licence": source.licence,
        "shared_by": source.shared_by,
        "url": document.url,
        "bearings": borne,
        "tied_to": tied,
    }


def _bearings(keys):
    """{key of a document: how it bears on claims}."""
    rows = Bearing.objects.filter(about__in=keys, claim__removed=False)
    found = {}
    for one in rows.select_related("claim").order_by("claim__words"):
        found.setdefault(one.about, []).append(one)
    return found


def _tied(keys, reader):
    """{key of a document: what it was tied to as evidence or paper}: decisions, practices."""
    here = Q(one__in=keys) | Q(other__in=keys)
    found = {}
    for link in Link.objects.filter(here, removed=False, how__in=TIED):
        for key, other in {link.one: link.other, link.other: link.one}.items():
            about = seen(other, reader) if key in keys else None
            if about is not None:
                told = bearings.told(about) | {"how": link.how}
                found.setdefault(key, []).append(told)
    return found


def _lists(rows, topics):
    """A reading list for each topic: (topic, what to read)."""
    return [(topic, [one for one in rows if topic in one["topics"]]) for topic in topics]


@require_safe
@public
def evidence_file(request, ending):
    """The same list as a file."""
    rows = []
    for told in _rows(request, _found(known(request), _asked(request))):
        bears = [f"{each.how}: {each.claim.words}" + (f" ({each.grade})" if each.grade else "")
                 for each in told["bearings"]]  # fmt: skip
        rows.append(told | {"bears": bears, "tied": [each["title"] for each in told["tied_to"]]})
    notes = [f"{grade}: {means}" for grade, means in GRADES.items()]
    return table_file("evidence", "Evidence", COLUMNS, rows, ending, notes=notes)
