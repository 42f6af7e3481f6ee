"""Where each ripple stands on the picture: time from left to right, no two on top of each other.

Each begins where its day lies, and at least a step to the right of what it followed from. What
followed first stays in the row where there is room, the others take rows of their own below. So
the lines that lead down from one never cross another.
"""

import itertools
import textwrap
from dataclasses import dataclass

from tilth.learn.ripples.forest import Line, outline

BOX, STEP, GAP, ROW = 230, 24, 36, 22  # widths of a box, a step, a gap; height between rows
PAD, LINE, LETTERS = 10, 18, 27  # room within a box, height of a line, letters on a line
SPAN = 660  # how wide the time between the first and the last day is drawn
TOP, EDGE = 46, 16  # where the first row begins, under the months; the white round the picture
APART = (1, 3, 6, 12, 24, 60, 120, 600)  # months between two that are named
MOST, WIDE = 8, 70  # how many are named at most; how wide one is


@dataclass(frozen=True)
class Box:
    """One ripple on the picture: its top left corner, its height, its words in lines.

    bold: how many of the lines, from the first, say what happened.
    """

    line: Line
    x: int
    y: int
    height: int
    words: tuple[str, ...]
    bold: int

    @property
    def width(self):
        """All are as wide."""
        return BOX


@dataclass(frozen=True)
class Way:
    """The line from a cause to what followed: its corners as an SVG path; planned: how it looks."""

    path: str
    intended: bool | None


@dataclass(frozen=True)
class Tick:
    """A month, where it begins on the picture."""

    x: int
    words: str


@dataclass(frozen=True)
class Drawing:
    """Everything the picture needs."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    ticks: tuple[Tick, ...]


def drawn(nodes, began=None):
    """The picture of these ripples, always the same for the same ones. began: the first day."""
    lines = outline(nodes)
    days = [line.node.on for line in lines] + ([began] if began else [])
    first, last = (min(days), max(days)) if days else (None, None)
    left, row = {}, {}
    for line in lines:
        cause = line.parent
        x = _scaled(line.node.on, first, last)
        before = left.get(cause)
        x = x if before is None else max(x, before + STEP)
        first_to_follow = line.number.endswith(".1")
        stays = before is not None and first_to_follow and x >= before + BOX + GAP
        row[line.number] = row[cause] if stays else max(row.values(), default=-1) + 1
        left[line.number] = x
    words = {line.number: _wrapped(line) for line in lines}
    tall = {number: sum(map(len, found)) * LINE + 2 * PAD for number, found in words.items()}
    top = _tops(row, tall)
    boxes = tuple(
        Box(
            line,
            left[line.number],
            top[row[line.number]],
            tall[line.number],
            tuple(itertools.chain(*words[line.number])),
            len(words[line.number][0]),
        )
        for line in lines
    )
    return Drawing(
        width=max((box.x for box in boxes), default=EDGE) + BOX + EDGE,
        height=max((box.y + box.height for box in boxes), default=TOP) + EDGE,
        boxes=boxes,
        ways=tuple(_ways(boxes)),
        ticks=tuple(_ticks(first, last)),
    )


def _scaled(on, first, last):
    whole = (last - first).days
    return EDGE + (round(SPAN * (on - first).days / whole) if whole else 0)


def _wrapped(line):
    """The words of a box in lines, the number before them; one list for each thing it says."""
    what, *rest = line.said
    return [textwrap.wrap(one, LETTERS) for one in (f"{line.number} {what}", *rest)]


def _tops(row, tall):
    """row -> its top, each as high as what stands in it."""
    heights = {}
    for number, at in row.items():
        heights[at] = max(heights.get(at, 0), tall[number])
    tops, top = {}, TOP
    for at in sorted(heights):
        tops[at] = top
        top += heights[at] + ROW
    return tops


def _ways(boxes):
    at = {box.line.number: box for box in boxes}
    for box in boxes:
        cause = at.get(box.line.parent)
        if cause is None:
            continue
        if cause.y == box.y:
            y = cause.y + 2 * PAD
            path = f"M{cause.x + BOX} {y}H{box.x}"
        else:
            path = f"M{cause.x + STEP // 2} {cause.y + cause.height}V{box.y + 2 * PAD}H{box.x}"
        yield Way(path, box.line.node.intended)


def _ticks(first, last):
    """The month of the first day, and months after it, as far apart as there is room."""
    if first is None:
        return
    yield Tick(EDGE, f"{first:%b %Y}")
    whole = (last.year - first.year) * 12 + last.month - first.month
    every = next((one for one in APART if whole <= one * MOST), APART[-1])
    number = first.year * 12 + first.month - 1
    for month in range(number - number % every + every, number + whole + 1, every):
        on = first.replace(year=month // 12, month=month % 12 + 1, day=1)
        x = _scaled(on, first, last)
        if x >= EDGE + WIDE:
            yield Tick(x, f"{on:%b %Y}")
