"""A map of areas shaded by their figures; hatched where a number is hidden. A table lies beside."""

import math

import shapely
from shapely import affinity

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.drawing import Picture
from tilth.see.findings.charts.paper import (
    HATCH,
    INK,
    PAPER,
    PLAIN,
    SMALL,
    mark_of,
    width_of,
    wrapped,
)
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed
from tilth.see.findings.sentences import standing
from tilth.see.findings.words import HIGHER, LOWER

SHADES = ("#eef2f6", "#c9d6e3", "#9db6cf", "#6a8fb5", "#2f5f93")
"""Light to dark, so that they are told apart in grey too."""
NAMED_UP_TO = 12
EDGE = 8


def choropleth(finding, *, width):
    """Areas shaded in five steps from the lowest figure to the highest.

    Areas that differ from the whole are marked by shape; up to twelve are named on the map.
    Raises ValueError where the finding has no outlines.
    """
    if finding.shapes is None:
        raise ValueError("this finding has no outlines of areas")
    records = {r["area"]: r for r in finding.table.to_dict("records") if r.get("area") is not None}
    outlines = {code: shape for code, shape in finding.shapes().items() if code in records}
    drawn, height = _fitted(outlines, width)
    steps = _steps(finding, records.values())
    features = [_feature(code, shape, records[code], steps) for code, shape in drawn.items()]
    mark = {"type": "geoshape", "stroke": INK, "strokeWidth": 0.8}
    land = axes.layer(features, mark, fill={**axes.drawn_as("properties.fill")})
    land["data"]["format"] = {"type": "json"}
    parts = [land, *_labels(finding, drawn, records), *_key(finding, steps, height, width)]
    foot = 24 * (len(steps) + 1) + 12
    made = axes.picture(parts, width=width, height=height + foot, left=0, right=0, top=0, bottom=0)
    made.spec["projection"] = {"type": "identity", "scale": 1, "translate": [0, 0]}
    return Picture(made.spec, made.width, made.height, "Darker areas have higher figures.")


def _fitted(outlines, width):
    """Outlines in pixels: flattened round their middle latitude, north up."""
    west, south, east, north = shapely.total_bounds(list(outlines.values()))
    squeeze = math.cos(math.radians((south + north) / 2))
    room = min(width, 620) - 2 * EDGE
    zoom = min(room / ((east - west) * squeeze), 420 / (north - south))
    along = (width - (east - west) * squeeze * zoom) / 2
    turned = [zoom * squeeze, 0, 0, -zoom, along - west * squeeze * zoom, EDGE + north * zoom]
    drawn = {}
    for code, shape in sorted(outlines.items()):
        flat = affinity.affine_transform(shape, turned)
        drawn[code] = shapely.set_precision(flat.simplify(0.4), 0.1)
    return drawn, math.ceil((north - south) * zoom + 2 * EDGE)


def _steps(finding, records):
    """Five even steps between the lowest and the highest figure, as (from, to, shade)."""
    values = [float(r["value"]) for r in records if not concealed(r) and not empty(r.get("value"))]
    if not values:
        return []
    places = 10**finding.scale.decimals
    low, high = math.floor(min(values) * places) / places, math.ceil(max(values) * places) / places
    size = math.ceil((high - low) / len(SHADES) * places) / places or 1 / places
    edges = [round(low + size * n, 6) for n in range(len(SHADES) + 1)]
    return [(a, b, shade) for a, b, shade in zip(edges, edges[1:], SHADES, strict=False)]


def _shade(record, steps):
    if concealed(record):
        return HATCH
    if empty(record.get("value")) or not steps:
        return PAPER
    value = float(record["value"])
    return next((shade for a, b, shade in steps if value < b), steps[-1][2])


def _feature(code, shape, record, steps):
    """One area as Vega-Lite wants it: outer rings the way its geometry counts them."""
    turned = shapely.geometry.mapping(_wound(shape))
    return {
        "type": "Feature",
        "id": code,
        "geometry": turned,
        "properties": {"fill": _shade(record, steps)},
    }


def _wound(shape):
    parts = [
        shapely.geometry.polygon.orient(p, 1.0)
        for p in getattr(shape, "geoms", [shape])
        if p.geom_type == "Polygon"
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _labels(finding, drawn, records):
    """A shape where an area differs from the whole; its name and figure where there are few."""
    marks, names = [], []
    for code, shape in drawn.items():
        record, at = records[code], shape.representative_point()
        mark = mark_of(standing(record, finding.whole), finding.scale_of(record).better)
        if mark.word in (HIGHER, LOWER):
            marks.append(
                {
                    "x": at.x,
                    "y": at.y,
                    "shape": mark.shape,
                    "colour": mark.colour,
                    "fill": mark.colour,
                }
            )
        if len(drawn) <= NAMED_UP_TO:
            figure = "*" if concealed(record) else str(finding.scale.digits(record["value"]) or "?")
            names += _lines_of(record["name"], figure, at, marked=mark.word in (HIGHER, LOWER))
    halo = axes.words(
        names,
        axes.pixels("x"),
        axes.pixels("y"),
        align="center",
        size=SMALL,
        colour=PAPER,
        weight="bold",
    )
    halo["mark"] |= {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round", "opacity": 0.85}
    ring = [{**m, "colour": PAPER} for m in marks]
    return [
        axes.points(ring, axes.pixels("x"), axes.pixels("y"), size=150),
        axes.points(marks, axes.pixels("x"), axes.pixels("y"), size=70),
        halo,
        axes.words(names, axes.pixels("x"), axes.pixels("y"), align="center", size=SMALL),
    ]


def _lines_of(name, figure, at, *, marked):
    lines = [*wrapped(name, 80, SMALL), figure]
    top = at.y + (18 if marked else -8 * (len(lines) - 1))
    return [{"x": at.x, "y": top + 16 * n, "text": line} for n, line in enumerate(lines)]


def _key(finding, steps, height, width):
    """What the shades mean, in words beside each."""
    scale, rows = finding.scale, []
    for n, (low, high, shade) in enumerate(steps):
        text = f"{scale.digits(low)} to under {scale.digits(high)}"
        rows.append({"y": height + 18 + 24 * n, "fill": shade, "text": text})
    rows.append({"y": height + 18 + 24 * len(steps), "fill": HATCH, "text": "* hidden"})
    mark = {"type": "square", "size": 280, "opacity": 1, "stroke": PLAIN, "strokeWidth": 0.8}
    boxes = axes.layer(rows, mark, x=axes.at(20), y=axes.pixels("y"), fill=axes.drawn_as("fill"))
    lines = [axes.words(rows, 38, axes.pixels("y"), size=SMALL)]
    room = 60 + max((width_of(row["text"], SMALL) for row in rows), default=0)
    marks = [("triangle-up", "higher than the whole"), ("triangle-down", "lower than the whole")]
    told = [
        {"y": height + 18 + 24 * n, "shape": shape, "colour": INK, "fill": INK, "text": text}
        for n, (shape, text) in enumerate(marks)
    ]
    if finding.whole and room + 190 < width:
        lines += [
            axes.points(told, room + 10, axes.pixels("y"), size=70),
            axes.words(told, room + 26, axes.pixels("y"), size=SMALL),
        ]
    return [boxes, *lines]
