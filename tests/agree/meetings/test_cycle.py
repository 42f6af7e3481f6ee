"""How often a body meets, from words to days."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.meetings.cycle import Cycle, next_dates, read, term_ends

MARCH = datetime.date(2026, 3, 10)  # the second Tuesday of its month


@pytest.mark.parametrize(
    ("words", "cycle"),
    [
        ("every 2 months", Cycle(2, "month")),
        ("Every two  months", Cycle(2, "month")),
        ("every month", Cycle(1, "month")),
        ("monthly", Cycle(1, "month")),
        ("fortnightly", Cycle(2, "week")),
        ("every other week", Cycle(2, "week")),
        ("every 6 weeks", Cycle(6, "week")),
        ("quarterly", Cycle(3, "month")),
        ("every quarter", Cycle(3, "month")),
        ("twice a year", Cycle(6, "month")),
        ("every year", Cycle(12, "month")),
        ("the first Tuesday of every month", Cycle(1, "month", 1, 1)),
        ("last Friday of the month", Cycle(1, "month", -1, 4)),
        ("every 3 months on the second Monday", Cycle(3, "month", 2, 0)),
        ("when needed", None),
        ("every 0 months", None),
        ("every many months", None),
        ("", None),
    ],
)
def test_words_become_a_cycle_or_are_not_understood(words, cycle):
    """P-024: the meeting cycle of a body as data."""
    assert read(words) == cycle


def test_months_keep_the_weekday_of_the_last_meeting():
    days = next_dates(read("every 2 months"), MARCH, after=MARCH, count=3)
    assert [day.isoformat() for day in days] == ["2026-05-12", "2026-07-14", "2026-09-08"]
    later = next_dates(read("every 2 months"), MARCH, after=datetime.date(2026, 6, 1), count=1)
    assert later == [datetime.date(2026, 7, 14)]


def test_a_fifth_weekday_becomes_the_last_of_its_month():
    last = datetime.date(2026, 3, 31)
    assert next_dates(Cycle(1, "month"), last, after=last, count=2) == [
        datetime.date(2026, 4, 28), datetime.date(2026, 5, 26),
    ]  # fmt: skip


def test_weeks_and_named_days():
    assert next_dates(Cycle(2, "week"), MARCH, after=MARCH, count=1)[0].isoformat() == "2026-03-24"
    first = next_dates(read("first Tuesday of every month"), MARCH, after=MARCH, count=1)
    assert first == [datetime.date(2026, 4, 7)]


def test_a_term_ends_the_day_before_its_birthday():
    assert term_ends(datetime.date(2024, 4, 1), 3) == datetime.date(2027, 3, 31)
    assert term_ends(datetime.date(2024, 2, 29), 3) == datetime.date(2027, 2, 28)
    assert term_ends(datetime.date(2024, 2, 29), 4) == datetime.date(2028, 2, 28)


@given(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 1, 1)),
    st.integers(1, 12),
    st.sampled_from(("week", "month")),
)
def test_days_go_forward_on_one_weekday_and_never_stand_still(last, every, unit):
    days = next_dates(Cycle(every, unit), last, after=last, count=5)
    assert days == sorted(set(days))
    assert days[0] > last
    assert {day.weekday() for day in days} == {last.weekday()}
