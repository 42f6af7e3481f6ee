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
    axes = [axis for axis, _ in groups]
    sizes, own = [axis.size for axis in axes], [name in areas for name in by]

    def only(codes, wanted):
        kept = [code if one == wanted else code * 0 for code, one in zip(codes, own, strict=True)]
        return mixed(kept, sizes, len(codes[0]))

    found = unmixed(keys, sizes)
    beside, _ = numbered(only(found, False), math.prod(sizes))
    codes = [cells.areas.codes(axis) if one else 0 for axis, one in zip(axes, own, strict=True)]
    known = [code < axis.size - 1 for code, axis, one in zip(codes, axes, own, strict=True) if one]
    place, _ = numbered(mixed(codes, sizes, len(known[0]))[np.any(known, axis=0)], math.prod(sizes))
    if len(by) > len(areas) + 1:
        place = np.setdiff1d(place, only(found, True))
    return (place[:, None] + beside[None, :]).ravel()


def _words(axis, codes):
    if axis.words and isinstance(axis.words[0], str):
        return pd.array([*axis.words, None], "str").take(codes)
    words = np.empty(axis.size, object)
    words[: axis.size - 1] = axis.words
    kind = {int: "Int64", bool: "boolean"}.get(type(axis.words[0]) if axis.words else None)
    return pd.array(words[codes], kind) if kind else words[codes]
