"""Quarters and years add up, and no penny is lost between them."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.agree.levels.days import Span, per_cent, quarter, quarters, within, year

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SUMS = st.decimals(0, 10_000_000, places=2)


def test_a_quarter_and_a_year_of_accounts_have_the_names_people_use():
    assert quarter(date(2026, 5, 14)) == Span(
        date(2026, 4, 1), date(2026, 6, 30), "April to June 2026"
    )
    assert quarter(date(2024, 2, 29)).last == date(2024, 3, 31)
    assert quarter(date(2025, 12, 31)).first == date(2025, 10, 1)
    assert year(date(2026, 3, 31)).name == "April 2025 to March 2026"
    assert year(date(2026, 4, 1)).first == date(2026, 4, 1)


def test_quarters_follow_each_other_without_a_gap():
    found = quarters(date(2023, 11, 5), date(2025, 2, 1))
    assert [one.name for one in found][:2] == [
        "October to December 2023", "January to March 2024",
    ]  # fmt: skip
    assert len(found) == 6
    for before, after in itertools.pairwise(found):
        assert after.first - before.last == timedelta(days=1)


def test_a_sum_over_a_year_counts_by_the_day():
    span = quarter(date(2025, 4, 1))
    assert within(Decimal(365), date(2025, 4, 1), date(2026, 3, 31), span) == 91
    assert within(Decimal(100), date(2025, 4, 1), None, span) == 100
    assert within(Decimal(100), date(2024, 4, 1), None, span) == 0
    with pytest.raises(ValueError, match="last day"):
        within(Decimal(1), date(2025, 4, 2), date(2025, 4, 1), span)


@settings(deadline=None)
@given(SUMS, DAYS, st.integers(0, 1500), DAYS)
def test_periods_side_by_side_add_up_to_the_whole(amount, since, days, split):
    until = since + timedelta(days=days)
    first, last = date(2019, 1, 1), date(2040, 1, 1)
    split = min(max(split, first), last)
    left = Span(first, split, "left")
    right = Span(split + timedelta(days=1), last, "right")
    parts = [within(amount, since, until, one) for one in (left, right)]
    assert sum(parts) == amount
    assert all(0 <= part <= amount for part in parts)


@settings(deadline=None)
@given(SUMS, DAYS, st.integers(0, 400), DAYS, st.integers(0, 400))
def test_a_part_is_what_its_days_give_within_a_penny(amount, since, days, first, length):
    until, last = since + timedelta(days=days), first + timedelta(days=length)
    span = Span(first, last, "some days")
    slow = sum(
        amount / (days + 1) for n in range(days + 1) if first <= since + timedelta(days=n) <= last
    )
    assert abs(within(amount, since, until, span) - Decimal(slow)) <= Decimal("0.011")


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(1, 8, "12.5"), (2, 3, "66.7"), (27, 90_000, "0.03"), (0, 5, "0.0"), (1, 0, None),
     (None, 5, None), (1, None, None)],
)  # fmt: skip
def test_a_share_is_told_to_a_tenth_and_a_little_is_not_nothing(part, whole, told):
    assert per_cent(part, whole) == (None if told is None else Decimal(told))
