"""The inner loops: a person's events in order, counted and added up without one Python step each.

Compiled once and kept on disk. Every loop is over whole numbers or takes one value, so that no
answer depends on the order people are taken in.
"""

import numpy as np
from numba import njit

NEVER = np.int32(np.iinfo(np.int32).max)  # a day later than all days
YES, NO, UNKNOWN, UNSURE = 1, 2, 3, 4  # what a person is to a measure; 0 where not among its people

COLUMN, ONE = np.array([0, 0, 1, 2, 3]), np.array([0, 1, 1, 1, 1])  # where each adds how many

compiled = njit(cache=True, nogil=True)


@compiled
def windows(starts, days, low, high, first, last):
    """Where each person's events later than low and up to high begin and end, for every date.

    starts: people + 1. low, high: dates, rising. first, last: dates by people.
    """
    for p in range(starts.size - 1):
        a = b = starts[p]
        end = starts[p + 1]
        for d in range(low.size):
            while a < end and days[a] <= low[d]:
                a += 1
            while b < end and days[b] <= high[d]:
                b += 1
            first[d, p] = min(a, b)
            last[d, p] = b


@compiled
def window(starts, days, low, high, first, last):
    """The same for one date, looked for from each person's last event backwards."""
    for p in range(starts.size - 1):
        b = starts[p + 1]
        while b > starts[p] and days[b - 1] > high:
            b -= 1
        a = b
        while a > starts[p] and days[a - 1] > low:
            a -= 1
        first[0, p] = a
        last[0, p] = b


@compiled
def ever(starts, days, low, high, silence, out):
    """YES where any event is later than low and up to high, else what silence means.

    The last event up to a day tells it, so dates are taken from the last to the first.
    """
    for p in range(starts.size - 1):
        b = starts[p + 1]
        for d in range(low.size - 1, -1, -1):
            while b > starts[p] and days[b - 1] > high[d]:
                b -= 1
            found = b > starts[p] and days[b - 1] > low[d]
            out[d, p] = YES if found else silence[p]


@compiled
def latest(first, last, days, values, out):
    """The value of the last day that has one; the highest of that day."""
    for d in range(first.shape[0]):
        for p in range(first.shape[1]):
            best, day = np.nan, 0
            for e in range(last[d, p] - 1, first[d, p] - 1, -1):
                if not np.isnan(best) and days[e] != day:
                    break
                if not np.isnan(values[e]) and not values[e] <= best:
                    best, day = values[e], days[e]
            out[d, p] = best


@compiled
def extreme(first, last, values, sign, out):
    """The highest (sign 1) or lowest (sign -1) value."""
    for d in range(first.shape[0]):
        for p in range(first.shape[1]):
            best = np.nan
            for e in range(first[d, p], last[d, p]):
                if not np.isnan(values[e]) and not sign * values[e] <= sign * best:
                    best = values[e]
            out[d, p] = best


@compiled
def mean(first, last, values, out):
    """The mean of the values there are, to nine places."""
    for d in range(first.shape[0]):
        for p in range(first.shape[1]):
            total, times = 0.0, 0
            for e in range(first[d, p], last[d, p]):
                if not np.isnan(values[e]):
                    total += values[e]
                    times += 1
            out[d, p] = nearest(total / times * 1e9) / 1e9 if times else np.nan


@compiled
def total(first, last, values, out):
    """The sum of the values there are, to nine places; nought where there is none."""
    for d in range(first.shape[0]):
        for p in range(first.shape[1]):
            added = 0.0
            for e in range(first[d, p], last[d, p]):
                if not np.isnan(values[e]):
                    added += values[e]
            out[d, p] = nearest(added * 1e9) / 1e9


@compiled
def nearest(x):
    """The nearest whole number; halves away from nought, as the engines round."""
    whole = np.floor(abs(x))
    whole += 1.0 if abs(x) - whole >= 0.5 else 0.0
    return whole if x >= 0 else -whole


@compiled
def near(starts, days, others, other_days, other_ends, most, after, itself, seen):
    """The first day each person is known to have had one event near another; else NEVER.

    starts, days: of the events judged; others .. of those they lie near. after: else before.
    itself: whether both are the same concept, so that an event is not near itself.
    """
    for p in range(starts.size - 1):
        found = NEVER
        for a in range(others[p], others[p + 1]):
            begun = other_days[a]
            for b in range(starts[p], starts[p + 1]):
                gap = days[b] - other_ends[a] if after else begun - days[b]
                apart = days[b] > begun if after else days[b] < begun
                if 0 <= gap <= most and (apart or not itself):
                    found = min(found, max(begun, days[b]))
        seen[p] = found


