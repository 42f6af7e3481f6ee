"""Bars with intervals: one row for each area or group, its figure, and how sure we are."""

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.paper import (
    FAINT,
    HATCH,
    PALE,
    PLAIN,
    SMALL,
    mark_of,
    reach,
    width_of,
    wrapped,
)
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed, said_group, said_period
from tilth.see.findings.sentences import standing

AT_A_DESK = 520
"""Wider than this, name, bar and words stand side by side; narrower, above each other."""


def bars(finding, *, width):
    """One bar a row with its interval, marked higher, lower or similar by shape and word."""
    records = finding.table.to_dict("records")
    told = [_row(at, record, finding) for at, record in enumerate(records)]
    return _beside(finding, told, width) if width > AT_A_DESK else _stacked(finding, told, width)


def _row(at, record, finding):
    scale = finding.scale_of(record)
    mark = mark_of(standing(record, finding.whole), scale.better)
    if concealed(record) or empty(record.get("value")):
        why = "* hidden" if concealed(record) else record.get("note") or "not known"
        return {"row": at, "label": label(record, finding), "figure": why, "hidden": True}
    return {
        "row": at,
        "label": label(record, finding),
        "figure": scale.brief(record["value"], record.get("lower"), record.get("upper")),
        "word": mark.word if finding.whole else "",
        "value": float(record["value"]),
        "lower": _limit(record, "lower"),
        "upper": _limit(record, "upper"),
        "shape": mark.shape,
        "colour": mark.colour,
        "fill": mark.fill,
        "hidden": False,
    }


def _limit(record, name):
    return float(record["value"] if empty(record.get(name)) else record[name])


def label(record, finding):
    """What a row is called: its area where there are several, and its group or period."""
    asked, parts = finding.asked, []
    several = "name" in finding.table and finding.table["name"].nunique() > 1
    if several or not (asked.by or asked.over):
        parts.append(record.get("name") or record.get("area"))
    parts += [said_group(group, record.get(group)) for group in asked.groups]
    if asked.over and "period" in record:
        parts.append(said_period(record["period"], asked.over))
    text = ", ".join(str(part) for part in parts)
    return text[:1].upper() + text[1:]


def spread(finding, told):
    """The range of the axis: from nought where figures run from it, else round the figures."""
    shown = [r for r in told if not r["hidden"]]
    found = [r[k] for r in shown for k in ("lower", "upper", "value")]
    if finding.whole and not empty(finding.whole.get("value")):
        found.append(float(finding.whole["value"]))
    if not found or (min(found) >= 0 and _from_nought(finding.scale, found)):
        ceiling = finding.scale.per if finding.scale.share else None
        return 0.0, reach([0, *found], floor=0, ceiling=ceiling)[1]
    return reach(found)


def _from_nought(scale, found):
    """Shares and rates begin at nought, and so does what spreads widely; years of life do not."""
    counted = scale.statistic in ("proportion", "rate", "standardised_rate")
    return counted or scale.heading == "Per cent" or min(found) < max(found) / 2


def _beside(finding, told, width):
    """Name, bar, words: side by side."""
    lines = [wrapped(row["label"], 190) for row in told]
    step = max(32, 18 * max((len(some) for some in lines), default=1) + 8)
    left = 12 + max((width_of(line) for some in lines for line in some), default=60)
    right = 16 + max((width_of(_said(row)) for row in told), default=100)
    rows = [{**row, "y": step * (at + 0.5), "told": _said(row)} for at, row in enumerate(told)]
    names = [
        {"text": line, "y": row["y"] + 18 * (n - (len(some) - 1) / 2)}
        for row, some in zip(rows, lines, strict=True)
        for n, line in enumerate(some)
    ]
    parts = [
        axes.words(names, 4 - left, axes.pixels("y")),
        *_marks(finding, rows),
        axes.words(rows, width - left - right + 12, axes.pixels("y"), text="told"),
    ]
    return _whole(finding, parts, rows, width, step, left, right)


def _said(row):
    return f"{row['figure']} {row.get('word', '')}".strip()


def _stacked(finding, told, width):
    """Name and words above the bar: for a phone."""
    step = 64
    rows = [{**row, "y": step * at + 48, "told": _said(row)} for at, row in enumerate(told)]
    names = [{"text": row["label"], "y": row["y"] - 38} for row in rows]
    words = [{"text": row["told"], "y": row["y"] - 20} for row in rows]
    parts = [
        axes.words(names, 0, axes.pixels("y"), weight="bold"),
        axes.words(words, 0, axes.pixels("y")),
        *_marks(finding, rows),
    ]
    return _whole(finding, parts, rows, width, step, 8, 14)


def _marks(finding, rows):
    """The bar, the interval over it and the shape at the figure; hatching where it is hidden."""
    extent = spread(finding, rows)
    start, quarter = extent[0], extent[0] + (extent[1] - extent[0]) / 4
    shown = [{**row, "start": start} for row in rows if not row["hidden"]]
    hidden = [{"y": row["y"], "start": start, "value": quarter} for row in rows if row["hidden"]]
    y, bar = axes.pixels("y"), {"type": "bar", "orient": "horizontal", "size": 14}
    start_at, end_at = axes.across("start", extent), axes.same("value")
    plain = bar | {"color": PALE, "stroke": FAINT, "strokeWidth": 0.5}
    limits = {"x": axes.across("lower", extent), "x2": axes.same("upper"), "y": y}
    bars = shown if extent[0] == 0 else []  # a bar that does not begin at nought would mislead
    return [
        axes.layer(bars, plain, x=start_at, x2=end_at, y=y),
        axes.layer(hidden, bar | {"fill": HATCH, "stroke": PLAIN}, x=start_at, x2=end_at, y=y),
        axes.rules(shown, thick=2.5, **limits),
        axes.points(shown, axes.across("value", extent), y),
    ]


def _whole(finding, parts, rows, width, step, left, right):
    """All of it, with the whole drawn as a dashed line and named above."""
    extent = spread(finding, rows)
    room = width - left - right
    top = 4
    if finding.whole and not empty(finding.whole.get("value")):
        value = float(finding.whole["value"])
        text = f"{finding.whole['name']} {finding.scale.brief(value)}"
        at = (value - extent[0]) / (extent[1] - extent[0]) * room
        half = width_of(text, SMALL) / 2
        at = min(max(at, half - left + 4), room + right - half - 4)
        line = [{"value": value, "text": text}]
        parts.insert(0, axes.rules(line, dash=[5, 4], x=axes.across("value", extent)))
        parts.append(axes.words(line, at, -12, align="center", size=SMALL))
        top = 26
    height = top + step * len(rows) + 28
    return axes.picture(
        parts, width=width, height=height, left=left, right=right, top=top, bottom=28
    )
