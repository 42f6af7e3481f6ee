"""A spine chart: one area's figures, each between the lowest and the highest area of its layer."""

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.bars import AT_A_DESK
from tilth.see.findings.charts.paper import (
    FAINT,
    HATCH,
    INK,
    PALE,
    PLAIN,
    SMALL,
    mark_of,
    width_of,
    wrapped,
)
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed

HEADER = 30
FIGURES = 110


def spine(finding, *, width):
    """A row for each indicator: the whole in the middle, areas' lowest left and highest right.

    The area's mark says higher, lower or similar by its shape; better and worse by its colour
    too, only where the indicator says which way is better.
    """
    records = finding.table.to_dict("records")
    desk = width > AT_A_DESK
    left = 248 if desk else 8
    wide = width - left - (FIGURES if desk else 8)
    tall, rows = 0, []
    for record in records:
        lines = wrapped(record["title"], (left if desk else width) - 16, SMALL)
        height = max(34, 16 * len(lines) + 12) if desk else 16 * len(lines) + 50
        rows.append(_row(finding, record, lines, tall, height, desk, wide))
        tall += height
    parts = [
        *_spread(rows),
        axes.rules(
            [{"x": wide / 2, "y": r["y"] - 13, "y2": r["y"] + 13} for r in rows],
            colour=INK,
            dash=[5, 4],
            x=axes.pixels("x"),
            y=axes.pixels("y"),
            y2=axes.same("y2"),
        ),
        axes.points([r for r in rows if not r["hidden"]], axes.pixels("x"), axes.pixels("y")),
        *_words(rows, left, wide, desk),
        *_heads(finding, left, wide),
    ]
    return axes.picture(
        parts,
        width=width,
        height=HEADER + tall + 6,
        left=left,
        right=width - left - wide,
        top=HEADER,
        bottom=6,
        told="In the middle is the whole; to the left the lowest area, to the right the highest.",
    )


def _row(finding, record, lines, top, height, desk, wide):
    y = top + height / 2 if desk else top + height - 18
    hidden = concealed(record) or empty(record.get("value"))
    scale = finding.scale_of(record)
    text = ("* hidden" if concealed(record) else "not known") if hidden else ""
    text = text or scale.brief(record["value"])
    base = {"y": y, "top": top, "lines": lines, "hidden": hidden, "text": text, "word": ""}
    base |= {"x": wide / 2, "low": None, "concealed": concealed(record)}
    if hidden:
        return base
    mark = mark_of(record.get("compared"), scale.better)
    place = _placer(record, wide)
    found = {"x": place(record["value"]), "shape": mark.shape, "colour": mark.colour}
    found |= {"fill": mark.fill, "word": mark.word}
    if not empty(record.get("lowest")) and not empty(record.get("highest")):
        found |= {"low": place(record["lowest"]), "high": place(record["highest"])}
    return {**base, **found}


def _placer(record, wide):
    """Where a figure stands: the whole in the middle, the farther of the two ends at the edge."""
    middle = record.get("whole")
    middle = record["value"] if empty(middle) else middle
    ends = [record.get(k) for k in ("value", "lowest", "highest")]
    far = max((abs(float(v) - float(middle)) for v in ends if not empty(v)), default=0) or 1.0
    return lambda value: wide / 2 + (float(value) - float(middle)) / far * (wide / 2 - 10)


def _spread(rows):
    """The range of all areas as a pale bar; hatching where the area's own figure is hidden."""
    bars = [
        {"x": r["low"], "x2": r["high"], "y": r["y"] - 7, "y2": r["y"] + 7}
        for r in rows
        if r["low"] is not None
    ]
    hidden = [
        {"x": r["x"] - 14, "x2": r["x"] + 14, "y": r["y"] - 7, "y2": r["y"] + 7}
        for r in rows
        if r["concealed"]
    ]
    where = {"x": axes.pixels("x"), "x2": axes.same("x2"), "y": axes.pixels("y")}
    where["y2"] = axes.same("y2")
    mark = {"type": "rect", "strokeWidth": 0.7}
    return [
        axes.layer(bars, mark | {"fill": PALE, "stroke": FAINT}, **where),
        axes.layer(hidden, mark | {"fill": HATCH, "stroke": PLAIN}, **where),
    ]


def _words(rows, left, wide, desk):
    names = [
        {"y": (r["y"] - 8 * (len(r["lines"]) - 1) if desk else r["top"] + 10) + 16 * n, "text": t}
        for r in rows
        for n, t in enumerate(r["lines"])
    ]
    y = axes.pixels("y")
    if desk:
        told = [{"y": r["y"] - 8 if r["word"] else r["y"], "text": r["text"]} for r in rows]
        words = [{"y": r["y"] + 8, "text": r["word"]} for r in rows if r["word"]]
    else:
        told = [{"y": r["y"] - 20, "text": f"{r['text']} {r['word']}".strip()} for r in rows]
        words = []
    at = wide + 10 if desk else 0
    return [
        axes.words(names, 4 - left, y, size=SMALL),
        axes.words(told, at, y, weight="bold", size=SMALL),
        axes.words(words, at, y, size=SMALL),
    ]


def _heads(finding, left, wide):
    whole = finding.whole.get("name", "the whole") if finding.whole else "the whole"
    room = width_of(whole, SMALL) / 2
    ends = [] if wide / 2 < room + 60 else [("lowest", 0, "left"), ("highest", wide, "right")]
    heads = [axes.words([{"text": whole}], wide / 2, -16, align="center", size=SMALL)]
    return heads + [
        axes.words([{"text": t}], x, -16, align=side, size=SMALL, colour=PLAIN)
        for t, x, side in ends
    ]
