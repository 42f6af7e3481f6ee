"""A meeting as its pages show it: found by its address, its items, who has a seat."""

import datetime
import re

from django.db.models import Q
from django.http import Http404

from tilth.agree import words
from tilth.agree.meetings.agenda import Planned, in_words, set_by, timing
from tilth.web.agree.found import address, find, may_read
from tilth.web.agree.models import Decision, Meeting, Partner
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By

AT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([a-z0-9-]+))?", re.IGNORECASE)
CLOSED = "Held in confidence"
IN_CONFIDENCE = "The partners who hold it have its papers."
NOBODY = "the secretariat"


def meetings_at(at):
    """The meetings of an address: `2026-05-14`, or `2026-05-14-` and the body. Http404 if none."""
    said = AT.fullmatch(at)
    try:
        on = datetime.date.fromisoformat(said[1]) if said else None
    except ValueError:
        on = None
    if on is None:
        raise Http404
    found = Meeting.objects.select_related("body").filter(on=on)
    found = list(found.filter(body__slug=said[2]) if said[2] else found)
    if not found:
        raise Http404
    return found


def meeting_at(at):
    """The one meeting of an address. Http404 where there is none, or more than one."""
    found = meetings_at(at)
    if len(found) > 1:
        raise Http404
    return found[0]


def crumbs(meeting=None):
    """What lies above a page of meetings."""
    above = [("Meetings", "/agree/meetings/")]
    return [*above, (str(meeting), address(meeting))] if meeting is not None else above


def table_standing():
    """How everybody round the table stands at least: what a pack may hold."""
    return Standing(By("", "director"), None)


def record_of(item):
    """The record an item is about, or None."""
    if not item.about:
        return None
    try:
        return find(item.about)
    except Http404:
        return None


def items_of(meeting, standing):
    """The items of an agenda, in order, each with its time, as this reader may see them.

    Of what the reader may not know there is its place and its time, nothing else.
    """
    there = meeting.items.filter(removed=False).select_related("partner")
    there = list(there.order_by("number", "pk"))
    times = timing_of(meeting, there)
    return [
        _item(one, place, times.begins.get(one.pk), standing)
        for place, one in enumerate(there, start=1)
    ]


def _item(item, place, begins, standing):
    record = record_of(item)
    told = {
        "pk": item.pk,
        "number": place,
        "begins": begins,
        "minutes": item.minutes,
        "takes": in_words(item.minutes) if item.minutes else "",
        "type": item.type,
        "for": words.ITEMS.get(item.type, item.type),
        "closed": False,
    }
    if item.about and (record is None or not _may_know(record, standing)):
        return told | {"title": CLOSED, "closed": True, "partner": None, "record": None}
    return told | {
        "item": item,
        "title": item.title,
        "partner": item.partner,
        "record": record,
        "address": address(record) if record is not None else "",
        "front": item.front,
    }


def _may_know(record, standing):
    """standing: None for a stranger, who may know of what is public and no more."""
    if standing is not None:
        return may_read(record, standing)
    if record.kind in ("issue", "document"):
        return record.visible == "public"
    return getattr(record, "public", True)


def timing_of(meeting, items):
    """The Timing of a meeting's items."""
    planned = [Planned(one.pk, one.type, one.minutes) for one in items]
    return timing(planned, meeting.starts, meeting.ends)


def closing_days(meeting):
    """Item -> the day its decision closes, for those that have one."""
    items = meeting.items.filter(removed=False, about__startswith="decision:")
    refs = {one.about.partition(":")[2]: one.pk for one in items}
    found = Decision.objects.filter(ref__in=refs, closes__isnull=False)
    return {refs[one.ref]: one.closes for one in found}


def who_set(shown):
    """How many items each partner put on: (name, number), by name; nobody's last."""
    names = [CLOSED if one["closed"] else one["partner"] and one["partner"].name for one in shown]
    return [(name or NOBODY, number) for name, number in set_by(names)]


def seated(body, on):
    """The partners with a seat on a body on a day, by name; everyone who joined, where none has."""
    open_ = Q(parts__until__isnull=True) | Q(parts__until__gte=on)
    seats = Partner.objects.filter(open_, parts__body=body, parts__since__lte=on)
    seats = seats.filter(state__in=("joined", "observing"))
    found = seats.distinct().order_by("name")
    return list(found) or list(Partner.objects.filter(state="joined").order_by("name"))


def about_choices(standing):
    """The records an item can be about, as this reader may see them: (key, title)."""
    from tilth.web.agree.issues.visible import visible_to
    from tilth.web.agree.models import Commitment, Document

    open_ = Decision.objects.exclude(stage__in=("closed", "withdrawn")).order_by("ref")
    stuck = Commitment.objects.filter(state="stuck").order_by("ref")
    papers = [one for one in Document.objects.filter(removed=False) if may_read(one, standing)]
    issues = visible_to(standing).exclude(stage="reviewed").order_by("title")
    return [
        *((one.key, f"{one.ref} {one.title}") for one in open_),
        *((one.key, f"{one.ref} is stuck: {short(one.words)}") for one in stuck),
        *((one.key, f"Hard thing: {one.title}") for one in issues),
        *((one.key, f"Paper: {one.title}") for one in papers),
    ]


def short(said, most=90):
    """The beginning of a text."""
    return said if len(said) < most else f"{said[: most - 3].rsplit(' ', 1)[0]} ..."
