"""Cycles: quarters, or longer where a body meets seldom. P-045."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.balance import cycle_of, cycles, years

MEETS = ("", "monthly", "every 2 months", "quarterly", "every 6 months", "twice a year", "yearly")
days = st.dates(datetime.date(2019, 1, 1), datetime.date(2031, 12, 31))


@pytest.mark.parametrize(
    ("meets", "key", "title", "until"),
    [
        ("the first Tuesday of every month", "2026-Q2", "April to June 2026", (2026, 6, 30)),
        ("every 2 weeks", "2026-Q2", "April to June 2026", (2026, 6, 30)),
        ("quarterly", "2026-Q2", "April to June 2026", (2026, 6, 30)),
        ("every 6 months", "2026-H1", "January to June 2026", (2026, 6, 30)),
        ("yearly", "2026", "The whole of 2026", (2026, 12, 31)),
        ("when needed", "2026-Q2", "April to June 2026", (2026, 6, 30)),
    ],
)
def test_P_045_a_cycle_is_as_long_as_the_body_meets_often(meets, key, title, until):
    """P-045: the balance is told after every meeting cycle."""
    found = cycle_of(datetime.date(2026, 5, 14), meets)
    assert (found.key, found.title, found.until) == (key, title, datetime.date(*until))


@given(days, st.sampled_from(MEETS))
def test_a_day_lies_in_its_cycle_and_in_no_other(day, meets):
    found = cycle_of(day, meets)
    assert found.holds(day)
    assert not cycle_of(found.until + datetime.timedelta(days=1), meets).holds(day)
    assert cycle_of(found.since, meets) == cycle_of(found.until, meets) == found


@given(days, days, st.sampled_from(MEETS))
def test_cycles_follow_each_other_without_a_gap(one, other, meets):
    first, last = sorted((one, other))
    found = cycles(first, last, meets)
    assert found[0].holds(first)
    assert found[-1].holds(last)
    for before, after in itertools.pairwise(found):
        assert after.since == before.until + datetime.timedelta(days=1)
    assert len({one.key for one in found}) == len(found)


def test_nothing_lies_in_a_cycle_without_a_day():
    assert not cycle_of(datetime.date(2026, 5, 14)).holds(None)


def test_years_and_all_of_them_are_longer_stretches():
    found = years(datetime.date(2024, 6, 7), datetime.date(2026, 3, 31))
    assert [one.key for one in found] == ["2024", "2025", "2026", "all"]
    assert found[-1].title == "All since June 2024"
    assert found[-1].holds(datetime.date(2025, 1, 1))
