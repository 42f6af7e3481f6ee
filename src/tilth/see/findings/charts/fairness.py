"""Fairness: five fifths of people from the most to the least deprived, and the slope through."""

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
    reach,
    ticks,
)
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed
from tilth.see.findings.sentences import standing

TALL, LEFT, RIGHT, TOP, BOTTOM = 210, 52, 12, 40, 58
ENDS = {"1": "most", "5": "least"}


def fairness(finding, *, width):
    """A column for each fifth with its interval, and the line of the slope where there is one."""
    column = finding.asked.by
    records = [r for r in finding.table.to_dict("records") if not empty(_fifth(r, column))]
    records = sorted(records, key=lambda r: _fifth(r, column))
    low, high = _range(finding, records)
    wide = width - LEFT - RIGHT
    step = wide / max(1, len(records))

    def y(value):
        return TALL * (high - float(value)) / (high - low)

    columns = [_column(finding, r, (at + 0.5) * step, y) for at, r in enumerate(records)]
    shown = [c for c in columns if not c["hidden"]]
    parts = [
        *_frame(low, high, y, wide),
        *_bars(columns, step, y(low), from_nought=low == 0),
        *_slope(finding, wide, y),
        axes.rules(
            shown, thick=2.5, x=axes.pixels("x"), y=axes.pixels("lower"), y2=axes.same("upper")
        ),
        axes.points(shown, axes.pixels("x"), axes.pixels("y")),
        *_words(columns, width, y(low)),
    ]
    return axes.picture(
        parts,
        width=width,
        height=TOP + TALL + BOTTOM,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        told="The line is the slope of inequality." if finding.slope else "",
    )


def _fifth(record, column):
    value = record.get(column)
    return None if empty(value) else int(value)


def _range(finding, records):
    found = [r.get(k) for r in records for k in ("value", "lower", "upper")]
    found += [finding.slope.get(k) for k in ("left", "right")]
    found = [float(v) for v in found if not empty(v)]
    scale = finding.scale
    if scale.statistic in ("proportion", "rate", "standardised_rate"):
        return 0.0, reach([0.0, *found], floor=0, ceiling=scale.per if scale.share else None)[1]
    return reach(found)


def _column(finding, record, x, y):
    hidden = concealed(record) or empty(record.get("value"))
    told = {"x": x, "hidden": hidden, "fifth": str(_fifth(record, finding.asked.by))}
    if hidden:
        return {**told, "text": "*" if concealed(record) else "?", "limits": "hidden"}
    scale = finding.scale_of(record)
    mark = mark_of(standing(record, finding.whole), scale.better)
    value = record["value"]
    low, high = (value if empty(record.get(k)) else record[k] for k in ("lower", "upper"))
    seen = {"shape": mark.shape, "colour": mark.colour, "fill": mark.fill}
    places = {"y": y(value), "lower": y(low), "upper": y(high)}
    text = scale.brief(value)
    return {**told, **seen, **places, "text": text, "limits": scale.sure(low, high)}


def _frame(low, high, y, wide):
    steps = [{"y": y(v), "x": 0, "end": wide, "text": f"{v:,.10g}"} for v in ticks(low, high)]
    return [
        axes.rules(steps, colour=PALE, x=axes.pixels("x"), x2=axes.same("end"), y=axes.pixels("y")),
        axes.words(steps, -6, axes.pixels("y"), align="right", size=SMALL),
    ]


def _bars(columns, step, bottom, *, from_nought):
    """The columns, where they begin at nought; hatching where a figure is hidden."""
    half = min(34, step * 0.36)
    shown, hidden = [], []
    for one in columns:
        top = bottom - 40 if one["hidden"] else one["y"]
        box = {"x": one["x"] - half, "x2": one["x"] + half, "y": top, "y2": bottom}
        (hidden if one["hidden"] else shown).append(box)
    where = {"x": axes.pixels("x"), "x2": axes.same("x2"), "y": axes.pixels("y")}
    where["y2"] = axes.same("y2")
    mark = {"type": "rect", "strokeWidth": 0.7}
    return [
        axes.layer(shown if from_nought else [], mark | {"fill": PALE, "stroke": FAINT}, **where),
        axes.layer(hidden, mark | {"fill": HATCH, "stroke": PLAIN}, **where),
    ]


def _slope(finding, wide, y):
    """The line from the most to the least deprived end of everyone."""
    left, right = (finding.slope.get(k) for k in ("left", "right"))
    if empty(left) or empty(right):
        return []
    row = [{"x": 0, "x2": wide, "y": y(left), "y2": y(right)}]
    ends = {"x2": axes.same("x2"), "y2": axes.same("y2")}
    return [
        axes.rules(
            row, dash=[7, 4], thick=2, colour=INK, x=axes.pixels("x"), y=axes.pixels("y"), **ends
        )
    ]


def _words(columns, width, bottom):
    """Each figure above its column, the limits under it where there is room, and both ends."""
    above = [
        {"x": c["x"], "y": (bottom - 40 if c["hidden"] else c["upper"]) - 12, "text": c["text"]}
        for c in columns
    ]
    x, y = axes.pixels("x"), axes.pixels("y")
    under = [
        {"x": c["x"], "y": bottom + 14, "text": ENDS.get(c["fifth"], c["fifth"])} for c in columns
    ]
    parts = [
        axes.words(above, x, y, align="center", weight="bold"),
        axes.words(under, x, y, align="center", size=SMALL),
    ]
    if width > AT_A_DESK:
        limits = [{"x": c["x"], "y": bottom + 48, "text": c["limits"]} for c in columns]
        parts.append(axes.words(limits, x, y, align="center", size=SMALL))
    both = [
        {"x": c["x"], "y": bottom + 31, "text": "deprived"} for c in columns if c["fifth"] in ENDS
    ]
    return [*parts, axes.words(both, x, y, align="center", size=SMALL)]
