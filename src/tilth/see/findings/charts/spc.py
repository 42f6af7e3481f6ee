"""A control chart (XmR): is this more than the ups and downs of an ordinary month?"""

import numpy as np
import pandas as pd

from tilth.see.findings.charts import axes, panels
from tilth.see.findings.charts.paper import BETTER, FAINT, INK, NEUTRAL, PLAIN, SMALL, WORSE
from tilth.see.findings.digits import empty
from tilth.see.methods.spc import xmr

COLOURS = {"improvement": BETTER, "concern": WORSE, "neutral": NEUTRAL}

RIGHT = 84


def spc(finding, *, width, rebase=(), notes=None, screen=True):
    """Points with their mean and limits, each special point marked by shape, colour and word.

    rebase: periods at which new limits begin, such as "2025-09", or a list of them. notes:
    period -> what happened then. screen: leave wild moving ranges out of the limits.
    Raises ValueError for a period that is not in the series.
    """
    rebase = [*finding.rebase, *([rebase] if isinstance(rebase, str) else rebase)]
    notes = {**finding.notes, **(notes or {})}
    judged = {}

    def limits(records):
        chart = judge(finding, records, rebase, notes, screen)
        judged[id(records)] = chart
        least = 0 if min(_known(records), default=0) >= 0 else None
        found = [v for c in ("lower", "upper") for v in chart.points[c] if not empty(v)]
        return [v for v in found if least is None or v >= least]

    made = panels.panels(finding, width, more=limits, right=RIGHT)
    parts, told = [], []
    for panel in made:
        chart = judged[id(panel.records)]
        words = said(chart)
        told.append(f"{panel.name}: {words}.")
        parts += _one(panel, finding, chart, words)
    return axes.picture(
        parts,
        width=width,
        height=panels.total_height(made),
        left=panels.LEFT,
        right=RIGHT,
        top=0,
        bottom=0,
        told=" ".join(told),
    )


def judge(finding, records, rebase=(), notes=None, screen=True):
    """The XmR chart of one series of a finding: limits, signals, and what the newest one says."""
    known = [np.nan if empty(r.get("value")) else float(r["value"]) for r in records]
    values = pd.Series(known, index=[r["at"] for r in records])
    return xmr(
        values,
        better=finding.scale_of(records[0]).better,
        screen=screen,
        rebase=[_when(records, label) for label in rebase],
        notes={_when(records, label): text for label, text in (notes or {}).items()},
    )


def _known(records):
    return [float(r["value"]) for r in records if not empty(r.get("value"))]


def _when(records, label):
    """Where a period said as "2025-09" or a date lies in a series."""
    for record in records:
        if str(record["period"]).startswith(str(label)):
            return record["at"]
    raise ValueError(f"{label} is not a period of this series")


def said(chart):
    """What the newest point says, in words: the variation icon for those who do not see it."""
    words = {
        "improvement": "better than its ordinary ups and downs",
        "concern": "worse than its ordinary ups and downs",
        "neutral": "outside its ordinary ups and downs",
        "common cause": "ordinary ups and downs",
    }
    if chart.variation not in words:
        return "the newest figure cannot be judged"
    side = f", {chart.side}" if chart.side else ""
    trial = "; trial limits" if len(chart.points) and chart.points["trial"].iloc[-1] else ""
    return f"{words[chart.variation]}{side}{trial}"


def _one(panel, finding, chart, words):
    points = [_marked(p, chart) for p in panels.shown(panel)]
    x, y = axes.pixels("x"), axes.pixels("y")
    line = {"type": "line", "color": FAINT, "strokeWidth": 1.5}
    lines = [
        axes.layer([{"x": p["x"], "y": p["y"]} for p in run], line, x=x, y=y)
        for run in panels.runs(points)
        if len(run) > 1
    ]
    marks = [{k: v for k, v in p.items() if k != "record"} for p in points]
    return [
        *panels.frame(panel, finding),
        *_limits(panel, finding, chart),
        *lines,
        axes.points(marks, x, y, size=70),
        *panels.gaps(panel),
        *_noted(panel, chart),
        *panels.head(panel, [panels.newest(panel, finding)]),
        *_icon(panel, chart, words),
    ]


