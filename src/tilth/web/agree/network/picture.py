"""The map as a drawing: where each organisation stands, its shape, and how each tie is drawn."""

import re

import numpy as np

from tilth.agree.network import layout
from tilth.agree.network.seen import strained
from tilth.web.agree.network.sectors import title

SEED = 20
WIDTH, LEAST, EACH = 940, 420, 44  # the picture grows with those on it, so that names stay apart
LETTERS = 20  # of a line of a name
LETTER = 7.2  # how wide one is
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)  # where on its line a sign may stand
SHAPES = {
    "circle": "M0-11a11 11 0 1 0 .01 0Z",
    "square": "M-10-10h20v20h-20Z",
    "triangle": "M0-13L12 9H-12Z",
    "diamond": "M0-14L14 0L0 14L-14 0Z",
    "hexagon": "M-7-12H7L14 0L7 12H-7L-14 0Z",
    "triangle, point down": "M0 13L12-9H-12Z",
    "cross": "M-4-13H4V-4H13V4H4V13H-4V4H-13V-4H-4Z",
    "star": "M0-14L4-5L14-4L6 3L9 13L0 7L-9 13L-6 3L-14-4L-4-5Z",
}
DARK, LIGHT = "#1d3d36", "#ffffff"
STYLES = {
    "filled": (DARK, ""),
    "hollow": (LIGHT, ""),
    "hollow with a dot": (LIGHT, "M0-3a3 3 0 1 0 .01 0Z"),
    "hollow with a bar": (LIGHT, "M-6-1.5H6V1.5H-6Z"),
}
BRIEF = {"both": "both sides", "one": "one side only", "done": "seen in what they did"}
LINES = {
    "both": ("both sides say that they work together", "", 2.5),
    "one": ("one side says so", "9 5", 1.5),
    "done": ("seen only in what they did together", "2 5", 1.5),
}


def marks(sectors):
    """The mark of each sector: a shape and how it is filled, so that no colour is needed."""
    known = sorted(sectors)
    shapes, styles = list(SHAPES), list(STYLES)
    return {
        sector: {
            "sector": sector,
            "title": title(sector),
            "shape": shapes[place % len(shapes)],
            "path": SHAPES[shapes[place % len(shapes)]],
            "fill": STYLES[styles[place // len(shapes) % len(styles)]][0],
            "inner": STYLES[styles[place // len(shapes) % len(styles)]][1],
            "how": styles[place // len(shapes) % len(styles)],
        }
        for place, sector in enumerate(known)
    }


def line_of(pair, done):
    """How a tie is drawn: both, one or done; '' where there is nothing to draw."""
    together = [word.works_together for word in pair.sides].count(True)
    return {2: "both", 1: "one"}.get(together, "done" if (pair.a, pair.b) in done else "")


def picture(organisations, pairs, done, *, only=""):
    """Everything the drawing needs: nodes with places and names in lines, lines with their kind.

    pairs: Pair of everyone who knows each other. done: pairs that did something close together.
    only: the one kind of line that is drawn; '' for all.
    """
    at = {one.key: place for place, one in enumerate(organisations)}
    lines = [(pair, line_of(pair, done)) for pair in pairs if pair.a in at and pair.b in at]
    lines = [(pair, kind) for pair, kind in lines if kind and only in ("", kind)]
    tied = np.zeros((len(at), len(at)))
    for pair, _ in lines:
        tied[at[pair.a], at[pair.b]] = 1
    height = max(LEAST, EACH * len(at))
    rng = np.random.default_rng(SEED)
    spots = layout.drawn(tied, rng=rng, width=WIDTH, height=height).tolist()
    mark = marks({one.sector for one in organisations})
    names = [_lines(one.name) for one in organisations]
    taken = [name_box(spot, name) for spot, name in zip(spots, names, strict=True)]
    return {
        "width": WIDTH,
        "height": height,
        "nodes": [
            {"x": x, "y": y, "lines": name, "mark": mark[one.sector]}
            for one, (x, y), name in zip(organisations, spots, names, strict=True)
        ],
        "lines": [
            _line(pair, kind, spots[at[pair.a]], spots[at[pair.b]], taken) for pair, kind in lines
        ],
        "marks": list(mark.values()),
        "kinds": {kind: LINES[kind] for kind in LINES if kind in {k for _, k in lines}},
        "signs": _signs(pair for pair, _ in lines),
    }


def _line(pair, kind, start, end, taken):
    """One line, its sign where nothing stands yet; taken: boxes, and then that of the sign too."""
    _, dashes, width = LINES[kind]
    letters = sign(pair)
    x, y = _free_spot(start, end, letters, taken) if letters else start
    return {
        "x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1],
        "dashes": dashes, "width": width, "sign": letters, "x": x, "y": y,
    }  # fmt: skip


def _free_spot(start, end, letters, taken):
    """Where on a line its sign stands: as near its middle as no name and no sign is in the way."""
    spots = [
        (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
        for part in ALONG
    ]
    free = (one for one in spots if not any(overlap(sign_box(one, letters), o) for o in taken))
    found = next(free, spots[0])
    taken.append(sign_box(found, letters))
    return round(found[0], 1), round(found[1], 1)


def name_box(spot, name):
    """The room of a mark and the name under it: left, top, right, bottom."""
    half = max(15, LETTER * max(len(line) for line in name) / 2)
    return spot[0] - half, spot[1] - 15, spot[0] + half, spot[1] + 16 + 16 * len(name)


def sign_box(spot, letters):
    """The room of a sign."""
    return spot[0] - 7 * len(letters), spot[1] - 9, spot[0] + 7 * len(letters), spot[1] + 9


def overlap(one, other):
    """Whether two boxes lie on each other."""
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def sign(pair):
    """The letter on a line: S for strain, D for seen differently, both, or none."""
    return ("S" if strained(pair) else "") + ("D" if pair.both and pair.differ else "")


def _signs(pairs):
    told = "".join(sign(pair) for pair in pairs)
    words = {"S": "much strain is told", "D": "the two sides see it differently"}
    return {letter: said for letter, said in words.items() if letter in told}


def _lines(name):
    """A name in lines that fit under its mark; what stands in brackets after it is left out."""
    lines, short = [""], re.sub(r"\s*\([^()]*\)$", "", name)
    for word in (short or name).split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
