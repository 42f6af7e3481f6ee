"""What a ripple or a condition leans on: records and indicators by key, only what one may read."""

import re

from django.http import Http404

from tilth.ground.errors import TilthError
from tilth.web.agree.found import address, find, may_read
from tilth.web.agree.models import Decision, Link, Partner, Tie
from tilth.web.agree.public import reading as public
from tilth.web.learn.kinds import KINDS
from tilth.web.learn.models import Practice
from tilth.web.learn.reader import inside
from tilth.web.learn.visible import open_to, stories_for
from tilth.web.see.asking import indicators_of

INDICATOR, TIE = "indicator:", "tie:"
PAGES = {
    "stories": "story",
    "practices": "practice",
    "transplants": "transplant",
    "gatherings": "gathering",
    "ripples": "ripples",
    "claims": "claim",
    "decisions": "decision",
    "commitments": "commitment",
    "partners": "partner",
    "bodies": "body",
    "documents": "document",
    "issues": "issue",
    "indicators": "indicator",
}
LONGEST = 80  # letters of a key
MOST = 60  # records of a kind that are offered to choose from


def key_of(told):
    """The key of what somebody named: an address on this site, D-014, C-003; '' where unknown."""
    told = told.strip()
    if re.fullmatch(r"[DdCc]-\d{1,6}", told):
        return f"{'decision' if told[0] in 'Dd' else 'commitment'}:{told.upper()}"
    found = re.search(r"/(?:learn|agree|see)/([a-z]+)/([-\w]+)/", told)
    if found and found[1] in PAGES:
        told = f"{PAGES[found[1]]}:{found[2]}"
    return told if re.fullmatch(r"[a-z]+:[\w-]+", told) and len(told) <= LONGEST else ""


def shown(key, standing, place):
    """{"title", "address"} of what a key names, as it is now; None where one may not read it."""
    if key.startswith(INDICATOR):
        return _indicator(key.removeprefix(INDICATOR), place) if inside(standing) else None
    try:
        record = find(key)
    except Http404:
        return None
    if not may_read(record, standing) or not (inside(standing) or _for_all(record)):
        return None
    return {"title": title_of(record), "address": address(record)}


def _for_all(record):
    """Whether a stranger may know of it: what LEARN opened, and public decisions."""
    if record.kind == "decision":
        return public.decisions().filter(pk=record.pk).exists()
    return record.kind in KINDS


def title_of(record):
    """What a page calls a record."""
    if record.kind == "tie":
        names = dict(Partner.objects.values_list("slug", "name"))
        ends = [names.get(one.partition(":")[2], "somebody") for one in (record.one, record.other)]
        return f"The tie between {ends[0]} and {ends[1]}"
    if record.kind == "ripple":
        return record.words
    return getattr(record, "title", "") or getattr(record, "name", "") or str(record)


def _indicator(name, place):
    try:
        found = indicators_of(place)[0].get(name)
    except TilthError:
        return None
    return found and {"title": found.title, "address": f"/see/indicators/{name}/place/"}


def links_of(keys, standing, place):
    """key -> [{"number", "key", "title", "address"}]: what records are linked to, if readable."""
    found = {}
    for link in Link.objects.filter(one__in=keys, removed=False):
        told = shown(link.other, standing, place)
        if told:
            one = {"number": link.pk, "key": link.other, **told}
            found.setdefault(link.one, []).append(one)
    return found


def offered(standing):
    """(key, words) to choose from: stories, practices, decisions and ties one may read."""
    stories = stories_for(standing).order_by("-published")[:MOST]
    practices = open_to(Practice.objects.filter(removed=False), standing)[:MOST]
    decisions = Decision.objects.exclude(stage="draft").order_by("-opened")[:MOST]
    told = [(one.key, f"Story: {one.title or one.slug}") for one in stories]
    told += [(one.key, f"Practice: {one.title}") for one in practices]
    told += [(one.key, f"Decision: {one}") for one in decisions]
    return told + _ties()


def _ties():
    """One choice for each two partners of whom at least one said how it stands to the other."""
    names, found = dict(Partner.objects.values_list("slug", "name")), {}
    between = Tie.objects.filter(withdrawn=False, heard="survey", one__startswith="partner:")
    for tie in between.filter(other__startswith="partner:").order_by("-on", "-pk"):
        ends = frozenset(one.partition(":")[2] for one in (tie.one, tie.other))
        if len(ends) == 2 and ends <= names.keys():
            found.setdefault(ends, tie.key)
    told = ((key, sorted(names[one] for one in ends)) for ends, key in found.items())
    return sorted(((key, f"Tie: {' and '.join(ends)}") for key, ends in told), key=lambda x: x[1])
