"""Notice when a partner cuts or leaves: from which day it may bite, and who is told."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.agreements.clauses import Clauses
from tilth.agree.agreements.leaving import free_from
from tilth.agree.issues.notice import notice, too_early

TOLD = datetime.date(2026, 1, 1)
SIGNED = Clauses(parties=("charities", "council", "homes"), notice_days=90)


@pytest.mark.parametrize(
    ("days", "bites", "stays"),
    [(90, (2026, 4, 1), (2026, 3, 31)), (0, (2026, 1, 1), (2025, 12, 31)),
     (1, (2026, 1, 2), (2026, 1, 1))],
)  # fmt: skip
def test_from_which_day_less_may_be_given(days, bites, stays):
    found = notice(TOLD, Clauses(notice_days=days), "council")
    assert found.bites == datetime.date(*bites)
    assert found.stays_until == datetime.date(*stays)


def test_all_who_signed_and_all_who_are_given_to_are_told_but_who_tells():
    found = notice(TOLD, SIGNED, "council", receivers=["club", "homes", "council"])
    assert found.tell == ("charities", "club", "homes")


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1)), st.integers(0, 400),
       st.integers(-500, 500))  # fmt: skip
def test_it_is_too_early_exactly_before_the_last_day_as_before(told, days, after):
    found = notice(told, Clauses(notice_days=days), "council")
    last = told + datetime.timedelta(days=after)
    assert (too_early(found, last) == "") is (last >= found.stays_until)
    assert found.bites == free_from(Clauses(notice_days=days), told)


def test_too_early_is_told_in_words():
    assert too_early(notice(TOLD, SIGNED, "council"), TOLD) == (
        "Partners agreed 90 days of notice. Told on 1 January 2026, "
        "it can be less from 1 April 2026, not before"
    )
