"""Who is written to: once a day at most, never at weekends, and never about the same every day."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.meetings.reminding import Sent, Waiting, letters

MONDAY = datetime.date(2026, 3, 9)


def days(number):
    return datetime.timedelta(days=number)


def one(person="p", key="decision:D-001", by=None):
    return Waiting(person, key, "Speak", "/x/", by)


def sent(on, *keys, person="p"):
    return Sent(person, on, frozenset(keys or ("decision:D-001",)))


def test_something_new_is_told_once_in_one_letter():
    found = letters([one(), one(key="b")], [], on=MONDAY)
    assert [(letter.goes, letter.because) for letter in found] == [(True, "Something new waits.")]
    assert len(found[0].things) == 2


def test_nobody_is_written_to_twice_a_day_nor_at_weekends():
    again = letters([one(key="new")], [sent(MONDAY)], on=MONDAY)
    assert (again[0].goes, again[0].because) == (False, "They had a letter today.")
    for day in (5, 6):
        weekend = letters([one()], [], on=MONDAY + days(day))
        assert (weekend[0].goes, weekend[0].because) == (False, "It is the weekend.")
    assert letters([one(person="q")], [sent(MONDAY)], on=MONDAY)[0].goes


def test_the_same_thing_is_told_again_after_a_week_and_just_before_it_is_due():
    assert not letters([one()], [sent(MONDAY)], on=MONDAY + days(1))[0].goes
    assert letters([one()], [sent(MONDAY)], on=MONDAY + days(7))[0].because == (
        "It has waited for another week."
    )
    due = one(by=MONDAY + days(4))
    near = letters([due], [sent(MONDAY)], on=MONDAY + days(2))[0]
    assert (near.goes, near.because) == (True, "Something is due soon.")
    after = letters([due], [sent(MONDAY), sent(MONDAY + days(2))], on=MONDAY + days(3))[0]
    assert not after.goes


def test_what_is_due_first_stands_first():
    things = [one(key="a"), one(key="b", by=MONDAY + days(9)), one(key="c", by=MONDAY + days(1))]
    assert [t.key for t in letters(things, [], on=MONDAY)[0].things] == ["c", "b", "a"]


PEOPLE = st.sampled_from(("p", "q", "r"))
DAYS = st.integers(0, 40).map(lambda n: MONDAY + days(n))
WAITING = st.lists(st.builds(one, PEOPLE, st.sampled_from("abc"), st.none() | DAYS), max_size=9)


@given(WAITING)
def test_over_six_weeks_nobody_is_nagged(waiting):
    """Whoever presses all day sends each person few letters: of what is new, once a week, and
    once before each thing is due."""
    went = []
    for day in range(42):
        on = MONDAY + days(day)
        for _ in range(3):
            for letter in letters(waiting, went, on=on):
                if letter.goes:
                    went.append(Sent(letter.person, on, frozenset(t.key for t in letter.things)))
    assert all(one.on.weekday() < 5 for one in went)
    assert len({(one.person, one.on) for one in went}) == len(went)
    for person in {one.person for one in waiting}:
        due = {one.key for one in waiting if one.person == person and one.by}
        mine = [one for one in went if one.person == person]
        assert mine
        assert len(mine) <= 7 + len(due) * 3
