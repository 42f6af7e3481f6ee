"""How promises stand, added up: everything counted once, the silent too, nobody ranked."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.commitments.promise import Promise
from tilth.agree.commitments.summing import BY, summary, upward
from tilth.agree.words import COMMITMENTS, LAYERS, PROMISES

TODAY = datetime.date(2026, 3, 31)
ONE = Promise("C-001", "Open", datetime.date(2026, 1, 1), made_by="Club", made_to="Charities")
some = st.builds(
    Promise,
    ref=st.text("C0123", max_size=4),
    words=st.just("Open"),
    made=st.dates(datetime.date(2023, 1, 1), TODAY),
    type=st.sampled_from(sorted(COMMITMENTS)),
    made_by=st.sampled_from(["Club", "Homes", "council"]),
    made_to=st.sampled_from(["", "Club", "Homes"]),
    layer=st.sampled_from(LAYERS),
    state=st.sampled_from(sorted(PROMISES)),
    due=st.none() | st.dates(datetime.date(2023, 1, 1), datetime.date(2027, 1, 1)),
    settled=st.none() | st.dates(datetime.date(2023, 1, 1), TODAY),
)


@given(st.lists(some, max_size=30), st.sampled_from(sorted(BY)))
def test_every_promise_is_counted_once_however_it_is_added_up(promises, by):
    rows = summary(promises, by, TODAY)
    assert sum(row.all for row in rows) == len(promises)
    for state in PROMISES:
        assert sum(row.states[state] for row in rows) == sum(p.state == state for p in promises)
    names = [row.name.lower() for row in rows]
    assert names == sorted(names)


@given(st.lists(some, max_size=20), st.randoms())
def test_the_order_they_come_in_says_nothing(promises, chance):
    mixed = list(promises)
    chance.shuffle(mixed)
    assert summary(mixed, "doer", TODAY) == summary(promises, "doer", TODAY)


def test_those_who_promised_nothing_are_told_too():
    rows = summary([ONE], "doer", TODAY, everyone=["Homes", "Club"])
    assert [(row.name, row.all) for row in rows] == [("Club", 1), ("Homes", 0)]


def test_what_is_late_quiet_or_not_acknowledged_is_counted():
    late = replace(ONE, due=datetime.date(2026, 2, 1))
    quiet = replace(ONE, made=datetime.date(2025, 1, 1))
    unseen = replace(ONE, state="kept", settled=TODAY)
    (row,) = summary([late, quiet, unseen], "doer", TODAY)
    assert (row.late, row.quiet, row.unseen) == (1, 1, 1)


def test_adding_up_by_something_else_is_refused():
    with pytest.raises(ValueError, match="colour"):
        summary([], "colour", TODAY)


def test_a_return_is_made_of_what_is_written_down_anyway():
    """P-110: record once, report many: rows for a wider layer, from the promises themselves."""
    since, until = datetime.date(2026, 1, 1), datetime.date(2026, 3, 31)
    before = replace(ONE, ref="C-0", made=datetime.date(2025, 1, 1), state="kept",
                     settled=datetime.date(2025, 6, 1))  # fmt: skip
    later = replace(ONE, ref="C-2", made=datetime.date(2026, 4, 1))
    kept_later = replace(ONE, ref="C-3", state="kept", settled=datetime.date(2026, 5, 1),
                         evidence="Seen in May")  # fmt: skip
    kept = replace(ONE, ref="C-4", state="kept", settled=until, evidence="Seen in March")
    rows = upward([before, ONE, later, kept_later, kept], since, until)
    told = [(row["ref"], row["state"], row["evidence"]) for row in rows]
    assert told == [
        ("C-001", "growing", ""),
        ("C-3", "growing", ""),
        ("C-4", "kept", "Seen in March"),
    ]


@given(st.lists(some, max_size=20))
def test_a_return_says_nothing_that_happened_after_its_days(promises):
    until = datetime.date(2025, 6, 30)
    for row in upward(promises, datetime.date(2025, 4, 1), until):
        assert row["made"] <= until
        assert row["settled"] is None or row["settled"] <= until
