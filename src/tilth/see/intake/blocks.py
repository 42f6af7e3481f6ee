"""What every kind of file is turned into before it is judged: blocks of text."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa


@dataclass
class Block:
    """Some rows of a file.

    table: `line` and our columns, as text. odd: columns not in plain ASCII. raw(index): the bytes
    of row `index` of the table as sent. aside: (line, bytes, rule, column) of rows that cannot be
    read, column empty where it is the row as a whole. blank: rows with nothing in them.
    tidied: cells whose outer spaces went.
    """

    table: pa.Table
    raw: Callable
    odd: frozenset = frozenset()
    aside: list = field(default_factory=list)
    blank: int = 0
    tidied: int = 0

    @property
    def rows(self):
        return self.table.num_rows + len(self.aside) + self.blank


@dataclass
class Reading:
    """What reading a file found out about it as a whole.

    present: our columns it has. extra: headings we do not use. absent: optional columns it lacks.
    notes: what a person should know. hold: what a person should look at before it is used.
    """

    present: tuple = ()
    extra: tuple = ()
    absent: tuple = ()
    notes: list = field(default_factory=list)
    hold: list = field(default_factory=list)
