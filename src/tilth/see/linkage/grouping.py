"""Pairs into people by average linkage: two groups are joined while, of all the pairs between
them, more are expected right than wrong.

Joining at a threshold lets one wrong pair run two people together; the mean probability over all
pairs of two groups does not. Source: Sokal and Michener 1958, Univ Kansas Sci Bull 38:1409.
"""

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

EVEN = 0.5  # the mean probability below which two groups stay apart
LARGEST = 3_000  # rows grouped at once; more than these are first split where they join weakest


def components(rows, left, right):
    """Which part of the graph each row is in, shape (rows,)."""
    ones = np.ones(len(left), np.int8)
    graph = coo_matrix((ones, (left, right)), shape=(rows, rows))
    return connected_components(graph, directed=False)[1]


def parts_of(rows, left, right, bits, *, largest=LARGEST):
    """Rows that pairs more likely than not join, no part larger than `largest`.

    bits: log2 odds of each pair, shape (pairs,). Two groups that no such pair joins cannot
    average above even, so grouping each part alone loses nothing; a part too large to group is
    cut at twice the evidence, and again. Returns a part for each row, shape (rows,).
    """
    cut = np.zeros(rows)
    while True:
        kept = (bits > cut[left]) & (bits > cut[right])
        part = components(rows, left[kept], right[kept])
        large = np.bincount(part)[part] > largest
        if not large.any():
            return part
        cut[large] = np.maximum(2 * cut[large], 1.0)


def group(part, left, right, bits):
    """The group of each row by average linkage within its part, numbered by its first row.

    Pairs not given count as surely wrong. bits: log2 odds of each pair. part, and what is
    returned: shape (rows,).
    """
    found = np.arange(len(part))
    order = np.argsort(part, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(part[order]) != 0])
    inside = part[left] == part[right]
    left, right, bits = left[inside], right[inside], bits[inside]
    by_part = np.argsort(part[left], kind="stable")
    edges = np.searchsorted(part[left][by_part], part[order][starts])
    ends = np.r_[edges[1:], len(by_part)]
    for start, stop, a, b in zip(starts, np.r_[starts[1:], len(order)], edges, ends, strict=True):
        if stop - start > 1:
            at = by_part[a:b]
            members = order[start:stop]
            labels = _average(members, left[at], right[at], bits[at])
            first = np.full(labels.max() + 1, len(part))
            np.minimum.at(first, labels, members)
            found[members] = first[labels]
    return found


def _average(members, left, right, bits):
    size = len(members)
    apart = np.ones((size, size), np.float32)
    a, b = np.searchsorted(members, left), np.searchsorted(members, right)
    apart[a, b] = apart[b, a] = 1 - 1 / (1 + 2.0 ** -np.clip(bits, -60, 60))
    tree = linkage(apart[np.triu_indices(size, 1)], "average")
    return fcluster(tree, 1 - EVEN, "distance") - 1
