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
MORE, DONE, UNCLOSED, WHOLE, BROKEN = range(5)  # why the scan, or one row of it, came back

# What a cell was seen to hold, a bit each; a special byte is a quote, a delimiter or a line end.
CONTENT, UNSEEN, HIGH, ESCAPED, SPECIAL = 1, 2, 4, 8, 16
LF, CR, TAB = 10, 13, 9

# Nothing here makes an array, so nothing need count who holds one: where one piece calls another
# that takes twice as long as all the rest. Numba has the option and does not write of it.
compiled = njit(cache=True, nogil=True, _nrt=False)  # type: ignore[call-overload]


def kinds(delimiter, quote, ending):
    """What each byte tells of a cell that holds it: bits; 0 of a space or a tab."""
    table = np.full(256, CONTENT, np.uint8)
    table[:32] |= UNSEEN
    table[127] |= UNSEEN
    table[[TAB, 32]] = 0
    table[128:] |= HIGH
    table[[LF, CR, delimiter, quote]] = SPECIAL
    if ending == CR:
        table[LF] = CONTENT | UNSEEN
    return table


@compiled
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


@compiled
def _same(data, start, stop, header):
    if stop - start != header.size:
        return False
    for k in range(header.size):  # noqa: SIM110 - compiled: a plain loop
        if data[start + k] != header[k]:
            return False
    return True


@compiled
def _is_mark(data, start, stop):
    if stop - start < 3:
        return False
    return data[start] == 0xEF and data[start + 1] == 0xBB and data[start + 2] == 0xBF


@compiled
def _is_row_end(data, i, stop, ending):
    """Length of the line end at i: 1 or 2, 0 where there is none."""
    if ending == CR:
        return 1 if data[i] == CR else 0
    if data[i] == LF:
        return 1
    if data[i] == CR and i + 1 < stop and data[i + 1] == LF:
        return 2
    return 0


@compiled
def _text(data, i, stop, kind):
    """Where the next special byte is, and what lies before it."""
    seen = 0
    while i < stop:
        told = kind[data[i]]
        if told == SPECIAL:
            break
        seen |= told
        i += 1
    return i, seen


@compiled
def _quoted(data, i, stop, last, form, kind):
    """From inside a quote: where it closes, or -1; what was seen; lines begun in it."""
    _, quote, ending, _ = form
    seen = lines = 0
    while True:
        i, more = _text(data, i, stop, kind)
        seen |= more
        if i >= stop:
            return -1, seen, lines
        if data[i] == quote:
            if i + 1 >= stop or data[i + 1] != quote:
                return (i if i + 1 < stop or last else -1), seen, lines
            seen |= ESCAPED | CONTENT
            i += 2
            continue
        if data[i] == LF or (data[i] == CR and ending == CR):
            lines += 1
        elif data[i] == CR and i + 1 < stop and data[i + 1] != LF:
            seen |= UNSEEN
        i += 1


@compiled
def _unquoted(data, i, stop, last, form, kind):
    """A cell without quotes: where it ends, -1 where more bytes must tell; what was seen."""
    ending = form[2]
    seen = 0
    while True:
        i, more = _text(data, i, stop, kind)
        seen |= more
        if i >= stop or data[i] != CR or ending == CR:
            return i, seen
        if i + 1 >= stop and not last:
            return -1, seen
        if i + 1 < stop and data[i + 1] == LF:
            return i, seen
        seen |= UNSEEN  # a carriage return by itself
        i += 1


