"""Joining pairs into people, strongest first, never across a rule that keeps two people apart."""

import numpy as np
from numba import njit

JOINED, TOGETHER, TWO_NUMBERS, TWO_RECORDS, REJECTED = range(5)
REASONS = {
    TWO_NUMBERS: "would give one person two NHS numbers",
    TWO_RECORDS: "would give one person two records of a source that has one each",
    REJECTED: "was looked at and rejected",
}


class Clusters:
    """Who is joined to whom so far. A cluster is known by its first record, its root.

    nhs: a number for each record, -1 for none. single: a bit for each record's source, 0 where
    the source may hold a person twice. apart: pairs that people have said are two persons.
    """

    def __init__(self, nhs, single, apart=()):
        self.parent = np.arange(len(nhs), dtype=np.int32)
        self.nhs = np.array(nhs, np.int64)
        self.bits = np.array(single, np.int64)
        self.tier = np.zeros(len(nhs), np.int8)
        self.probability = np.ones(len(nhs))
        self.apart = np.array(list(apart), np.int32).reshape(-1, 2)
        self.watched = np.zeros(len(nhs), np.bool_)
        self.watched[self.apart.ravel()] = True

    def join(self, left, right, *, tier, probability=1.0):
        """Join pairs in the order given; return for each pair what became of it.

        left, right: record numbers, shape (pairs,). tier: what to note of whoever is joined.
        probability: one, or shape (pairs,). Returns JOINED, TOGETHER (already), or why not.
        """
        left, right = np.asarray(left, np.int32), np.asarray(right, np.int32)
        chance = np.broadcast_to(np.asarray(probability, float), left.shape)
        state = (self.parent, self.nhs, self.bits, self.tier, self.probability, self.watched)
        return _join(left, right, tier, np.ascontiguousarray(chance), *state, self.apart)

    def could_join(self, left, right):
        """Whether each pair is apart and no rule keeps it so; nothing is joined."""
        roots = self.labels()
        a, b = roots[np.asarray(left, np.int64)], roots[np.asarray(right, np.int64)]
        numbers = (self.nhs[a] >= 0) & (self.nhs[b] >= 0) & (self.nhs[a] != self.nhs[b])
        kept = {tuple(sorted(pair)) for pair in roots[self.apart].tolist()}
        rejected = [
            tuple(sorted(pair)) in kept for pair in zip(a.tolist(), b.tolist(), strict=True)
        ]
        free = (a != b) & ~numbers & ((self.bits[a] & self.bits[b]) == 0)
        return free & ~np.array(rejected, bool)

    def labels(self):
        """The root of each record: the least record number of its cluster, shape (records,)."""
        return _labels(self.parent)


@njit(cache=True)
def _root(parent, i):
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


@njit(cache=True)
def _kept_apart(parent, apart, a, b):
    for k in range(apart.shape[0]):
        p, q = _root(parent, apart[k, 0]), _root(parent, apart[k, 1])
        if (p == a and q == b) or (p == b and q == a):
            return True
    return False


@njit(cache=True)
def _join(left, right, tier, chance, parent, nhs, bits, tiers, chances, watched, apart):
    fate = np.zeros(left.size, np.int8)
    for k in range(left.size):
        a, b = _root(parent, left[k]), _root(parent, right[k])
        if a == b:
            fate[k] = TOGETHER
        elif nhs[a] >= 0 and nhs[b] >= 0 and nhs[a] != nhs[b]:
            fate[k] = TWO_NUMBERS
        elif bits[a] & bits[b]:
            fate[k] = TWO_RECORDS
        elif watched[a] and watched[b] and _kept_apart(parent, apart, a, b):
            fate[k] = REJECTED
        else:
            keep, move = min(a, b), max(a, b)
            parent[move] = keep
            nhs[keep] = max(nhs[keep], nhs[move])
            bits[keep] |= bits[move]
            watched[keep] |= watched[move]
            tiers[move] = tier
            chances[move] = chance[k]
    return fate


@njit(cache=True)
def _labels(parent):
    found = np.empty_like(parent)
    for i in range(parent.size):
        found[i] = _root(parent, i)
    return found
