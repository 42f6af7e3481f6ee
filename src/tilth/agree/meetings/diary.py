"""Meetings as a calendar file that calendars on desks and phones open (iCalendar, RFC 5545)."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

HERE = ZoneInfo("Europe/London")
HOUR = datetime.timedelta(hours=1)
MAKER = "-//Tilth//Meetings//EN"


@dataclass(frozen=True)
class Entry:
    """One meeting of a calendar.

    uid: the same for ever, whatever changes. sequence: how often its time or place changed.
    changed: when last, in UTC. cancelled: it will not be held.
    """

    uid: str
    title: str
    on: datetime.date
    changed: datetime.datetime
    starts: datetime.time | None = None
    ends: datetime.time | None = None
    where: str = ""
    says: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_file(entries, *, name):
    """The bytes of a calendar file; times are of London, days without a time are whole days."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made["X-WR-CALNAME"] = vText(" ".join(_plain(name).split()))
    for one in entries:
        made.add_component(_event(one))
    if any(one.starts for one in entries):
        made.add_missing_timezones()
    return made.to_ical()


def _event(one):
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed.astimezone(datetime.UTC))
    event.add("last-modified", one.changed.astimezone(datetime.UTC))
    event.add("sequence", one.sequence)
    event.add("summary", _plain(one.title))
    starts, ends = times(one)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    for key, words in (("location", one.where), ("description", one.says), ("url", one.url)):
        if words:
            event.add(key, _plain(words))
    return event


def times(one):
    """When it begins and ends: whole days without a time; an hour where no end is known."""
    if one.starts is None:
        return one.on, one.on + datetime.timedelta(days=1)
    starts = datetime.datetime.combine(one.on, one.starts, tzinfo=HERE)
    if one.ends is None:
        return starts, starts + HOUR
    ends = datetime.datetime.combine(one.on, one.ends, tzinfo=HERE)
    return starts, ends if ends > starts else ends + datetime.timedelta(days=1)


def _plain(words):
    """Words without the marks no calendar line may hold; line ends are kept as such."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or c.isprintable())
