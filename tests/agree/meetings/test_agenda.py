"""Agendas as values: they add up, what is too long is said, what needs deciding comes first."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.meetings.agenda import Planned, in_words, ordered, set_by, timing

TEN, NOON = datetime.time(10), datetime.time(12)
ITEMS = st.lists(
    st.builds(
        Planned,
        st.integers(1, 999),
        st.sampled_from(("decide", "discuss", "review", "note", "other")),
        st.none() | st.integers(1, 120),
        st.none() | st.dates(),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


def test_times_follow_one_another_until_one_is_not_known():
    items = [Planned(1, minutes=30), Planned(2), Planned(3, minutes=15)]
    told = timing(items, TEN, NOON)
    assert told.begins == {1: TEN, 2: datetime.time(10, 30), 3: None}
    assert (told.planned, told.there_is, told.over, told.untimed) == (45, 120, 0, 1)
    assert "1 item has no time given, so the rest is a guess." in told.said


def test_what_is_too_long_and_what_is_free_is_said():
    long = timing([Planned(1, minutes=150)], TEN, NOON)
    assert long.said == (
        "The items take 2 hours 30 minutes. That is 30 minutes more than the 2 hours there are."
    )
    short = timing([Planned(1, minutes=60)], TEN, NOON)
    assert short.said == "The items take 1 hour. That leaves 1 hour free."
    assert timing([Planned(1, minutes=120)], TEN, NOON).said == "The items take 2 hours."
    assert "not written down" in timing([Planned(1)], TEN).said


def test_a_meeting_may_end_after_midnight():
    told = timing([Planned(1, minutes=90), Planned(2, minutes=30)], datetime.time(23), TEN)
    assert told.there_is == 11 * 60
    assert told.begins[2] == datetime.time(0, 30)


def test_minutes_in_words():
    assert [in_words(n) for n in (0, 1, 45, 60, 61, 150)] == [
        "0 minutes", "1 minute", "45 minutes", "1 hour", "1 hour 1 minute", "2 hours 30 minutes",
    ]  # fmt: skip


def test_who_set_the_agenda_is_counted_by_name_and_nobody_last():
    assert set_by(["b", None, "A", "b"]) == [("A", 1), ("b", 2), (None, 1)]


@given(ITEMS)
def test_the_sum_is_the_sum_and_nothing_overruns_that_fits(items):
    told = timing(items, TEN, NOON)
    assert told.planned == sum(one.minutes or 0 for one in items)
    assert told.over == max(0, told.planned - 120)
    assert set(told.begins) == {one.key for one in items}


@given(ITEMS)
def test_order_keeps_every_item_and_puts_decisions_first(items):
    found = ordered(items)
    assert sorted(one.key for one in found) == sorted(one.key for one in items)
    kinds = [one.type == "decide" for one in found]
    assert kinds == sorted(kinds, reverse=True)
    assert ordered(found) == found
    decided = [one for one in items if one.type == "note" and one.closes is None]
    assert [one for one in found if one in decided] == decided
