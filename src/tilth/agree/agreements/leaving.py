"""Notice: from which day less may be given, or a partner that leaves is no longer bound."""

import datetime


def bites(told, days):
    """The first day on which something is less, told on a day with so many days of notice.

    The day before is the last on which all is as it was. days: None where no notice was agreed.
    """
    return told + datetime.timedelta(days=days or 0)


def free_from(clauses, said_on, *, wished=None):
    """The first day on which a partner that says so today is no longer bound.

    wished: the day it would like; it may give more notice than was agreed, never less.
    """
    soonest = bites(said_on, clauses.notice_days)
    return max(soonest, wished) if wished else soonest
