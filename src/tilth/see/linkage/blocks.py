"""Blocks of records that share a key: counted first, judged as one person, made into pairs.

Compiled, on numbers alone. A block is a stretch of an order in which records of one key lie
together; positions are of the records asked about, not of the pool.
"""

from dataclasses import dataclass, fields

import numpy as np
from numba import njit

from tilth.see.linkage.together import meeting, together

REFUSED, JOINS, ASKS = range(3)


@dataclass(frozen=True)
class Held:
    """Who is joined so far, of some records of a pool, each of shape (n,).

    rows: their numbers in the pool. entity: who they are by now; number: its NHS number or -1;
    single: the bit of the record's own source; opened: whether anything is still to be found.
    """

    rows: np.ndarray
    entity: np.ndarray
    number: np.ndarray
    single: np.ndarray
    opened: np.ndarray

    def at(self, places):
        """The same of some of these records, any of them more than once."""
        return Held(*(getattr(self, f.name)[places] for f in fields(self)))


def hold(clusters, single, rows=None):
    """Who is joined so far. An entity is open while it has no NHS number, or one that another has.

    rows: ask only of these; no other may be open.
    """
    roots = clusters.labels()
    rows = np.arange(len(roots), dtype=np.int32) if rows is None else rows
    entity = roots[rows]
    number = clusters.nhs[entity]
    known = number >= 0
    first = np.flatnonzero(_firsts(entity) & known).astype(np.int32)
    order, starts, stops = together((number + 1).astype(np.uint64), first)
    edges = np.zeros(len(order) + 1, np.int8)
    edges[starts] += 1
    edges[stops] -= 1
    shared = np.zeros(len(roots), bool)
    shared[entity[order[np.cumsum(edges[:-1]) > 0]]] = True
    opened = ~known | shared[entity]
    return Held(rows, entity, number, single[rows], opened)


def _firsts(entity):
    """Whether each record is the first here of its entity."""
    seen = np.full(int(entity.max(initial=-1)) + 1, -1, np.int32)
    places = np.arange(len(entity), dtype=np.int32)
    seen[entity[::-1]] = places[::-1]
    return seen[entity] == places


def blocks(key, opened=None, *, room=16):
    """Records of one key together: their order, and where each block starts and stops.

    key: shape (n,), 0 for none. Blocks of one record are left out. Within a block records are in
    order. opened: leave out, too, most records that share no key with one of these, by the last
    bits of their keys.
    """
    if opened is None:
        at = np.flatnonzero(key).astype(np.int32)
    else:
        size = 8 << int(room * max(int(opened.sum()), 1)).bit_length()
        kept = np.zeros(len(key), bool)
        meeting(key, key[opened], np.zeros(size >> 3, np.uint8), kept)
        at = np.flatnonzero(kept).astype(np.int32)
    return together(key, at)


