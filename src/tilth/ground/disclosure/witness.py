"""Another set of people who would look the same: the proof that a hidden count is not told.

A hidden count is safe when there is a change of one or two people that changes it, and nothing
that is shown. For every hidden count such a change is looked for; where there is none, the least
found that stands in the way is hidden too. So what is hidden carries its own proof: whoever
knows everything shown cannot tell the truth from the other set of people.
"""

import numpy as np

from tilth.ground.disclosure.moves import BIG, PROTECTS, Shape, make
from tilth.ground.disclosure.searching import TRIED, find_swaps, hide_for_swaps, least_shift


def settle_states(lattice, finest, book):
    """Hide what must be beyond what is small, until every small count has a witness.

    finest: the finest counts, one array for each family, as Lattice.finest gives. book: a Book;
    its state, low, high and safe are changed. Done again until nothing changes, so that doing it
    to what is settled does nothing. Returns how many cells more were hidden.
    """
    shapes = [Shape(lattice.codes, f.starts, f.widths, f.labels) for f in lattice.families]
    before = int((book.state == PROTECTS).sum())
    hidden = -1
    while hidden != (hidden := int((book.state == PROTECTS).sum())):
        book.safe[:] = False
        _settle_once(lattice, finest, shapes, book)
    return hidden - before


def _settle_once(lattice, finest, shapes, book):
    for held, shape in zip(finest[1:], shapes[1:], strict=True):
        find_swaps(held, lattice.near, shape, book)
    _shifts(lattice, finest, shapes, book, families=1)
    for held, shape in zip(finest[1:], shapes[1:], strict=True):
        hide_for_swaps(held, lattice.near, shape, book)
    _shifts(lattice, finest, shapes, book, families=len(shapes))


def _shifts(lattice, finest, shapes, book, families):
    """A shift for every small cell of the first families that nothing changes yet."""
    for number, (held, shape) in enumerate(zip(finest[:families], shapes, strict=False)):
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
                        _shift_for(rows, number, layer, lattice, finest, shapes, book)


def _shift_for(rows, number, layer, lattice, finest, shapes, book):
    """Make the cheapest shift of any of some finest counts. rows: area and group of each."""
    best, moves = BIG, []
    for area, group in rows:
        codes = lattice.codes[layer]
        others = [o for o in lattice.near[area] if o >= 0 and codes[o] != codes[area]]
        for other in (-1, *others):
            for step in (1, -1):
                cost, found = 0, []
                for family, (held, shape) in enumerate(zip(finest, shapes, strict=True)):
                    only = group if family == number else -1
                    move = least_shift(area, other, step, only, held, shape, book, best - cost)
                    cost += move.cost
                    found.append((move, shape))
                    if cost >= best:
                        break
                if cost < best:
                    best, moves = cost, found
        if best == 0:
            break
    for move, shape in moves:
        make(move, shape, book)
