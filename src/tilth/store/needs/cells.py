"""Sums of the smallest groups of people, and every larger group as a sum of those."""

from dataclasses import dataclass, field
from functools import reduce

import numpy as np
import pandas as pd
from pandas.api.internals import create_dataframe_from_blocks

from tilth.store.aside import each
from tilth.store.needs import kernels
from tilth.store.needs.columns import OTHER_NAMES

HOME = "lsoa21"
HALF = 1 << 32
EXACT = 1 << 20  # upper halves below this: the whole is exact as a floating-point number


@dataclass(frozen=True)
class Axis:
    """One way people are grouped: its words in order; one code more stands for not known."""

    name: str
    words: tuple

    @property
    def size(self):
        return len(self.words) + 1


@dataclass
class Cells:
    """Counted groups. codes: cells by axes. people: dates by cells, how many are in it.

    tallies: measure -> dates by cells by columns, as `kernels` leaves them. areas: AreaColumns.
    """

    axes: tuple
    codes: np.ndarray
    people: np.ndarray
    areas: object
    tallies: dict = field(default_factory=dict)
    coarser: dict = field(default_factory=dict)

    def only(self, names):
        """The same sums with these axes alone, kept for the next who asks.

        Axes are left out one at a time, the one of most words first: what follows adds up less.
        """
        left_out = [axis for axis in self.axes if axis.name not in names]
        if not left_out:
            return self
        narrowest = min(left_out, key=lambda axis: axis.size).name
        finer = self.only((*names, narrowest))
        key = frozenset(names)
        if key not in self.coarser:
            self.coarser[key] = finer._without(narrowest)
        found, row = self.coarser[key]
        new = [measure for measure in finer.tallies if measure not in found.tallies]
        made = each(lambda m: rolled(finer.tallies[m], row, len(found.codes)), new)
        found.tallies.update(zip(new, made, strict=True))
        return found

    def _without(self, name):
        """(cells of all axes but one and no sums, the row among them of each of these)."""
        at = [i for i, axis in enumerate(self.axes) if axis.name != name]
        axes = tuple(self.axes[i] for i in at)
        sizes = [axis.size for axis in axes]
        key = mixed([self.codes[:, i] for i in at], sizes, len(self.codes))
        keys, row = np.unique(key, return_inverse=True)
        codes = np.stack([*unmixed(keys, sizes), keys], axis=1)[:, :-1]
        people = np.stack([np.bincount(row, now, len(keys)) for now in self.people])
        return Cells(axes, codes, people.astype(np.int32), self.areas), row

    def grouping(self, name):
        """(axis, code of every cell) of an axis, or of what the small areas tell of themselves."""
        for i, axis in enumerate(self.axes):
            if axis.name == name:
                return axis, self.codes[:, i]
        home = self.grouping(HOME)
        axis, code = self.areas.of(name, home[0].words)
        return axis, code[home[1]]


class AreaColumns:
    """What each small area says of itself: the areas above it, how deprived it is."""

    def __init__(self, table):
        self.table = table
        self._row = {code: i for i, code in enumerate(table.column(HOME).to_pylist())}
        self._kept = {}

    @property
    def homes(self):
        """Every small area."""
        return self._row.keys()

    def of(self, name, homes):
        """(axis, its code for each of these small areas, and for no small area)."""
        if name not in self._kept:
            self._kept[name] = self._of(name, homes)
        return self._kept[name]

    def _of(self, name, homes):
        told = self._told(name)
        axis = Axis(name, tuple(sorted({w for w in told if w is not None})))
        code = {word: i for i, word in enumerate(axis.words)}
        rows = [self._row.get(home) for home in homes]
        found = [axis.size - 1 if r is None else code.get(told[r], axis.size - 1) for r in rows]
        return axis, np.array([*found, axis.size - 1], np.int64)

    def _told(self, name):
        return self.table.column(OTHER_NAMES.get(name, name)).to_pylist()

    def every(self, names):
        """Every area there is of some layers together, as tuples of words."""
        rows = set(zip(*(self._told(name) for name in names), strict=True))
        return [row for row in rows if set(row) != {None}]


def frames(cells, asked, by, areas, dates):
    """name -> frame of by, period and the measure's columns, as Counting gives them.

    areas: the layers of `by` every area of which has a row. dates: None leaves the period out.
    """
    groups = [cells.grouping(name) for name in by]
    sizes = [axis.size for axis, _ in groups]
    key = mixed([code for _, code in groups], sizes, len(cells.codes))
    keys = np.unique(key[cells.people.any(axis=0)])
    if areas:
        keys = np.union1d(keys, _every_area(cells, keys, groups, by, areas))
    elif not by:
        keys = np.zeros(1, np.int64)
    row = np.minimum(np.searchsorted(keys, key), len(keys) - 1) if len(keys) else key
    named = {
        name: _words(axis, np.repeat(code, len(dates or [None])))
        for name, (axis, _), code in zip(by, groups, unmixed(keys, sizes), strict=True)
    }
    if dates is not None:
        named["period"] = np.tile(np.array(dates, object), len(keys))
    many = len(keys) * len(dates or [None])
    beside, told = Beside(pd.DataFrame(named, index=pd.RangeIndex(many))), {}
    for name, measure in asked.items():
        sums = rolled(cells.tallies[measure], row, len(keys))
        sums = sums.transpose(1, 0, 2).reshape(-1, sums.shape[2])
        told[name] = beside.frame(columns_of(measure, sums))
    return told


