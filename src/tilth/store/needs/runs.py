"""Every person's events of one concept, one after another: the columns a window slides over."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.store.needs import kernels

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
        self.ids = ids
        self._path = release.path("event")
        self._file = pq.ParquetFile(self._path, read_dictionary=["concept"])
        self._spans = self._found()

    def run(self, concept, *, values=False, ends=False):
        """One concept's Run. values, ends: whether those columns are wanted."""
        columns = ["person", "date", *["value"] * values, *["end_date"] * ends]
        counts, place = np.zeros(len(self.ids) + 1, np.int64), 0
        parts = {name: [] for name in columns[1:]}
        for table in self._tables(concept, columns):
            person = table.column("person").to_numpy()
            kept = np.empty(len(person), np.bool_)
            place, found = kernels.thread(person, self.ids, counts[1:], place, kept)
            for name, into in parts.items():
                column = _plain(table, name)
                into.append(column if found == len(kept) else column[kept])
        joined = {name: _joined(part, name) for name, part in parts.items()}
        return Run(np.cumsum(counts), joined["date"], joined.get("value"), joined.get("end_date"))

    def _found(self):
        """concept -> [(row group, first row, end)]."""
        spans, concept_at = {}, self._file.schema_arrow.names.index("concept")
        for g in range(self._file.num_row_groups):
            group = self._file.metadata.row_group(g)
            told = group.column(concept_at).statistics
            if told is not None and told.has_min_max and told.min == told.max:
                spans.setdefault(told.min, []).append((g, 0, group.num_rows))
                continue
            column = self._file.read_row_group(g, columns=["concept"]).column(0)
            column = column.combine_chunks()
            codes = column.indices.to_numpy()
            edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
            for first, end in zip(edges[:-1], edges[1:], strict=True):
                if end > first:
                    word = column.dictionary[codes[first]].as_py()
                    spans.setdefault(word, []).append((g, first, end))
        return spans

    def _tables(self, concept, columns):
        """The rows of a concept, some row groups at a time."""
        spans = self._spans.get(concept, [])
        for i in range(0, len(spans), GROUPS):
            some = spans[i : i + GROUPS]
            table = self._file.read_row_groups([g for g, _, _ in some], columns=columns)
            lead = some[0][1]
            yield table.slice(lead, sum(end - first for _, first, end in some))


def _plain(table, name):
    column = table.column(name)
    if name == "value":
        return column.to_numpy()
    if name == "end_date":
        column = pa.chunked_array([_ends(table)])
    return column.cast(pa.int32()).to_numpy()


def _ends(table):
    return pc.coalesce(table.column("end_date"), table.column("date")).combine_chunks()


def _joined(parts, name):
    kind = np.float64 if name == "value" else np.int32
    return np.concatenate(parts) if parts else np.empty(0, kind)
