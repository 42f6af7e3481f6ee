"""Krippendorff's alpha: the published examples, a slow obvious twin, and laws."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.learn.coding.agreement import alpha, alpha_with_interval

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability. A: two coders, binary, 10 units.
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
# B: two coders, nominal, 12 units.
BEN = list("aabbdcccedda")
GERRY = list("babbbccceddd")
# C: four coders, 12 units, some missing.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def by_unit(*coders):
    return [[v for v in unit if v is not None] for unit in zip(*coders, strict=True)]


def slow(units):
    """From the definition: disagreement of every pair within units, over that of all pairs."""
    units = [unit for unit in units if len(unit) >= 2]
    everything = [value for unit in units for value in unit]
    n = len(everything)
    if n == 0:
        return None
    within = 0.0
    for unit in units:
        for a, b in itertools.permutations(range(len(unit)), 2):
            within += (unit[a] != unit[b]) / (len(unit) - 1)
    across = sum(x != y for x, y in itertools.permutations(everything, 2))
    return None if across == 0 else 1 - (within / n) / (across / (n * (n - 1)))


def test_two_coders_and_two_values_give_the_published_alpha():
    assert alpha(by_unit(MEG, OWEN)) == pytest.approx(0.095, abs=0.0005)


def test_two_coders_and_five_values_give_the_published_alpha():
    assert alpha(by_unit(BEN, GERRY)) == pytest.approx(0.692, abs=0.0005)


def test_four_coders_with_values_missing_give_the_published_alpha():
    assert alpha(by_unit(*FOUR)) == pytest.approx(0.743, abs=0.0005)


@given(st.lists(st.lists(st.integers(0, 3), max_size=5), max_size=12))
@settings(max_examples=80, deadline=None)
def test_it_equals_its_definition_and_never_passes_one(units):
    quick, obvious = alpha(units), slow(units)
    assert (quick is None) == (obvious is None)
    if quick is not None:
        assert quick == pytest.approx(obvious)
        assert quick <= 1 + 1e-12
        renamed = [[{0: "w", 1: "x", 2: "y", 3: "z"}[v] for v in unit[::-1]] for unit in units]
        assert alpha(renamed) == pytest.approx(quick)


def test_complete_agreement_is_one_and_one_value_alone_says_nothing():
    assert alpha([[0, 0], [1, 1], [0, 0]]) == 1
    told = alpha_with_interval([[0, 0], [0, 0]], rng=np.random.default_rng(1))
    assert (told.value, told.lower, told.units, told.same) == (None, None, 2, True)
    assert alpha([]) is None
    none = alpha_with_interval([[1], []], rng=np.random.default_rng(1))
    assert (none.value, none.units, none.same) == (None, 0, False)


def test_the_interval_holds_the_true_alpha_as_often_as_it_says():
    """Two coders who agree by rule with a chance: alpha over very many units is the truth."""
    rng = np.random.default_rng(7)

    def coded(units):
        truth = rng.random(units) < 0.4
        seen = [np.where(rng.random(units) < 0.85, truth, rng.random(units) < 0.4) for _ in "ab"]
        return by_unit(*(one.astype(int).tolist() for one in seen))

    truth = alpha(coded(200_000))
    held = 0
    for _ in range(60):
        told = alpha_with_interval(coded(120), rng=rng, draws=300)
        held += told.lower <= truth <= told.upper
        assert told.lower <= told.value <= told.upper
        assert told.enough
    assert held >= 52


def test_what_belongs_to_one_story_is_drawn_together():
    """Ten stories that each say the same ten times tell no more than ten."""
    rng = np.random.default_rng(3)
    apart = [[int(a), int(b)] for a, b in rng.integers(0, 2, size=(30, 2))]
    units = [unit for unit in apart for _ in range(10)]
    names = [number for number in range(30) for _ in range(10)]
    alone = alpha_with_interval(units, rng=np.random.default_rng(5))
    whole = alpha_with_interval(units, rng=np.random.default_rng(5), within=names)
    assert (alone.units, whole.units) == (300, 30)
    assert whole.upper - whole.lower > 2 * (alone.upper - alone.lower)
    assert not whole.enough


def test_the_same_seed_gives_the_same_interval():
    units = by_unit(*FOUR)
    one, other = (alpha_with_interval(units, rng=np.random.default_rng(9)) for _ in "ab")
    assert one == other
    assert one.lower < 0.743 < one.upper
