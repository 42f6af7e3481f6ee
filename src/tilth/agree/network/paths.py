"""Walks through a network, compiled: who lies between others, and who hangs together."""

import numpy as np
from numba import njit

TOGETHER = 64  # how many starting points are walked from at once: what a processor's cache holds


NO_STRENGTH, TO_ITSELF = 1, 2


@njit(cache=True)
def fault(weights):
    """What is wrong with a matrix of ties: a strength that is none, a tie to itself, or nothing."""
    n = weights.shape[0]
    for i in range(n):
        for j in range(n):
            if not 0.0 <= weights[i, j] < np.inf:
                return NO_STRENGTH
        if weights[i, i] != 0.0:
            return TO_ITSELF
    return 0


@njit(cache=True)
def neighbours(weights):
    """The ties that leave each node, as places in one list: start (n + 1,), ends (ties,)."""
    n = weights.shape[0]
    start = np.zeros(n + 1, np.int64)
    for i in range(n):
        count = 0
        for j in range(n):
            if weights[i, j] > 0:
                count += 1
        start[i + 1] = start[i] + count
    ends = np.empty(start[n], np.int64)
    at = 0
    for i in range(n):
        for j in range(n):
            if weights[i, j] > 0:
                ends[at] = j
                at += 1
    return start, ends


@njit(cache=True)
def between(start, ends):
    """How many shortest ways between two others lead through each node; directed, by steps.

    Source: Brandes (2001), J Math Sociol 25:163-177, walked from many starting points side by
    side, a step at a time: plain sums over rows are what a processor does quickest.
    """
    n = len(start) - 1
    width = min(n, TOGETHER)
    found = np.zeros(n)
    ways, owed = np.empty((n, width)), np.empty((n, width))
    front, carried = np.empty((n, width)), np.empty((n, width))
    step = np.empty((n, width))
    for base in range(0, n, TOGETHER):
        here = min(width, n - base)
        owed[:] = 0.0
        # What the first ones owe to the start itself is never asked for.
        for back in range(_onward(start, ends, base, here, ways, front, carried, step), 1, -1):
            _back(start, ends, ways, owed, front, carried, step, back)
        for node in range(n):
            for s in range(here):
                if step[node, s] > 0:
                    found[node] += owed[node, s]
    return found


@njit(cache=True)
def _first(start, ends, base, here, ways, front, step):
    """The starting points, and those a step away from each; how many that is."""
    met = 0
    ways[:] = 0.0
    front[:] = 0.0
    step[:] = -1
    for s in range(here):
        ways[base + s, s] = 1.0
        step[base + s, s] = 0
        for at in range(start[base + s], start[base + s + 1]):
            ways[ends[at], s] = front[ends[at], s] = 1.0
            step[ends[at], s] = 1
        met += 1 + start[base + s + 1] - start[base + s]
    return met


@njit(cache=True)
def _onward(start, ends, base, here, ways, front, carried, step):
    """Walk until nobody new is met; how many steps away the last ones are."""
    n, width = ways.shape
    met = _first(start, ends, base, here, ways, front, step)
    taken, new = 1, met
    while new and met < n * here:
        taken += 1
        carried[:] = 0.0
        for node in range(n):
            for at in range(start[node], start[node + 1]):
                there = ends[at]
                for s in range(width):
                    carried[there, s] += front[node, s]
        new = 0
        for node in range(n):
            for s in range(width):
                # Plain choices, not branches, so that many are made at once.
                fresh = carried[node, s] if step[node, s] < 0 else 0.0
                front[node, s] = fresh
                ways[node, s] += fresh
                step[node, s] = taken if fresh > 0 else step[node, s]
                new += 1 if fresh > 0 else 0
        met += new
    return taken


@njit(cache=True)
def _back(start, ends, ways, owed, front, carried, step, back):
    """What those met at one step owe to those met a step before."""
    n, width = ways.shape
    for node in range(n):
        for s in range(width):
            at_it = step[node, s] == back
            front[node, s] = (1.0 + owed[node, s]) / (ways[node, s] if at_it else np.inf)
            carried[node, s] = 0.0
    for node in range(n):
        for at in range(start[node], start[node + 1]):
            there = ends[at]
            for s in range(width):
                carried[node, s] += front[there, s]
        for s in range(width):
            before = step[node, s] == back - 1
            owed[node, s] += ways[node, s] * carried[node, s] if before else 0.0


