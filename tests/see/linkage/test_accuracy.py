"""Precision, recall, F1 and their intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.see.linkage.accuracy import accuracy, difference, pair_counts, wilson


def test_wilson_equals_the_published_example():
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I: 81/263 and 0/20.
    found = wilson(81, 263)
    assert (round(found["lower"], 4), round(found["upper"], 4)) == (0.2553, 0.3662)
    assert wilson(0, 20)["lower"] == 0
    assert round(wilson(0, 20)["upper"], 4) == 0.1611
    assert wilson(20, 20)["upper"] == 1.0


def test_a_difference_equals_the_published_example():
    # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10: 56/70 and 48/80.
    found = difference(wilson(56, 70), wilson(48, 80))
    assert {k: round(v, 4) for k, v in found.items()} == {
        "value": 0.2, "lower": 0.0524, "upper": 0.3339,
    }  # fmt: skip


def test_nothing_tried_gives_no_figure():
    assert wilson(0, 0) == {"value": None, "lower": None, "upper": None}
    assert accuracy(0, 0, 0)["f1"]["value"] is None


def test_f1_is_the_harmonic_mean_and_lies_in_its_interval():
    told = accuracy(80, 10, 30)
    precision, recall = told["precision"]["value"], told["recall"]["value"]
    assert told["f1"]["value"] == pytest.approx(2 * precision * recall / (precision + recall))
    assert told["f1"]["lower"] < told["f1"]["value"] < told["f1"]["upper"]


def slow_counts(found, truth):
    right = wrong = missed = 0
    for i in range(len(found)):
        for j in range(i):
            same, true = found[i] == found[j], truth[i] == truth[j]
            right, wrong, missed = (
                right + (same and true),
                wrong + (same > true),
                missed + (same < true),
            )
    return right, wrong, missed


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=25))
def test_pairs_are_counted_as_one_by_one(rows):
    found, truth = np.array([r[0] for r in rows], int), np.array([r[1] for r in rows], int)
    assert pair_counts(found, truth) == slow_counts(found, truth)
