"""Looking for a swap that changes each small count and shows nowhere; hiding least for the rest."""

import numpy as np

from tilth.ground.disclosure.bits import bits_of, cost_by_bits, left_by
from tilth.ground.disclosure.moves import BIG, DOWN, UP, Move, compiled, make

TRIED = 6  # finest counts looked at for each cell before something is hidden for it
WEIGHED = 4  # and looked at again, with so many areas near by, to find what is least to hide
NEARER = 6


@compiled
def find_swaps(held, may, near, shape, book):
    """Mark safe whatever a swap that shows nowhere changes, for every small cell of a family.

    held: the finest counts of the family, shape (areas, groups). may: which of them may be one
    more (1), one fewer (2) or both (3). near: areas close to each, -1 for none.
    """
    tries = np.zeros(len(book.sums), np.int64)
    bits = bits_of(near, shape, book, False)
    for layer in range(shape.codes.shape[0] - 1, -1, -1):
        for t in range(len(shape.widths)):
            for area in range(held.shape[0]):
                start = shape.starts[layer, t] + shape.codes[layer, area] * shape.widths[t]
                for group in range(held.shape[1]):
                    cell = start + shape.labels[t, group]
                    if held[area, group] == 0 or not book.need[cell] or book.safe[cell]:
                        continue
                    tries[cell] += 1
                    if tries[cell] > TRIED:
                        continue
                    move = least_swap(layer, t, area, group, may, bits, shape, book, 1)
                    if move.cost == 0:
                        make(move, shape, book)


@compiled
def hide_for_swaps(held, may, near, shape, book):
    """Hide the least found that lets a swap change each small cell that nothing changes yet."""
    bits = bits_of(np.ascontiguousarray(near[:, :NEARER]), shape, book, True)
    for layer in range(shape.codes.shape[0] - 1, -1, -1):
        order = np.argsort(shape.codes[layer], kind="mergesort")
        ends = np.cumsum(np.bincount(shape.codes[layer]))
        for t in range(len(shape.widths)):
            for area in range(held.shape[0]):
                code = shape.codes[layer, area]
                areas = order[ends[code - 1] if code else 0 : ends[code]]
                start = shape.starts[layer, t] + code * shape.widths[t]
                for group in range(held.shape[1]):
                    cell = start + shape.labels[t, group]
                    if held[area, group] == 0 or not book.need[cell] or book.safe[cell]:
                        continue
                    move = _least_for_cell(layer, t, group, areas, held, may, bits, shape, book)
                    if move.cost < BIG:
                        make(move, shape, book)


@compiled
def least_swap(layer, t, area, group, may, bits, shape, book, most):
    """The cheapest swap that changes the cell an area and group count in; cost `most` for none."""
    best = Move(most, area, -1, group, -1, 0)
    for step in (1, -1):
        more, fewer = (UP, DOWN) if step > 0 else (DOWN, UP)
        if may[area, group] & more == 0:
            continue
        for n in range(-1, bits.near.shape[1]):
            other = bits.near[area, n] if n >= 0 else -1
            if n >= 0 and not _may_give(layer, area, other, group, fewer, may, shape):
                continue
            for change in range(may.shape[1]):
                if may[area, change] & fewer == 0:
                    continue
                if other >= 0 and may[other, change] & more == 0:
                    continue
                if shape.labels[t, change] == shape.labels[t, group]:
                    continue
                left = False
                for w in range(bits.apart.shape[2]):
                    left |= left_by(w, step, area, other, n, group, change, bits) != 0
                if left and not bits.hiding:
                    continue
                move = Move(0, area, other, group, change, step)
                cost = cost_by_bits(move, n, bits, shape, book, best.cost) if left else 0
                if cost < best.cost:
                    best = Move(cost, area, other, group, change, step)
                if cost == 0:
                    return best
    return best


@compiled
def _may_give(layer, area, other, group, fewer, may, shape):
    """Whether an area near by can have one fewer (or more) of a group for another's one more."""
    if other < 0 or shape.codes[layer, other] == shape.codes[layer, area]:
        return False
    return may[other, group] & fewer > 0


@compiled
def _least_for_cell(layer, t, group, areas, held, may, bits, shape, book):
    """The cheapest swap found among the first of the finest counts in a cell.

    group: one that counts in the cell. areas: all that do.
    """
    best, tried = Move(BIG, 0, -1, 0, -1, 0), 0
    for area in areas:
        for other in range(held.shape[1]):
            if shape.labels[t, other] != shape.labels[t, group] or held[area, other] == 0:
                continue
            tried += 1
            move = least_swap(layer, t, area, other, may, bits, shape, book, best.cost)
            if move.cost < best.cost:
                best = move
            if tried == WEIGHED or best.cost == 0:
                return best
    return best
