"""Average linkage: one wrong pair does not run two people together."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.see.linkage.grouping import components, group, parts_of


def grouped(rows, pairs, **more):
    left, right, bits = (np.array(v) for v in zip(*pairs, strict=True))
    part = parts_of(rows, left, right, bits, **more)
    return group(part, left, right, bits).tolist()


def clique(rows, bits):
    return [(a, b, bits) for a in rows for b in rows if a < b]


def test_one_likely_pair_between_two_people_does_not_join_them():
    pairs = [*clique((0, 1, 2), 9.0), *clique((3, 4, 5), 9.0), (2, 3, 9.0)]
    assert grouped(6, pairs) == [0, 0, 0, 3, 3, 3]


def test_two_halves_most_of_whose_pairs_agree_are_joined():
    pairs = [*clique((0, 1, 2, 3), 9.0)]
    pairs[2] = (0, 3, -9.0)
    assert grouped(4, pairs) == [0, 0, 0, 0]


def test_a_part_too_large_is_cut_where_it_is_weakest():
    pairs = [*clique((0, 1, 2), 9.0), *clique((3, 4, 5), 9.0), (2, 3, 0.5)]
    left, right, bits = (np.array(v) for v in zip(*pairs, strict=True))
    assert parts_of(6, left, right, bits, largest=4).tolist() == [0, 0, 0, 1, 1, 1]


def test_components_leave_the_lonely_alone():
    assert components(4, np.array([0]), np.array([2])).tolist() == [0, 1, 0, 2]


def slow_group(rows, pairs):
    """Join the two groups with the greatest mean chance, while it is at least even."""
    chance = {frozenset(p[:2]): 1 / (1 + 2.0 ** -p[2]) for p in pairs}
    groups = [{i} for i in range(rows)]

    def mean(a, b):
        return sum(chance.get(frozenset((x, y)), 0.0) for x in a for y in b) / (len(a) * len(b))

    while len(groups) > 1:
        best, one, other = max(
            ((mean(a, b), m, n) for n, b in enumerate(groups) for m, a in enumerate(groups[:n])),
            key=lambda found: found[0],
        )
        if best < 0.5:
            break
        groups[one] |= groups.pop(other)
    return sorted(sorted(g) for g in groups)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_grouping_equals_its_slow_twin(data):
    rows = data.draw(st.integers(2, 7))
    every = [(a, b) for a in range(rows) for b in range(a + 1, rows)]
    # Distinct chances, none at exactly even: ties may be broken either way.
    bits = data.draw(st.permutations(np.linspace(-6.1, 6.3, len(every)).tolist()))
    pairs = [(*pair, b) for pair, b in zip(every, bits, strict=True)]
    labels = grouped(rows, pairs)
    found = sorted([i for i in range(rows) if labels[i] == root] for root in set(labels))
    assert found == slow_group(rows, pairs)
