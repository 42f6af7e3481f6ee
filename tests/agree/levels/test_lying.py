"""Where a function lies on a day: with whoever received it last, and what others kept."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agree.levels.making import CANAL, FROM, PITS, PLACE, SYSTEM, named, passed
from tilth.agree.levels.lying import chain, functions, holdings
from tilth.agree.levels.values import Where

NOW = date(2026, 3, 1)


def told(passed_on, day=NOW, said=()):
    """(who, pounds, keeps a part) of each holding."""
    found = holdings(passed_on, said, day)
    return [(one.where.slug, one.cash, one.part) for one in found]


def test_a_function_passed_on_lies_with_who_received_it():
    assert told([passed("G-001", SYSTEM, PLACE, 100)]) == [("place", 100, False)]


def test_before_it_was_passed_on_and_after_it_was_taken_back_it_lies_where_it_came_from():
    one = [passed("G-001", SYSTEM, PLACE, 100, until=date(2025, 3, 31))]
    assert told(one, date(2024, 3, 31)) == [("system", 100, False)]
    assert told(one, date(2025, 3, 31)) == [("place", 100, False)]
    assert told(one, date(2025, 4, 1)) == [("system", 100, False)]


def test_P_149_a_place_that_passes_a_part_to_a_neighbourhood_keeps_the_rest():
    """P-149."""
    both = [passed("G-001", SYSTEM, PLACE, 100), passed("G-002", PLACE, PITS, 30)]
    assert told(both) == [("pits", 30, False), ("place", 70, True)]
    rows = chain(both, NOW)
    assert rows == [
        {
            "function": "Falls",
            "path": "System board > Place board > Old Pits team",
            "layers": "system > place > neighbourhood",
            "steps": 2,
            "cash": 30,
            "by": "G-001, G-002",
        }
    ]


def test_a_place_that_passes_all_of_it_on_keeps_nothing():
    both = [passed("G-001", SYSTEM, PLACE, 100), passed("G-002", PLACE, PITS, 100)]
    assert told(both) == [("pits", 100, False)]
    unknown = [passed("G-001", SYSTEM, PLACE), passed("G-002", PLACE, PITS, 100)]
    assert told(unknown) == [("pits", 100, False)]


def test_what_one_neighbourhood_gave_back_lies_with_the_place_again():
    two = [
        passed("G-001", PLACE, PITS, 40),
        passed("G-002", PLACE, CANAL, 30, until=date(2025, 3, 31)),
    ]
    assert told(two) == [("pits", 40, False), ("place", 30, True)]


def test_a_body_that_takes_the_place_of_another_leaves_nothing_behind():
    other = Where("new", "New Old Pits team", "neighbourhood", "PITS")
    two = [
        passed("G-001", PLACE, PITS, 40, until=date(2025, 1, 1)),
        passed("G-002", PLACE, other, 40, since=date(2025, 9, 1)),
    ]
    assert told(two) == [("new", 40, False)]


def test_what_is_written_to_stay_stays():
    assert told([passed("G-001", SYSTEM, SYSTEM, 50)]) == [("system", 50, False)]


def test_a_function_an_agreement_names_lies_with_its_body_and_its_money_is_not_known():
    assert told([], said=[named("Winter")]) == [("place", None, False)]
    assert told([], said=[named("Winter", until=date(2025, 1, 1))]) == []
    assert told([], said=[named("Winter", body=None)]) == []


def test_a_body_that_stands_no_more_holds_nothing():
    gone = Where("gone", "Gone board", "place", until=date(2025, 1, 1))
    assert told([passed("G-001", SYSTEM, gone, 100)]) == []


def test_the_money_of_a_day_is_that_of_the_terms_of_the_day():
    one = [passed("G-001", SYSTEM, PLACE, [(FROM, 100), (date(2025, 4, 1), 60)])]
    assert told(one, date(2025, 3, 31))[0][1] == 100
    assert told(one, date(2025, 4, 1))[0][1] == 60


def test_spacing_and_capitals_do_not_make_another_function():
    some = [passed("G-002", PLACE, PITS, function="falls  Prevention"),
            passed("G-001", SYSTEM, PLACE, function="Falls prevention")]  # fmt: skip
    assert functions(some, [named("FALLS PREVENTION")]) == {"falls prevention": "Falls prevention"}


def test_bodies_passing_a_function_round_in_a_ring_do_not_hang():
    ring = [passed("G-001", PLACE, PITS, 5), passed("G-002", PITS, PLACE, 5)]
    assert [row["steps"] for row in chain(ring, NOW)] == [1]
    assert told(ring) == []


def test_terms_and_days_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        passed("G-001", SYSTEM, PLACE, -1)
    with pytest.raises(ValueError, match="ends before"):
        passed("G-001", SYSTEM, PLACE, 1, until=date(2020, 1, 1))
    with pytest.raises(ValueError, match="no terms"):
        passed("G-001", SYSTEM, PLACE, [])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_no_pound_is_lost_or_made_on_the_way_down(shares):
    """However much each body passes on, what all of them hold is what came in at the top."""
    bodies = [Where(f"b{n}", f"Body {n}", "place") for n in range(len(shares) + 1)]
    cash, links = Decimal(1000), []
    for n, share in enumerate(shares):
        cash = cash * share / 100 if n else cash
        links.append(passed(f"G-{n}", bodies[n], bodies[n + 1], cash))
    assert sum(one.cash for one in holdings(links, (), NOW)) == 1000
