"""What a story is linked with, and which stories anything is linked with: only what may be read."""

import re

from django.db.models import Q

from tilth.web.agree.models import Link
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import stories_for

BACK = {"led to": "grew from", "grew from": "led to", "wider": "nearer", "nearer": "wider"}
"""The same link as it reads from its other end."""
HEADINGS = {
    "led to": "What happened because of it",
    "grew from": "What it grew from",
    "wider": "The same at a wider layer",
    "nearer": "The same nearer to people",
}
OTHER = "What it has to do with"
REF = re.compile(r"\s*([DdCc])-?\s?(\d{1,6})\s*")
PAGES = {
    "stories": "story", "practices": "practice", "transplants": "transplant",
    "ripples": "ripples", "gatherings": "gathering", "claims": "claim", "decisions": "decision",
    "commitments": "commitment", "issues": "issue", "documents": "document",
    "partners": "partner", "bodies": "body",
}  # fmt: skip
AT = re.compile(r"/(?:learn|agree)/(?:public/)?([a-z]+)/([\w.-]{1,60})/?(?:#ripple-(\d+))?")


def links_of(story, standing):
    """[(heading, [{"title", "at", "kind", "number"}])], in the order a reader asks."""
    found = {}
    for link in Link.objects.filter(Q(one=story.key) | Q(other=story.key), removed=False):
        mine = link.one == story.key
        other = seen(link.other if mine else link.one, standing)
        if other is None:
            continue
        how = link.how if mine else BACK.get(link.how, link.how)
        told = {"title": other.title, "at": other.at, "kind": other.kind, "number": link.pk}
        told["how"] = how
        heading = HEADINGS.get(how, OTHER)
        if told not in found.setdefault(heading, []):
            found[heading].append(told)
    order = [*HEADINGS.values(), OTHER]
    return [(heading, found[heading]) for heading in order if heading in found]


def stories_on(record, standing):
    """The stories linked with any record, or told about it, that this reader may read."""
    links = Link.objects.filter(Q(one=record.key) | Q(other=record.key), removed=False)
    keys = {link.other if link.one == record.key else link.one for link in links}
    slugs = [key.partition(":")[2] for key in keys if key.startswith("story:")]
    return stories_for(standing).filter(Q(slug__in=slugs) | Q(about=record.key))


def key_of(text):
    """The key of what somebody typed: D-014, C-003, an address of a page, or a key; '' if none."""
    if ref := REF.fullmatch(text):
        kind = {"D": "decision", "C": "commitment"}[ref[1].upper()]
        return f"{kind}:{ref[1].upper()}-{ref[2]}"
    if at := AT.search(text):
        if at[3]:
            return f"ripple:{at[3]}"
        return f"{PAGES[at[1]]}:{at[2]}" if at[1] in PAGES else ""
    told = text.strip()
    return told if re.fullmatch(r"[a-z]+:[\w.-]{1,70}", told) else ""
