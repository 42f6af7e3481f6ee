"""Sums of the smallest groups of people, and every larger group as a sum of those."""

import math
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from tilth.store.aside import each
from tilth.store.needs import kernels
from tilth.store.needs.columns import OTHER_NAMES
from tilth.store.needs.sums import kind_of

HOME = "lsoa21"
MOST_CODES = 1 << 27  # of groups, told apart without sorting them


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

    tallies: measure -> Sums. areas: AreaColumns.
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
        to = row, len(found.codes), kind_of(found.people)
        made = each(lambda m: finer.tallies[m].rolled(*to), new)
        found.tallies.update(zip(new, made, strict=True))
        return found

    def _without(self, name):
        """(cells of all axes but one and no sums, the row among them of each of these)."""
        at = [i for i, axis in enumerate(self.axes) if axis.name != name]
        axes = tuple(self.axes[i] for i in at)
        sizes = [axis.size for axis in axes]
        key = mixed([self.codes[:, i] for i in at], sizes, len(self.codes))
        keys, row = numbered(key, math.prod(sizes))
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

    def codes(self, axis):
        """The code of every small area on an axis of theirs."""
        if axis not in self._kept:
            code = {word: i for i, word in enumerate((*axis.words, None))}
            self._kept[axis] = np.array([code[word] for word in self._told(axis.name)], np.int64)
        return self._kept[axis]


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


def numbered(keys, size):
    """(the keys there are, in order; the place of each among them). size: more than any key."""
    if size > MOST_CODES:
        return np.unique(keys, return_inverse=True)
    there, place = np.zeros(size, np.bool_), np.empty(len(keys), np.int32)
    kernels.mark_all(keys, there)
    kernels.recode(keys, np.cumsum(there, dtype=np.int32) - 1, place)
    return np.flatnonzero(there), place
