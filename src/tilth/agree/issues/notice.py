"""When a partner cuts what it gives, or leaves: from which day it may bite, and who is told."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """told: the day the others are told. days: what was signed. tell: partners, in order.

    bites: the first day on which less may be given; the day before, all is as it was.
    """

    told: datetime.date
    days: int
    bites: datetime.date
    tell: tuple

    @property
    def stays_until(self):
        """The last day on which nothing is less."""
        return self.bites - datetime.timedelta(days=1)


def notice(told, days, partner, parties, receivers=()):
    """The notice a partner must give.

    told: the day it tells the others. days: the notice of the agreement that holds on that day;
    it survives the agreement's end, and the partner's leaving. partner: who cuts or leaves.
    parties: who signed; receivers: who is given to. Raises ValueError for days under nought.
    """
    if days < 0:
        raise ValueError("notice cannot be shorter than no days")
    tell = tuple(sorted({*parties, *receivers} - {partner}))
    return Notice(told, days, told + datetime.timedelta(days=days), tell)


def too_early(given, last):
    """Why giving cannot end on a last day, in words; '' where the notice has run by then.

    given: a Notice. last: the last day of what is given.
    """
    if last >= given.stays_until:
        return ""
    return (
        f"Partners agreed {given.days} days of notice. Told on {_day(given.told)}, "
        f"it can be less from {_day(given.bites)}, not before"
    )


def _day(date):
    return f"{date.day} {date:%B %Y}"
