"""The inner loops on a handful of people: compiled and as plain Python, the same."""

import numpy as np
import pytest

from tilth.store.needs import kernels, passing
from tilth.store.needs.kernels import NEVER, NO, UNKNOWN, UNSURE, YES
from tilth.store.needs.telling import People

NAN = np.nan
RUNS_OVER = pytest.mark.filterwarnings("ignore:overflow encountered")  # and is meant to
IDS = np.array([2, 5, 9], np.int64)
STARTS = np.array([0, 4, 4, 6], np.int32)  # the first has four events, the second none
DAYS = np.array([1, 3, 3, 8, 2, 9], np.int32)
VALUES = np.array([4.0, 7.0, 6.5, NAN, NAN, NAN])


@pytest.fixture(params=["compiled", "plain"])
def run(request):
    """A loop by its name, compiled or as it is written."""

    def run(name, *given):
        loop = getattr(passing if hasattr(passing, name) else kernels, name)
        return (loop if request.param == "compiled" else loop.py_func)(*given)

    return run


def windows(run, low, high):
    first, last = (np.empty((len(low), 3), np.int32) for _ in range(2))
    run("windows", STARTS, DAYS, np.array(low, np.int32), np.array(high, np.int32), first, last)
    return first, last


def test_events_of_people_nobody_knows_are_left_out(run):
    person, starts = np.array([1, 2, 2, 3, 9, 11], np.int64), np.zeros(4, np.int32)
    assert run("thread", person, IDS, starts, 0, 0) == (3, 3)
    assert starts.tolist() == [0, 2, 2, 3]
    kept = np.zeros(3, np.int32)
    assert run("keep", person, IDS, 0, np.arange(6, dtype=np.int32), kept, 0) == 3
    assert kept.tolist() == [1, 2, 4]
    place = np.empty(6, np.int64)
    run("places", person, IDS, place)
    assert place.tolist() == [-1, 0, 0, -1, 2, -1]
    marks = np.zeros(3, np.uint64)
    run("mark", place, np.array([0, 1, 3, 0, 0, 0], np.int32), marks)
    assert marks.tolist() == [0b1010, 0, 0b1]


@RUNS_OVER
def test_people_are_found_from_where_their_bucket_begins(run):
    """However their numbers lie, few or many, close or as far apart as numbers can be."""
    low, high = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    many = np.sort(np.random.default_rng(1).integers(low, high, 50))
    close = np.array([2, 3, 4, 5, 6, 7, 8, 9, 10, 2**40], np.int64)  # one bucket has nearly all
    for ids in (IDS, many, close, np.array([low, high]), np.array([7]), np.zeros(0, np.int64)):
        people = People(ids)
        asked = np.concatenate([ids, [0, 1, 9, low, high], ids[:-1] + 1]).astype(np.int64)
        rows = np.arange(len(asked), dtype=np.int32)[::-1].copy()
        begins, out = np.empty_like(people._begins), np.empty(len(asked), np.int32)
        run("begin", ids, people._shift, begins)
        assert begins.tolist() == people._begins.tolist()
        run("find", asked, rows, ids, people._shift, begins, out)
        place = {one: i for i, one in enumerate(ids.tolist())}
        assert out.tolist() == [place.get(one, -1) for one in asked[::-1].tolist()]


def test_events_of_a_window_and_first_events_are_picked_out(run):
    person = np.array([2, 2, 2, 5, 9, 9], np.int64)
    days, rows = np.array([1, 3, 8, 9, 3, 4], np.int32), np.empty(6, np.int32)
    assert rows[: run("within", days, 1, 8, rows)].tolist() == [1, 2, 4, 5]
    assert rows[: run("within", days, 8, 1, rows)].tolist() == []
    assert rows[: run("firsts", person, days, 8, rows)].tolist() == [0, 4], "9 is later than 8"


def test_what_events_tell_of_each_person_is_gathered_as_they_are_read(run):
    place, times = np.array([0, 0, -1, 2], np.int32), np.zeros(3, np.int32)
    some = np.zeros(3, np.uint8)
    run("times", place, times)
    run("some", place, some)
    assert times.tolist() == [2, 0, 1]
    assert some.tolist() == [YES, 0, YES]


