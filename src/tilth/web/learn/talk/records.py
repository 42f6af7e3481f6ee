"""Any record of any room as this reader may know it: its title and where to read it, or nothing."""

from dataclasses import dataclass

from django.http import Http404

from tilth.learn.stories.lines import line
from tilth.web.agree.found import address, find, may_read
from tilth.web.agree.kinds import KINDS as OF_AGREE
from tilth.web.agree.models import Partner
from tilth.web.agree.public.opened import public_address
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.reader import inside
from tilth.web.learn.sources.visible import document_address
from tilth.web.learn.visible import stories_for

STRANGER = Standing(By("", "", "", None), None)
"""Somebody from outside, of whom nothing is known."""
UNTALKED = (
    "voice", "comment", "passage", "coding", "role", "tie", "system", "contribution", "issue",
)  # fmt: skip
"""Said in confidence, part of something else, or with a way of its own to talk about it."""
ON_ITS_PAGE = ("story", "practice", "transplant", "gathering")
"""Kinds whose own page shows what is said; other conversations have a page to themselves."""
SAID_AS = {
    "ripples": "ripple map", "partner": "partner", "body": "board or group", "tie": "tie",
    "moment": "moment on the timeline", "version": "agreement", "delegation": "what was passed on",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A record a reader may know of. at: where to read it, '' where this reader has no page."""

    record: object
    key: str
    kind: str
    title: str
    at: str


def seen(key, standing):
    """What this reader may know of the record of a key; None where nothing, or there is none."""
    try:
        record = find(key)
    except Http404:
        return None
    return as_seen(record, standing)


def as_seen(record, standing):
    """What this reader may know of a record; None where nothing."""
    if getattr(record, "removed", False) or not may_read(record, standing):
        return None
    kind = SAID_AS.get(record.kind, record.kind)
    return Seen(record, record.key, kind, title_of(record), _at(record, standing))


def _at(record, standing):
    """Where this reader reads it; a document that is a source, as that."""
    outside = record.kind in OF_AGREE and not inside(standing)
    if record.kind == "document":
        at = document_address(record)
        return "" if outside and not at.startswith("/learn/") else at
    return public_address(record) if outside else address(record)


def title_of(record):
    """What a record is called, on one line."""
    if record.kind == "story":
        return line(record.title or record.words) or "A story without words"
    if record.kind == "transplant":
        return line(f"{record.practice.title}, planted in {record.place}")
    if record.kind == "passage":
        return f"Passage {record.number} of {title_of(record.document or record.story)}"
    if record.kind == "tie":  # what was said in it is nobody else's
        ends = (one.partition(":")[2] for one in (record.one, record.other))
        names = dict(Partner.objects.values_list("slug", "name"))
        return f"The tie between {' and '.join(names.get(one, 'somebody') for one in ends)}"
    told = (getattr(record, name, "") for name in ("title", "name", "words"))
    return line(next((one for one in told if one), "") or str(record))


def opened_to_all(record):
    """Whether people outside the partnership may know of a record."""
    return as_seen(record, STRANGER) is not None


def talkable(key, standing):
    """The record of a key where this reader may know of it and it has a conversation, or None."""
    if key.partition(":")[0] in UNTALKED:
        return None
    found = seen(key, standing)
    if found is not None and found.kind == "story" and found.record.state != "published":
        return None
    return found


def talkables(keys, standing):
    """{key: what `talkable` gives}; stories are asked for together, since there may be many."""
    slugs = [key.partition(":")[2] for key in keys if key.startswith("story:")]
    there = {one.key: one for one in stories_for(standing).filter(slug__in=slugs)}
    return {
        key: Seen(there[key], key, "story", title_of(there[key]), address(there[key]))
        if key in there
        else talkable(key, standing)
        for key in keys
    }


def talk_at(found, number=None):
    """Where the conversation about a Seen is read; number: of a comment in it."""
    own = found.record.kind in ON_ITS_PAGE and found.at
    here = found.at if own else f"/learn/talk/about/{found.key}/"
    return f"{here}#comment-{number}" if number else f"{here}#talk"
