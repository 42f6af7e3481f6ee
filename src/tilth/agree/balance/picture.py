"""Pictures of a balance: what each member gave against chance, and evenness over time."""

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.drawing import draw
from tilth.see.findings.charts.paper import (
    BETTER,
    FAINT,
    PALE,
    PAPER,
    SMALL,
    reach,
    width_of,
)

STEP = 34


def bars(balance, names, *, width, title, desc, said):
    """One bar a member, all alike and in alphabetical order; grey: what chance alone may give.

    names: slug -> what a reader calls it. said: amount -> how it is read. Returns SVG text.
    """
    order = sorted(balance.amounts, key=lambda slug: names[slug].lower())
    stacked = width < 520
    step = 54 if stacked else STEP
    rows = [_row(at, slug, balance, names, said, stacked, step) for at, slug in enumerate(order)]
    left = 8 if stacked else 12 + max(width_of(row["label"]) for row in rows)
    right = 16 + max(width_of(row["told"]) for row in rows)
    top = max([balance.up_to if balance.enough else 0, *balance.amounts.values(), 1e-9])
    extent = reach([0, top], floor=0)
    y, room = axes.pixels("y"), width - left - right
    band = [{"from": 0.0, "to": balance.up_to}] if balance.enough else []
    whole = all(float(value).is_integer() for value in balance.amounts.values())
    x = _across("from", extent, whole)
    bar = {"type": "bar", "orient": "horizontal", "size": 14, "color": BETTER}
    layers = [
        axes.layer(band, {"type": "rect", "color": PALE}, x=x, x2=axes.same("to")),
        axes.layer(rows, bar, x=x, x2=axes.same("amount"), y=y),
        axes.words(rows, 0 if stacked else 4 - left, axes.pixels("name_y"), text="label"),
        axes.words(rows, room + 10, y, text="told"),
    ]
    height = step * len(rows) + 34
    drawn = axes.picture(
        layers, width=width, height=height, left=left, right=right, top=4, bottom=30
    )
    under = ["Grey: what one partner may give by chance alone."] if balance.enough else []
    return draw(drawn, title=title, desc=desc, below=under)


def _across(field, extent, whole):
    """The scale; counts have whole numbers along it."""
    made = axes.across(field, extent)
    if whole:
        made["axis"]["values"] = _whole_numbers(extent[1])
    return made


def _whole_numbers(top):
    """At most six whole numbers from nought to the top, evenly apart."""
    step = next(s * 10**p for p in range(12) for s in (1, 2, 5) if s * 10**p * 5 >= top)
    return list(range(0, int(top) + 1, step))


def _row(at, slug, balance, names, said, stacked, step):
    y = step * at + (36 if stacked else step / 2)
    amount = balance.amounts[slug]
    return {
        "label": names[slug],
        "y": y,
        "name_y": y - 20 if stacked else y,
        "from": 0.0,
        "amount": float(amount),
        "told": said(amount) if amount else "none yet",
    }


def over_time(points, *, width, title, desc):
    """How even something was, cycle by cycle, with the band chance alone would give.

    points: [{"name", "value", "low", "high"}], value None where too few to tell. Returns SVG.
    """
    left, right, top, bottom = 40, 12, 10, 30
    room = width - left - right
    gap = room / max(len(points), 1)
    rows = [one | {"x": gap * (at + 0.5)} for at, one in enumerate(points)]
    shown = [one | SHAPE for one in rows if one["value"] is not None]
    none = [one | {"words": "?"} for one in rows if one["value"] is None]
    x, extent = axes.pixels("x"), (0.0, 1.0)
    band = {"type": "bar", "size": min(28, gap * 0.6), "color": PALE}
    names = [one | {"label": one["name"]} for one in rows]
    height = 220
    layers = [
        axes.layer(shown, band, x=x, y=axes.across("low", extent), y2=axes.same("high")),
        axes.points(shown, x, axes.across("value", extent)),
        axes.words(none, x, 90, text="words", align="center", colour=FAINT),
        axes.words(names, x, height - top - bottom + 16, text="label", align="center", size=SMALL),
    ]
    drawn = axes.picture(
        layers, width=width, height=height, left=left, right=right, top=top, bottom=bottom
    )
    return draw(drawn, title=title, desc=desc, below=[KEY])


SHAPE = {"shape": "circle", "fill": BETTER, "colour": BETTER, "paper": PAPER}
KEY = "1: all gave the same. 0: one gave everything. Grey: by chance alone. ?: too few to tell."
