"""Layers, scales and words shared by the pictures: nothing here depends on a machine's fonts.

Specifications are plain Vega-Lite, as Altair writes it, made without Altair's objects: a tenth
of the time. A test has Altair read every one of them; `Finding.altair` hands one to an analyst.
"""

from tilth.see.findings.charts.drawing import Picture
from tilth.see.findings.charts.paper import FAINT, FONT, INK, PALE, SIZE, SMALL, ticks

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def layer(rows, mark, **encoding):
    """One kind of mark for some rows. mark: {"type": ...}; encoding: channels, as below."""
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def across(field, reach, *, most=5, axis=True):
    """A scale in real values with round numbers at it: for x or for y."""
    scale = {"domain": [float(v) for v in reach], "nice": False, "zero": False}
    shown = _axis(reach, most) if axis else None
    return {"field": field, "type": "quantitative", "scale": scale, "axis": shown}


def pixels(field):
    """A place given in pixels from the left or the top of the drawing."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def same(field):
    """The second end of a mark, on the scale of its first."""
    return {"field": field}


def drawn_as(field):
    """A colour or shape given by name in the rows."""
    return {"field": field, "type": "nominal", "scale": None}


def at(pixel):
    """The same pixel for every row."""
    return {"value": pixel}


def _axis(reach, most):
    return {
        "values": ticks(*reach, most=most),
        "title": None,
        "labelOverlap": False,
        "labelFlush": False,
        "labelBound": False,
        "labelLimit": 0,
        "labelFontSize": SMALL,
        "labelColor": INK,
        "gridColor": PALE,
        "domainColor": FAINT,
        "tickColor": FAINT,
        "format": ",~f",
    }


def words(rows, x, y, *, text="text", align="left", size=SIZE, colour=INK, weight="normal"):
    """Words at places: x and y are encodings, or pixels."""
    mark = {"type": "text", "align": align, "baseline": "middle", "fontSize": size}
    mark |= {"color": colour, "fontWeight": weight}
    x, y = (at(v) if isinstance(v, int | float) else v for v in (x, y))
    return layer(rows, mark, x=x, y=y, text={"field": text, "type": "nominal"})


def points(rows, x, y, *, size=95):
    """A shape at each figure, by the row's own shape, fill and colour."""
    mark = {"type": "point", "filled": False, "opacity": 1, "size": size, "strokeWidth": 2}
    x, y = (at(v) if isinstance(v, int | float) else v for v in (x, y))
    seen = {"shape": drawn_as("shape"), "fill": drawn_as("fill"), "stroke": drawn_as("colour")}
    return layer(rows, mark, x=x, y=y, **seen)


def rules(rows, *, colour=INK, thick=1.0, dash=None, **encoding):
    """Straight lines: an interval, a limit, a whole."""
    mark = {"type": "rule", "color": colour, "strokeWidth": thick}
    return layer(rows, mark | ({"strokeDash": dash} if dash else {}), **encoding)


def picture(layers, *, width, height, left=4, right=4, top=4, bottom=4, told="", **others):
    """Layers as a picture of exactly this size: width and height of all of it, in pixels."""
    spec = {
        "$schema": SCHEMA,
        "layer": [one for one in layers if one["data"].get("values")],
        "width": width - left - right,
        "height": height - top - bottom,
        "autosize": {"type": "none"},
        "padding": {"left": left, "right": right, "top": top, "bottom": bottom},
        "config": {"font": FONT, "aria": False, "view": {"stroke": None}},
        **others,
    }
    return Picture(spec, width, height, told)
