"""What events tell of each person, gathered as they are read: nothing of them is kept."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tilth.store.needs import passing

# What is told by looking at each event of a window once, and how it is kept.
SINGLE = {"ever": np.uint8, "count": np.int32, "latest": np.float64}


@dataclass
class Told:
    """What one concept tells of each person in some windows, where that is all that is asked.

    found: (how, window) -> a number for everyone; how is one of SINGLE.
    """

    found: dict


class People:
    """Where each person's number stands among those of all, however many are asked for at once.

    ids: in order. Numbers are shared out to buckets, one or two for each person, of which a
    number's own is known at once.
    """

    def __init__(self, ids):
        self.ids = ids
        span = int(ids[-1]) - int(ids[0]) if len(ids) else 0
        shift = max(0, span.bit_length() - len(ids).bit_length())
        self._shift, self._begins = np.uint64(shift), np.empty((span >> shift) + 1, np.int32)
        passing.begin(ids, self._shift, self._begins)

    def find(self, person, rows, place):
        """Put into place where the person of each of the rows stands, -1 where they do not."""
        passing.find(person, rows, self.ids, self._shift, self._begins, place)


class Telling:
    """A Told under way: the events of one concept looked through a table at a time."""

    def __init__(self, people, asked, days, room):
        self._people, self._high, self._days = people, days.days[0], days
        self._found = {of: room.zeros(len(people.ids), SINGLE[of[0]]) for of in asked}
        self._before = {of: np.full(2, -1, np.int64) for of in asked}
        self.names = ["date", *["value"] * any(how == "latest" for how, _ in asked)]
        self._scratch = np.empty((2, 0), np.int32)
        for (how, _), found in self._found.items():
            if how == "latest":
                found[:] = np.nan

    def add(self, table):
        """More events, of whomever we know."""
        for batch in table.to_batches():
            person, days = batch.column("person").to_numpy(), plain(batch, "date")
            values = plain(batch, "value") if "value" in self.names else None
            if self._scratch.shape[1] < len(person):
                self._scratch = np.empty((2, len(person)), np.int32)
            for of, found in self._found.items():
                rows, place = self._rows(*of, person, days)
                match of[0]:
                    case "ever":
                        passing.some(place, found)
                    case "count":
                        passing.times(place, found)
                    case _:
                        passing.last(place, rows, days, values, found, self._before[of])

    def _rows(self, how, window, person, days):
        """(the rows that are looked at, whose each is: -1 for nobody's)."""
        rows, place = self._scratch[:, : len(person)]
        if how == "ever" and window is None:
            rows = rows[: passing.firsts(person, days, self._high, rows)]
        else:
            low = self._days.starts(window)[0]
            rows = rows[: passing.within(days, low, self._high, rows)]
        self._people.find(person, rows, place[: len(rows)])
        return rows, place[: len(rows)]

    def made(self):
        """The Told of all that was added."""
        return Told(self._found)


def plain(batch, name):
    """A column of events as numbers: days since 1970, values (NaN where there is none)."""
    column = batch.column(name)
    if name == "end_date":
        column = pc.coalesce(column, batch.column("date"))
    column = column if name == "value" else column.view(pa.int32())
    return column.to_numpy(zero_copy_only=False)