class Beside:
    """The columns many frames begin with: put before each frame's own, not made anew for each."""

    def __init__(self, frame):
        self._index, self._first, self._names = frame.index, list(frame.columns), {}
        self._blocks = [
            (column.to_numpy()[None] if isinstance(column.dtype, np.dtype) else column.array, [at])
            for at, (_, column) in enumerate(frame.items())
        ]

    def frame(self, columns):
        """A frame of the columns beside and these numbers. columns: name -> array."""
        names = tuple(columns)
        if names not in self._names:
            self._names[names] = pd.Index([*self._first, *names])
        kinds, blocks = {}, list(self._blocks)
        for at, column in enumerate(columns.values(), start=len(self._first)):
            kinds.setdefault(column.dtype, ([], []))[0].append(column)
            kinds[column.dtype][1].append(at)
        blocks += [(np.stack(arrays), at) for arrays, at in kinds.values()]
        return create_dataframe_from_blocks(
            [(array, np.array(at)) for array, at in blocks], self._index, self._names[names]
        )


def columns_of(measure, sums):
    """The columns of a measure's answer from its sums. sums: rows by columns."""
    yes, no, unknown, unsure = counts_apart(sums)
    apart = {"unknown": unknown, "among_unknown": unsure}
    if measure.value is None:
        return {"numerator": yes, "denominator": yes + no, **apart}
    total, square = (_halves(sums[:, i], sums[:, i + 1], measure.parts) for i in (2, 4))
    bins = {f"bin{i}": sums[:, 6 + i] for i in range(sums.shape[1] - 6)}
    return {"numerator": total, "denominator": yes, "sum_squares": square, **apart, **bins}


def counts_apart(sums):
    """Yes, no, not known and not sure, from the columns that hold two counts each."""
    return [part for i in (0, 1) for part in (sums[..., i] & (HALF - 1), sums[..., i] >> 32)]


def _halves(upper, lower, parts):
    """The sums whose two halves were added up apart."""
    if parts == 1:
        return upper * HALF + lower
    upper, lower = upper + (lower >> 32), lower & (HALF - 1)
    if (np.abs(upper) < EXACT).all():
        return (upper * HALF + lower) / parts
    pairs = zip(upper.tolist(), lower.tolist(), strict=True)
    return np.array([(u * HALF + w) / parts for u, w in pairs])


def _every_area(cells, keys, groups, by, areas):
    """The keys of every area with each group found beside areas; see `with_every_area`."""
    sizes = [axis.size for axis, _ in groups]
    codes = list(zip(by, unmixed(keys, sizes), strict=True))
    beside = [np.zeros_like(code) if name in areas else code for name, code in codes]
    beside = np.unique(mixed(beside, sizes, len(keys)))
    code = {axis.name: {w: i for i, w in enumerate((*axis.words, None))} for axis, _ in groups}
    told = [dict(zip(areas, words, strict=True)) for words in cells.areas.every(areas)]
    place = [np.array([code[n][a[n]] if n in areas else 0 for a in told], int) for n in by]
    place = mixed(place, sizes, len(told))
    if len(by) > len(areas) + 1:
        lived_in = [code if name in areas else np.zeros_like(code) for name, code in codes]
        place = np.setdiff1d(place, mixed(lived_in, sizes, len(keys)))
    return (place[:, None] + beside[None, :]).ravel()


def mixed(codes, sizes, rows, kind=np.int64):
    """Several codes as one number that sorts as they do."""

    def beside(key, pair):
        return key * pair[1] + pair[0]

    return reduce(beside, zip(codes, sizes, strict=True), np.zeros(rows, kind))


def unmixed(keys, sizes):
    """The codes of such numbers."""
    codes = []
    for size in reversed(sizes):
        codes.append(keys % size)
        keys = keys // size
    return codes[::-1]


def rolled(cells, row, rows):
    out = np.zeros((len(cells), rows, cells.shape[2]), np.int64)
    for d in range(len(cells)):
        kernels.roll_up(row, cells[d], out[d])
    return out


def _words(axis, codes):
    if axis.words and isinstance(axis.words[0], str):
        return pd.array([*axis.words, None], "str").take(codes)
    words = np.empty(axis.size, object)
    words[: axis.size - 1] = axis.words
    kind = {int: "Int64", bool: "boolean"}.get(type(axis.words[0]) if axis.words else None)
    return pd.array(words[codes], kind) if kind else words[codes]