@njit(cache=True)
def pieces(weights):
    """The piece each node is in, numbered from 0 in the order of their first nodes."""
    n = weights.shape[0]
    piece = np.full(n, -1, np.int64)
    waiting = np.empty(n, np.int64)
    count = 0
    for first in range(n):
        if piece[first] >= 0:
            continue
        piece[first] = count
        waiting[0] = first
        left = 1
        while left:
            left -= 1
            here = waiting[left]
            for there in range(n):
                joined = weights[here, there] > 0 or weights[there, here] > 0
                if joined and piece[there] < 0:
                    piece[there] = count
                    waiting[left] = there
                    left += 1
        count += 1
    return piece


@njit(cache=True)
def brokers(start, ends, weights, sectors):
    """Counts (n, 5) of each way a node stands between two others that have no tie of their own."""
    n = len(start) - 1
    found = np.zeros((n, 5), np.int64)
    for first in range(n):
        for at in range(start[first], start[first + 1]):
            middle = ends[at]
            for on in range(start[middle], start[middle + 1]):
                last = ends[on]
                if last == first or weights[first, last] > 0:
                    continue
                found[middle, role(sectors[first], sectors[middle], sectors[last])] += 1
    return found


@njit(cache=True)
def role(first, middle, last):
    """Which of measures.ROLES the middle one plays, by the sectors of the three."""
    if first == last:
        return 0 if middle == first else 1
    if middle == last:
        return 2
    return 3 if middle == first else 4


@njit(cache=True)
def holes(held):
    """Burt's constraint and effective size of each node; not a number where it has no tie.

    held: shape (n, n), what each two hold together, both ways added up.
    """
    n = held.shape[0]
    start, ends = neighbours(held)
    share, of_most = np.zeros((n, n)), np.zeros((n, n))
    for i in range(n):
        total = most = 0.0
        for at in range(start[i], start[i + 1]):
            total += held[i, ends[at]]
            most = max(most, held[i, ends[at]])
        for at in range(start[i], start[i + 1]):
            share[i, ends[at]] = held[i, ends[at]] / total
            of_most[i, ends[at]] = held[i, ends[at]] / most
    constraint, size = np.full(n, np.nan), np.full(n, np.nan)
    reached, known = np.empty(n), np.empty(n)
    for i in range(n):
        ties = start[i + 1] - start[i]
        if ties == 0:
            continue
        reached[:] = 0.0
        known[:] = 0.0
        for at in range(start[i], start[i + 1]):
            other = ends[at]
            part = share[i, other]
            for j in range(n):
                reached[j] += part * share[other, j]
                known[j] += of_most[other, j]
        redundant = 0.0
        constraint[i] = 0.0
        for at in range(start[i], start[i + 1]):
            redundant += share[i, ends[at]] * known[ends[at]]
            constraint[i] += (share[i, ends[at]] + reached[ends[at]]) ** 2
        size[i] = ties - redundant
    return constraint, size


@njit(cache=True)
def counted(weights, sectors):
    """Degrees of each node (either, in, out), ties both ways, pairs tied, pairs across sectors."""
    n = weights.shape[0]
    degrees = np.zeros((3, n))
    mutual = pairs = across = 0
    for i in range(n):
        for j in range(i):
            onto, back = weights[i, j] > 0, weights[j, i] > 0
            degrees[1, j] += onto
            degrees[2, i] += onto
            degrees[1, i] += back
            degrees[2, j] += back
            if onto or back:
                degrees[0, i] += 1
                degrees[0, j] += 1
                pairs += 1
                mutual += 2 if onto and back else 0
                across += sectors[i] != sectors[j]
    return degrees, mutual, pairs, across


@njit(cache=True)
def spread(values, most):
    """Freeman's centralisation: how far all fall behind the highest, of as far as they could."""
    if most <= 0:
        return np.nan
    highest = total = 0.0
    for value in values:
        highest = max(highest, value)
    for value in values:
        total += highest - value
    return total / most


@njit(cache=True)
def measured(weights, sectors):
    """All of it in one go: crossing into compiled code costs more than what a small network asks.

    Returns (ties, mutual, pairs, across), centralisation (degree, in, out, betweenness),
    betweenness, constraint, effective size, piece, brokerage.
    """
    n = len(weights)
    start, ends = neighbours(weights)
    degrees, mutual, pairs, across = counted(weights, sectors)
    middle = between(start, ends)
    if n > 2:
        middle /= (n - 1) * (n - 2)
    constraint, size = holes(weights + weights.T)
    central = np.array(
        [
            spread(degrees[0], (n - 1) * (n - 2)),
            spread(degrees[1], (n - 1) ** 2),
            spread(degrees[2], (n - 1) ** 2),
            spread(middle, n - 1 if n > 2 else 0),
        ]
    )
    counts = (len(ends), mutual, pairs, across)
    roles = brokers(start, ends, weights, sectors)
    return counts, central, middle, constraint, size, pieces(weights), roles
