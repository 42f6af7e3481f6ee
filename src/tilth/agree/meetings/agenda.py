"""An agenda's time and order: what fits, what does not, and what needs deciding first."""

import datetime
from dataclasses import dataclass

from tilth.agree.words import ITEMS

RANK = {name: place for place, name in enumerate(ITEMS)}
LATEST = datetime.date.max


@dataclass(frozen=True)
class Planned:
    """One item as far as time and order go; closes: when its decision closes, if it has one."""

    key: int
    type: str = "discuss"
    minutes: int | None = None
    closes: datetime.date | None = None


@dataclass(frozen=True)
class Timing:
    """When each item begins, and whether the whole fits.

    begins: key -> time, or None where an item before it has no time given. planned: minutes in
    all. there_is: minutes between start and end, None where one is not known. over: minutes too
    many. untimed: how many items have no time given.
    """

    begins: dict
    planned: int
    there_is: int | None
    over: int
    untimed: int

    @property
    def said(self):
        """What a reader should know about the time, in a sentence or two."""
        parts = [f"The items take {in_words(self.planned)}."]
        if self.untimed:
            one = "1 item has" if self.untimed == 1 else f"{self.untimed} items have"
            parts.append(f"{one} no time given, so the rest is a guess.")
        if self.there_is is None:
            parts.append("How long the meeting lasts is not written down.")
        elif self.over:
            parts.append(
                f"That is {in_words(self.over)} more than the {in_words(self.there_is)} there are."
            )
        elif self.planned < self.there_is and not self.untimed:
            parts.append(f"That leaves {in_words(self.there_is - self.planned)} free.")
        return " ".join(parts)


def timing(items, starts=None, ends=None):
    """The Timing of items in order; starts, ends: times of day, None where not known.

    An end before the start is of the next day.
    """
    planned = sum(one.minutes or 0 for one in items)
    length = None if starts is None or ends is None else _minutes_between(starts, ends)
    begins, passed = {}, 0
    for one in items:
        known = starts is not None and passed is not None
        begins[one.key] = _later(starts, passed) if known else None
        passed = None if passed is None or one.minutes is None else passed + one.minutes
    over = 0 if length is None else max(0, planned - length)
    return Timing(begins, planned, length, over, sum(1 for one in items if one.minutes is None))


def ordered(items):
    """The items with what needs deciding first, what closes soonest before the rest; else as is."""
    return sorted(items, key=lambda one: (RANK.get(one.type, len(RANK)), one.closes or LATEST))


def set_by(partners):
    """Who put items on agendas: (partner, items), by name; the one None is nobody's in particular.

    partners: one entry for each item, hashable, None where no partner asked for it.
    """
    counts: dict = {}
    for one in partners:
        counts[one] = counts.get(one, 0) + 1
    return sorted(counts.items(), key=lambda pair: (pair[0] is None, str(pair[0]).casefold()))


def in_words(minutes):
    """90 as "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    parts += [_counted(rest, "minute")] if rest or not hours else []
    return " ".join(parts)


def _counted(number, word):
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _minutes_between(starts, ends):
    length = (ends.hour * 60 + ends.minute) - (starts.hour * 60 + starts.minute)
    return length if length >= 0 else length + 24 * 60


def _later(starts, minutes):
    whole = (starts.hour * 60 + starts.minute + minutes) % (24 * 60)
    return datetime.time(whole // 60, whole % 60)
