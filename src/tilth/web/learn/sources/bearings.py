"""What bears on a claim, as far as its reader may know of it; each drawn from its own record."""

import re

from tilth.ground.errors import DefinitionError
from tilth.learn.words import BEARS
from tilth.see.needs.indicator import Indicator
from tilth.web.learn.actions.claims import passage_of
from tilth.web.learn.sources.one import clock
from tilth.web.learn.sources.visible import document_address, known, shown

KINDS = {
    "document": "Document", "story": "Story", "decision": "Decision", "practice": "Practice",
    "passage": "Passage", "transplant": "Transplant", "ripples": "Ripple map",
    "indicator": "Indicator",
}  # fmt: skip

NEWEST = 50  # stories to choose from; any other by its address
ADDRESS = re.compile(
    r"/(?:learn|agree)/(stories|practices|transplants|ripples|decisions|documents|sources)/"
    r"([A-Za-z0-9-]+)/?(?:#p(\d+))?"
)
OF_ADDRESS = {
    "stories": "story", "practices": "practice", "transplants": "transplant",
    "ripples": "ripples", "decisions": "decision", "documents": "document", "sources": "document",
}  # fmt: skip


def key_of(address):
    """The key of what an address of this site shows, also of one passage; '' where it is none."""
    found = ADDRESS.search(address)
    if found is None:
        return ""
    if found[1] == "sources" and found[3]:
        passage = passage_of(found[0])
        return passage.key if passage else ""
    return f"{OF_ADDRESS[found[1]]}:{found[2]}"


def indicators(place):
    """The names of the indicators here, each with its title."""
    try:
        return {name: one.title for name, one in place.all(Indicator).items()}
    except DefinitionError:
        return {}


def evidence_of(request, claim):
    """{supports, contradicts, is about: what bears on a claim that way, the strongest kind first}.

    What its reader may not know of is left out, and is not counted.
    """
    found = {how: [] for how in BEARS}
    for one in sorted(claim.bearings.all(), key=lambda b: (b.grade or "Z", b.pk)):
        told = _told(request, one.about)
        if told is not None and one.how in found:
            found[one.how].append({"bearing": one, **told})
    return found


def _told(request, key):
    kind, _, name = key.partition(":")
    if kind == "indicator":
        title = indicators(request.place).get(name)
        return title and {"kind": KINDS[kind], "title": title, "address": _indicator(name)}
    record, at = shown(request, key)
    if record is None:
        return None
    return {"kind": KINDS.get(kind, kind), "title": title_of(record), "address": at}


def _indicator(name):
    return f"/see/indicators/{name}/place/"


def title_of(record):
    """What a record is called on a list of evidence."""
    if record.kind == "passage":
        of = record.document.title if record.document else record.story.title
        return f"Passage {record.number} of {of}"
    for name in ("title", "name"):
        if getattr(record, name, ""):
            words = getattr(record, name)
            return f"{record.ref} {words}" if getattr(record, "ref", "") else words
    return "Something told without a title" if record.kind == "story" else str(record)


def where_said(request, claim):
    """{"words", "address", "passage", "document", "at"} of where a claim is made."""
    said = claim.said_in
    told = {"words": claim.where, "address": "", "passage": None, "document": None, "at": ""}
    if said is None or said.document is None:
        return told
    record, _ = shown(request, f"passage:{said.pk}")
    if record is None:
        return told
    at = f"{document_address(said.document)}#p{said.number}"
    return told | {"address": at, "passage": said, "document": said.document, "at": clock(said.at)}


def choices(request):
    """What can be listed as evidence: groups of (key, words), for a list to choose from."""
    from tilth.web.agree.models import Decision
    from tilth.web.learn.models import Practice
    from tilth.web.learn.reader import reader_of
    from tilth.web.learn.sources.visible import library_for
    from tilth.web.learn.visible import open_to, stories_for

    reader = reader_of(request)
    stories = stories_for(reader).order_by("-published")[:NEWEST]
    practices = open_to(Practice.objects.filter(removed=False), reader)
    decisions = Decision.objects.filter(stage="closed").order_by("ref")
    every = sorted(indicators(request.place).items(), key=lambda pair: pair[1])
    return [
        ("Documents", [(one.key, one.title) for one in library_for(known(request))]),
        ("Stories", [(one.key, title_of(one)) for one in stories]),
        ("Practices", [(one.key, one.title) for one in practices]),
        ("Decisions", [(one.key, str(one)) for one in decisions]),
        ("Indicators", [(f"indicator:{name}", title) for name, title in every]),
    ]
