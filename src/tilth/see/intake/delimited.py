"""Read a delimited file strictly, block by block, in bounded memory."""

import csv
import io

import numpy as np
import pyarrow as pa

from tilth.see.intake.blocks import Block
from tilth.see.intake.headings import match_headings
from tilth.see.intake.receiving import refusal
from tilth.see.intake.scanning import (
    BLANK,
    CR,
    FINE,
    MORE,
    ROW_RULES,
    UNCLOSED,
    kinds,
    scan,
)
from tilth.see.intake.taking import LETTERS, take
from tilth.see.intake.unpacking import AS_IS, chunks

BLOCK = 12 * 2**20
MOST_ROWS = 2**17
LONGEST_ROW = 4 * 2**20
DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}


class Delimited:
    """A CSV file, plain or packed. `blocks()` may be asked again: each asking reads it anew."""

    def __init__(self, received, extract, reading, *, mapping=None, usual=None):
        self.received, self.extract, self.reading = received, extract, reading
        self.mapping, self.usual = mapping, usual
        form = extract.form
        self.delimiter, self.quote = ord(form.delimiter), ord(form.quote)

    def blocks(self, told=lambda done: None):
        """Every row of the file, a Block at a time, in order."""
        scanner = None
        for data, last in self._buffers(told):
            if scanner is None:
                scanner = self._open(data, last)
            yield from scanner.rows_of(data, last)
        self._note(scanner)

    def _buffers(self, told):
        """Buffers of about BLOCK bytes, each beginning with what the last one left over."""
        self.left, gathered, size = b"", [], 0
        for chunk in chunks(self.received, self.extract.form.encoding, told):
            gathered.append(chunk)
            size += len(chunk)
            if size >= BLOCK:
                yield np.frombuffer(b"".join((self.left, *gathered)), np.uint8), False
                gathered, size = [], 0
        yield np.frombuffer(b"".join((self.left, *gathered)), np.uint8), True

    def _open(self, data, last):
        """Read the heading row; make a scanner that stands after it."""
        start = bytes(data[: 2**16])
        first, ending, size = _first_row(start, self.extract.form.quote)
        path = self.received.path
        try:
            text = first.decode("utf-8")
        except UnicodeDecodeError:
            raise refusal(
                path,
                f"its headings are not written in {self.extract.form.encoding}",
                "Ask the sender which encoding the file has.",
            ) from None
        if not size or "\0" in text:
            raise refusal(path, "its first line is no row of headings", "Ask for it again.")
        form = self.extract.form
        found = next(csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter), [])
        self._refuse_delimiter(found, text)
        at = match_headings(
            found, self.extract, self.mapping, usual=self.usual, file=self.received.file
        )
        present = tuple(at.at)
        self.reading.present, self.reading.extra, self.reading.absent = present, at.extra, at.absent
        return _Scanner(self, at.at, len(found), first, ending, size)

    def _refuse_delimiter(self, found, text):
        form = self.extract.form
        if len(found) > 1 or len(self.extract.columns) == 1:
            return
        other = max(DELIMITERS, key=text.count)
        if text.count(other):
            raise refusal(
                self.received.path,
                f"its columns are parted by {DELIMITERS[other]}, and its contract says "
                f"{DELIMITERS.get(form.delimiter, form.delimiter)}",
                f"Set delimiter = {other!r} in the contract's [form], or ask for the agreed form.",
            )

    def as_sent(self, data):
        """A row's bytes in the encoding they were sent in."""
        encoding = self.extract.form.encoding.lower()
        if encoding in AS_IS:
            return bytes(data)
        text = bytes(data).decode("utf-8", "surrogateescape")
        return text.encode(encoding, "surrogateescape")

    def _note(self, scanner):
        if scanner.mixed:
            self.reading.notes.append("its lines end in two different ways")
        if scanner.open_end and self.received.vouched:
            self.reading.notes.append("its last line has no line end")


def _first_row(start, quote):
    """The heading row's bytes, its line end (a byte) and how far it reaches with that end."""
    inside, mark = False, ord(quote)
    for at, byte in enumerate(start):
        if byte == mark:
            inside = not inside
        elif byte in (10, 13) and not inside:
            pair = start[at : at + 2] == b"\r\n"
            return start[:at], (CR if byte == 13 and not pair else 10), at + 1 + pair
    return start, 10, len(start)


class _Scanner:
    """Walks the buffers; keeps the line number and the arrays the scan fills."""

    def __init__(self, file, at, width, header, ending, size):
        self.file, self.at, self.width = file, at, width
        self.header = np.frombuffer(header, np.uint8)
        self.form = (file.delimiter, file.quote, ending, width)
        self.kind = kinds(file.delimiter, file.quote, ending)
        self.line, self.skip = 2 + header.count(b"\n"), size
        self.pairs = self.lines_seen = 0
        self.mixed = self.open_end = False
        room = max(256, min(MOST_ROWS, 3 * 2**20 // width))
        self.starts, self.ends, self.lines = (np.zeros(room, np.int64) for _ in range(3))
        self.faults = np.zeros(room, np.uint8)
        self.cells = np.zeros((room, width, 2), np.int32)

    def rows_of(self, data, last):
        start, self.skip = self.skip, 0
        while True:
            rows, start, self.line, pairs, why = scan(
                data, start, data.size, last, self.form, self.header, self.kind, self.line,
                self.starts, self.ends, self.lines, self.faults, self.cells,
            )  # fmt: skip
            self.pairs += pairs
            self.lines_seen += rows
            if rows:
                yield self._block(data, rows, last)
            if why == UNCLOSED:
                raise refusal(
                    self.file.received.path,
                    f"a quote that opens on line {self.line:,} never closes",
                    "Ask the sender to send it again; it may be cut short.",
                )
            if why != MORE:
                break
        self.mixed = 0 < self.pairs < self.lines_seen - 1
        self.file.left = bytes(data[start:])
        if len(self.file.left) > LONGEST_ROW:
            raise refusal(
                self.file.received.path,
                f"line {self.line:,} begins a row of more than {LONGEST_ROW:,} bytes: "
                "a quote may be open",
                "Ask the sender to put that line right.",
            )

    def _block(self, data, rows, last):
        starts, ends = self.starts[:rows].copy(), self.ends[:rows].copy()
        faults = self.faults[:rows]
        aside = []
        if last and ends[-1] == data.size and faults[-1] != BLANK:
            self.open_end = True
            if not self.file.received.vouched:
                faults[-1] = faults[-1] or len(ROW_RULES)
        good = np.flatnonzero(faults == FINE)
        for row in np.flatnonzero((faults != FINE) & (faults != BLANK)):
            rule = (*ROW_RULES, "cut_short")[faults[row]]
            raw = self.file.as_sent(data[starts[row] : ends[row]])
            aside.append((int(self.lines[row]), raw, rule, ""))
        columns = {"line": pa.array(self.lines[good])}
        holds, tidied = {}, 0
        for ours, place in self.at.items():
            offsets, text, trimmed, holds[ours] = take(
                data, self.cells, good, place, self.file.quote, LETTERS
            )
            buffers = [None, pa.py_buffer(offsets), pa.py_buffer(text)]
            columns[ours] = pa.StringArray.from_buffers(good.size, *buffers[1:])
            tidied += int(trimmed)
        return Block(
            pa.table(columns),
            lambda index: self.file.as_sent(data[starts[good[index]] : ends[good[index]]]),
            holds,
            aside,
            int((faults == BLANK).sum()),
            tidied,
        )
