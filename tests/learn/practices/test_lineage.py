"""The family of a practice: one path to the first place for every planting, and no circles."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilth.learn.practices.drawing import picture
from tilth.learn.practices.lineage import ROOT, Planting, Row, family, path, why_not

UNHURRIED = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)  # fmt: skip


def families():
    """Plantings each taken from the first place or from one before it, in any order."""
    return st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=20).map(_made)


def _made(drawn):
    keys = [ROOT, *(f"T-{number:03}" for number in range(1, len(drawn) + 1))]
    made = [
        (order, Planting(key, keys[parent % (number + 1)]))
        for number, (key, (parent, order)) in enumerate(zip(keys[1:], drawn, strict=True))
    ]
    return [one for _, one in sorted(made, key=lambda pair: pair[0])]


def slow_path(after, key):
    """The obvious twin: walk up one step at a time."""
    found = [key]
    while key != ROOT:
        key = after[key]
        found.insert(0, key)
    return found


@UNHURRIED
@given(families())
def test_every_planting_has_one_path_to_the_first_place(plantings):
    """B-027: spread tracked across places."""
    after = {one.key: one.after for one in plantings}
    rows = {row.key: row for row in family(plantings)}
    assert sorted(rows) == sorted(after)
    for key in after:
        assert path(after, key) == slow_path(after, key)
        assert rows[key].depth == len(path(after, key)) - 1
        assert rows[key].parent == after[key]
        assert not rows[key].lost


@UNHURRIED
@given(families())
def test_the_tree_says_what_the_outline_says(plantings):
    """B-027: the picture and the list are one."""
    rows = family(plantings)
    drawn = picture(rows, {row.key: "Walsall, growing" for row in rows})
    assert [mark.key for mark in drawn.marks] == [ROOT, *(row.key for row in rows)]
    assert len({mark.y for mark in drawn.marks}) == len(drawn.marks)
    at = {(mark.x, mark.y): mark.key for mark in drawn.marks}
    lines = [(at[line.x1, line.y1], at[line.x2, line.y2]) for line in drawn.lines]
    assert lines == [(row.parent, row.key) for row in rows]
    assert all(mark.x < drawn.width and mark.y < drawn.height for mark in drawn.marks)


@UNHURRIED
@given(families())
def test_a_row_follows_its_parent_or_the_offspring_of_it(plantings):
    rows = family(plantings)
    for before, row in itertools.pairwise(rows):
        assert row.depth <= before.depth + 1
        if row.depth == before.depth + 1:
            assert row.parent == before.key


@UNHURRIED
@given(families(), st.data())
def test_what_is_refused_is_exactly_what_would_turn_in_a_circle(plantings, data):
    after = {one.key: one.after for one in plantings}
    if not after:
        return
    key = data.draw(st.sampled_from(sorted(after)))
    parent = data.draw(st.sampled_from([ROOT, *sorted(after)]))
    turns = parent != ROOT and key in slow_path(after, parent)
    assert bool(why_not(after, key, parent)) is turns
    if not turns:
        assert path(after | {key: parent}, key)[-2] == parent


def test_a_circle_that_another_system_sent_is_told_as_lost_and_never_hangs():
    rows = family([Planting("b", "a"), Planting("a", "b"), Planting("c", "b")])
    assert rows == [Row("a", 1, ROOT, lost=True), Row("b", 2, "a"), Row("c", 3, "b")]
    with pytest.raises(ValueError, match="its own ancestor"):
        path({"a": "b", "b": "a"}, "a")
    assert family([Planting("a", "elsewhere")]) == [Row("a", 1, ROOT, lost=True)]
    assert family([]) == []


def test_lineage_is_never_its_own():
    assert why_not({"a": ROOT}, "a", "a")
    assert why_not({"a": ROOT, "b": "a"}, "a", "b")
    assert not why_not({"a": ROOT, "b": "a"}, "c", "b")
    assert why_not({"a": "b", "b": "a"}, "c", "a")
