"""The record an address or a number tells of, so that people can paste what they see."""

import re
from urllib.parse import urlsplit

from django.http import Http404

from tilth.web.agree.found import address, find, may_read
from tilth.web.learn.models import Code, Practice
from tilth.web.learn.reader import inside
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
    try:
        record = find(key) if key else None
    except Http404:
        return ""
    return key if record is not None and may_read(record, standing) else ""


def _pasted(said):
    if REF.fullmatch(said.upper()) and said[0].upper() in REFS:
        return f"{REFS[said[0].upper()]}:{said.upper()}"
    path = urlsplit(said).path.strip("/")
    above, _, name = path.rpartition("/")
    return f"{PAGES[above]}:{name}" if above in PAGES else ""


def readable(key, standing):
    """The record of a key, or None where it is gone or the reader may not see it."""
    try:
        record = find(key) if key else None
    except Http404:
        return None
    return record if record is not None and may_read(record, standing) else None


def told(record, standing):
    """A record as a list shows it: kind, title, address."""
    at = address(record)
    if record.kind == "decision" and not inside(standing):
        at = f"/agree/public/decisions/{record.ref}/"
    return {"kind": KINDS.get(record.kind, record.kind), "title": title(record), "address": at}


def title(record):
    """What a record is called, in words."""
    for name in ("title", "name", "words"):
        said = getattr(record, name, "")
        if said:
            return said if len(said) < 90 else f"{said[:87].rsplit(' ', 1)[0]} ..."
    return str(record)


def choices(standing):
    """For a form: topics, practices and the newest stories this reader may see: (key, title)."""
    codes = [(one.key, f"Topic: {one.name}") for one in Code.objects.filter(into=None)]
    practices = open_to(Practice.objects.filter(removed=False), standing)
    newest = stories_for(standing).order_by("-published", "-pk")[:NEWEST]
    return [
        *codes,
        *((one.key, f"Practice: {one.title}") for one in practices),
        *((one.key, f"Story: {one.title or 'without a title'}") for one in newest),
    ]
