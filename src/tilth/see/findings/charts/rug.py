"""A tartan rug: every indicator for every area, each cell marked higher, similar or lower."""

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.bars import AT_A_DESK
from tilth.see.findings.charts.paper import (
    BETTER,
    FAINT,
    HATCH,
    INK,
    NEUTRAL,
    PAPER,
    PLAIN,
    SMALL,
    WORSE,
    mark_of,
    wrapped,
)
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed

PALER = {BETTER: "#cfe0f1", WORSE: "#f6d5bd", NEUTRAL: "#ddd3ea", PLAIN: PAPER}
ROW = 34
PLACE = ("x", "x2", "y", "y2")
KEY = (("triangle-up", "higher"), ("triangle-down", "lower"), ("circle", "similar"))


def rug(finding, *, width):
    """Indicators down, areas across; shape says higher or lower, shade better or worse.

    On a phone the areas are numbered, and the numbers are told above.
    """
    records = finding.table.to_dict("records")
    areas = list(dict.fromkeys(r["name"] for r in records))
    titles = list(dict.fromkeys(r["title"] for r in records))
    desk = width > AT_A_DESK and (width - 220) / max(1, len(areas)) >= 44
    left = 210 if desk else 8
    cell = (width - left - 8) // max(1, len(areas))
    above = _above(areas, cell, desk, width)
    top = 30 + 16 * max((len(lines) for lines in above), default=1)
    tall, places = 0, {}
    for title in titles:
        lines = wrapped(title, (left if desk else width) - 16, SMALL)
        height = max(ROW, 16 * len(lines) + 8) if desk else 16 * len(lines) + ROW + 6
        places[title] = (tall, height, lines)
        tall += height
    cells = [_cell(finding, r, areas, places, cell, desk) for r in records]
    parts = [*_boxes(cells), *_marks(cells), *_names(places, left, desk)]
    parts += [*_heads(above, areas, cell, left, desk, top), *_key(left, top)]
    return axes.picture(
        parts,
        width=width,
        height=top + tall + 6,
        left=left,
        right=8,
        top=top,
        bottom=6,
        told="One row for each indicator, one column for each area.",
    )


def _above(areas, cell, desk, width):
    """The words over the columns: names where they fit, else numbers told in a line."""
    if desk:
        return [wrapped(name, cell - 4, SMALL) for name in areas]
    told = ", ".join(f"{n} {name}" for n, name in enumerate(areas, start=1))
    return [[*wrapped(told, width - 16, SMALL), ""]]


def _cell(finding, record, areas, places, cell, desk):
    top, height, _ = places[record["title"]]
    at = areas.index(record["name"])
    foot = top + height
    scale = finding.scale_of(record)
    hidden = concealed(record)
    mark = mark_of(record.get("compared"), scale.better)
    none = empty(record.get("value"))
    text = "*" if hidden else "?" if none else str(scale.digits(record["value"]))
    fill = HATCH if hidden else PAPER if none else PALER[mark.colour]
    if mark.word not in ("higher", "lower") and not hidden:
        fill = PAPER
    return {
        "x": at * cell,
        "x2": (at + 1) * cell,
        "y": (top if desk else foot - ROW),
        "y2": foot,
        "fill": fill,
        "text": text,
        "shape": mark.shape,
        "colour": mark.colour,
        "filled": mark.fill,
        "drawn": not (hidden or none),
        "narrow": cell < 44,
    }


def _boxes(cells):
    where = {"x": axes.pixels("x"), "x2": axes.same("x2"), "y": axes.pixels("y")}
    mark = {"type": "rect", "stroke": FAINT, "strokeWidth": 0.7}
    where["y2"] = axes.same("y2")
    fills = dict.fromkeys(c["fill"] for c in cells)
    rows = {f: [{k: c[k] for k in PLACE} for c in cells if c["fill"] == f] for f in fills}
    return [axes.layer(some, mark | {"fill": fill}, **where) for fill, some in rows.items()]


def _marks(cells):
    """The mark above the figure: its middle is the cell's middle."""
    marks, words = [], []
    for c in cells:
        middle, y = (c["x"] + c["x2"]) / 2, (c["y"] + c["y2"]) / 2
        words.append({"x": middle, "y": y + (9 if c["drawn"] else 0), "text": c["text"]})
        if c["drawn"]:
            marks.append(
                {
                    "x": middle,
                    "y": y - 8,
                    "shape": c["shape"],
                    "colour": c["colour"],
                    "fill": c["filled"],
                }
            )
    x, y = axes.pixels("x"), axes.pixels("y")
    size = 12 if any(c["narrow"] for c in cells) else SMALL
    kinds = dict.fromkeys((m["shape"], m["colour"], m["fill"]) for m in marks)
    alike = [[m for m in marks if (m["shape"], m["colour"], m["fill"]) == k] for k in kinds]
    return [
        *[axes.points(some, x, y, size=45) for some in alike],
        axes.words(words, x, y, align="center", size=size, colour=INK),
    ]


def _names(places, left, desk):
    rows = []
    for top, height, lines in places.values():
        start = top + height / 2 - 8 * (len(lines) - 1) if desk else top + 12
        rows += [{"y": start + 16 * n, "text": line} for n, line in enumerate(lines)]
    return [axes.words(rows, 4 - left, axes.pixels("y"), size=SMALL)]


def _heads(above, areas, cell, left, desk, top):
    if desk:
        rows = [
            {"x": (n + 0.5) * cell, "y": -10 - 16 * (len(lines) - 1 - at), "text": line}
            for n, lines in enumerate(above)
            for at, line in enumerate(lines)
        ]
        return [axes.words(rows, axes.pixels("x"), axes.pixels("y"), align="center", size=SMALL)]
    told = [{"y": 34 - top + 16 * n, "text": line} for n, line in enumerate(above[0])]
    numbers = [{"x": (n + 0.5) * cell, "text": str(n + 1)} for n in range(len(areas))]
    return [
        axes.words(told, 4 - left, axes.pixels("y"), size=SMALL),
        axes.words(numbers, axes.pixels("x"), -8, align="center", size=SMALL, weight="bold"),
    ]


def _key(left, top):
    rows = [
        {
            "x": 12 - left + 76 * n,
            "shape": shape,
            "colour": INK,
            "fill": INK if shape != "circle" else PAPER,
            "at": 24 - left + 76 * n,
            "text": word,
        }
        for n, (shape, word) in enumerate(KEY)
    ]
    y = 12 - top
    return [
        axes.points(rows, axes.pixels("x"), y, size=60),
        axes.words(rows, axes.pixels("at"), y, size=SMALL),
    ]
