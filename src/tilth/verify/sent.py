"""A file as its sender would send it, before and after something was done to it."""

import gzip
from dataclasses import dataclass, field

from tilth.verify.scratch import HEADER, MONTHS, as_accepted, as_csv, made_up_rows

OUTCOMES = ("refused", "held", "quarantined", "noted", "accepted", "no-op", "superseded")


@dataclass(frozen=True)
class Class:
    """One class of fault.

    done: what is done to the file. must: the outcomes that are right. apply(sent, rng, variant)
    does it. told: "row" where every row at fault must be caught by itself; "file" where a word
    about the whole file is what can be had, because its rows look like good ones.
    """

    name: str
    done: str
    must: tuple[str, ...]
    apply: object
    told: str = "row"


@dataclass
class Sent:
    """One file on its way: its cells, its bytes, its manifest, and what is true of its rows.

    truth: {reference: values} of rows that must be accepted as they are. fates: {reference:
    values} of rows that may be accepted only with these. arrives: rows that never arrived are
    not in it. extra: what else is done, by name, when the file is loaded.
    """

    rows: list
    period: tuple = MONTHS[1]
    header: list = field(default_factory=lambda: list(HEADER))
    name: str = "register_second.csv"
    newline: str = "\n"
    delimiter: str = ","
    data: bytes | None = None
    manifest: dict = field(default_factory=dict)
    truth: dict = field(default_factory=dict)
    extra: dict = field(default_factory=dict)

    @classmethod
    def clean(cls, rng, count):
        """A good file of the second month, with the manifest most senders give."""
        sent = cls(made_up_rows(rng, count, MONTHS[1]))
        start, end = sent.period
        sent.manifest = {"period_from": str(start), "period_to": str(end), "sequence": 2}
        sent.truth = {row[0]: as_accepted(row) for row in sent.rows}
        return sent

    @property
    def bytes(self):
        """The file's bytes: those set, else the cells written as CSV."""
        if self.data is None:
            table = [self.header, *self.rows]
            return as_csv(table, delimiter=self.delimiter, newline=self.newline)
        return self.data

    def set(self, row, column, cell):
        """Write another text into one cell; what is true of the row stays what it was."""
        self.rows[row][HEADER.index(column)] = cell

    def cell(self, row, column):
        return self.rows[row][HEADER.index(column)]

    def now_true(self, row, **values):
        """Say that a row is to be accepted with these values instead."""
        self.truth[self.rows[row][0]] |= values

    def some(self, rng, count=3):
        """A few rows, by their place."""
        return sorted(rng.sample(range(len(self.rows)), count))

    def lines(self):
        """The file's lines as bytes, line ends kept, the header first."""
        return self.bytes.splitlines(keepends=True)

    def put(self, lines):
        self.data = b"".join(lines)

    def pack(self):
        """The file packed with gzip, the same every time."""
        self.data = gzip.compress(self.bytes, mtime=0)
        self.name += ".gz"
