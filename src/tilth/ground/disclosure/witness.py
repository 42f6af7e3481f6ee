"""Another set of people who would look the same: the proof that a hidden count is not told.

A hidden count is safe when there is a change of one or two people that changes it, and nothing
that is shown. For every hidden count such a change is looked for; where there is none, the least
found that stands in the way is hidden too. So what is hidden carries its own proof: whoever
knows everything shown cannot tell the truth from the other set of people.
"""

from dataclasses import dataclass

import numpy as np

from tilth.ground.disclosure.moves import BIG, DOWN, PROTECTS, UP, Shape, make
from tilth.ground.disclosure.shifts import least_shift
from tilth.ground.disclosure.swaps import TRIED, find_swaps, hide_for_swaps


def settle_states(lattice, finest, may, book):
    """Hide what must be beyond what is small, until every small count has a witness.

    finest: the finest counts, one array for each family, as Lattice.finest gives. may: which of
    them may be one more or fewer, as `may_change` gives. book: a Book; its state, low, high and
    safe are changed. Done again until nothing changes, so that doing it
    to what is settled does nothing. Returns how many cells more were hidden.
    """
    shapes = [Shape(lattice.codes, f.starts, f.widths, f.labels) for f in lattice.families]
    before = int((book.state == PROTECTS).sum())
    hidden = -1
    while hidden != (hidden := int((book.state == PROTECTS).sum())):
        book.safe[:] = False
        _settle_once(lattice, Counts(finest, may, shapes), book)
    return hidden - before


def may_change(finest, most=None, least=None):
    """Which finest counts may be one more (1), one fewer (2) or both (3), for each family.

    most, least: counts they are never above, or never below, in the same form.
    """
    out = []
    for number, held in enumerate(finest):
        more = held < most[number] if most else np.ones(held.shape, bool)
        fewer = held > (least[number] if least else 0)
        out.append((more * UP + (fewer & (held > 0)) * DOWN).astype(np.int8))
    return out


@dataclass(frozen=True)
class Counts:
    """The finest counts of every family, how each may change, and the tables they count in."""

    finest: list
    may: list
    shapes: list

    @property
    def families(self):
        """Counts, changes and shape, family by family."""
        return list(zip(self.finest, self.may, self.shapes, strict=True))


def _settle_once(lattice, counts, book):
    for held, may, shape in counts.families[1:]:
        find_swaps(held, may, lattice.near, shape, book)
    _shifts(lattice, counts, book, families=1)
    for held, may, shape in counts.families[1:]:
        hide_for_swaps(held, may, lattice.near, shape, book)
    _shifts(lattice, counts, book, families=len(counts.shapes))


def _shifts(lattice, counts, book, families):
    """A shift for every small cell of the first families that nothing changes yet."""
    for number, (held, _, shape) in enumerate(counts.families[:families]):
        for layer in range(len(lattice.layers) - 1, -1, -1):
            for t in range(len(shape.widths)):
                cells = (
                    shape.starts[layer, t]
                    + lattice.codes[layer][:, None] * shape.widths[t]
                    + shape.labels[t][None, :]
                )
                wanted = (held > 0) & book.need[cells] & ~book.safe[cells]
                for cell in np.unique(cells[wanted]):
                    if not book.safe[cell]:
                        rows = np.argwhere((cells == cell) & (held > 0))[:TRIED]
                        _shift_for(rows, number, layer, lattice, counts, book)


def _shift_for(rows, number, layer, lattice, counts, book):
    """Make the cheapest shift of any of some finest counts. rows: area and group of each."""
    best, moves = BIG, []
    codes = lattice.codes[layer]
    for area, group in rows:
        others = [o for o in lattice.near[area] if o >= 0 and codes[o] != codes[area]]
        for other in (-1, *others):
            for step in (1, -1):
                only = (number, group)
                cost, found = _one_shift(area, other, step, only, counts, book, best)
                if cost < best:
                    best, moves = cost, found
        if best == 0:
            break
    for move, shape in moves:
        make(move, shape, book)


def _one_shift(area, other, step, only, counts, book, most):
    """One person more or fewer in an area, of the cheapest group of each family: cost, moves."""
    cost, found = 0, []
    for family, (held, may, shape) in enumerate(counts.families):
        group = only[1] if family == only[0] else -1
        move = least_shift(area, other, step, group, held, may, shape, book, most - cost)
        cost += move.cost
        found.append((move, shape))
        if cost >= most:
            break
    return cost, found
