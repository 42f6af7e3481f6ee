"""Small counts of people are hidden, the rest rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.ground.disclosure import HIDDEN, shown


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, 0),
        (1, "*"),
        (7, "*"),
        (8, 10),
        (12, 10),
        (13, 15),
        (17, 15),
        (18, 20),
        (1_234_567, 1_234_565),
    ],
)
def test_DC_01_counts_of_1_to_7_are_hidden_and_others_go_to_the_nearest_5(count, said):
    assert shown(count) == said


def test_a_place_may_hide_and_round_more():
    assert shown(9, suppress_below=10) == HIDDEN
    assert shown(14, suppress_below=10, round_to=10) == 10
    assert shown(15, round_to=10) == 20


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="not negative"):
        shown(-1)


@given(st.integers(0, 10**9))
def test_DC_01_what_is_shown_is_zero_hidden_or_a_five_close_by(count):
    said = shown(count)
    if said == HIDDEN:
        assert 1 <= count <= 7
    else:
        assert said % 5 == 0
        assert abs(said - count) <= 2
        assert (said == 0) == (count == 0)
