"""One person more in an area, perhaps one fewer in another: of the group where it costs least."""

from tilth.ground.disclosure.moves import DOWN, UP, Move, compiled, cost_of


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