def test_the_highest_value_of_the_last_day_that_has_one_is_kept(run):
    """Though the events of a person, and of one day, are read in two parts."""
    place, days = np.array([0, 0, 0, 0, -1, 2], np.int32), np.array([1, 3, 3, 4, 2, 2], np.int32)
    values, rows = np.array([9.0, 5.0, 4.0, NAN, 1.0, 6.0]), np.arange(6, dtype=np.int32)
    whole, parts = np.full(3, NAN), np.full(3, NAN)
    run("last", place, rows, days, values, whole, np.full(2, -1))
    before = np.full(2, -1)
    for part in (rows[:2], rows[2:3], rows[3:]):
        run("last", place[part], part, days, values, parts, before)
    for found in (whole, parts):
        assert found[[0, 2]].tolist() == [5.0, 6.0]
        assert np.isnan(found[1])


def test_a_window_slides_over_each_persons_days(run):
    first, last = windows(run, [0, 2], [3, 8])
    assert (last - first).tolist() == [[3, 0, 1], [3, 0, 0]]
    one = [np.empty((1, 3), np.int32) for _ in range(2)]
    run("window", STARTS, DAYS, 2, 8, *one)
    assert [each[0].tolist() for each in one] == [first[1].tolist(), last[1].tolist()]
    run("window", STARTS, DAYS, 9, 3, *one)
    assert (one[1] - one[0]).max() == 0


def test_whether_anything_happened_is_told_by_the_last_event_up_to_each_day(run):
    low, high = np.array([0, 3, 3], np.int32), np.array([2, 7, 9], np.int32)
    out = np.empty((3, 3), np.uint8)
    run("ever", STARTS, DAYS, low, high, np.array([NO, NO, 0], np.uint8), out)
    assert out.tolist() == [[YES, NO, YES], [NO, NO, 0], [YES, NO, YES]]


def test_values_are_summed_up_as_asked(run):
    first, last = windows(run, [0], [9])
    out = np.empty((1, 3))
    run("latest", first, last, DAYS, VALUES, out)
    assert out[0, 0] == 7.0
    assert np.isnan(out[0, 1:]).all()
    run("extreme", first, last, VALUES, 1.0, out)
    assert out[0, 0] == 7.0
    run("extreme", first, last, VALUES, -1.0, out)
    assert out[0, 0] == 4.0
    run("mean", first, last, VALUES, out)
    assert out[0, 0] == 5.833333333
    assert np.isnan(out[0, 1])
    run("total", first, last, VALUES, out)
    assert out[0].tolist() == [17.5, 0.0, 0.0]


def test_halves_are_rounded_away_from_nought(run):
    assert [run("nearest", x) for x in (0.5, 1.4, -0.5, -1.6, 2.5)] == [1, 1, -1, -2, 3]
    assert run("nearest", 0.49999999999999994) == 0


def test_one_event_near_another_before_or_after(run):
    others = np.array([0, 1, 1, 2], np.int32)
    other_days, ends = np.array([2, 9], np.int32), np.array([3, 9], np.int32)
    seen = np.empty(3, np.int32)
    run("near", STARTS, DAYS, others, other_days, ends, 5, True, False, seen)
    assert seen.tolist() == [3, NEVER, 9]
    run("near", STARTS, DAYS, others, other_days, ends, 5, True, True, seen)
    assert seen.tolist() == [3, NEVER, NEVER]
    run("near", STARTS, DAYS, others, other_days, ends, 1, False, True, seen)
    assert seen.tolist() == [2, NEVER, NEVER]


@pytest.mark.parametrize("kind", [np.uint16, np.uint32])
def test_people_are_counted_in_their_cells_by_what_they_answer(run, kind):
    rng = np.random.default_rng(7)
    answer = rng.integers(0, 5, (2, 12)).astype(np.uint8)
    cell, out = rng.integers(0, 3, (1, 12)).astype(np.int32), np.zeros((2, 3, 4), kind)
    run("tally", answer, cell, out)
    for d, told in enumerate(answer):
        for c in range(3):
            expected = [(told[cell[0] == c] == k).sum() for k in (YES, NO, UNKNOWN, UNSURE)]
            assert out[d, c].tolist() == expected


