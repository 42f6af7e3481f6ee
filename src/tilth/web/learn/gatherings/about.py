"""The record an address or a number tells of, so that people can paste what they see."""

from tilth.web.learn import named
from tilth.web.learn.models import Code
from tilth.web.learn.talk.records import seen, title_of
from tilth.web.learn.visible import practices_for, stories_for

KINDS = {
    "story": "Story",
    "practice": "Practice",
    "transplant": "Planted elsewhere",
    "code": "Topic",
    "claim": "Claim",
    "ripples": "Ripple map",
    "gathering": "Gathering",
    "decision": "Decision",
    "commitment": "Promise",
    "document": "Document",
    "issue": "Hard thing",
    "partner": "Partner",
    "body": "Group",
    "agreement": "Agreement",
}
NEWEST = 100


def key_of(said, standing):
    """The key of the record somebody named; '' where there is none, or none they may see."""
    key = named.key_of(said)
    return key if key and seen(key, standing) else ""


def told(found):
    """A Seen as a list shows it: kind, title, address; '' where this reader has no page of it."""
    kind = KINDS.get(found.record.kind, found.kind.capitalize())
    return {"kind": kind, "title": found.title, "address": found.at}


def choices(standing):
    """For a form: topics, practices and the newest stories this reader may see: (key, title)."""
    codes = [(one.key, f"Topic: {one.name}") for one in Code.objects.filter(into=None)]
    newest = stories_for(standing).order_by("-published", "-pk")[:NEWEST]
    return [
        *codes,
        *((one.key, f"Practice: {one.title}") for one in practices_for(standing)),
        *((one.key, f"Story: {title_of(one)}") for one in newest),
    ]
