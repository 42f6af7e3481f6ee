"""Who changed between two releases: nobody else's sums can have."""

import mmap
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.store.engine import engine, text
from tilth.store.needs.kernels import compiled

ALIKE = ("small_area", "concept", "list")  # what these tell bears on everybody
OWN = {"seen": "person, source", "membership": "person, list, since, until"}
COLUMNS = ("person", "date", "end_date", "value")
NOBODY = np.zeros(0, np.int64)
FIRST = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Changed:
    """people: whose own rows changed, who came or went. events: concept -> whose events did."""

    people: np.ndarray
    events: dict

    def bears_on(self, concepts):
        """Whether anyone's answer to a question of these concepts may have changed."""
        return bool(len(self.people)) or not self.events.keys().isdisjoint(concepts)

    def ids(self, concepts):
        """Everyone whose answer to such a question may have changed, in order."""
        theirs = (self.events.get(concept, NOBODY) for concept in concepts)
        return np.unique(np.concatenate([self.people, *theirs]))


def changed(old, new, concepts):
    """The Changed of two releases' Events; None where everybody may have to be counted anew."""
    days = {events.release.manifest["as_of"] for events in (old, new)}
    if len(days) > 1 or not all(_alike(old, new, table) for table in ALIKE):
        return None
    if not old.release.schema("person").equals(new.release.schema("person")):
        return None
    people = _people(old, new)
    if _alike(old, new, "event"):
        return Changed(people, {})
    same = _same_groups(old, new)
    events = {concept: _whose(old, new, concept, same) for concept in sorted(concepts)}
    return Changed(people, {concept: ids for concept, ids in events.items() if len(ids)})


def _alike(old, new, table):
    """Whether a table is the same in both releases, to the last bit."""
    one, other = (each.release.manifest["files"][f"{table}.parquet"] for each in (old, new))
    return one["sha256"] == other["sha256"]


def _people(old, new):
    """Those of whom any row but an event is not in both releases, in order."""
    found = [NOBODY]
    with engine() as connection:
        for table, columns in OWN.items():
            if not _alike(old, new, table):
                one, other = (
                    f"select {columns} from read_parquet({text(each.release.path(table))})"
                    for each in (old, new)
                )
                rows = f"({one} except all {other}) union all ({other} except all {one})"
                ids = connection.sql(f"select distinct person from ({rows})").fetchnumpy()
                found.append(np.asarray(ids["person"], np.int64))
    if not _alike(old, new, "person"):
        found.append(_rows(*(pq.ParquetFile(each.release.path("person")) for each in (old, new))))
    return np.unique(np.concatenate(found))


def _rows(old, new):
    """The people of two files who came, went, or of whom a column is not the same."""
    ids = [file.read(["person"]).column(0).to_numpy() for file in (old, new)]
    both, *places = np.intersect1d(*ids, assume_unique=True, return_indices=True)
    found = [np.setxor1d(*ids, assume_unique=True)]
    for name in old.schema_arrow.names:
        one, other = (
            file.read([name]).column(0).take(pa.array(place))
            for file, place in zip((old, new), places, strict=True)
        )
        differ = pc.or_(
            pc.fill_null(pc.not_equal(one, other), False),
            pc.xor(pc.is_null(one), pc.is_null(other)),
        )
        found.append(both[differ.to_numpy()])
    return np.concatenate(found)


def _same_groups(old, new):
    """The row groups whose columns have the same bytes in both files."""
    many = min(old.metadata.num_row_groups, new.metadata.num_row_groups)
    with _bytes(old) as one, _bytes(new) as other:
        return {g for g in range(many) if _chunks(old, one, g) == _chunks(new, other, g)}


def _bytes(events):
    with open(events.path, "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _chunks(events, held, number):
    """How the columns of a row group are packed, and their bytes."""
    group = events.metadata.row_group(number)
    columns = [group.column(c) for c in range(group.num_columns)]
    found = [group.num_rows]
    for column in columns:
        if column.path_in_schema in COLUMNS:
            first = column.dictionary_page_offset or column.data_page_offset
            packed = held[first : first + column.total_compressed_size]
            found += [column.path_in_schema, column.compression, column.encodings, packed]
    return found


def _whose(old, new, concept, same):
    """Whose events of a concept differ. What both have in the same place is not even read."""
    spans = [dict.fromkeys(events.spans.get(concept, ())) for events in (old, new)]
    alike = {span for span in spans[0].keys() & spans[1].keys() if span[0] in same}
    left = [[span for span in each if span not in alike] for each in spans]
    return _unlike(*(_Reading(e, each) for e, each in zip((old, new), left, strict=True)))


class _Reading:
    """Rows under way: those at hand, and the spans still to be read."""

    def __init__(self, events, spans):
        self._events, self._spans = events, spans[::-1]
        self.rows = [np.zeros(0, kind) for kind in (np.int64, np.int32, np.int32, np.int64)]

    @property
    def last(self):
        """The last person at hand of whom more may follow; None where nothing does."""
        if not self._spans:
            return None
        return self.rows[0][-1] if len(self.rows[0]) else FIRST

    def more(self):
        """Read on."""
        read = self._events.plain(self._spans.pop(), COLUMNS)
        self.rows = [np.concatenate(pair) for pair in zip(self.rows, read, strict=True)]

    def taken(self, before):
        """The rows at hand of people before one; they are at hand no longer."""
        cut = len(self.rows[0]) if before is None else np.searchsorted(self.rows[0], before)
        taken, self.rows = [c[:cut] for c in self.rows], [c[cut:] for c in self.rows]
        return taken


def _unlike(*sides):
    """The people whose rows are not the same on both sides, a part of them at a time."""
    found = []
    while any(side.last is not None or len(side.rows[0]) for side in sides):
        lasts = [side.last for side in sides if side.last is not None]
        before = min(lasts, default=None)
        rows = [side.taken(before) for side in sides]
        out = np.empty(len(rows[0][0]) + len(rows[1][0]), np.int64)
        found.append(out[: unlike(*rows[0], *rows[1], out)])
        for side in sides:
            if before is not None and side.last == before:
                side.more()
    return np.concatenate(found) if found else NOBODY


@compiled
def unlike(ones, days, ends, values, others, other_days, other_ends, other_values, out):
    """The people whose rows are not the same on both sides, put into out; returns how many."""
    i = j = found = 0
    while i < ones.size or j < others.size:
        one = others[j] if i == ones.size else ones[i]
        one = min(one, others[j]) if j < others.size else one
        same = True
        while same and i < ones.size and j < others.size and ones[i] == others[j] == one:
            same = days[i] == other_days[j] and ends[i] == other_ends[j]
            same = same and values[i] == other_values[j]
            i, j = i + 1, j + 1
        while i < ones.size and ones[i] == one:
            i, same = i + 1, False
        while j < others.size and others[j] == one:
            j, same = j + 1, False
        if not same:
            out[found] = one
            found += 1
    return found
