"""What is late and what is quiet is said in words."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.commitments.promise import Promise
from tilth.agree.commitments.telling import late, quiet, span, told

TODAY = datetime.date(2026, 3, 31)
MADE = datetime.date(2026, 3, 1)
ONE = Promise("C-001", "Open the hall", MADE, made_by="Club", made_to="Charities")


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ["no day is set"]),
        ({"due": day("2026-03-10")}, ["should have been done 3 weeks ago"]),
        ({"due": TODAY}, ["due today"]),
        ({"due": day("2026-04-02")}, ["due in 2 days"]),
        ({"due": day("2026-06-02")}, []),
        ({"due": day("2027-01-01"), "made": day("2025-03-01")},
         ["nobody has said how it goes for 13 months"]),
        ({"due": day("2027-01-01"), "made": day("2025-03-01"), "told": day("2026-03-30")}, []),
        ({"state": "asked", "due": day("2026-06-02")}, ["Charities has not answered for 4 weeks"]),
        ({"state": "asked", "due": day("2026-06-02"), "made_to": ""},
         ["nobody has taken it up for 4 weeks"]),
        ({"state": "asked", "due": day("2026-06-02"), "made": TODAY}, ["asked today"]),
        ({"state": "kept", "settled": TODAY}, ["not yet acknowledged by Charities"]),
        ({"state": "kept", "settled": TODAY, "seen": TODAY}, []),
        ({"state": "kept", "settled": TODAY, "made_to": ""}, []),
        ({"state": "declined", "settled": TODAY}, []),
        ({"state": "let go", "settled": TODAY, "due": day("2026-01-01")},
         ["not yet acknowledged by Charities"]),
    ],
)  # fmt: skip
def test_what_a_reader_should_know_is_told(fields, said):
    assert told(replace(ONE, **fields), TODAY) == said


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (59, "8 weeks"), (60, "2 months"),
     (729, "24 months"), (730, "2 years"), (1500, "4 years")],
)  # fmt: skip
def test_a_span_is_told_in_the_unit_people_use(days, words):
    assert span(days) == words


@given(st.dates(day("2024-01-01"), day("2027-01-01")), st.integers(1, 400))
def test_what_is_late_stays_late_until_it_is_settled(today, more):
    one = replace(ONE, due=day("2025-06-01"))
    if late(one, today):
        assert late(one, today + datetime.timedelta(days=more))
    assert not late(replace(one, state="kept", settled=today), today)


def test_an_ask_is_done_by_whom_it_is_put_to_and_an_offer_by_its_maker():
    for type, doer in (("commitment", "Club"), ("offer", "Club"), ("ask", "Charities"),
                       ("recommendation", "Charities")):  # fmt: skip
        one = replace(ONE, type=type)
        assert one.doer == doer
        assert {one.doer, one.receiver} == {"Club", "Charities"}


def test_a_word_ends_the_quiet():
    silent = replace(ONE, made=day("2025-01-01"))
    assert quiet(silent, TODAY)
    assert not quiet(replace(silent, told=TODAY), TODAY)
