"""The family tree as a picture: one row for each planting, so that names never meet."""

from dataclasses import dataclass

from tilth.learn.practices.lineage import ROOT

LEFT, TOP, STEP, ROW = 20, 26, 34, 46  # of the first mark, and to the next generation and row
LETTER = 8.2  # how wide a letter is at most, in the units of the picture


@dataclass(frozen=True)
class Mark:
    """One planting in the picture: where its mark and its words stand."""

    key: str
    x: int
    y: int
    lost: bool


@dataclass(frozen=True)
class Line:
    """One bent line from a planting down to one taken from it."""

    x1: int
    y1: int
    x2: int
    y2: int
    lost: bool


@dataclass(frozen=True)
class Picture:
    """All marks, the first place first, and all lines."""

    width: int
    height: int
    marks: tuple
    lines: tuple


def picture(rows, words=None):
    """The rows of a family drawn: generations to the right, in the order of the outline.

    rows: as lineage.family gives them. words: {key: what stands beside its mark}, for the width.
    """
    words = words or {}
    spots = {ROOT: (LEFT, TOP)}
    for number, one in enumerate(rows, start=1):
        spots[one.key] = (LEFT + STEP * one.depth, TOP + ROW * number)
    marks = [Mark(ROOT, *spots[ROOT], lost=False)]
    marks += [Mark(one.key, *spots[one.key], lost=one.lost) for one in rows]
    lines = [Line(*spots[one.parent], *spots[one.key], lost=one.lost) for one in rows]
    ends = [one.x + 20 + LETTER * len(words.get(one.key, "")) for one in marks]
    width, height = round(max(ends)) + LEFT, TOP * 2 + ROW * len(rows)
    return Picture(width, height, tuple(marks), tuple(lines))
