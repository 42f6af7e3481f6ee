"""The picture: time from left to right, nothing on top of anything, the words of the outline."""

import datetime

from hypothesis import given

from tests.learn.ripples.growing import BEGAN, forests, some
from tilth.learn.ripples.forest import Node, outline
from tilth.learn.ripples.layout import LETTERS, STEP, drawn


def apart(one, other):
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@some
@given(forests())
def test_no_two_ripples_lie_on_top_of_each_other_and_all_lie_on_the_picture(nodes):
    found = drawn(nodes, BEGAN)
    boxes = found.boxes
    assert all(apart(a, b) for at, a in enumerate(boxes) for b in boxes[:at])
    assert all(0 <= one.x <= found.width - one.width for one in boxes)
    assert all(0 <= one.y <= found.height - one.height for one in boxes)
    assert drawn(list(reversed(nodes)), BEGAN) == found


@some
@given(forests())
def test_what_followed_lies_to_the_right_of_what_it_followed_from(nodes):
    at = {one.line.node.key: one for one in drawn(nodes).boxes}
    for one in at.values():
        cause = at.get(one.line.node.after)
        assert cause is None or one.x >= cause.x + STEP


@some
@given(forests())
def test_the_picture_says_the_same_words_in_the_same_order_as_the_outline(nodes):
    boxes, lines = drawn(nodes).boxes, outline(nodes)
    assert [one.line for one in boxes] == lines
    for box in boxes:
        told = f"{box.line.number} {' '.join(box.line.said)}"
        assert "".join("".join(box.words).split()) == "".join(told.split())
        assert all(len(words) <= LETTERS for words in box.words)


def lines_cross(nodes):
    """Trunks that lead down lie on no other box; slow and plain."""
    found = drawn(nodes)
    by_number = {one.line.number: one for one in found.boxes}
    for one in found.boxes:
        cause = by_number.get(one.line.parent)
        if cause is None or cause.y == one.y:
            continue
        x, top, foot = cause.x + STEP // 2, cause.y + cause.height, one.y
        for other in found.boxes:
            across = other.x < x < other.x + other.width
            down = other.y < foot and other.y + other.height > top
            if other not in (one, cause) and across and down:
                return True
    return False


@some
@given(forests())
def test_no_line_runs_through_a_ripple(nodes):
    assert not lines_cross(nodes)


def test_months_stand_over_the_picture_and_an_empty_map_is_a_picture_too():
    late = Node(1, "a", datetime.date(2026, 6, 1))
    months = [one.words for one in drawn([late], BEGAN).ticks]
    assert months == ["Jan 2024", "Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026"]
    assert drawn([]).boxes == ()
    assert len(drawn([late], datetime.date(1900, 1, 1)).ticks) <= 9
    soon = Node(1, "a", datetime.date(2024, 3, 31))
    ticks = drawn([soon], datetime.date(2024, 1, 31)).ticks
    assert [one.words for one in ticks] == ["Jan 2024", "Mar 2024"]
    assert len({one.x for one in ticks}) == 2
    same = drawn([Node(1, "a", BEGAN), Node(2, "b", BEGAN)])
    assert [one.words for one in same.ticks] == ["Jan 2024"]