@compiled
def answers(living, among, judged, out):
    """What every person is to a measure. Each has a row for every date, or one for all."""
    for d in range(out.shape[0]):
        alive, belongs = living[d % living.shape[0]], among[d % among.shape[0]]
        truth = judged[d % judged.shape[0]]
        for p in range(out.shape[1]):  # sums in place of choices, so that many go at a time
            told = truth[p] + (truth[p] == 0) * UNKNOWN
            out[d, p] = alive[p] * ((belongs[p] == YES) * told + (belongs[p] == 0) * UNSURE)


@compiled
def mark_all(codes, there):
    """Mark every code there is."""
    for i in range(codes.size):
        there[codes[i]] = True


@compiled
def recode(codes, among, out):
    """What stands for each of these codes among others."""
    for i in range(codes.size):
        out[i] = among[codes[i]]


@compiled
def headcount(cell, out):
    """How many people are in each cell on each date."""
    for d in range(out.shape[0]):
        where = cell[d % cell.shape[0]]
        for p in range(where.size):
            out[d, where[p]] += 1


@compiled
def tally(answer, cell, out):
    """Count every person's answer in their cell. out: dates, cells, and the four answers."""
    for d in range(out.shape[0]):
        where, told, into = cell[d % cell.shape[0]], answer[d % answer.shape[0]], out[d]
        for p in range(told.size):
            into[where[p], COLUMN[told[p]]] += ONE[told[p]]


@compiled
def add_up(answer, values, cell, parts, edges, out):
    """Add up values of those whose answer is YES; returns whether every one was small enough.

    out: dates, cells, columns: the value's upper and lower half, its square's, and the bins. A
    value counts in whole parts, in two halves, so that sums neither round nor run over.
    """
    fits = True
    for d in range(out.shape[0]):
        where, told = cell[d % cell.shape[0]], answer[d % answer.shape[0]]
        value, into = values[d % values.shape[0]], out[d]
        for p in range(told.size):
            v = np.float64(value[p])
            if told[p] != YES or (v == 0.0 and not edges.size):
                continue
            if not v * v * parts < 4e18 or not abs(v) * parts < 4e18:
                fits = False
                continue
            whole, square = np.int64(nearest(v * parts)), np.int64(nearest(v * v * parts))
            c = where[p]
            into[c, 0] += whole >> 32
            into[c, 1] += whole & 0xFFFFFFFF
            into[c, 2] += square >> 32
            into[c, 3] += square & 0xFFFFFFFF
            if edges.size:
                into[c, 4 + np.searchsorted(edges, v, side="right")] += 1
    return fits


@compiled
def roll_up(row, cells, out):
    """Add every cell to the row it belongs to. cells: dates, cells, columns, four or more."""
    for d in range(cells.shape[0]):
        for c in range(cells.shape[1]):
            r = row[c]
            for k in range(4):  # as many as a count has: known beforehand, and so quicker
                out[d, r, k] += cells[d, c, k]
            for k in range(4, cells.shape[2]):
                out[d, r, k] += cells[d, c, k]


@compiled
def spread(row, counts, out):
    """The columns of a count: yes, yes or no, not known, not sure. out: columns by rows, every
    row's dates one after another. row: to which each cell belongs.
    """
    many = counts.shape[0]
    for d in range(many):
        for c in range(counts.shape[1]):
            r, yes = row[c] * many + d, np.int64(counts[d, c, 0])
            out[0, r] += yes
            out[1, r] += yes + np.int64(counts[d, c, 1])
            out[2, r] += np.int64(counts[d, c, 2])
            out[3, r] += np.int64(counts[d, c, 3])


@compiled
def exchange(gone, old, there, new, out):
    """Take old rows from the rows of out they belong to, and add new ones to theirs."""
    for c in range(old.shape[0]):
        for k in range(old.shape[1]):
            out[gone[c], k] -= old[c, k]
    for c in range(new.shape[0]):
        for k in range(new.shape[1]):
            out[there[c], k] += new[c, k]
