"""Power or money given nearer to people, and what of it was taken back or cut (P-085, P-089)."""

import datetime
from itertools import pairwise

from tilth.agree.levels.days import DAY, per_cent
from tilth.agree.levels.values import same

RENEWED = datetime.timedelta(days=31)
SAID = {
    "taken back": "taken back",
    "cut": "its money was cut",
    "moved away": "moved further from people",
}


def ledger(passed, day):
    """Every passing on up to a day, by date: the ledger of devolution (P-089, P-096).

    One row each: ref, since, function, from, to, direction, cash, time, capacity, chosen,
    conditions, review, until, because, state.
    """
    rows = [_entry(one, day) for one in passed if one.since <= day]
    return sorted(rows, key=lambda row: (row["since"], row["ref"]))


def _entry(one, day):
    now = one.on(min(day, one.until) if one.until else day)
    return {
        "ref": one.ref,
        "since": one.since,
        "function": one.function,
        "giver": one.giver.name,
        "from_layer": one.giver.layer,
        "receiver": one.receiver.name,
        "to_layer": one.receiver.layer,
        "direction": direction(one),
        "cash": now.cash,
        "time": now.time,
        "capacity": now.capacity,
        "chosen": one.chosen,
        "conditions": one.conditions,
        "review": one.review,
        "until": one.until,
        "because": one.because,
        "state": "stands" if one.holds(day) else "ended",
    }


def direction(one):
    """Which way a function went."""
    if one.stays:
        return "stays"
    if one.receiver.nearness == one.giver.nearness:
        return "between equals"
    return "nearer to people" if one.nearer else "further from people"


def withdrawals(passed, day):
    """What was given nearer to people and taken back or cut by a day, the newest first (P-085).

    A function given again to the same or a nearer layer within 31 days counts as renewed, not as
    taken back; where it came with less money, it counts as cut. Rows: ref, function, on, what,
    from, to, cash before, after, share in per cent, because, notice given and agreed in days,
    short (less notice than agreed; None where nothing was agreed or it is not known).
    """
    rows = []
    for one in passed:
        if one.stays:
            continue
        if one.nearer:
            rows += _cuts(one, day)
            rows += _ending(one, passed, day)
        elif one.receiver.nearness < one.giver.nearness and one.since <= day:
            rows.append(_row(one, one.since, "moved away", one.terms[0].cash, None))
    return sorted(rows, key=lambda row: (-row["on"].toordinal(), row["ref"]))


def _cuts(one, day):
    for before, after in pairwise(one.terms):
        known = before.cash is not None and after.cash is not None
        if known and after.cash < before.cash and after.since <= day:
            yield _row(one, after.since, "cut", before.cash, after.cash, after.because)


def _ending(one, passed, day):
    if one.until is None or one.until > day:
        return
    before = one.on(one.until).cash
    again = renewal(one, passed)
    if again is None:
        yield _row(one, one.until, "taken back", before, None, one.because)
        return
    after = again.terms[0].cash
    if before is not None and after is not None and after < before:
        yield _row(again, again.since, "cut", before, after)


def renewal(one, passed):
    """What took the place of one that ended, at the same layer or nearer, within 31 days."""
    near = [
        other
        for other in passed
        if other.ref != one.ref
        and not other.stays
        and same(other.function) == same(one.function)
        and other.receiver.nearness >= one.receiver.nearness
        and one.until - RENEWED <= other.since <= one.until + RENEWED
        and other.since > one.since
        and (other.until is None or other.until > one.until)
    ]
    return min(near, key=lambda other: (other.since, other.ref), default=None)


def _row(one, on, what, before, after, because=""):
    given = _given(one, on, what)
    known = given is not None and one.notice is not None
    less = before - after if before is not None and after is not None else before
    return {
        "ref": one.ref,
        "on": on,
        "function": one.function,
        "what": what,
        "giver": one.giver.name,
        "receiver": one.receiver.name,
        "layer": one.receiver.layer,
        "before": before,
        "after": after,
        "less": less if what != "moved away" else None,
        "less_share": per_cent(less, before) if what != "moved away" else None,
        "because": because,
        "notice_given": given,
        "notice_agreed": one.notice,
        "short": given < one.notice if known else None,
    }


def _given(one, on, what):
    """How many days of notice there were; None where it is not known. A cut holds at once.

    on: of what was taken back, its last day; it was less from the day after.
    """
    if what == "cut":
        return 0
    return (on + DAY - one.told).days if what == "taken back" and one.told is not None else None