def _marked(point, chart):
    one = chart.points.loc[point["at"]]
    unusual = bool(one["side"])
    colour = COLOURS.get(one["variation"], PLAIN)
    shape = {"high": "triangle-up", "low": "triangle-down"}.get(one["side"], "circle")
    return {**point, "shape": shape, "colour": colour, "fill": colour if unusual else "#ffffff"}


def _limits(panel, finding, chart):
    """Mean and limits of each segment, named at the right for the newest."""
    layers, named, last = [], [], chart.points["segment"].iloc[-1] if len(chart.points) else 0
    for segment, some in chart.points.groupby("segment", sort=True):
        ends = [some.index[0], some.index[-1]]
        x, end = panel.x(ends[0]) - 6, panel.x(ends[1]) + 6
        for name, dash in (("upper", [6, 4]), ("mean", None), ("lower", [6, 4])):
            value = some[name].iloc[0]
            if empty(value) or not panel.low <= value <= panel.high:
                continue
            row = [{"x": x, "end": end, "y": panel.y(value)}]
            where = {"x": axes.pixels("x"), "x2": axes.same("end"), "y": axes.pixels("y")}
            layers.append(axes.rules(row, dash=dash, colour=INK, **where))
            flat = name != "mean" and some["upper"].iloc[0] == some["lower"].iloc[0]
            if segment == last and not flat:
                named.append({"y": panel.y(value), "text": f"{name} {finding.scale.digits(value)}"})
    layers.append(axes.words(_apart(named), panel.wide + 6, axes.pixels("y"), size=SMALL))
    return layers


def _apart(named):
    """Names of limits moved so far that none lies on another."""
    named = sorted(named, key=lambda row: row["y"])
    middle = len(named) // 2
    for at in range(middle - 1, -1, -1):
        named[at]["y"] = min(named[at]["y"], named[at + 1]["y"] - 15)
    for at in range(middle + 1, len(named)):
        named[at]["y"] = max(named[at]["y"], named[at - 1]["y"] + 15)
    return named


def _noted(panel, chart):
    """Where new limits begin and what happened when: an upright line with words."""
    starts = chart.points.groupby("segment").head(1).index[1:]
    told = [(at, "new limits") for at in starts]
    told += [(at, text) for at, text in chart.points["note"].items() if text]
    rows = [
        {
            "x": panel.x(at),
            "y": panel.top,
            "y2": panel.top + panels.TALL,
            "text": text,
            "at": panel.top + 8 + 16 * (n % 3),
        }
        for n, (at, text) in enumerate(told)
    ]
    left = [r for r in rows if r["x"] <= panel.wide / 2]
    right = [{**r, "x0": r["x"] - 4} for r in rows if r["x"] > panel.wide / 2]
    left = [{**r, "x0": r["x"] + 4} for r in left]
    x, at = axes.pixels("x0"), axes.pixels("at")
    upright = {"x": axes.pixels("x"), "y": axes.pixels("y"), "y2": axes.same("y2")}
    return [
        axes.rules(rows, colour=PLAIN, dash=[2, 3], **upright),
        axes.words(left, x, at, size=SMALL, colour=PLAIN),
        axes.words(right, x, at, size=SMALL, colour=PLAIN, align="right"),
    ]


def _icon(panel, chart, words):
    """The variation icon: a shape and the words, right of the panel's name."""
    shape = {"high": "triangle-up", "low": "triangle-down"}.get(chart.side, "circle")
    colour = COLOURS.get(chart.variation, PLAIN)
    at = panel.wide + RIGHT - 14
    row = {"x": at, "y": panel.top - 36, "shape": shape, "colour": colour}
    row |= {"fill": colour if chart.side else "#ffffff"}
    text = [{"y": panel.top - 36, "text": words[:1].upper() + words[1:]}]
    return [
        axes.points([row], axes.pixels("x"), axes.pixels("y"), size=110),
        axes.words(text, at - 14, axes.pixels("y"), align="right", size=SMALL),
    ]
