"""When a gathering is held, as moments of the place: days alone, or days with times."""

import datetime

from django.utils import timezone

FIRST, LAST = datetime.time(), datetime.time(23, 59)


def begun(on, at):
    """The moment something begins; at: a time of day, or None for the whole day."""
    return timezone.make_aware(datetime.datetime.combine(on, at or FIRST))


def ended(on, at, *, after=None):
    """The moment something ends; without a time the end of the day, or an hour after `after`."""
    if at is not None:
        return timezone.make_aware(datetime.datetime.combine(on, at))
    if after is not None:
        return after + datetime.timedelta(hours=1)
    return timezone.make_aware(datetime.datetime.combine(on, LAST))


def whole_days(one):
    """It has days and no times."""
    begins, ends = timezone.localtime(one.begins), timezone.localtime(one.ends)
    return begins.time() == FIRST and ends.time() == LAST


def in_words(one):
    """14 May 2026, 10:00 to 12:00; or 1 June 2026 to 31 August 2026."""
    begins, ends = timezone.localtime(one.begins), timezone.localtime(one.ends)
    first, last = _day(begins), _day(ends)
    if whole_days(one):
        return first if begins.date() == ends.date() else f"{first} to {last}"
    if begins.date() == ends.date():
        return f"{first}, {begins:%H:%M} to {ends:%H:%M}"
    return f"{first}, {begins:%H:%M} to {last}, {ends:%H:%M}"


def parts(one):
    """A gathering's days and times as its form takes them."""
    begins, ends = timezone.localtime(one.begins), timezone.localtime(one.ends)
    whole = whole_days(one)
    return {
        "on": begins.date(),
        "starts": None if whole else begins.time(),
        "until": ends.date() if ends.date() != begins.date() else None,
        "finishes": None if whole else ends.time(),
    }


def _day(moment):
    return f"{moment.day} {moment:%B %Y}"