def number_pairs(key, dob, most):
    """T1: how many pairs share a key, and those with two parts of the date of birth, l < r.

    The arrays are None where there are more pairs than `most`.
    """
    found = blocks(key)
    sizes = found[2] - found[1]
    counted = int((sizes * (sizes - 1) // 2).sum())
    if counted > most:
        return counted, None, None
    none = np.zeros(0, np.int32)
    made = _alike_births(*found, dob, none, none)
    left, right = np.empty(made, np.int32), np.empty(made, np.int32)
    _alike_births(*found, dob, left, right)
    return counted, *_in_order(left, right)


def judged(key, held, first, dob, *, rule):
    """Whether each block with an open record could be one person, and what it rests on.

    Returns (pairs counted, blocks, fates, first of two names, second): a block ASKS where its two
    first names, at these positions, must be alike.
    """
    found = blocks(key, held.opened)
    fates = np.zeros(len(found[1]), np.int8)
    one, two = np.zeros(len(fates), np.int64), np.zeros(len(fates), np.int64)
    counted = _judge(
        *found, held.opened, held.entity, held.number, held.single, first, dob, rule.first,
        rule.birth, fates, one, two,
    )  # fmt: skip
    return counted, found, fates, one, two


def led(found, fates, rows):
    """The pairs of each block that joins: its first record with each other, by l and r."""
    order, starts, stops = found
    starts, stops = starts[fates == JOINS], stops[fates == JOINS]
    sizes = stops - starts - 1
    inside = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    left = rows[order[np.repeat(starts, sizes)]]
    right = rows[order[np.repeat(starts, sizes) + 1 + inside]]
    apart = left != right
    return _in_order(left[apart], right[apart])


def open_pairs(key, held, most):
    """The pairs of a key with an open record that could still be one: counted, l, r.

    The arrays are None where more pairs would be compared than `most`.
    """
    found = blocks(key, held.opened)
    counted = _count_open(*found, held.opened)
    if counted > most:
        return counted, None, None
    state = (held.opened, held.entity, held.number, held.single)
    made = _open_pairs(*found, *state, np.zeros((0, 2), np.int32))
    pairs = np.empty((made, 2), np.int32)
    _open_pairs(*found, *state, pairs)
    pairs = held.rows[pairs]
    return counted, pairs.min(axis=1), pairs.max(axis=1)


def _in_order(left, right):
    pairs = np.sort(left.astype(np.int64) << 32 | right)
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


@njit(cache=True, nogil=True)
def _parts(a, b):
    return (a >> 9 == b >> 9) + ((a >> 5) & 15 == (b >> 5) & 15) + (a & 31 == b & 31)


@njit(cache=True, nogil=True)
def _alike_births(order, starts, stops, dob, left, right):
    made = 0
    for block in range(starts.size):
        for j in range(starts[block], stops[block]):
            for k in range(j + 1, stops[block]):
                a, b = dob[order[j]], dob[order[k]]
                if a > 0 and b > 0 and _parts(a, b) >= 2:
                    if left.size:
                        left[made], right[made] = order[j], order[k]
                    made += 1
    return made


@njit(cache=True, nogil=True)
def _judge(
    order, starts, stops, opened, entity, number, single, first, dob, by_first, by_birth,
    fates, one, two,
):  # fmt: skip
    counted = 0
    for block in range(starts.size):
        start, size = order[starts[block]], stops[block] - starts[block]
        is_open, several, fits = False, False, True
        known, bits, f1, f2, d1, d2 = -1, 0, -1, -1, -1, -1
        for k in range(starts[block], stops[block]):
            p = order[k]
            is_open = is_open or opened[p]
            several = several or entity[p] != entity[start]
            if number[p] >= 0:
                fits = fits and (known < 0 or known == number[p])
                known = number[p]
            fits = fits and not (bits & single[p])
            bits |= single[p]
            if by_first and first[p] != 0:
                if f1 < 0:
                    f1 = p
                elif first[p] != first[f1]:
                    fits = fits and (f2 < 0 or first[p] == first[f2])
                    f2 = p
            if by_birth and dob[p] != 0:
                if d1 < 0:
                    d1 = p
                elif dob[p] != dob[d1]:
                    fits = fits and (d2 < 0 or dob[p] == dob[d2])
                    d2 = p
        if is_open:
            counted += size * (size - 1) // 2
        if is_open and several and fits and (d2 < 0 or _parts(dob[d1], dob[d2]) >= 2):
            fates[block] = JOINS if f2 < 0 else ASKS
            one[block], two[block] = f1, f2
    return counted


@njit(cache=True, nogil=True)
def _count_open(order, starts, stops, opened):
    counted = 0
    for block in range(starts.size):
        size, free = stops[block] - starts[block], 0
        for k in range(starts[block], stops[block]):
            free += opened[order[k]]
        counted += free * size - free * (free + 1) // 2
    return counted


@njit(cache=True, nogil=True)
def _open_pairs(order, starts, stops, opened, entity, number, single, pairs):
    made = 0
    for block in range(starts.size):
        for j in range(starts[block], stops[block]):
            a = order[j]
            if not opened[a]:
                continue
            for k in range(starts[block], stops[block]):
                b = order[k]
                if entity[a] == entity[b] or (opened[b] and k < j):
                    continue
                if number[a] >= 0 and number[b] >= 0 and number[a] != number[b]:
                    continue
                if single[a] & single[b]:
                    continue
                if pairs.size:
                    pairs[made, 0], pairs[made, 1] = a, b
                made += 1
    return made
