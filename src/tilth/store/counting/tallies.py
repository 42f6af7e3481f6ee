"""Questions to counts: as few readings of the release as will do, then small frames."""

from itertools import product

import pandas as pd
import pyarrow as pa

from tilth.ground.criteria.tree import Near, leaves
from tilth.store.counting.criteria import Asking, Question
from tilth.store.engine import name as quoted

COUNTS = ("numerator", "denominator", "unknown", "among_unknown")
MOST_TESTS = 96  # in one reading: each may be a running total for every person
PAIRED = 12  # what a test of one event near another counts for: it is a join of its own
WHOLE = {kind: pd.Int64Dtype() for kind in (pa.int8(), pa.int16(), pa.int32(), pa.int64())}
TYPES = WHOLE | {pa.bool_(): pd.BooleanDtype()}


class Counting:
    """Counts people of one release by what is settled: trees, columns and dates.

    columns: attribute -> SQL. sources: concept -> sources that record it, or None where silence
    means no. runner: what runs SQL (a Sandbox, or Spark).
    """

    def __init__(self, runner, columns, sources):
        self.runner, self.columns, self.sources = runner, columns, sources

    def frames(self, asked, by, dates, living, *, areas):
        """name -> frame of by, period and COUNTS, one row for each group and date.

        asked: name -> (numerator, among). areas: whether every area there is has a row.
        """
        found = {name: [] for name in asked}
        for some_dates in _chunks(asked, by, dates):
            self._read(asked, by, some_dates, living, found)
        groups = [frame[by].drop_duplicates() for frame in next(iter(found.values()))] if by else []
        if areas:
            groups.append(self._areas(by[0]))
        return {name: _whole(frames, groups, by, dates) for name, frames in found.items()}

    def _read(self, asked, by, dates, living, found):
        asking = Asking(self.columns, self.sources)
        questions = [
            Question(numerator, among, date, living)
            for date in dates
            for numerator, among in asked.values()
        ]
        table = self.runner.run(asking.sql(questions, by), asking.bound(), asking.tables())
        groups = table.select(range(len(by))).rename_columns(by).to_pandas(types_mapper=TYPES.get)
        for i, (date, name) in enumerate(product(dates, asked)):
            counts = {c: table.column(f"{c}{i}").to_numpy() for c in COUNTS}
            frame = pd.DataFrame({"period": [date] * table.num_rows, **counts})
            found[name].append(pd.concat([groups, frame], axis=1) if by else frame)

    def _areas(self, layer):
        sql = f"select distinct {quoted(layer)} as area from small_area order by area"
        table = self.runner.run(sql, {}, {"small_area"}).rename_columns([layer]).drop_null()
        return table.to_pandas(types_mapper=TYPES.get)


def _chunks(asked, by, dates):
    """The dates, as many at a time as one reading bears; an age group is of one date."""
    trees = [test for pair in asked.values() for test in pair if test is not None]
    every = [leaf for test in trees for leaf in leaves(test)]
    tests = sum(PAIRED if isinstance(leaf, Near) else 1 for leaf in every)
    size = 1 if {"age", "alive"} & set(by) else max(1, MOST_TESTS // tests)
    return [dates[i : i + size] for i in range(0, len(dates), size)]


def _whole(frames, groups, by, dates):
    """One frame, with a row for every group on every date, nobody counted as 0."""
    counted = pd.concat(frames, ignore_index=True)
    if not by:
        return counted
    every = pd.concat(groups, ignore_index=True).drop_duplicates()
    every = every.merge(pd.DataFrame({"period": dates}), how="cross")
    whole = every.merge(counted, how="left", on=[*by, "period"])
    whole[list(COUNTS)] = whole[list(COUNTS)].fillna(0).astype("int64")
    return whole.sort_values([*by, "period"], na_position="last", ignore_index=True)
