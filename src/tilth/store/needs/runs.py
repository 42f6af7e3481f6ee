"""Every person's events of one concept, one after another: the columns a window slides over."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.store.needs import kernels
from tilth.store.needs.columns import TooWide

MOST_ROWS = np.iinfo(np.int32).max
GROUPS = 12  # row groups read at a time


@dataclass
class Run:
    """Events of one concept in order of person and date.

    starts: where each person's begin, one more than there are people. days: since 1970.
    values: NaN where there is none. ends: the last day, or the day itself.
    """

    starts: np.ndarray
    days: np.ndarray
    values: np.ndarray | None
    ends: np.ndarray | None


class Events:
    """The events of a release, found by concept from what its file says of each row group."""

    def __init__(self, release, ids):
        self.ids, self._path = ids, release.path("event")
        self._metadata = pq.read_metadata(self._path)
        self._spans = self._found()

    def runs(self, wanted):
        """concept -> Run. wanted: concept -> (whether its values, its ends are wanted)."""
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            made = {c: threads.submit(self.run, c, *wanted[c]) for c in sorted(wanted)}
            return {concept: one.result() for concept, one in made.items()}

    def run(self, concept, values=False, ends=False):
        """One concept's Run. values, ends: whether those columns are wanted."""
        names = ["date", *["value"] * values, *["end_date"] * ends]
        rows = sum(end - first for _, first, end in self._spans.get(concept, ()))
        if rows > MOST_ROWS:
            raise TooWide
        columns = {n: np.empty(rows, np.float64 if n == "value" else np.int32) for n in names}
        starts, place, row = np.zeros(len(self.ids) + 1, np.int32), 0, 0
        for batch in self._batches(concept, ["person", *names]):
            person = batch.column("person").to_numpy()
            before, first = place, row
            place, row = kernels.thread(person, self.ids, starts, place, row)
            for name, into in columns.items():
                column = _plain(batch, name)
                if row - first == len(person):
                    into[first:row] = column
                else:
                    kernels.keep(person, self.ids, before, column, into, first)
        starts[place + 1 :] = row
        columns = {name: column[:row] for name, column in columns.items()}
        return Run(starts, columns["date"], columns.get("value"), columns.get("end_date"))

    def _found(self):
        """concept -> [(row group, first row, end)]."""
        spans, at = {}, pq.read_schema(self._path).names.index("concept")
        file = self._file()
        for g in range(self._metadata.num_row_groups):
            group = self._metadata.row_group(g)
            told = group.column(at).statistics
            if told is not None and told.has_min_max and told.min == told.max:
                spans.setdefault(told.min, []).append((g, 0, group.num_rows))
                continue
            column = file.read_row_group(g, columns=["concept"]).column(0).combine_chunks()
            codes = column.indices.to_numpy()
            edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
            for first, end in pairwise(edges if len(codes) else ()):
                word = column.dictionary[codes[first]].as_py()
                spans.setdefault(word, []).append((g, first, end))
        return spans

    def _file(self):
        return pq.ParquetFile(self._path, metadata=self._metadata, read_dictionary=["concept"])

    def _batches(self, concept, columns):
        """The rows of a concept, some row groups at a time."""
        spans, file = self._spans.get(concept, []), self._file()
        for i in range(0, len(spans), GROUPS):
            some = spans[i : i + GROUPS]
            table = file.read_row_groups([g for g, _, _ in some], columns=columns)
            rows = sum(end - first for _, first, end in some)
            yield from table.slice(some[0][1], rows).to_batches()


def _plain(batch, name):
    column = batch.column(name)
    if name == "end_date":
        column = pc.coalesce(column, batch.column("date"))
    column = column if name == "value" else column.view(pa.int32())
    return column.to_numpy(zero_copy_only=False)
