"""Questions to counts: as few readings of the release as will do, then small frames."""

from itertools import product

import numpy as np
import pandas as pd
import pyarrow as pa

from tilth.ground.criteria.tree import Near, leaves
from tilth.store.counting.criteria import Asking, Question
from tilth.store.engine import name as quoted

OF_AREAS = ("deprivation_fifth",)  # what small areas tell under another name
AGED = {"age", "age_group", "alive"}  # groups people move between as time goes by
MOST_TESTS = 96  # in one reading: each may be a running total for every person
PAIRED = 12  # what a test of one event near another counts for: it is a join of its own
AGE_GROUPS = (*(f"{age}-{age + 4}" for age in range(0, 90, 5)), "90+")
AGE_ORDER = {group: place for place, group in enumerate(AGE_GROUPS)}
WHOLE = {kind: pd.Int64Dtype() for kind in (pa.int8(), pa.int16(), pa.int32(), pa.int64())}
TYPES = WHOLE | {pa.bool_(): pd.BooleanDtype()}


class Counting:
    """Counts people of one release by what is settled: trees, columns and dates.

    columns: attribute -> SQL. sources: concept -> sources that record it, or None where silence
    means no. runner: what runs SQL (a Sandbox, or Spark).
    """

    def __init__(self, runner, columns, sources):
        self.runner, self.columns, self.sources = runner, columns, sources

    def frames(self, asked, by, dates, living, *, areas, dated=True):
        """name -> frame of by, period and the measure's columns, one row for each group and date.

        asked: name -> measure, settled. areas: the layers every area of which has a row.
        dated: whether the period is told; without, there is one date.
        """
        found = {name: [] for name in asked}
        for some_dates in _chunks(asked.values(), by, dates):
            self._read(asked, by, some_dates, living, found)
        groups = [frame[by].drop_duplicates() for frame in next(iter(found.values()))] if by else []
        seen = pd.concat(groups, ignore_index=True).drop_duplicates() if by else None
        if areas:
            seen = with_every_area(seen, self.areas(areas), by)
        told = {
            name: whole(pd.concat(frames, ignore_index=True), seen, by, dates)
            for name, frames in found.items()
        }
        return told if dated else {n: f.drop(columns="period") for n, f in told.items()}

    def _read(self, asked, by, dates, living, found):
        asking = Asking(self.columns, self.sources)
        questions = [
            Question(measure, date, living) for date in dates for measure in asked.values()
        ]
        table = self.runner.run(asking.sql(questions, by), asking.bound(), asking.tables())
        groups = table.select(range(len(by))).rename_columns(by).to_pandas(types_mapper=TYPES.get)
        answers = iter(table.columns[len(by) :])
        for date, name in product(dates, asked):
            counts = {c: _numbers(next(answers), c, asked[name]) for c in asked[name].columns}
            frame = pd.DataFrame({"period": [date] * table.num_rows, **counts})
            found[name].append(pd.concat([groups, frame], axis=1) if by else frame)

    def areas(self, names):
        """Every area there is of a layer, or of several layers together."""
        columns = [f"s.{quoted(name)}" for name in names]
        columns = [
            self.columns[n] if n in OF_AREAS else c for n, c in zip(names, columns, strict=True)
        ]
        table = self.runner.run(
            f"select distinct {', '.join(columns)} from small_area s order by all",
            {},
            {"small_area"},
        )
        frame = table.rename_columns(names).to_pandas(types_mapper=TYPES.get)
        return frame.dropna(how="all")


def _numbers(column, name, measure):
    """One column of answers; sums come in whole parts, which may be larger than a machine word."""
    if measure.value is None or name not in ("numerator", "sum_squares"):
        return column.to_numpy()
    return added_up([int(v or 0) for v in column.to_pylist()], measure.parts)


def added_up(parts, size):
    """Sums of whole parts as numbers: whole where a part is 1, else the nearest there is."""
    return np.array([p / size for p in parts], float) if size > 1 else np.array(parts, "int64")


def _chunks(measures, by, dates):
    """The dates, as many at a time as one reading bears; an age group is of one date."""
    every = [leaf for measure in measures for test in measure.trees for leaf in leaves(test)]
    tests = sum(PAIRED if isinstance(leaf, Near) else 1 for leaf in every)
    size = 1 if AGED & set(by) else max(1, MOST_TESTS // tests)
    return [dates[i : i + size] for i in range(0, len(dates), size)]


def with_every_area(seen, areas, by):
    """The groups there are, and every area with each of the groups beside it.

    Where two groups or more stand beside, that would be very many: then only the areas that
    nobody lives in are added.
    """
    layers = list(areas.columns)
    beside = seen[[name for name in by if name not in layers]].drop_duplicates()
    if beside.shape[1] > 1:
        lived_in = seen[layers].drop_duplicates()
        found = areas.merge(lived_in, how="left", on=layers, indicator=True)
        areas = found.loc[found["_merge"] == "left_only", layers]
    every = areas.merge(beside, how="cross") if beside.shape[1] else areas
    return pd.concat([seen, every[by]], ignore_index=True).drop_duplicates()


def whole(counted, seen, by, dates):
    """One frame, with a row for every group on every date, nobody counted as 0."""
    if not by:
        return counted
    every = seen.merge(pd.DataFrame({"period": dates}), how="cross")
    made = every.merge(counted, how="left", on=[*by, "period"])
    for name in counted.columns.drop([*by, "period"]):
        made[name] = made[name].fillna(0).astype(counted[name].dtype)
    return made.sort_values([*by, "period"], na_position="last", ignore_index=True, key=in_order)


def in_order(column):
    """What a column is sorted by: age groups by age, the rest by what they are."""
    return column.map(AGE_ORDER) if column.name == "age_group" else column
