"""How old data are, and what groups are called, in plain words."""

import datetime

import pytest

from tilth.web.see.words import age_of, day_said, group_said

DAY = datetime.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "up to date"),
        (1, "1 day old"),
        (13, "13 days old"),
        (14, "2 weeks old"),
        (60, "2 months old"),
        (730, "2 years old"),
    ],
)
def test_an_age_is_said_in_the_unit_people_would_use(days, words):
    assert age_of(DAY - datetime.timedelta(days), "year", DAY)["words"] == words


def test_a_source_is_late_once_half_a_turn_over_what_was_agreed_has_gone_by():
    assert not age_of(DAY - datetime.timedelta(46), "month", DAY)["late"]
    assert age_of(DAY - datetime.timedelta(47), "month", DAY)["late"]


def test_a_source_whose_files_name_no_day_is_not_called_late():
    assert age_of(None, "month", DAY) == {"words": "its files name no day", "late": False}


def test_groups_are_said_as_people_say_them():
    assert group_said("00-17", "age") == "0 to 17"
    assert group_said("80-200", "age") == "80 and over"
    assert group_said("1", "imd_quintile") == "most deprived fifth"
    assert group_said("unknown", "sex") == "not known"
    assert group_said("female", "sex") == "Female"


def test_a_day_is_said_with_its_month_in_words():
    assert day_said("2026-05-14") == day_said(datetime.date(2026, 5, 14)) == "14 May 2026"
