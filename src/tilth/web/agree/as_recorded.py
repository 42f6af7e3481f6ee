"""What follows from the records alone, worked out once and held until the next Step."""

import threading
from collections import OrderedDict

from django.db import connection

from tilth.web.agree.models import Step

MOST = 100  # pieces held in memory by one process
STEPS = Step._meta.db_table
NEWEST = {
    "sqlite": f"select id, at from {STEPS} order by id desc limit 1",  # one writer after another
    "postgresql": f"select count(*), max(id), max(at) from {STEPS}",  # 6 may be there before 5 is
}

_held: OrderedDict = OrderedDict()
_guard = threading.Lock()


def as_recorded(what, make, *of):
    """What `make()` gives of the records as they stand now; the same for every reader.

    what: a name for the piece. of: plain values that, with the records, decide all of it. make:
    gives values that nobody changes, and asks nothing about who reads: never a permission. Every
    change leaves a Step, so that what was worked out holds until there is another. Inside a
    transaction nothing is held, for what it has seen may yet be taken back.
    """
    if connection.in_atomic_block:
        return make()
    now, key = _newest(), (what, *of)
    with _guard:
        at, found = _held.get(key, (None, None))
        if at == now:
            _held.move_to_end(key)
            return found
    found = make()
    with _guard:
        _held[key] = now, found
        _held.move_to_end(key)
        while len(_held) > MOST:
            _held.popitem(last=False)
    return found


def forget():
    """Let go of everything that is held."""
    with _guard:
        _held.clear()


def _newest():
    """What tells one state of the records from the next, whichever transaction came first."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST[connection.vendor])
        return cursor.fetchone() or ("nothing",)
