"""What bears on a claim, as far as its reader may know of it; each drawn from its own record."""

from tilth.ground.errors import DefinitionError
from tilth.learn.words import BEARS
from tilth.see.needs.indicator import Indicator
from tilth.web.agree.models import Decision
from tilth.web.learn.reader import reader_of
from tilth.web.learn.sources.one import clock
from tilth.web.learn.sources.visible import document_address, known, library_for
from tilth.web.learn.talk.records import seen, title_of
from tilth.web.learn.visible import practices_for, stories_for

KINDS = {
    "document": "Document", "story": "Story", "decision": "Decision", "practice": "Practice",
    "passage": "Passage", "transplant": "Transplant", "ripples": "Ripple map",
    "indicator": "Indicator",
}  # fmt: skip

NEWEST = 50  # stories to choose from; any other by its address


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
    found = seen(key, reader_of(request))
    return found and told(found)


def told(found):
    """A Seen as a list of evidence shows it."""
    kind, ref = found.record.kind, getattr(found.record, "ref", "")
    title = f"{ref} {found.title}" if ref else found.title
    return {"kind": KINDS.get(kind, kind.capitalize()), "title": title, "address": found.at}


def _indicator(name):
    return f"/see/indicators/{name}/place/"


def where_said(request, claim):
    """{"words", "address", "passage", "document", "at"} of where a claim is made."""
    said = claim.said_in
    none = {"words": claim.where, "address": "", "passage": None, "document": None, "at": ""}
    if said is None or said.document is None or seen(said.key, reader_of(request)) is None:
        return none
    at = f"{document_address(said.document)}#p{said.number}"
    return none | {"address": at, "passage": said, "document": said.document, "at": clock(said.at)}


def choices(request):
    """What can be listed as evidence: groups of (key, words), for a list to choose from."""
    reader = reader_of(request)
    stories = stories_for(reader).order_by("-published")[:NEWEST]
    practices = practices_for(reader)
    decisions = Decision.objects.filter(stage="closed").order_by("ref")
    every = sorted(indicators(request.place).items(), key=lambda pair: pair[1])
    return [
        ("Documents", [(one.key, one.title) for one in library_for(known(request))]),
        ("Stories", [(one.key, title_of(one)) for one in stories]),
        ("Practices", [(one.key, one.title) for one in practices]),
        ("Decisions", [(one.key, str(one)) for one in decisions]),
        ("Indicators", [(f"indicator:{name}", title) for name, title in every]),
    ]
