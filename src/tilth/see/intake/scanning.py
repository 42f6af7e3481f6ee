"""The strict scan of a delimited file: where every row and cell begins and ends, and what is wrong.

Compiled, because it looks at every byte. RFC 4180, and nothing looser.
"""

import numpy as np
from numba import njit

FINE, BLANK, SHORT, LONG, QUOTE, BYTES, CONTROL, AGAIN, MARK, SWALLOWED = range(10)
ROW_RULES = (
    "fine",
    "blank",
    "short_row",
    "long_row",
    "quote",
    "bytes",
    "control",
    "header_again",
    "byte_order_mark",
    "swallowed",
)
MORE, DONE, UNCLOSED = range(3)  # why the scan came back

PLAIN, SPECIAL, UNSEEN, HIGH = range(4)
LF, CR, TAB = 10, 13, 9


def kinds(delimiter, quote, ending):
    """What each byte is to the scan: plain, special, a control character, or beyond ASCII."""
    table = np.zeros(256, np.uint8)
    table[:32] = UNSEEN
    table[127] = UNSEEN
    table[TAB] = PLAIN
    table[128:] = HIGH
    table[[LF, CR, delimiter, quote]] = SPECIAL
    if ending == CR:
        table[LF] = UNSEEN
    return table


@njit(cache=True, nogil=True)
def is_utf8(data, start, stop):
    """Whether these bytes are well-formed UTF-8 (no overlong forms, no surrogates)."""
    i = start
    while i < stop:
        b = data[i]
        if b < 0x80:
            i += 1
            continue
        low, high = 0x80, 0xBF
        if 0xC2 <= b <= 0xDF:
            more = 1
        elif 0xE0 <= b <= 0xEF:
            more = 2
            low = 0xA0 if b == 0xE0 else low
            high = 0x9F if b == 0xED else high
        elif 0xF0 <= b <= 0xF4:
            more = 3
            low = 0x90 if b == 0xF0 else low
            high = 0x8F if b == 0xF4 else high
        else:
            return False
        if i + more >= stop:
            return False
        if not low <= data[i + 1] <= high:
            return False
        for k in range(2, more + 1):
            if not 0x80 <= data[i + k] <= 0xBF:
                return False
        i += more + 1
    return True


@njit(cache=True, nogil=True)
def _same(data, start, stop, header):
    if stop - start != header.size:
        return False
    for k in range(header.size):  # noqa: SIM110 - compiled: a plain loop
        if data[start + k] != header[k]:
            return False
    return True


@njit(cache=True, nogil=True)
def _is_mark(data, start, stop):
    if stop - start < 3:
        return False
    return data[start] == 0xEF and data[start + 1] == 0xBB and data[start + 2] == 0xBF


@njit(cache=True, nogil=True)
def _is_row_end(data, i, stop, ending):
    """Length of the line end at i: 1 or 2, 0 where there is none."""
    if ending == CR:
        return 1 if data[i] == CR else 0
    if data[i] == LF:
        return 1
    if data[i] == CR and i + 1 < stop and data[i + 1] == LF:
        return 2
    return 0


@njit(cache=True, nogil=True)
def scan(data, start, stop, last, form, header, kind, line, starts, ends, lines, faults, cells):
    """Rows from `start`, until the arrays are full or the data are.

    One long loop, since every byte passes here and all of its state is needed at every turn.
    data: uint8. last: no more will follow. form: delimiter, quote, line end, columns.
    Fills, for row r: starts, ends (without its line end), lines, faults, and cells[r, j] =
    begin and end of the cell's text (end negative where doubled quotes lie in it).
    Returns rows, where to go on, the line there, line feeds after a carriage return, and why it
    came back: DONE with what is whole, MORE where the arrays are full, UNCLOSED at a quote that
    never closes (then `line` is where it opened).
    """
    delimiter, quote, ending, width = form
    rows, at, both = 0, start, 0
    room = starts.size
    while at < stop:
        if rows >= room:
            return rows, at, line, both, MORE
        i, j, inner, inner_delimiters = at, 0, 0, 0
        unseen = high = content = broken = False
        whole = closing = 0
        while True:  # one cell a turn
            escaped = False
            if i < stop and data[i] == quote:
                i += 1
                begin = i
                closed = False
                while i < stop:
                    k = kind[data[i]]
                    if k == 0:
                        content = content or data[i] > 32
                        i += 1
                        continue
                    b = data[i]
                    if b == quote:
                        if i + 1 < stop and data[i + 1] == quote:
                            escaped = True
                            content = True
                            i += 2
                            continue
                        closed = i + 1 < stop or last
                        break
                    if k == 3:
                        high = content = True
                    elif k == 2:
                        unseen = content = True
                    elif b == delimiter:
                        inner_delimiters += 1
                    elif b == LF or ending == CR:
                        inner += 1
                    elif i + 1 < stop and data[i + 1] != LF:
                        unseen = True
                    i += 1
                if not closed:
                    if last:
                        return rows, at, line, both, UNCLOSED
                    return rows, at, line, both, DONE
                finish = i
                i += 1
            else:
                begin = i
                while i < stop:
                    k = kind[data[i]]
                    if k == 0:
                        content = content or data[i] > 32
                        i += 1
                        continue
                    if k == 3:
                        high = content = True
                    elif k == 2:
                        unseen = content = True
                    elif data[i] == quote:
                        broken = True
                        break
                    elif data[i] == CR and ending != CR:
                        if i + 1 >= stop and not last:
                            return rows, at, line, both, DONE
                        if i + 1 < stop and data[i + 1] == LF:
                            break
                        unseen = True
                    else:
                        break
                    i += 1
                finish = i
            if not broken and i < stop and data[i] != delimiter:
                if data[i] == CR and ending != CR and i + 1 >= stop and not last:
                    return rows, at, line, both, DONE
                closing = _is_row_end(data, i, stop, ending)
                broken = closing == 0
            if broken:
                break
            if j < width:
                cells[rows, j, 0] = begin
                cells[rows, j, 1] = -finish if escaped else finish
            j += 1
            if i >= stop:
                if not last:
                    return rows, at, line, both, DONE
                whole = 1
                break
            if data[i] == delimiter:
                i += 1
                continue
            whole = 1
            break
        if not whole:
            # A quote out of place. Where the row has run over lines, none of those lines can be
            # trusted: each is put aside by itself, up to the one in which the fault was found.
            fault_at, begin = i, at
            while True:
                i = begin
                while i < stop and _is_row_end(data, i, stop, ending) == 0:
                    i += 1
                if i >= stop and not last:
                    return rows, at, line, both, DONE
                if rows >= room:
                    return rows, begin, line, both, MORE
                starts[rows], ends[rows], lines[rows], faults[rows] = begin, i, line, QUOTE
                rows += 1
                line += 1
                closing = _is_row_end(data, i, stop, ending) if i < stop else 0
                both += closing == 2
                begin = i + closing
                at = begin
                if i >= fault_at:
                    break
            continue
        fault = FINE
        if not content:
            fault = BLANK
        elif unseen:
            fault = CONTROL
        elif high and _is_mark(data, at, i):
            fault = MARK
        elif high and not is_utf8(data, at, i):
            fault = BYTES
        elif j != width:
            fault = SHORT if j < width else LONG
        elif inner and width > 1 and inner_delimiters >= width - 1:
            fault = SWALLOWED
        elif _same(data, at, i, header):
            fault = AGAIN
        starts[rows], ends[rows], lines[rows], faults[rows] = at, i, line, fault
        rows += 1
        line += 1 + inner
        both += closing == 2
        at = i + closing
    return rows, at, line, both, DONE
