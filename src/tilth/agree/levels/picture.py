"""The picture of how much lies at each layer over time: three panels, one line a layer."""

from itertools import pairwise

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.drawing import draw
from tilth.see.findings.charts.paper import FAINT, INK, PALE, PLAIN, SIZE, SMALL

PANELS = (
    ("decisions_share", "Decisions"),
    ("budget_share", "Budget"),
    ("functions_share", "Services"),
)
DASHES = {"nation": [2, 2], "region": [8, 3, 2, 3], "system": [3, 4], "place": [10, 4],
          "neighbourhood": None}  # fmt: skip
SHAPES = {"nation": "cross", "region": "diamond", "system": "square", "place": "triangle-up",
          "neighbourhood": "circle"}  # fmt: skip
HEAD, BODY, FOOT, GAP = 30, 130, 24, 14
LEFT, RIGHT = 40, 118


def over_time(rows, *, width):
    """The shares of decisions, budget and services by layer as SVG; '' where there are no rows.

    rows: as levels.shares.shares gives them. width: in pixels. A quarter in which nothing is known
    leaves a gap in the line. Lines differ by dash and by mark, and carry their layer's name.
    """
    if not rows:
        return ""
    quarters = list(dict.fromkeys(row["quarter"] for row in rows))
    layers = list(dict.fromkeys(row["layer"] for row in rows))
    height = len(PANELS) * (HEAD + BODY + FOOT + GAP)
    parts = []
    for at, (column, title) in enumerate(PANELS):
        top = at * (HEAD + BODY + FOOT + GAP)
        parts += _panel(rows, column, title, quarters, layers, top, width)
    made = axes.picture(parts, width=width, height=height, left=0, right=0, top=0, bottom=0)
    return draw(
        made,
        title="Share of decisions, budget and services at each layer, quarter by quarter",
        desc=f"From {quarters[0]} to {quarters[-1]}. {_newest(rows, quarters[-1])} "
        "Every number is in the table.",
    )


def _newest(rows, quarter):
    """The last quarter in words."""
    said = []
    for column, title in PANELS:
        told = [row for row in rows if row["quarter"] == quarter and row[column] is not None]
        if told:
            each = ", ".join(f"{row['layer']} {row[column]:.0f}%" for row in told)
            said.append(f"{title} in {quarter}: {each}.")
    return " ".join(said)


def _panel(rows, column, title, quarters, layers, top, width):
    low = top + HEAD + BODY
    xs = _places(len(quarters), width)
    points = {layer: _points(rows, column, layer, quarters, xs, low) for layer in layers}
    if not any(p for some in points.values() for p in some if p):
        empty = [{"text": f"{title}: nothing is known yet."}]
        return [axes.words(empty, 4, top + 14, weight="bold", size=SIZE)]
    parts = [axes.words([{"text": title}], 4, top + 14, weight="bold", size=SIZE)]
    parts += _grid(low, width)
    parts += [axes.words([{"text": _short(quarters[0])}], xs[0], low + 14, size=SMALL, colour=PLAIN,
                         align="left")]  # fmt: skip
    if len(quarters) > 1:
        parts += [axes.words([{"text": _short(quarters[-1])}], xs[-1], low + 14, size=SMALL,
                             colour=PLAIN, align="right")]  # fmt: skip
    for layer, some in points.items():
        parts += _line(layer, some)
    return parts + _names(points, width)


def _short(quarter):
    """ "April to June 2026" as "Apr to Jun 2026"."""
    first, _, last, year = quarter.split()
    return f"{first[:3]} to {last[:3]} {year}"


def _places(count, width):
    room = width - LEFT - RIGHT
    return [LEFT + (room * n / (count - 1) if count > 1 else room / 2) for n in range(count)]


def _points(rows, column, layer, quarters, xs, low):
    found = {row["quarter"]: row[column] for row in rows if row["layer"] == layer}
    return [
        None if found.get(q) is None else {"x": x, "y": low - float(found[q]) / 100 * BODY}
        for q, x in zip(quarters, xs, strict=True)
    ]


def _grid(low, width):
    lines = [{"x": LEFT, "x2": width - RIGHT, "y": low - BODY * n / 4} for n in range(5)]
    ends = {"x": axes.pixels("x"), "x2": axes.same("x2"), "y": axes.pixels("y")}
    labels = [{"text": f"{25 * n}%", "y": low - BODY * n / 4} for n in (0, 2, 4)]
    return [
        axes.rules(lines[1:], colour=PALE, **ends),
        axes.rules(lines[:1], colour=FAINT, **ends),
        axes.words(labels, LEFT - 6, axes.pixels("y"), align="right", size=SMALL, colour=PLAIN),
    ]


def _line(layer, points):
    x, y = axes.pixels("x"), axes.pixels("y")
    mark = {"type": "line", "color": INK, "strokeWidth": 2}
    mark |= {"strokeDash": DASHES[layer]} if DASHES[layer] else {}
    runs, now = [], []
    for point in [*points, None]:
        if point is None:
            runs, now = [*runs, now], []
        else:
            now.append(point)
    lines = [axes.layer(run, mark, x=x, y=y) for run in runs if len(run) > 1]
    shape = {"type": "point", "shape": SHAPES[layer], "filled": True, "color": INK, "opacity": 1,
             "size": 44}  # fmt: skip
    known = [point for point in points if point]
    return [*lines, axes.layer(known, shape, x=x, y=y)]


def _names(points, width):
    """Each line's layer beside its last mark, moved apart where they would lie on each other."""
    ends = []
    for layer, some in points.items():
        known = [point for point in some if point]
        if known:
            ends.append({"text": layer, "y": known[-1]["y"]})
    ends.sort(key=lambda one: one["y"])
    for before, after in pairwise(ends):
        after["y"] = max(after["y"], before["y"] + 16)
    return [axes.words(ends, width - RIGHT + 10, axes.pixels("y"), size=SMALL)]
