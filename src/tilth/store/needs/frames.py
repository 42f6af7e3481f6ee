"""The frames that answer a question, from the sums of small cells."""

import math

import numpy as np
import pandas as pd
from pandas.api.internals import create_dataframe_from_blocks

from tilth.store.needs.cells import mixed, numbered, unmixed


def frames(cells, asked, by, areas, dates):
    """name -> frame of by, period and the measure's columns, as Counting gives them.

    areas: the layers of `by` every area of which has a row. dates: None leaves the period out.
    """
    groups = [cells.grouping(name) for name in by]
    sizes = [axis.size for axis, _ in groups]
    lived_in = cells.people.any(axis=0)
    lived_in = slice(None) if lived_in.all() else lived_in
    key = mixed([code for _, code in groups], sizes, len(cells.codes))[lived_in]
    keys, row = numbered(key, math.prod(sizes))
    if areas:
        some, keys = keys, np.union1d(keys, _every_area(cells, keys, groups, by, areas))
        row = np.searchsorted(keys, some).astype(np.int32)[row]
    elif not by:
        keys = np.zeros(1, np.int64)
    named = {
        name: _words(axis, np.repeat(code, len(dates or [None])))
        for name, (axis, _), code in zip(by, groups, unmixed(keys, sizes), strict=True)
    }
    if dates is not None:
        named["period"] = np.tile(np.array(dates, object), len(keys))
    many = len(keys) * len(dates or [None])
    beside, told = Beside(pd.DataFrame(named, index=pd.RangeIndex(many))), {}
    for name, measure in asked.items():
        sums = cells.tallies[measure].of(lived_in)
        told[name] = beside.frame(measure.columns, sums.columns(measure, row, len(keys)))
    return told


class Beside:
    """The columns many frames begin with: put before each frame's own, not made anew for each."""

    def __init__(self, frame):
        self._index, self._first, self._names = frame.index, list(frame.columns), {}
        self._blocks = [
            (
                column.to_numpy()[None] if isinstance(column.dtype, np.dtype) else column.array,
                np.array([at]),
            )
            for at, (_, column) in enumerate(frame.items())
        ]

    def frame(self, names, columns):
        """A frame of the columns beside and these numbers. columns: as Sums.columns gives them."""
        if names not in self._names:
            self._names[names] = pd.Index([*self._first, *names])
        first = len(self._first)
        own = [(array, np.array(places) + first) for array, places in columns]
        return create_dataframe_from_blocks([*self._blocks, *own], self._index, self._names[names])


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


def _words(axis, codes):
    if axis.words and isinstance(axis.words[0], str):
        return pd.array([*axis.words, None], "str").take(codes)
    words = np.empty(axis.size, object)
    words[: axis.size - 1] = axis.words
    kind = {int: "Int64", bool: "boolean"}.get(type(axis.words[0]) if axis.words else None)
    return pd.array(words[codes], kind) if kind else words[codes]
