"""Joining keeps apart whom it must, and does not depend on the order records come in."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.see.linkage.clusters import (
    JOINED,
    REJECTED,
    TOGETHER,
    TWO_NUMBERS,
    TWO_RECORDS,
    Clusters,
)

SMALL = 12
GRAPHS = st.lists(st.tuples(st.integers(0, SMALL - 1), st.integers(0, SMALL - 1)), max_size=40)
NUMBERS = st.lists(st.sampled_from([-1, -1, 5, 6, 7]), min_size=SMALL, max_size=SMALL)
BITS = st.lists(st.sampled_from([0, 0, 1, 2]), min_size=SMALL, max_size=SMALL)


def fates(clusters, pairs, **more):
    left, right = zip(*pairs, strict=True)
    return clusters.join(left, right, tier=1, **more).tolist()


def test_each_pair_is_told_what_became_of_it():
    clusters = Clusters([5, -1, 6, -1, -1], [0, 1, 0, 1, 0], apart=[(0, 4)])
    pairs = [(0, 1), (1, 0), (1, 2), (1, 3), (0, 4)]
    assert fates(clusters, pairs) == [JOINED, TOGETHER, TWO_NUMBERS, TWO_RECORDS, REJECTED]
    assert clusters.labels().tolist() == [0, 0, 2, 3, 4]


def test_a_rejected_pair_stays_apart_through_a_third():
    clusters = Clusters([-1] * 3, [0] * 3, apart=[(0, 2)])
    assert fates(clusters, [(0, 1), (1, 2)]) == [JOINED, REJECTED]


def test_whoever_is_joined_later_carries_the_tier_and_the_chance():
    clusters = Clusters([-1] * 3, [0] * 3)
    fates(clusters, [(2, 1), (1, 0)], probability=[0.9, 0.8])
    assert clusters.tier.tolist() == [0, 1, 1]
    assert clusters.probability.tolist() == [1.0, 0.8, 0.9]


def test_could_join_asks_and_joins_nothing():
    clusters = Clusters([5, 6, -1, -1, -1], [0, 0, 1, 1, 0], apart=[(0, 4)])
    pairs = ([0, 0, 2, 0, 2], [1, 2, 3, 4, 4])
    assert clusters.could_join(*pairs).tolist() == [False, True, False, False, True]
    assert clusters.labels().tolist() == [0, 1, 2, 3, 4]


def slow_join(pairs, numbers, bits, apart):
    """One set at a time, every rule checked on all its members."""
    groups = [{i} for i in range(len(numbers))]
    for a, b in pairs:
        one, other = (next(g for g in groups if i in g) for i in (a, b))
        both = one | other
        known = {numbers[i] for i in both} - {-1}
        single = [bits[i] for i in both if bits[i]]
        if one is other or len(known) > 1 or len(single) != len(set(single)):
            continue
        if any({p, q} <= both for p, q in apart):
            continue
        groups = [g for g in groups if g not in (one, other)] + [both]
    return sorted(sorted(g) for g in groups)


@settings(max_examples=150, deadline=None)
@given(pairs=GRAPHS, numbers=NUMBERS, bits=BITS, apart=GRAPHS.map(lambda g: g[:3]))
def test_joining_equals_its_slow_twin_and_breaks_no_rule(pairs, numbers, bits, apart):
    apart = [(a, b) for a, b in apart if a != b]
    clusters = Clusters(numbers, bits, apart)
    if pairs:
        fates(clusters, pairs)
    labels = clusters.labels()
    found = sorted(np.flatnonzero(labels == root).tolist() for root in set(labels.tolist()))
    assert found == slow_join(pairs, numbers, bits, apart)
    assert all(min(members) in members and labels[members[0]] == members[0] for members in found)
