"""Gatherings as a calendar file that calendars on desks and phones open (iCalendar, RFC 5545)."""

import datetime
from dataclasses import dataclass

from icalendar import Calendar, Event, vText

MAKER = "-//Tilth//Gatherings//EN"
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One gathering of a calendar.

    uid: the same for ever, whatever changes. begins, ends: moments that know their zone; with
    whole_days only their days count, both included. sequence: how often its time or place changed.
    changed: when last. cancelled: it will not be held.
    """

    uid: str
    title: str
    begins: datetime.datetime
    ends: datetime.datetime
    changed: datetime.datetime
    whole_days: bool = False
    where: str = ""
    says: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_file(entries, *, name):
    """The bytes of a calendar file; times keep their zone, whole days are days."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made["X-WR-CALNAME"] = vText(" ".join(_plain(name).split()))
    for one in entries:
        made.add_component(_event(one))
    if any(not one.whole_days for one in entries):
        made.add_missing_timezones()
    return made.to_ical()


def _event(one):
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed.astimezone(datetime.UTC))
    event.add("last-modified", one.changed.astimezone(datetime.UTC))
    event.add("sequence", one.sequence)
    event.add("summary", _plain(one.title))
    starts, ends = _times(one)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    for key, words in (("location", one.where), ("description", one.says), ("url", one.url)):
        if words:
            event.add(key, _plain(words))
    return event


def _times(one):
    """Of whole days the end is the day after the last, as the standard has it."""
    if one.whole_days:
        return one.begins.date(), one.ends.date() + DAY
    return one.begins, one.ends


def _plain(words):
    """Words without the marks no calendar line may hold; line ends are kept as such."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or c.isprintable())
