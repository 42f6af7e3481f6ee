"""Take a column out of scanned bytes, as Arrow keeps text. Compiled, like the scan."""

import numpy as np
from numba import njit

from tilth.store.reading import letters as kinds

SPACE, TAB = 32, 9


def _letters():
    """The kind of letter each byte is part of, as store.letters tells them apart."""
    table = np.full(256, kinds.OTHER, np.int64)
    table[128:] = kinds.HIGH
    for kind, letters in (
        (kinds.DIGIT, b"0123456789"),
        (kinds.LOWER, bytes(range(ord("a"), ord("z") + 1))),
        (kinds.UPPER, bytes(range(ord("A"), ord("Z") + 1))),
        (kinds.GAP, b" \t"),
        (kinds.HYPHEN, b"-"),
        (kinds.DOT, b"."),
        (kinds.HASH, b"#"),
        (kinds.BREAK, b"\r\n"),
    ):
        table[list(letters)] = kind
    return table


LETTERS = _letters()


@njit(cache=True, nogil=True)
def take(data, cells, good, j, quote, letters):
    """One column's cells as Arrow keeps text: offsets and bytes, outer spaces and tabs removed.

    good: the rows wanted. letters: the kind of each byte. Returns offsets, bytes, how many cells
    were trimmed, and the kinds of letter met.
    """
    offsets = np.empty(good.size + 1, np.int32)
    most = 0
    for r in good:
        most += abs(cells[r, j, 1]) - cells[r, j, 0]
    out = np.empty(most, np.uint8)
    at, trimmed = 0, 0
    held = np.int64(0)
    offsets[0] = 0
    for n in range(good.size):
        r = good[n]
        begin, end = cells[r, j, 0], cells[r, j, 1]
        escaped = end < 0
        end = abs(end)
        shorter = end - begin
        while begin < end and (data[begin] == SPACE or data[begin] == TAB):
            begin += 1
        while begin < end and (data[end - 1] == SPACE or data[end - 1] == TAB):
            end -= 1
        trimmed += end - begin != shorter
        i = begin
        while i < end:
            b = data[i]
            held |= letters[b]
            out[at] = b
            at += 1
            i += 2 if escaped and b == quote else 1
        offsets[n + 1] = at
    return offsets, out[:at], trimmed, held
