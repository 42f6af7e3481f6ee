"""What every kind of file is turned into before it is judged: blocks of text."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pyarrow as pa


@dataclass
class Block:
    """Some rows of a file.

    table: `line` and our columns, as text. holds: the kinds of letter in each column
    (store.letters); anything where not told. raw(index): the bytes of row `index` as sent.
    aside: (line, bytes, rule, column) of rows that cannot be read, column empty where it is the
    row as a whole. blank: rows with nothing in them.
    tidied: cells whose outer spaces went.
    """

    table: pa.Table
    raw: Callable
    holds: dict = field(default_factory=dict)
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


def ahead(items):
    """The same items, the next one made in another thread while this one is worked on."""
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as worker:
        coming = worker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = worker.submit(next, items, None)
            yield item


class Behind:
    """Calls made one after another in a thread of their own, at most one waiting."""

    def __init__(self, call):
        self.call = call

    def __enter__(self):
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="writing")
        self.under_way = None
        return self

    def __call__(self, *given):
        if self.under_way:
            self.under_way.result()
        self.under_way = self.worker.submit(self.call, *given)

    def __exit__(self, kind, error, trace):
        """Wait for the last call; what it raised is raised here, unless something was already."""
        self.worker.shutdown(wait=True)
        if self.under_way and kind is None:
            self.under_way.result()
