"""Where things stand in the picture of a timeline: a lane a kind, shocks as bands across all."""

import datetime
from dataclasses import dataclass

from tilth.learn.timeline.entries import KINDS, in_order

LANE = 28  # units from one lane to the next
TOP = 34  # units kept above the first lane for the years
LEFT = 190  # units kept for the names of the lanes
RIGHT = 16
WIDE = 960
MOST_YEARS = 14  # labels of years that stand beside each other without touching


@dataclass(frozen=True)
class Mark:
    """One thing in the picture: x to x2 across, y down; the same words as in the list."""

    x: float
    x2: float
    y: float
    words: str
    on: datetime.date


@dataclass(frozen=True)
class Picture:
    """All of it: lanes [(y, name)], years [(x, year)], marks, bands (shocks), width, height.

    A band is a bar in the lane of shocks, the first, and reaches down over all others.
    """

    width: int
    height: int
    lanes: tuple
    years: tuple
    marks: tuple
    bands: tuple


def picture(entries, *, to):
    """The picture of entries; to: the day it is drawn on, where an open shock ends.

    None where there is nothing to draw. The first year begins on 1 January, the last one ends on
    31 December.
    """
    entries = in_order(entries)
    if not entries:
        return None
    first = datetime.date(entries[0].on.year, 1, 1)
    lasts = [one.until or (to if one.kind == "shock" else one.on) for one in entries]
    last = datetime.date(max(max(lasts), entries[-1].on).year, 12, 31)
    span = (last - first).days

    def across(day):
        return round(LEFT + (WIDE - LEFT - RIGHT) * (day - first).days / span, 1)

    kinds = _lanes(entries)
    down = {kind: TOP + LANE * (at + 0.5) for at, kind in enumerate(kinds)}
    every = -(-(last.year - first.year + 1) // MOST_YEARS)
    return Picture(
        width=WIDE,
        height=round(TOP + LANE * max(1, len(kinds)) + 10),
        lanes=tuple((down[kind], KINDS[kind]) for kind in kinds),
        years=tuple(
            (across(datetime.date(year, 1, 1)), year)
            for year in range(first.year, last.year + 1, every)
        ),
        marks=tuple(
            Mark(across(e.on), across(e.until or e.on), down[e.kind], e.words, e.on)
            for e in entries
            if e.kind != "shock"
        ),
        bands=tuple(
            Mark(across(e.on), across(max(e.on, e.until or to)), down["shock"], e.words, e.on)
            for e in entries
            if e.kind == "shock"
        ),
    )


def _lanes(entries):
    """The kinds there are, in order; what hit everybody stands above all else."""
    there = {one.kind for one in entries}
    return [kind for kind in dict.fromkeys(("shock", *KINDS)) if kind in there]
