"""A funnel: figures against how many people they rest on, inside the limits chance would give."""

import numpy as np

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.paper import (
    FAINT,
    INK,
    PALE,
    PLAIN,
    SMALL,
    mark_of,
    reach,
    ticks,
    width_of,
)
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed
from tilth.see.findings.words import HIGHER, LOWER, SIMILAR, listed
from tilth.see.methods.funnel import binomial_limits, poisson_limits
from tilth.see.methods.funnel import funnel as judged

LEFT, RIGHT, TOP, BOTTOM, TALL = 52, 22, 34, 46, 280
STEPS = 48
DIRECTION = {"high": HIGHER, "very high": HIGHER, "low": LOWER, "very low": LOWER}


def funnel(finding, *, width, adjust=False):
    """Each area as a point; outside the lines by more than chance, it is marked and named.

    adjust: widen the lines where areas differ more than chance makes them. Areas whose figure is
    hidden have no point; how many is said under the picture.
    """
    records = [r for r in finding.table.to_dict("records") if _placed(r)]
    table = _judged(finding, records, adjust)
    wide = width - LEFT - RIGHT
    sizes = [float(r["denominator"]) for r in records] or [1.0]
    near, far = min(sizes) * 0.75, max(sizes) * 1.06
    grid = _grid(finding, np.linspace(near, far, STEPS))
    inside = [v for name in grid if name != "sizes" for v in grid[name][STEPS // 6 :]]
    values = [float(r["value"]) for r in records]
    scale = finding.scale
    low, high = reach([*values, *inside], floor=0, ceiling=scale.per if scale.share else None)

    def at(size, value):
        y = TALL * (high - float(value)) / (high - low)
        return {"x": wide * (float(size) - near) / (far - near), "y": y}

    points = [_point(r, one, scale, at) for r, one in zip(records, table, strict=True)]
    hidden = sum(concealed(r) for r in finding.table.to_dict("records"))
    parts = [
        *_frame((near, far), (low, high), at, wide),
        *_lines(grid, at, (low, high)),
        axes.points(points, axes.pixels("x"), axes.pixels("y"), size=75),
        *_names(points, wide),
        *_foot(wide, hidden),
    ]
    return axes.picture(
        parts,
        width=width,
        height=TOP + TALL + BOTTOM,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        told=_told(points),
    )


def _placed(record):
    wanted = (record.get("value"), record.get("denominator"))
    return record.get("area") is not None and not concealed(record) and not any(map(empty, wanted))


def _kind(finding):
    return "proportion" if finding.scale.share else "rate"


def _judged(finding, records, adjust):
    """Where each area stands against the lines: the words of the method."""
    if not records:
        return []
    numerator, denominator = (
        np.array([float(r[c]) for r in records]) for c in ("numerator", "denominator")
    )
    whole = _middle(finding)
    found = judged(numerator, denominator, kind=_kind(finding), whole=whole, adjust=adjust)
    return list(found["stands"])


def _middle(finding):
    value = finding.whole.get("value") if finding.whole else None
    return None if empty(value) else float(value) / finding.scale.per


def _grid(finding, sizes):
    """The lines at 95% and 99.8% for areas of these sizes, and the whole."""
    middle, per = _middle(finding), finding.scale.per
    if middle is None:
        return {"sizes": sizes}
    found = {"sizes": sizes, "whole": np.full(len(sizes), middle * per)}
    for name, confidence in (("95%", 0.95), ("99.8%", 0.998)):
        if finding.scale.share:
            lower, upper = binomial_limits(sizes, middle, confidence=confidence)
        else:
            counts = poisson_limits(sizes * middle, confidence=confidence)
            lower, upper = (line / sizes for line in counts)
        found[f"{name} low"], found[f"{name} high"] = lower * per, upper * per
    return found


def _lines(grid, at, extent):
    sizes, layers = grid["sizes"], []
    for name, values in grid.items():
        if name == "sizes":
            continue
        dash = [] if name == "whole" else [6, 4] if name.startswith("95%") else [2, 3]
        mark = {"type": "line", "color": INK, "strokeWidth": 1.2, "strokeDash": dash}
        inside = [
            at(size, value)
            for size, value in zip(sizes, values, strict=True)
            if extent[0] <= value <= extent[1]
        ]
        layers.append(axes.layer(inside, mark, x=axes.pixels("x"), y=axes.pixels("y")))
    return layers


def _frame(sizes, extent, at, wide):
    side = [{**at(sizes[0], v), "end": wide, "text": f"{v:,.10g}"} for v in ticks(*extent)]
    under = [{**at(v, extent[0]), "text": f"{v:,.10g}"} for v in ticks(*sizes, most=4)]
    x, y = axes.pixels("x"), axes.pixels("y")
    return [
        axes.rules(side, colour=PALE, x=x, x2=axes.same("end"), y=y),
        axes.rules([{"y": TALL, "x": 0, "end": wide}], colour=FAINT, x=x, x2=axes.same("end"), y=y),
        axes.words(side, -6, y, align="right", size=SMALL),
        axes.words(under, x, TALL + 14, align="center", size=SMALL),
    ]


def _point(record, stands, scale, at):
    mark = mark_of(DIRECTION.get(stands, SIMILAR), scale.better)
    place = at(record["denominator"], record["value"])
    told = {"name": str(record["name"]), "stands": stands, "figure": scale.brief(record["value"])}
    return {**place, **told, "shape": mark.shape, "colour": mark.colour, "fill": mark.fill}


def _names(points, wide):
    """The names of areas outside the lines, beside their points, where there is room for them."""
    taken = [(p["y"], p["x"] - 9, p["x"] + 9) for p in points]
    found = {"left": [], "right": []}
    outside = [p for p in points if p["stands"] in DIRECTION]
    for point in sorted(outside, key=lambda p: ("very" not in p["stands"], p["y"])):
        text = f"{point['name']} {point['figure']}"
        size = width_of(text, SMALL)
        for side, start in (("right", point["x"] - 12 - size), ("left", point["x"] + 12)):
            box = (point["y"], start, start + size)
            if start > 4 - LEFT and start + size < wide + RIGHT and not _meets(box, taken):
                edge = start + size if side == "right" else start
                found[side].append({"x": edge, "y": point["y"], "text": text})
                taken.append(box)
                break
    x, y = axes.pixels("x"), axes.pixels("y")
    return [axes.words(rows, x, y, align=side, size=SMALL) for side, rows in found.items()]


def _meets(box, taken):
    y, start, end = box
    return any(abs(y - other) < 15 and start < b and end > a for other, a, b in taken)


def _foot(wide, hidden):
    told = [{"text": "Dashed: 95%. Dotted: 99.8% of chance."}]
    under = "How many people it rests on"
    if hidden:
        under += f" ({hidden} hidden, not drawn)"
    return [
        axes.words(told, 4 - LEFT, -18, size=SMALL, colour=PLAIN),
        axes.words([{"text": under}], wide / 2, TALL + 33, align="center", size=SMALL),
    ]


def _told(points):
    outside = [p for p in points if p["stands"] in DIRECTION]
    if not outside:
        return "No area lies outside the lines of chance."
    told = [f"{p['name']} ({p['stands']})" for p in outside]
    return f"Outside the lines of chance: {listed(told, most=12)}."
