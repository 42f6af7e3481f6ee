"""What is known of each person, a column at a time, in the order of the people."""

import threading

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.store.needs import kernels, passing

OTHER_NAMES = {"deprivation_fifth": "imd_quintile"}
EPOCH = np.datetime64("1970-01-01")
AGE_BAND, OLDEST = 5, 90
FEW = 1 << 16  # people all of whose columns are read at once: sooner than one after another


def day_number(day):
    """A date as days since 1970."""
    return int((np.datetime64(day) - EPOCH).astype(int))


class Columns:
    """The columns of a release's people, read when first asked for and kept.

    person, small_area: name -> kind of what each table holds; a name both hold is the person's.
    only: the numbers of the few people there are to be, where not everyone is.
    """

    def __init__(self, release, person, small_area, only=None):
        self.release, self._only = release, only
        self.kinds = {**small_area, **person}
        self._own, self._areas, self._kept = set(person), None, {}
        self._lock = threading.RLock()

    @property
    def ids(self):
        """Every person's number, in order."""
        return self._keep("ids", lambda: self._read("person").to_numpy())

    def __len__(self):
        return len(self.ids)

    def numbers(self, name):
        """A number or date (days since 1970) of every person; NaN where not known."""
        return self._keep(("number", name), lambda: _numbers(self._column(name)))

    def truths(self, name):
        """YES, NO or 0 (not known) of every person."""
        return self._keep(("truth", name), lambda: _truths(self._column(name)))

    def words(self, name):
        """(code of every person, the words in order): the last code is of those not known."""
        return self._keep(("word", name), lambda: _words(self._column(name)))

    def born(self):
        """(birth month as days, as months since year 0) of every person, NEVER where not known."""
        return self._keep("born", self._born)

    def died(self):
        """The day of death of every person, NEVER where none is known."""
        return self._keep("died", lambda: _days(self._column("died_on")))

    def seen_by(self, sources):
        """Whether any of these sources has seen each person."""
        seen, bits = self._keep("seen", self._seen)
        wanted = np.uint64(sum(1 << bits[s] for s in set(sources) if s in bits))
        return self._keep(("seen", int(wanted)), lambda: (seen & wanted) != 0)

    def listed(self, name):
        """(place of the person, since, until) of every row of a partner's list."""
        return self._keep(("list", name), lambda: self._listed(name))

    def of_areas(self, name):
        """Whether a name is a column of the small areas and not of the people."""
        return name not in self._own and OTHER_NAMES.get(name, name) in self.areas().column_names

    def areas(self):
        """The table of small areas."""
        return self._keep("areas", lambda: pq.read_table(self.release.path("small_area")))

    def _keep(self, key, make):
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            return self._kept[key]

    def _read(self, name):
        """A column of the people there are; words as numbers, with a list of the words."""
        found = self._file()
        if isinstance(found, pq.ParquetFile):
            found = found.read([name]).unify_dictionaries()
        column = found.column(name).combine_chunks()
        return column if self._only is None else column.filter(self._theirs())

    def _file(self):
        """The file of the people; the whole of it where they are few."""

        def opened():
            path = self.release.path("person")
            schema = pq.read_schema(path)
            words = [f.name for f in schema if pa.types.is_string(f.type)]
            file = pq.ParquetFile(path, read_dictionary=words)
            return file.read() if file.metadata.num_rows <= FEW else file

        return self._keep("file", opened)

    def _theirs(self):
        """Whether each row of the people is of those there are to be."""

        def made():
            every = pq.read_table(self.release.path("person"), columns=["person"]).column(0)
            place = np.empty(len(every), np.int64)
            passing.places(every.to_numpy(), self._only, place)
            return pa.array(place >= 0)

        return self._keep("theirs", made)

    def _column(self, name):
        """A column of the people, or of the small areas they live in."""
        if name in self._own or name == "died_on":
            return self._read(name)
        name = OTHER_NAMES.get(name, name)
        return self.areas().column(name).combine_chunks().take(self._area_of())

    def _area_of(self):
        """The row of small_area of every person, null where they live nowhere known."""
        areas = self.areas().column("lsoa21")
        home = self._read("lsoa21")
        return self._keep("area", lambda: pc.index_in(home, value_set=areas.combine_chunks()))

    def _born(self):
        days = _days(self._read("birth_month"))
        known = days != kernels.NEVER
        days_known = np.where(known, days, days.min(initial=0))
        first = days_known.min(initial=0)
        every = EPOCH + np.arange(first, days_known.max(initial=0) + 1)
        months = every.astype("datetime64[M]").astype(np.int32) + (1970 * 12 + 1)
        return days, np.where(known, months[days_known - first], 0).astype(np.int32)

    def _seen(self):
        table = pq.read_table(
            self.release.path("seen"), columns=["person", "source"], read_dictionary=["source"]
        ).unify_dictionaries()
        source = table.column("source").combine_chunks()
        names = source.dictionary.to_pylist() if table.num_rows else []
        if len(names) > 63:
            raise TooWide
        place, seen = self._places(table), np.zeros(len(self), np.uint64)
        if names:
            passing.mark(place, source.indices.to_numpy(), seen)
        return seen, {name: i for i, name in enumerate(names)}

    def _listed(self, name):
        table = pq.read_table(self.release.path("membership"), filters=[("list", "=", name)])
        place = self._places(table)
        since = _days(table.column("since"), -kernels.NEVER)[place >= 0]
        until = _days(table.column("until"))[place >= 0]
        return place[place >= 0], since, until

    def _places(self, table):
        """Where the person of each row stands among ours, -1 for those who do not."""
        place = np.empty(table.num_rows, np.int64)
        passing.places(table.column("person").to_numpy(), self.ids, place)
        return place


class TooWide(Exception):
    """More than this way of counting can hold: the engine's SQL can."""


def _numbers(column):
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    return column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)


def _days(column, absent=kernels.NEVER):
    days = column.cast(pa.int32()).fill_null(int(absent))
    return np.ascontiguousarray(days.to_numpy())


def _truths(column):
    number = pc.if_else(column, kernels.YES, kernels.NO).fill_null(0)
    return number.to_numpy(zero_copy_only=False).astype(np.uint8)


def _words(column):
    """Codes in the order of the words, whatever kind of word it is."""
    coded = column.dictionary_encode()
    found = coded.dictionary.to_pylist()
    order = sorted(range(len(found)), key=found.__getitem__)
    rank = np.empty(len(found) + 1, np.int32)
    rank[order], rank[len(found)] = np.arange(len(found)), len(found)
    codes = coded.indices.fill_null(len(found)).to_numpy(zero_copy_only=False)
    out = np.empty(len(codes), np.int32)
    kernels.recode(codes, rank, out)
    return out, [found[i] for i in order]
