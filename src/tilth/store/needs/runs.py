"""Every person's events of one concept, one after another: the columns a window slides over."""

import os
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tilth.store.aside import each
from tilth.store.needs import passing
from tilth.store.needs.columns import TooWide
from tilth.store.needs.telling import People, Telling, plain
from tilth.store.parquet import ROW_GROUP

MOST_ROWS = np.iinfo(np.int32).max
PARTS = 16  # of the events, for each processor
FEW_ROWS = 1 << 20  # of events: not worth sharing out


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


@dataclass
class Asked:
    """What is asked of a concept's events: their values, their ends, their own days and order,
    or only something of those in some windows: pairs of how and window.
    """

    values: bool = False
    ends: bool = False
    ordered: bool = False
    windows: set = field(default_factory=set)

    def growing(self, people, rows, days, room):
        """What gathers it. rows: the most there are. days: judging.Days of all that is asked."""
        if self.ordered or len(days.dates) > 1:
            return Growing(people.ids, rows, self.values, self.ends)
        return Telling(people, self.windows, days, room)


class Growing:
    """A Run under way: the events of one concept, added a table at a time in their order."""

    def __init__(self, ids, rows, values, ends):
        if rows > MOST_ROWS:
            raise TooWide
        self.names = ["date", *["value"] * values, *["end_date"] * ends]
        kinds = {name: np.float64 if name == "value" else np.int32 for name in self.names}
        self._columns = {name: np.empty(rows, kind) for name, kind in kinds.items()}
        self._ids, self._starts = ids, np.zeros(len(ids) + 1, np.int32)
        self._place = self._row = 0

    def add(self, table):
        """More events, of whomever we know."""
        for batch in table.to_batches():
            person = batch.column("person").to_numpy()
            before, first = self._place, self._row
            self._place, self._row = passing.thread(person, self._ids, self._starts, before, first)
            for name, into in self._columns.items():
                column = plain(batch, name)
                if self._row - first == len(person):
                    into[first : self._row] = column
                else:
                    passing.keep(person, self._ids, before, column, into, first)

    def made(self):
        """The Run of all that was added."""
        self._starts[self._place + 1 :] = self._row
        columns = {name: column[: self._row] for name, column in self._columns.items()}
        return Run(self._starts, columns["date"], columns.get("value"), columns.get("end_date"))


class Events:
    """The events of a release, found by concept from what its file says of each row group.

    ids: of the people whose events are wanted. spans: concept -> [(row group, first row, end)].
    """

    def __init__(self, release, ids):
        self.release, self.people, self.path = release, People(ids), release.path("event")
        self.metadata = pq.read_metadata(self.path)
        self._names = pq.read_schema(self.path).names
        self.spans, self._read = self._found(), (None, None)

    def runs(self, wanted, days, room):
        """concept -> Run or Told. wanted: concept -> Asked. days: judging.Days. room: for them."""
        made = each(lambda part: self._runs(part, wanted, days, room), self._parts(wanted))
        return {concept: run for part in made for concept, run in part.items()}

    def plain(self, span, names):
        """Some columns of a span's rows, as whole numbers of the same bits: alike if these are."""
        group, first, end = span
        if self._read[0] != (group, names):
            table = self._file().read_row_group(group, columns=list(names))
            self._read = (group, names), table.combine_chunks()
        (batch,) = self._read[1].slice(first, end - first).to_batches()
        columns = [batch.column("person").to_numpy(), *(plain(batch, n) for n in names[1:])]
        return [c.view(np.int64) if c.dtype == np.float64 else c for c in columns]

    def few(self, concepts):
        """The Few that holds all events of our people, of some concepts."""
        wanted, found, file = {}, {concept: [] for concept in concepts}, self._file()
        for concept in concepts:
            for group, first, end in self.spans.get(concept, ()):
                wanted.setdefault(group, []).append((concept, first, end))
        for group in sorted(filter(self._any_of_ours, wanted)):
            table = file.read_row_group(group, columns=["person", "date", "end_date", "value"])
            for concept, first, end in wanted[group]:
                found[concept].append(self._ours(table.slice(first, end - first)))
        return Few(
            self.people, {c: pa.concat_tables(tables) for c, tables in found.items() if tables}
        )

    def _any_of_ours(self, group):
        """Whether any of our people may be in a row group, by the first and last in it."""
        told = self.metadata.row_group(group).column(self._names.index("person")).statistics
        if told is None or not told.has_min_max:
            return True
        first, end = np.searchsorted(self.people.ids, [told.min, told.max + 1])
        return first < end

    def _ours(self, table):
        place = np.empty(table.num_rows, np.int64)
        passing.places(table.column("person").to_numpy(), self.people.ids, place)
        return table.filter(pa.array(place >= 0))

    def _parts(self, wanted):
        """The concepts wanted, some next to each other at a time: what is read once for all."""
        most = max(FEW_ROWS, sum(map(self.rows, wanted)) // (PARTS * os.cpu_count()))
        parts, rows = [[]], 0
        for concept in sorted(wanted):
            if rows > most:
                parts, rows = [*parts, []], 0
            parts[-1].append(concept)
            rows += self.rows(concept)
        return parts

    def rows(self, concept):
        """How many events of a concept there are."""
        return sum(end - first for _, first, end in self.spans.get(concept, ()))

    def _runs(self, part, wanted, days, room):
        """concept -> Run or Told of some; each row group they lie in is read once."""
        made = {c: wanted[c].growing(self.people, self.rows(c), days, room) for c in part}
        groups, file = {}, self._file()
        for concept in part:
            for group, first, end in self.spans.get(concept, ()):
                groups.setdefault(group, []).append((made[concept], first, end))
        for together in self._together(sorted(groups)):
            found = [growing for group in together for growing, _, _ in groups[group]]
            names = {"person", *chain.from_iterable(growing.names for growing in found)}
            table, row = file.read_row_groups(together, list(names), use_threads=False), 0
            for group in together:
                for growing, first, end in groups[group]:
                    growing.add(table.slice(row + first, end - first))
                row += self.metadata.row_group(group).num_rows
        return {concept: growing.made() for concept, growing in made.items()}

    def _together(self, groups):
        """The row groups in lists: each is read at once, small ones with those that follow."""
        lists, rows = [], ROW_GROUP
        for group in groups:
            more = self.metadata.row_group(group).num_rows
            if rows + more > ROW_GROUP:
                lists, rows = [*lists, []], 0
            lists[-1].append(group)
            rows += more
        return lists

    def _found(self):
        """The spans of every concept."""
        spans, at = {}, self._names.index("concept")
        file = self._file()
        for g in range(self.metadata.num_row_groups):
            group = self.metadata.row_group(g)
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
        told = {"metadata": self.metadata, "read_dictionary": ["concept"]}
        return pq.ParquetFile(self.path, memory_map=True, pre_buffer=False, **told)


@dataclass
class Few:
    """The events of a few people, at hand. tables: concept -> table in order of person and date."""

    people: People
    tables: dict

    def runs(self, wanted, days, room):
        """As Events.runs."""
        made = {}
        for concept, asked in wanted.items():
            table = self.tables.get(concept)
            growing = asked.growing(self.people, table.num_rows if table else 0, days, room)
            if table:
                growing.add(table)
            made[concept] = growing.made()
        return made
