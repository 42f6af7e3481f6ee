"""Every source, and the same list as a file."""

from django.db.models import Count
from django.views.decorators.http import require_safe

from tilth.agree.words import DOCUMENTS
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.learn.actions.sources import may_bring
from tilth.web.learn.showing import page, public
from tilth.web.learn.sources.visible import known, source_of, sources_for

COLUMNS = {
    "title": "Source",
    "kind": "Kind",
    "on": "Day",
    "authors": "Who wrote or gave it",
    "shared_by": "Shared by",
    "licence": "Licence",
    "grade": "Grade",
    "topics": "Topics",
    "speakers": "Who speaks",
    "passages": "Passages",
    "url": "Where the original is",
}


@require_safe
@public
def sources(request):
    """The sources this reader may know of, by kind."""
    standing = known(request)
    rows = [row(one) for one in _found(standing)]
    kinds = [(words, [one for one in rows if one["document"].type == kind])
             for kind, words in DOCUMENTS.items()]  # fmt: skip
    told = {
        "kinds": [one for one in kinds if one[1]],
        "may_bring": may_bring(standing),
        "inside": standing is not None,
        "files": ENDINGS,
    }
    return page(request, "sources/list", "Talks and texts we learn from", **told)


def _found(standing):
    return sources_for(standing).annotate(many=Count("passages"))


def row(document):
    """A source as the list tells it."""
    source = source_of(document)
    return {
        "document": document,
        "title": document.title,
        "kind": DOCUMENTS.get(document.type, document.type),
        "on": document.on,
        "authors": document.authors,
        "shared_by": source.shared_by,
        "licence": source.licence,
        "grade": source.grade,
        "topics": source.topics,
        "speakers": [one["name"] for one in source.speakers],
        "passages": getattr(document, "many", None),
        "url": document.url,
    }


@require_safe
@public
def sources_file(request, ending):
    """The same list as a file."""
    rows = [row(one) for one in _found(known(request))]
    return table_file("sources", "Sources", COLUMNS, rows, ending)
