"""Notice: from which day a partner that leaves is no longer bound."""

import datetime


def free_from(clauses, said_on, *, wished=None):
    """The first day on which a partner that says so today is no longer bound.

    wished: the day it would like; it may give more notice than was agreed, never less.
    """
    soonest = said_on + datetime.timedelta(days=clauses.notice_days)
    return max(soonest, wished) if wished else soonest
