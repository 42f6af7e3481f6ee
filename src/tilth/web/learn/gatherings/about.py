"""The record an address or a number tells of, so that people can paste what they see."""

import re
from urllib.parse import urlsplit

from tilth.web.learn.models import Code, Practice
from tilth.web.learn.talk.records import as_seen, seen, title_of
from tilth.web.learn.visible import open_to, stories_for

PAGES = {
    "learn/stories": "story",
    "learn/practices": "practice",
    "learn/transplants": "transplant",
    "learn/codes": "code",
    "learn/claims": "claim",
    "learn/ripples": "ripples",
    "learn/gatherings": "gathering",
    "agree/decisions": "decision",
    "agree/public/decisions": "decision",
    "agree/commitments": "commitment",
    "agree/issues": "issue",
    "agree/documents": "document",
    "agree/partners": "partner",
    "agree/bodies": "body",
    "agree/agreement": "agreement",
}
REFS = {"D": "decision", "C": "commitment", "T": "transplant", "I": "issue"}
REF = re.compile(r"([A-Z])-\d+")
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
    """The key of the record an address, a number such as D-014 or a key tells of; '' where none.

    What the reader may not see is no different from what is not there.
    """
    said = said.strip()
    key = said if re.fullmatch(r"[a-z]+:[\w-]+", said) else _pasted(said)
    return key if readable(key, standing) else ""


def _pasted(said):
    if REF.fullmatch(said.upper()) and said[0].upper() in REFS:
        return f"{REFS[said[0].upper()]}:{said.upper()}"
    path = urlsplit(said).path.strip("/")
    above, _, name = path.rpartition("/")
    return f"{PAGES[above]}:{name}" if above in PAGES else ""


def readable(key, standing):
    """The record of a key, or None where it is gone or the reader may not see it."""
    found = seen(key, standing) if key else None
    return found and found.record


def told(record, standing):
    """A record as a list shows it: kind, title, address; '' where this reader has no page of it."""
    found = as_seen(record, standing)
    kind = KINDS.get(record.kind, found.kind.capitalize())
    return {"kind": kind, "title": found.title, "address": found.at}


def choices(standing):
    """For a form: topics, practices and the newest stories this reader may see: (key, title)."""
    codes = [(one.key, f"Topic: {one.name}") for one in Code.objects.filter(into=None)]
    practices = open_to(Practice.objects.filter(removed=False), standing)
    newest = stories_for(standing).order_by("-published", "-pk")[:NEWEST]
    return [
        *codes,
        *((one.key, f"Practice: {one.title}") for one in practices),
        *((one.key, f"Story: {title_of(one)}") for one in newest),
    ]
