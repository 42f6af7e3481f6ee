"""When a partner cuts what it gives, or leaves: from which day it may bite, and who is told."""

import datetime
from dataclasses import dataclass

from tilth.agree.agreements.leaving import free_from


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


def notice(told, clauses, partner, receivers=()):
    """The notice a partner must give.

    told: the day it tells the others. clauses: those of the agreement that holds on that day, or
    held last: its notice survives its end, and the partner's leaving. partner: who cuts or leaves.
    receivers: who is given to; they are told with the parties.
    """
    tell = tuple(sorted({*clauses.parties, *receivers} - {partner}))
    return Notice(told, clauses.notice_days, free_from(clauses, told), tell)


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
