"""Looking for a change to each small count that would show nowhere; hiding least where none is."""

import numpy as np
from numba import njit

from tilth.ground.disclosure.moves import BIG, Move, cost_of, make, stuck

TRIED = 6  # finest counts looked at for each cell before something is hidden for it
WEIGHED = 4  # and looked at again, with so many areas near by, to find what is least to hide
NEARER = 6
UP, DOWN = 1, 2


@njit(cache=True)
def room_of(shape, book, areas):
    """Which finest counts may be one more (1), one fewer (2) or both (3), areas by groups.

    Only what every change touches is looked at: tables that tell every group apart, of layers
    that tell every area apart.
    """
    groups = shape.labels.shape[1]
    room = np.full((areas, groups), UP | DOWN, np.int8)
    for layer in range(shape.codes.shape[0]):
        for t in range(len(shape.widths)):
            if shape.codes[layer].max() + 1 < areas or shape.widths[t] < groups:
                continue
            for area in range(areas):
                for group in range(groups):
                    start = shape.starts[layer, t] + shape.codes[layer, area] * shape.widths[t]
                    cell = start + shape.labels[t, group]
                    if stuck(cell, 1, book) > 0:
                        room[area, group] &= DOWN
                    if stuck(cell, -1, book) > 0:
                        room[area, group] &= UP
    return room


@njit(cache=True)
def least_swap(layer, t, area, group, near, room, shape, book, most):
    """The cheapest swap that changes the cell an area and group count in; cost `most` for none.

    room: which finest counts may be one more, one fewer or both, shape (areas, groups).
    """
    best = Move(most, area, -1, group, -1, 0)
    for step in (1, -1):
        more, fewer = (UP, DOWN) if step > 0 else (DOWN, UP)
        if room[area, group] & more == 0:
            continue
        for n in range(-1, near.shape[1]):
            other = near[area, n] if n >= 0 else -1
            if n >= 0 and not _may_give(layer, area, other, group, fewer, room, shape):
                continue
            for change in range(room.shape[1]):
                if room[area, change] & fewer == 0:
                    continue
                if other >= 0 and room[other, change] & more == 0:
                    continue
                if shape.labels[t, change] == shape.labels[t, group]:
                    continue
                move = Move(0, area, other, group, change, step)
                cost = cost_of(move, shape, book, best.cost)
                if cost < best.cost:
                    best = Move(cost, area, other, group, change, step)
                if cost == 0:
                    return best
    return best


@njit(cache=True)
def _may_give(layer, area, other, group, fewer, room, shape):
    """Whether an area near by can have one fewer (or more) of a group for another's one more."""
    if other < 0 or shape.codes[layer, other] == shape.codes[layer, area]:
        return False
    return room[other, group] & fewer > 0


@njit(cache=True)
def find_swaps(held, may, near, shape, book):
    """Mark safe whatever a swap that shows nowhere changes, for every small cell of a family.

    held: the finest counts of the family, shape (areas, groups). may: which of them may be one
    more (1), one fewer (2) or both (3).
    """
    tries = np.zeros(len(book.sums), np.int64)
    room = room_of(shape, book, held.shape[0]) & may
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
                    move = least_swap(layer, t, area, group, near, room, shape, book, 1)
                    if move.cost == 0:
                        make(move, shape, book)


@njit(cache=True)
def hide_for_swaps(held, may, near, shape, book):
    """Hide the least found that lets a swap change each small cell that nothing changes yet."""
    near = np.ascontiguousarray(near[:, :NEARER])
    for layer in range(shape.codes.shape[0] - 1, -1, -1):
        for t in range(len(shape.widths)):
            for area in range(held.shape[0]):
                start = shape.starts[layer, t] + shape.codes[layer, area] * shape.widths[t]
                for group in range(held.shape[1]):
                    cell = start + shape.labels[t, group]
                    if held[area, group] == 0 or not book.need[cell] or book.safe[cell]:
                        continue
                    move = _least_for_cell(layer, t, cell, held, near, may, shape, book)
                    if move.cost < BIG:
                        make(move, shape, book)


@njit(cache=True)
def _least_for_cell(layer, t, cell, held, near, may, shape, book):
    """The cheapest swap found among the first of the finest counts in a cell."""
    best, tried = Move(BIG, 0, -1, 0, -1, 0), 0
    for area in range(held.shape[0]):
        start = shape.starts[layer, t] + shape.codes[layer, area] * shape.widths[t]
        for group in range(held.shape[1]):
            if start + shape.labels[t, group] != cell or held[area, group] == 0:
                continue
            tried += 1
            if tried <= WEIGHED and best.cost > 0:
                move = least_swap(layer, t, area, group, near, may, shape, book, best.cost)
                if move.cost < best.cost:
                    best = move
    return best


@njit(cache=True)
def least_shift(one, other, step, only, held, may, shape, book, most):
    """One person more or fewer in an area, of the group where it costs least.

    only: the group it must be, or -1. Cost `most` where there is none.
    """
    best = Move(most, one, other, -1, -1, step)
    more, fewer = (UP, DOWN) if step > 0 else (DOWN, UP)
    for group in range(held.shape[1]):
        if (only >= 0 and group != only) or held[one, group] == 0:
            continue
        if may[one, group] & more == 0 or (other >= 0 and may[other, group] & fewer == 0):
            continue
        cost = cost_of(Move(0, one, other, group, -1, step), shape, book, best.cost)
        if cost < best.cost:
            best = Move(cost, one, other, group, -1, step)
        if cost == 0:
            break
    return best
