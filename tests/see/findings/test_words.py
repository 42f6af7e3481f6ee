"""Numbers in plain words say what the interval bears."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.see.findings.words import compare, counted, direction, listed, one_in, sentence

shares = st.floats(0.0001, 0.9999)


@pytest.mark.parametrize(
    ("share", "lower", "upper", "said"),
    [
        (0.142, 0.129, 0.156, "about 1 in 7"),
        (0.25, 0.24, 0.26, "about 1 in 4"),
        (0.667, 0.6, 0.7, "about 2 in 3"),
        (0.35, 0.349, 0.351, None),  # no simple share lies in so narrow an interval
        (0.0, 0.0, 0.01, None),
        (1.0, 0.9, 1.0, None),
        (math.nan, 0.1, 0.2, None),
        (0.3, None, None, None),
    ],
)
def test_a_share_is_said_as_people_say_it_or_not_at_all(share, lower, upper, said):
    assert one_in(share, lower, upper) == said


@given(shares, st.floats(0, 0.2), st.floats(0, 0.2))
def test_a_simple_share_always_lies_in_its_interval(share, below, above):
    lower, upper = max(0.0, share - below), min(1.0, share + above)
    said = one_in(share, lower, upper)
    if said:
        top, bottom = (int(word) for word in said.removeprefix("about ").split(" in "))
        assert lower <= top / bottom <= upper
        assert abs(top / bottom - share) <= share / 10


@given(st.floats(-50, 50), st.floats(0, 20), st.floats(-50, 50))
def test_higher_and_lower_are_said_only_of_whole_intervals(lower, width, whole):
    upper, word = lower + width, compare(lower, lower + width, whole)
    assert (word == "higher") == (lower > whole)
    assert (word == "lower") == (upper < whole)
    assert (word == "similar") == (lower <= whole <= upper)


def test_without_an_interval_nobody_can_tell():
    assert compare(None, 3, 2) == compare(1, math.nan, 2) == compare(1, 3, None) == "cannot tell"


@pytest.mark.parametrize(
    ("compared", "better", "said"),
    [
        ("higher", "higher", "better"),
        ("higher", "lower", "worse"),
        ("lower", "lower", "better"),
        ("higher", "neither", ""),
        ("similar", "lower", ""),
        ("cannot tell", "higher", ""),
    ],
)
def test_better_and_worse_need_a_direction(compared, better, said):
    assert direction(compared, better) == said


def test_names_and_counts_are_said_as_in_a_sentence():
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert counted(1, "area") == "1 area"
    assert counted(1200, "person", "people") == "1,200 people"
    assert sentence(" one thing ") == "One thing."
    assert sentence("is it?") == "Is it?"
