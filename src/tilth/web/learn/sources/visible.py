"""Which sources and evidence a reader may see: every page of sources asks here."""

from django.db.models import Q
from django.http import Http404

from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.standing import Standing
from tilth.web.learn.models import Bearing, Source

SPOKEN = ("talk", "interview", "article")
READ = ("report", "evidence")


def known(request):
    """How the reader stands round the table; None for everybody else."""
    return Standing.on_public(request)


def sources_for(standing):
    """The documents that are sources, as far as this reader may know of them; None: a stranger."""
    kept = Q(source__isnull=False) | Q(type__in=SPOKEN)
    return documents_for(standing).filter(kept).select_related("source").order_by("title")


def library_for(standing):
    """Sources, reports and evidence, and whatever bears on a claim."""
    bearing = Bearing.objects.filter(about__startswith="document:", claim__removed=False)
    slugs = [key.partition(":")[2] for key in bearing.values_list("about", flat=True)]
    kept = Q(source__isnull=False) | Q(type__in=SPOKEN + READ) | Q(slug__in=slugs)
    return documents_for(standing).filter(kept).select_related("source").order_by("title")


def source_of(document):
    """What is known of a document as a source; an empty one where nobody has said anything."""
    try:
        return document.source
    except Source.DoesNotExist:
        return Source(document=document)


def one_of(request, slug, among=sources_for):
    """(the document, how its reader stands or None); Http404 where they may not know of it."""
    standing = known(request)
    document = among(standing).filter(slug=slug).first()
    if document is None:
        raise Http404
    return document, standing


def document_address(document):
    """Where a document is read here: as a source where it is one, else among the documents."""
    if document.type in SPOKEN or source_of(document).pk:
        return f"/learn/sources/{document.slug}/"
    return f"/agree/documents/{document.slug}/"