def test_codes_are_marked_and_told_by_others(run):
    codes, there, out = np.array([3, 0, 3], np.int32), np.zeros(5, np.bool_), np.zeros(3, np.int32)
    run("mark_all", codes, there)
    assert there.tolist() == [True, False, False, True, False]
    run("recode", codes, np.array([7, 0, 0, -9, 0], np.int32), out)
    assert out.tolist() == [-9, 7, -9]


def test_everyone_is_one_thing_to_a_measure(run):
    living = np.array([[True, True, True, True, True, False]])
    among = np.array([[YES, YES, YES, 0, NO, YES]], np.uint8)
    judged = np.array([[YES, NO, 0, YES, YES, YES]], np.uint8)
    out = np.empty((1, 6), np.uint8)
    run("answers", living, among, judged, out)
    assert out.tolist() == [[YES, NO, UNKNOWN, UNSURE, 0, 0]]


def test_values_are_added_to_their_cells(run):
    cell = np.array([[0, 0, 1, 1]], np.int32)
    answer = np.array([[YES, YES, NO, YES]], np.uint8)
    people, out = np.zeros((2, 2), np.int32), np.zeros((2, 2, 7), np.int64)
    run("headcount", cell, people)
    assert people.tolist() == [[2, 2], [2, 2]]
    values, edges = np.array([[-1.5, 70_000.0, 9.0, 0.0]]), np.array([0.0, 10.0])
    assert run("add_up", answer, values, cell, 1_000_000, edges, out)
    upper, lower, square_upper, square_lower = out[0, 0, :4].tolist()
    assert upper * 2**32 + lower == 69_998_500_000
    assert square_upper * 2**32 + square_lower == (2.25 + 70_000**2) * 1_000_000
    assert out[0, :, 4:].tolist() == [[1, 0, 1], [0, 1, 0]]
    none = np.zeros(0)
    assert run("add_up", answer, values, cell, 1_000_000, none, out)
    assert out[0, :, 4:].tolist() == [[1, 0, 1], [0, 1, 0]]
    assert not run("add_up", answer, values * 1e9, cell, 1_000_000, none, out)


def test_cells_are_added_to_the_rows_they_belong_to(run):
    counts = np.array([[[1, 2, 3, 4], [10, 0, 5, 0], [7, 7, 0, 1]]] * 2, np.uint16)
    row, rolled = np.array([1, 0, 1], np.int32), np.zeros((2, 2, 4), np.uint32)
    run("roll_up", row, counts, rolled)
    assert rolled.tolist() == [[[10, 0, 5, 0], [8, 9, 3, 5]]] * 2
    wide = np.zeros((1, 1, 6), np.int64)
    run("roll_up", row * 0, np.arange(18).reshape(1, 3, 6), wide)
    assert wide.tolist() == [[[18, 21, 24, 27, 30, 33]]]
    columns = np.zeros((4, 4), np.int64)
    run("spread", row, counts, columns)
    assert columns.T.tolist() == [[10, 10, 5, 0]] * 2 + [[8, 17, 3, 5]] * 2


def test_old_rows_are_exchanged_for_new_ones_where_they_belong(run):
    out = np.array([[5, 1], [7, 2], [0, 3]], np.int64)
    gone, old = np.array([0, 1]), np.array([[5, 1], [2, 0]], np.int64)
    there, new = np.array([1, 2, 1]), np.array([[1, 1], [4, 0], [1, 0]], np.int64)
    run("exchange", gone, old, there, new, out)
    assert out.tolist() == [[0, 0], [7, 3], [4, 3]]


@RUNS_OVER
def test_an_exchange_in_smaller_numbers_than_the_old_sums_need_is_exact(run):
    """70,000 less 69,999 is 1, though 70,000 does not fit: what runs over comes back."""
    out, row = np.array([[70_000]]).astype(np.uint16), np.array([0])
    old, new = np.array([[69_999]], np.uint32), np.array([[5]], np.uint16)
    run("exchange", row, old, row, new, out)
    assert out.tolist() == [[6]]