@compiled
def _row(data, i, stop, last, form, kind, row, cells):
    """One row from i, its cells filled in.

    Returns why it came back, where it ends (BROKEN: where a quote is out of place), cells, what
    was seen, lines begun inside quotes, and the length of its line end.
    """
    delimiter, quote, ending, width = form
    many = seen = inner = 0
    while True:
        if i < stop and data[i] == quote:
            begin = i + 1
            finish, more, lines = _quoted(data, begin, stop, last, form, kind)
            if finish < 0:
                return UNCLOSED if last else DONE, i, many, seen, inner, 0
            i = finish + 1
            inner += lines
        else:
            begin = i
            finish, more = _unquoted(data, i, stop, last, form, kind)
            if finish < 0:
                return DONE, i, many, seen, inner, 0
            i = finish
        seen |= more
        closing, ended = 0, i >= stop
        if not ended and data[i] != delimiter:
            if data[i] == CR and ending != CR and i + 1 >= stop and not last:
                return DONE, i, many, seen, inner, 0
            closing = _is_row_end(data, i, stop, ending)
            if closing == 0:
                return BROKEN, i, many, seen, inner, 0
            ended = True
        if many < width:
            cells[row, many, 0] = begin
            cells[row, many, 1] = -finish if more & ESCAPED else finish
        many += 1
        if ended:
            return WHOLE if closing or last else DONE, i, many, seen, inner, closing
        i += 1


@compiled
def _many(data, start, stop, byte):
    found = 0
    for k in range(start, stop):
        found += data[k] == byte
    return found


@compiled
def _fault(data, start, stop, many, seen, inner, form, header):
    """What is wrong with a whole row."""
    delimiter, _, _, width = form
    if not seen & CONTENT:
        return BLANK
    if seen & UNSEEN:
        return CONTROL
    if seen & HIGH and _is_mark(data, start, stop):
        return MARK
    if seen & HIGH and not is_utf8(data, start, stop):
        return BYTES
    if many != width:
        return SHORT if many < width else LONG
    if inner and width > 1 and _many(data, start, stop, delimiter) >= 2 * (width - 1):
        return SWALLOWED  # as many delimiters inside quotes as outside
    return AGAIN if _same(data, start, stop, header) else FINE


@compiled
def _put_aside(data, at, fault_at, stop, last, ending, rows, line, starts, ends, lines, faults):
    """Rows from `at` to a quote out of place, each by itself.

    Where the row has run over lines, none of those lines can be trusted, up to the one in which
    the fault was found. Returns as `scan` does, and BROKEN where that can go on.
    """
    both = 0
    while True:
        i = at
        while i < stop and _is_row_end(data, i, stop, ending) == 0:
            i += 1
        if i >= stop and not last:
            return rows, at, line, both, DONE
        if rows >= starts.size:
            return rows, at, line, both, MORE
        starts[rows], ends[rows], lines[rows], faults[rows] = at, i, line, QUOTE
        closing = _is_row_end(data, i, stop, ending) if i < stop else 0
        rows, line, both, at = rows + 1, line + 1, both + (closing == 2), i + closing
        if i >= fault_at:
            return rows, at, line, both, BROKEN


@compiled
def scan(data, start, stop, last, form, header, kind, line, starts, ends, lines, faults, cells):
    """Rows from `start`, until the arrays are full or the data are.

    data: uint8. last: no more will follow. form: delimiter, quote, line end, columns.
    Fills, for row r: starts, ends (without its line end), lines, faults, and cells[r, j] =
    begin and end of the cell's text (end negative where doubled quotes lie in it).
    Returns rows, where to go on, the line there, line feeds after a carriage return, and why it
    came back: DONE with what is whole, MORE where the arrays are full, UNCLOSED at a quote that
    never closes (then `line` is where it opened).
    """
    rows, at, both = 0, start, 0
    while at < stop:
        if rows >= starts.size:
            return rows, at, line, both, MORE
        why, i, many, seen, inner, closing = _row(data, at, stop, last, form, kind, rows, cells)
        if why == WHOLE:
            fault = _fault(data, at, i, many, seen, inner, form, header)
            starts[rows], ends[rows], lines[rows], faults[rows] = at, i, line, fault
            rows, line, both, at = rows + 1, line + 1 + inner, both + (closing == 2), i + closing
            continue
        if why == BROKEN:
            rows, at, line, pairs, why = _put_aside(
                data, at, i, stop, last, form[2], rows, line, starts, ends, lines, faults
            )
            both += pairs
        if why != BROKEN:
            return rows, at, line, both, why
    return rows, at, line, both, DONE
