"""What followed from what: order, numbers, words, and what is refused."""

import datetime

import pytest
from hypothesis import given

from tests.learn.ripples.growing import forests, some
from tilth.learn.ripples.forest import Node, faults, goes_round, one_line, outline, under

MARCH, MAY, JULY = (datetime.date(2026, month, 4) for month in (3, 5, 7))
WALK = Node(1, "We walked", MARCH, None, True, True)
TEA = Node(2, "Tea after it", MAY, 1, False, True)
RENT = Node(3, "The hall asks rent", MAY, 1, False, False)
CHOIR = Node(4, "A choir", JULY, 2)


def test_the_outline_follows_time_within_each_branch_and_numbers_it():
    lines = outline([CHOIR, RENT, TEA, WALK])
    assert [(one.number, one.depth, one.node.words) for one in lines] == [
        ("1", 0, "We walked"),
        ("1.1", 1, "Tea after it"),
        ("1.1.1", 2, "A choir"),
        ("1.2", 1, "The hall asks rent"),
    ]


def test_each_is_said_with_its_day_whether_planned_and_whether_good_in_words():
    assert outline([WALK, RENT])[1].said == (
        "The hall asks rent", "4 May 2026", "Not planned", "Bad",
    )  # fmt: skip
    assert outline([CHOIR])[0].said[2:] == (
        "Cannot tell if planned",
        "Cannot tell if good or bad",
    )


def test_a_circle_a_day_before_its_cause_and_a_lost_cause_are_refused():
    assert faults([WALK, TEA, RENT, CHOIR], MARCH) == []
    circle = [Node(1, "a", MARCH, 2), Node(2, "b", MARCH, 1)]
    assert faults(circle)[-1] == "Something cannot follow from itself"
    assert goes_round([Node(1, "a", MARCH, 1)])
    with pytest.raises(ValueError, match="follows from itself"):
        outline(circle)
    early = Node(5, "early", MARCH, 4)
    assert "which came later (4 July 2026)" in faults([WALK, TEA, CHOIR, early])[0]
    assert "was taken back" in faults([TEA])[0]
    assert "before all this began" in faults([WALK], MAY)[0]


def test_a_map_too_deep_or_too_full_says_so_and_no_line_turns_the_words_round():
    chain = [Node(at, "a", MARCH, at - 1 or None) for at in range(1, 42)]
    assert "more than 40 steps" in faults(chain)[0]
    assert faults(chain[:40]) == []
    assert "more than 500" in faults([Node(at, "a", MARCH) for at in range(501)])[0]
    assert one_line(" Tea\x01 and\ncake \u202eekac ") == "Tea and cake ekac"
    assert one_line("شاي") == "شاي"


def test_all_that_followed_lies_under_it():
    assert under([WALK, TEA, RENT, CHOIR], 2) == {2, 4}
    assert under([Node(1, "a", MARCH, 2), Node(2, "b", MARCH, 1)], 1) == {1, 2}


@some
@given(forests())
def test_every_ripple_is_once_in_the_outline_after_what_it_followed_from(nodes):
    lines = outline(nodes)
    place = {one.node.key: at for at, one in enumerate(lines)}
    assert sorted(place) == [node.key for node in nodes]
    assert all(node.after is None or place[node.after] < place[node.key] for node in nodes)
    assert len({one.number for one in lines}) == len(lines)
    assert faults(nodes) == []
