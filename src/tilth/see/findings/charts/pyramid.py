"""A pyramid: people by age, women and girls to the left, men and boys to the right."""

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.paper import BETTER, FAINT, HATCH, INK, PALE, PLAIN, SMALL, ticks
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed, said_group

TOP, BOTTOM, MIDDLE, STEP = 34, 34, 84, 19
SIDES = (("female", "Women and girls", PALE), ("male", "Men and boys", BETTER))


def pyramid(finding, *, width):
    """Bars of people by five-year age: the youngest at the foot, hatched where hidden.

    Needs a finding by sex and age group. What is drawn is the number of people (`denominator`
    where the figure is a share, else `numerator`).
    """
    column = "denominator"
    cells = {
        (r["sex"], r["age_group"]): r
        for r in finding.table.to_dict("records")
        if not empty_text(r["sex"]) and not empty_text(r["age_group"])
    }
    ages = sorted({age for _, age in cells}, key=_first, reverse=True)
    most = max((float(r[column]) for r in cells.values() if not empty(r[column])), default=1.0)
    half = (width - 8 - MIDDLE) / 2
    parts = _frame(most, half, len(ages))
    for side, (sex, words, shade) in enumerate(SIDES):
        parts += _side(cells, ages, sex, side, shade, most, half, column)
        at = half - 4 if side == 0 else half + MIDDLE + 4
        align = "right" if side == 0 else "left"
        parts.append(axes.words([{"text": words}], at, -16, align=align, weight="bold"))
    names = [
        {"y": STEP * (n + 0.5), "text": said_group("age_group", age)} for n, age in enumerate(ages)
    ]
    parts.append(axes.words(names, half + MIDDLE / 2, axes.pixels("y"), align="center", size=12))
    return axes.picture(
        parts,
        width=width,
        height=TOP + STEP * len(ages) + BOTTOM,
        left=4,
        right=4,
        top=TOP,
        bottom=BOTTOM,
        told="People of each age: women and girls left, men and boys right.",
    )


def empty_text(value):
    """Whether a group is not known."""
    return value is None or value != value or not str(value).strip()


def _first(age):
    """The first year of an age group: "65-69" is 65."""
    digits = "".join(c if c.isdigit() else " " for c in str(age)).split()
    return int(digits[0]) if digits else -1


def _side(cells, ages, sex, side, shade, most, half, column):
    """The bars of one sex, growing away from the middle, each with its number where it fits."""
    bars, hatched, words = [], [], []
    sign = -1 if side == 0 else 1
    foot = half if side == 0 else half + MIDDLE
    for n, age in enumerate(ages):
        record = cells.get((sex, age))
        if record is None:
            continue
        hidden = concealed(record) or empty(record[column])
        size = 14 if hidden else half * float(record[column]) / most * 0.8
        box = {"x": foot, "x2": foot + sign * size, "y": STEP * n + 2, "y2": STEP * (n + 1) - 2}
        (hatched if hidden else bars).append(box)
        text = "*" if hidden else f"{round(float(record[column])):,}"
        words.append({"x": foot + sign * (size + 4), "y": STEP * (n + 0.5), "text": text})
    where = {"x": axes.pixels("x"), "x2": axes.same("x2"), "y": axes.pixels("y")}
    where["y2"] = axes.same("y2")
    box = {"type": "rect", "strokeWidth": 0.7}
    align = "right" if side == 0 else "left"
    return [
        axes.layer(bars, box | {"fill": shade, "stroke": FAINT}, **where),
        axes.layer(hatched, box | {"fill": HATCH, "stroke": PLAIN}, **where),
        axes.words(words, axes.pixels("x"), axes.pixels("y"), align=align, size=12),
    ]


def _frame(most, half, count):
    """Round numbers under both sides."""
    rows = [
        {"x": x, "y2": STEP * count, "y": 0, "text": f"{v:,.0f}"}
        for v in ticks(0, most, most=3)
        for x in (half - half * v / most * 0.8, half + MIDDLE + half * v / most * 0.8)
    ]
    x = axes.pixels("x")
    return [
        axes.rules(rows, colour=PALE, x=x, y=axes.pixels("y"), y2=axes.same("y2")),
        axes.words(rows, x, STEP * count + 14, align="center", size=SMALL, colour=INK),
    ]
