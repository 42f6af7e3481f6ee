"""A trend: figures over time, each with its interval as a band."""

from tilth.see.findings.charts import axes, panels
from tilth.see.findings.charts.paper import INK, PALE
from tilth.see.findings.digits import empty


def trend(finding, *, width):
    """A line for each area or group in a panel of its own, with the band of its interval."""
    made = panels.panels(finding, width)
    parts = [layer for panel in made for layer in _one(panel, finding)]
    return axes.picture(
        parts,
        width=width,
        height=panels.total_height(made),
        left=panels.LEFT,
        right=panels.RIGHT,
        top=0,
        bottom=0,
        told="The band is the 95% interval of each figure; hatched marks are hidden numbers.",
    )


def _one(panel, finding):
    points = panels.shown(panel)
    stretches = panels.runs(points)
    return [
        *panels.frame(panel, finding),
        *[_band(panel, run) for run in stretches],
        *[_line(run) for run in stretches if len(run) > 1],
        _dots(points),
        *panels.gaps(panel),
        *panels.head(panel, [panels.newest(panel, finding)]),
    ]


def _band(panel, run):
    rows = [
        {"x": p["x"], "low": panel.y(p["record"]["lower"]), "high": panel.y(p["record"]["upper"])}
        for p in run
        if not empty(p["record"].get("lower")) and not empty(p["record"].get("upper"))
    ]
    if len(rows) == 1:
        y = {"y": axes.pixels("low"), "y2": axes.same("high")}
        return axes.rules(rows, thick=6, colour=PALE, x=axes.pixels("x"), **y)
    mark = {"type": "area", "color": PALE, "opacity": 1}
    y = {"y": axes.pixels("low"), "y2": axes.same("high")}
    return axes.layer(rows, mark, x=axes.pixels("x"), **y)


def _line(run):
    mark = {"type": "line", "color": INK, "strokeWidth": 2}
    rows = [{"x": p["x"], "y": p["y"]} for p in run]
    return axes.layer(rows, mark, x=axes.pixels("x"), y=axes.pixels("y"))


def _dots(points):
    mark = {"type": "point", "filled": True, "color": INK, "opacity": 1, "size": 40}
    rows = [{"x": p["x"], "y": p["y"]} for p in points]
    return axes.layer(rows, mark, x=axes.pixels("x"), y=axes.pixels("y"))
