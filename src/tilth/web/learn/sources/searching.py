"""What search finds among sources and claims, for whoever may read them."""

from itertools import chain

from tilth.web.learn.models import Claim
from tilth.web.learn.sources.visible import document_address, known, source_of, sources_for


def found(request):
    """[(heading, things)] for the search of the house: (words, address, what it is found by)."""
    return [("Talks, texts and claims", things(known(request)))]


def things(standing):
    """Sources and claims, each with what it is found by; standing: None for a stranger."""
    return chain(
        ((one.title, document_address(one), _more(one)) for one in sources_for(standing)),
        ((one.words, f"/learn/claims/{one.slug}/", one.test)
         for one in Claim.objects.filter(removed=False)),
    )  # fmt: skip


def _more(document):
    source = source_of(document)
    people = " ".join(one["name"] for one in source.speakers)
    return f"{document.authors} {people} {' '.join(source.topics)} {document.told}".strip()
