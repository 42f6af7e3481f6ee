"""One person more in an area, perhaps one fewer in another: of the groups where it costs least."""

import numpy as np

from tilth.ground.disclosure.moves import BIG, DOWN, UP, Move, compiled, cost_of, make

TRIED = 6  # finest counts looked at for each cell


@compiled
def hide_for_shifts(number, near, families, book):
    """Make the cheapest shift found for every small cell of a family that nothing changes yet.

    families: finest counts, how each may change and Shape, of every family: a shift is one of all
    of them. number: the family whose cells are looked at. near: areas close to each, -1 for none.
    """
    held, _, shape = families[number]
    for layer in range(shape.codes.shape[0] - 1, -1, -1):
        order = np.argsort(shape.codes[layer], kind="mergesort")
        ends = np.cumsum(np.bincount(shape.codes[layer]))
        for t in range(len(shape.widths)):
            for code in range(len(ends)):
                areas = order[ends[code - 1] if code else 0 : ends[code]]
                start = shape.starts[layer, t] + code * shape.widths[t]
                for label in range(shape.widths[t]):
                    if book.need[start + label] and not book.safe[start + label]:
                        rows = _rows(areas, shape.labels[t] == label, held)
                        _shift_for(rows, number, layer, near, families, book)


@compiled
def _rows(areas, counted, held):
    """The first finest counts of some areas and groups in which anybody is: area and group."""
    rows, found = np.empty((TRIED, 2), np.int64), 0
    for area in areas:
        for group in range(held.shape[1]):
            if counted[group] and held[area, group] > 0 and found < TRIED:
                rows[found, 0], rows[found, 1] = area, group
                found += 1
        if found == TRIED:
            break
    return rows[:found]


@compiled
def _shift_for(rows, number, layer, near, families, book):
    """Make the cheapest shift of any of some finest counts. rows: area and group of each."""
    codes = families[number][2].codes[layer]
    best, groups = Move(BIG, -1, -1, -1, -1, 0), np.zeros(len(families), np.int64)
    tried = np.zeros(len(families), np.int64)
    for r in range(len(rows)):
        area = rows[r, 0]
        for n in range(-1, near.shape[1]):
            other = near[area, n] if n >= 0 else -1
            if n >= 0 and (other < 0 or codes[other] == codes[area]):
                continue
            for step in (1, -1):
                cost = 0
                for f in range(len(families)):
                    only = rows[r, 1] if f == number else -1
                    held, may, shape = families[f]
                    move = least_shift(
                        area, other, step, only, held, may, shape, book, best.cost - cost
                    )
                    cost += move.cost
                    tried[f] = move.group
                    if cost >= best.cost:
                        break
                if cost < best.cost:
                    best = Move(cost, area, other, -1, -1, step)
                    groups[:] = tried
        if best.cost == 0:
            break
    if best.step:
        for f in range(len(families)):
            move = Move(0, best.one, best.other, groups[f], -1, best.step)
            make(move, families[f][2], book)


@compiled
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
