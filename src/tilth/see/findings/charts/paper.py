"""What every picture is drawn with: letters, colours, shapes, and room for the words."""

import math
from dataclasses import dataclass

from tilth.see.findings.digits import empty
from tilth.see.findings.words import CANNOT, HIGHER, LOWER, SIMILAR, direction

FONT = "Arial, Helvetica, sans-serif"
SIZE = 14
SMALL = 13
WIDE, NARROW = 640, 340
"""Two widths: a desk, and a phone where 14 px letters stay above 12 px at 375 px."""

INK, FAINT, PALE, PAPER = "#212b32", "#768692", "#d8dde0", "#ffffff"
BETTER, WORSE, NEUTRAL, PLAIN = "#1d5fa8", "#b5520b", "#5b3a8e", "#5f6672"
HATCH = "url(#hatch)"
"""Stands in a specification for the pattern of hidden numbers; drawing gives it its own id."""

NARROWEST = set("iljtfrI.,:;'|!()[] ")
WIDEST = set("mwMW@%")


@dataclass(frozen=True)
class Mark:
    """How a figure is marked: shape, colour, filled or hollow, and the word beside it."""

    shape: str
    colour: str
    filled: bool
    word: str

    @property
    def fill(self):
        return self.colour if self.filled else PAPER


def mark_of(compared, better):
    """The mark of a comparison: the shape says higher or lower, the colour whether it is better."""
    if compared not in (HIGHER, LOWER):
        word = SIMILAR if compared == SIMILAR else CANNOT if compared == CANNOT else ""
        return Mark("square" if compared == CANNOT else "circle", PLAIN, False, word)
    colour = {"better": BETTER, "worse": WORSE}.get(direction(compared, better), NEUTRAL)
    return Mark("triangle-up" if compared == HIGHER else "triangle-down", colour, True, compared)


def width_of(text, size=SIZE):
    """About how wide a text is, in pixels: by our own table, so that no machine's fonts matter."""
    units = sum(0.3 if c in NARROWEST else 0.9 if c in WIDEST else _unit(c) for c in str(text))
    return units * size


def _unit(letter):
    return 0.68 if letter.isupper() else 0.56


def wrapped(text, room, size=SIZE):
    """A text in lines that fit a width; a word wider than the room has a line of its own."""
    lines = []
    for word in str(text).split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def ticks(low, high, most=5):
    """Round numbers from low to high, at most so many and one, for an axis."""
    if high <= low:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(n * step, 10) + 0.0 for n in range(first, last + 1)]


def reach(values, *, floor=None, ceiling=None):
    """The range an axis needs, with a little room, never past floor or ceiling.

    It starts at the floor where the least value lies near it: a small change is not made large.
    """
    values = [float(v) for v in values if not empty(v)] or [0.0, 1.0]
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    low, high = low - room, high + room
    if floor is not None and min(values) >= floor and low - floor < (high - floor) * 0.35:
        low = floor
    return low, high if ceiling is None or high < ceiling or max(values) > ceiling else ceiling
