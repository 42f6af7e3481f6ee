"""A document as its pages tell it: who wrote it, what it asks of whom, what came of it."""

from collections import Counter

from tilth.agree.levels.distance import NEAREST, said
from tilth.agree.words import DOCUMENTS, LAYERS, PROMISES
from tilth.web.agree.actions.documents import RECOMMENDED
from tilth.web.agree.areas import area_name
from tilth.web.agree.models import Commitment, Link, Partner


def row(document, place):
    """One document of a list."""
    return {
        "document": document,
        "address": f"/agree/documents/{document.slug}/",
        "kind": DOCUMENTS.get(document.type, document.type),
        "wrote": wrote(document),
        "asks": len(document.asks),
        "area": area_name(place, document.area) if document.area else "",
    }


def wrote(document):
    """Who wrote it: which sectors, and whether residents were among them; what is not known too."""
    partners = document.written_with.all()
    named = sorted({*document.sectors, *(one.sector for one in partners)})
    parts = [document.authors] if document.authors else []
    parts.append(f"sectors: {', '.join(named)}" if named else "sectors not told")
    said = {True: "with residents", False: "without residents"}
    return "; ".join([*parts, said.get(document.residents, "not known whether with residents")])


def asks(document, names):
    """What it asks, and of whom, in words."""
    return [
        {
            "words": one["words"],
            "of": _whom(one.get("of", ""), names),
            "apart": apart(document, one),
        }
        for one in document.asks
    ]


def apart(document, ask):
    """How far whoever wrote it stands from whoever does it, in words; '' where nobody knows.

    Of all who wrote it, the nearest counts. A law is written for the nation unless told.
    """
    authors = {one.slug: one.layer for one in document.written_with.all()}
    of = ask.get("of", "")
    if of in authors:
        return "whoever does it wrote it too"
    doer = of if of in LAYERS else Partner.objects.filter(slug=of).values_list("layer", flat=True)
    doer = doer if isinstance(doer, str) else doer.first()
    makers = set(authors.values()) or ({"nation"} if document.type == "law" else set())
    return said(makers, doer or NEAREST) if makers else ""


def _whom(of, names):
    if not of:
        return "everyone"
    return f"every {of}" if of in LAYERS else names.get(of, of)


def recommendations(document, place):
    """What it recommended, each with what came of it: the promise, for which place, its state."""
    keys = Link.objects.filter(other=document.key, how=RECOMMENDED, removed=False)
    refs = [one.one.partition(":")[2] for one in keys]
    found = Commitment.objects.filter(ref__in=refs).select_related("made_to", "made_by")
    return [
        {
            "one": one,
            "address": f"/agree/commitments/{one.ref}/",
            "state": PROMISES.get(one.state, one.state),
            "to": one.made_to.name if one.made_to else "everybody",
            "area": area_name(place, one.area) if one.area else "the whole place",
        }
        for one in found.order_by("ref")
    ]


def so_far(rows):
    """How many recommendations stand how, in words."""
    return [f"{count} {state}" for state, count in Counter(one["state"] for one in rows).items()]


def asked_of(documents, slug):
    """(document, what it asks) of one partner."""
    return [(doc, one["words"]) for doc in documents for one in doc.asks if one.get("of") == slug]


def partners_with_law(documents):
    """Every partner that has not left: the law it acts under, and what laws ask of it."""
    laws = [one for one in documents if one.type == "law"]
    return [
        {"partner": one, "legal": one.legal, "asked": asked_of(laws, one.slug)}
        for one in Partner.objects.exclude(state="left")
    ]
