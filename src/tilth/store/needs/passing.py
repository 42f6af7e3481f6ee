"""The inner loops over events as they pass: whose each is, and what it tells of them.

Rows are in order of person and date; those of people nobody knows are passed over.
"""

import numpy as np

from tilth.store.needs.kernels import YES, compiled


@compiled
def thread(person, ids, starts, place, row):
    """Where each person's events start, from row numbers in order of person.

    place, row: how many people and events came before. Returns both as they are after.
    """
    i = 0
    while i < person.size:
        first, one = i, person[i]
        while i < person.size and person[i] == one:
            i += 1
        while place < ids.size and ids[place] < one:
            place += 1
            starts[place] = row
        if place < ids.size and ids[place] == one:
            row += i - first
    return place, row


@compiled
def begin(ids, shift, out):
    """Where the people of each bucket of numbers begin: their distance to the first, shifted."""
    place = 0
    for b in range(out.size):
        while place < ids.size and np.int64(np.uint64(ids[place] - ids[0]) >> shift) < b:
            place += 1
        out[b] = place


@compiled
def find(person, rows, ids, shift, begins, out):
    """Where the person of each of the rows stands among ids, looked for from where their bucket
    begins; -1 where nobody is. The first few are passed by adding up, not by a choice at each.
    """
    least, most = (ids[0], ids[-1]) if ids.size else (1, 0)
    before_last = ids.size - 3
    for r in range(rows.size):
        one = person[rows[r]]
        out[r] = -1
        if one < least or one > most:
            continue
        place = max(min(begins[np.uint64(one - least) >> shift], before_last), 0)
        if before_last >= 0:
            more = np.int64(ids[place] < one) + np.int64(ids[place + 1] < one)
            place += more + np.int64(ids[place + 2] < one)
        while ids[place] < one:
            place += 1
        out[r] = place if ids[place] == one else -1


@compiled
def within(days, low, high, rows):
    """The rows of days later than low and up to high, put into rows; returns how many."""
    found = 0
    for i in range(days.size):
        rows[found] = i
        found += np.int64(low < days[i]) & np.int64(days[i] <= high)
    return found


@compiled
def firsts(person, days, high, rows):
    """The rows of people's first days, up to high. Rows are in order of person and date."""
    found = 0
    for i in range(days.size):
        rows[found] = i
        first = i == 0 or person[i] != person[i - 1]
        found += np.int64(first) & np.int64(days[i] <= high)
    return found


@compiled
def times(place, out):
    """Add one to a person for every time they are told; -1 is nobody."""
    for p in place:
        if p >= 0:
            out[p] += 1


@compiled
def some(place, out):
    """Mark each person who is told; -1 is nobody."""
    for p in place:
        if p >= 0:
            out[p] = YES


@compiled
def last(place, rows, days, values, out, before):
    """Each person's value of the last day that has one, the highest of that day, among the rows.

    Rows are in order of person and date. place: whose each is, -1 for nobody's. before: whose
    value was taken last and of which day, from one part of the events to the next.
    """
    for r in range(rows.size):
        p, value, day = place[r], values[rows[r]], days[rows[r]]
        if p >= 0 and not np.isnan(value):
            if p != before[0] or day != before[1] or value > out[p]:
                out[p] = value
            before[0], before[1] = p, day


@compiled
def keep(person, ids, place, column, out, row):
    """Leave out of a column the events of people we do not know; returns how many were kept."""
    for i in range(person.size):
        while place < ids.size and ids[place] < person[i]:
            place += 1
        if place < ids.size and ids[place] == person[i]:
            out[row] = column[i]
            row += 1
    return row


@compiled
def places(person, ids, out):
    """Where each person stands among ids, or -1. Both sides in order."""
    place = 0
    for i in range(person.size):
        while place < ids.size and ids[place] < person[i]:
            place += 1
        out[i] = place if place < ids.size and ids[place] == person[i] else -1


@compiled
def mark(place, code, marks):
    """Set the bit of every row's code on its person."""
    for i in range(place.size):
        if place[i] >= 0:
            marks[place[i]] |= np.uint64(1) << np.uint64(code[i])
