"""Records of one key together: met by the last bits of their keys, and put in order by them.

Compiled, and of numbers alone, so that several keys can be looked at side by side.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def meeting(key, wanted, slots, kept):
    """Mark in `kept` whose key is one of those wanted, by its last bits; 0 is no key.

    slots: bytes, each of eight bits, all 0; as many as a power of two.
    """
    last, down, one = np.uint64(8 * slots.size - 1), np.uint64(20), np.uint64(1)
    three, seven = np.uint64(3), np.uint64(7)
    for n in range(wanted.size):
        if wanted[n]:
            slot = (wanted[n] >> down) & last
            slots[slot >> three] |= one << (slot & seven)
    for n in range(key.size):
        if not kept[n] and key[n]:
            slot = (key[n] >> down) & last
            if (slots[slot >> three] >> (slot & seven)) & one:
                kept[n] = True  # written only so: others may mark the same records meanwhile


def together(key, at):
    """Positions `at` with those of one key together; where blocks of several start and stop.

    at: shape (n,), in order, and left so within each block. The order of blocks is the keys' own
    last bits, which says nothing.
    """
    order, marks = _by_bits(key, at)
    _mend(key, order, marks)
    starts, stops = np.empty(len(at) // 2, np.int64), np.empty(len(at) // 2, np.int64)
    found = _stretches(key, order, starts, stops)
    return order, starts[:found], stops[:found]


@njit(cache=True, nogil=True)
def _by_bits(key, at):
    """Positions in order of 33 bits of their keys, and those bits: a radix sort in three turns."""
    order, spare = at.copy(), np.empty_like(at)
    marks, spare_marks = np.empty(at.size, np.uint64), np.empty(at.size, np.uint64)
    counts = np.zeros((3, 2048), np.int64)
    for n in range(at.size):
        mark = (key[at[n]] * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(31)
        marks[n] = mark
        for turn in range(3):
            counts[turn, (mark >> np.uint64(11 * turn)) & np.uint64(2047)] += 1
    for turn in range(3):
        begin = 0
        for k in range(2048):
            begin, counts[turn, k] = begin + counts[turn, k], begin
        for n in range(at.size):
            k = (marks[n] >> np.uint64(11 * turn)) & np.uint64(2047)
            spare[counts[turn, k]], spare_marks[counts[turn, k]] = order[n], marks[n]
            counts[turn, k] += 1
        order, spare, marks, spare_marks = spare, order, spare_marks, marks
    return order, marks


@njit(cache=True, nogil=True)
def _mend(key, order, marks):
    """Put apart the few keys whose bits are the same: by key, then by position."""
    for n in range(1, order.size):
        k = n
        while k > 0 and marks[k] == marks[k - 1] and key[order[k]] < key[order[k - 1]]:
            order[k], order[k - 1] = order[k - 1], order[k]
            k -= 1


@njit(cache=True, nogil=True)
def _stretches(key, order, starts, stops):
    found, start = 0, 0
    for n in range(1, order.size + 1):
        if n == order.size or key[order[n]] != key[order[start]]:
            if n - start > 1:
                starts[found], stops[found] = start, n
                found += 1
            start = n
    return found
