"""One person more here, one fewer there: whether anything that is shown would change.

Two kinds of change. A swap: in one area somebody is counted in another group, and perhaps the
other way round in an area near by. A shift: there is one person more in an area, and perhaps one
fewer in an area near by. What cancels out is not looked at.
"""

from collections import namedtuple

import numpy as np
from numba import njit

BIG = np.iinfo(np.int64).max // 1024
DEAR = 1000  # hiding a number that could be shown, against saying less of one that is hidden
SHOWN, SMALL, PROTECTS = 0, 1, 2
UP, DOWN = 1, 2  # what may be one more, or one fewer

compiled = njit(cache=True, nogil=True)  # others are answered while it runs
inlined = njit(cache=True, nogil=True, inline="always")

# The tables of one family: as in Lattice and Family.
Shape = namedtuple("Shape", "codes starts widths labels")
# Every cell: what it holds, the least and most a reader can tell, its state, whether it is
# small, and whether a change to it was found that shows nowhere.
Book = namedtuple("Book", "sums low high state need safe")
# A change: two areas (the second -1 for none) and two groups. A swap counts somebody of area
# `one` in `group` instead of `change`; a shift (change -1) has one more (step 1) or fewer (-1).
Move = namedtuple("Move", "cost one other group change step")


@compiled
def stuck(cell, step, book):
    """What stands in the way of a cell being one more (step 1) or one fewer (-1); 0: nothing."""
    at = book.sums[cell] + step
    if book.low[cell] <= at <= book.high[cell]:
        return 0
    if book.high[cell] == 0:
        return BIG
    return book.sums[cell] if book.low[cell] <= 1 else DEAR + book.sums[cell]


@compiled
def loosen(cell, step, book):
    """Let a cell be one more or fewer, hiding it where it must be; it is then safe."""
    if stuck(cell, step, book) > 0:
        book.low[cell], book.high[cell], book.state[cell] = 0, BIG, PROTECTS
    book.safe[cell] = True


@compiled
def cost_of(move, shape, book, most):
    """What stands in the way of a change: 0 where nothing shown changes. Stops at `most`."""
    cost = 0
    for layer in range(shape.codes.shape[0]):
        if move.other >= 0 and shape.codes[layer, move.one] == shape.codes[layer, move.other]:
            continue
        for t in range(len(shape.widths)):
            cost += _step(layer, t, move.one, move.step, move, shape, book, False)
            if move.other >= 0:
                cost += _step(layer, t, move.other, -move.step, move, shape, book, False)
            if cost >= most:
                return cost
    return cost


@compiled
def make(move, shape, book):
    """Hide what stands in the way of a change; what it changes is then safe."""
    for layer in range(shape.codes.shape[0]):
        if move.other >= 0 and shape.codes[layer, move.one] == shape.codes[layer, move.other]:
            continue
        for t in range(len(shape.widths)):
            _step(layer, t, move.one, move.step, move, shape, book, True)
            if move.other >= 0:
                _step(layer, t, move.other, -move.step, move, shape, book, True)


@compiled
def _step(layer, t, area, step, move, shape, book, do):
    """The part of a change in one area and table: its cost, or done."""
    start = shape.starts[layer, t] + shape.codes[layer, area] * shape.widths[t]
    label = shape.labels[t, move.group]
    if move.change >= 0 and shape.labels[t, move.change] == label:
        return 0
    cost = 0
    if do:
        loosen(start + label, step, book)
    else:
        cost = stuck(start + label, step, book)
    if move.change >= 0:
        cell = start + shape.labels[t, move.change]
        if do:
            loosen(cell, -step, book)
        else:
            cost += stuck(cell, -step, book)
    return cost
