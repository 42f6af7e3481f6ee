"""Series drawn in panels, one under another: the frame that a trend and an SPC chart share."""

from dataclasses import dataclass

from tilth.see.findings.charts import axes
from tilth.see.findings.charts.paper import FAINT, HATCH, PALE, SMALL, reach, ticks, width_of
from tilth.see.findings.digits import empty
from tilth.see.findings.rows import concealed, said_group, said_period

HEAD, TALL, FOOT = 46, 150, 34
LEFT, RIGHT = 52, 20


@dataclass(frozen=True)
class Panel:
    """One series: its name, its rows in order of time, and where it stands in the picture.

    top: pixels from the top of the picture to its frame. low, high: the range of its figures.
    wide: pixels across. count: how many periods the picture has.
    """

    name: str
    records: tuple
    top: float
    low: float
    high: float
    wide: float
    count: int

    def x(self, at):
        """Where the period of this number lies, in pixels."""
        return 8 + (self.wide - 16) * (at / (self.count - 1) if self.count > 1 else 0.5)

    def y(self, value):
        """Where a figure lies, in pixels."""
        return self.top + TALL * (self.high - float(value)) / (self.high - self.low)


def panels(finding, width, *, more=lambda records: (), right=RIGHT):
    """The panels of a finding over time, one for each area and group.

    more(records): other figures that must fit on the axis, such as limits.
    """
    periods = sorted(finding.table["period"].unique())
    place = {period: at for at, period in enumerate(periods)}
    series = {}
    for record in finding.table.to_dict("records"):
        record = {**record, "at": place[record["period"]]}
        series.setdefault(_name(record, finding), []).append(record)
    made = []
    for number, (name, records) in enumerate(series.items()):
        records = tuple(sorted(records, key=lambda r: r["at"]))
        found = [r.get(k) for r in records for k in ("value", "lower", "upper")]
        low, high = reach([*found, *more(records)], floor=0, ceiling=_ceiling(finding.scale))
        top = HEAD + number * (HEAD + TALL + FOOT)
        made.append(Panel(name, records, top, low, high, width - LEFT - right, len(periods)))
    return made


def _name(record, finding):
    parts = [record.get("name") or ""]
    parts += [said_group(group, record.get(group)) for group in finding.asked.groups]
    return ", ".join(part for part in parts if part)


def _ceiling(scale):
    return scale.per if scale.share else None


def frame(panel, finding):
    """Lines at round numbers with their words, and the periods underneath."""
    steps = [
        {"y": panel.y(v), "x": 0, "end": panel.wide, "text": f"{v:,.10g}"}
        for v in ticks(panel.low, panel.high, most=4)
    ]
    bottom = panel.top + TALL
    under = [
        {"x": panel.x(at), "y": bottom + 16, "text": text, "tick": bottom, "to": bottom + 5}
        for at, text in _dates(panel, finding)
    ]
    x, y = axes.pixels("x"), axes.pixels("y")
    return [
        axes.rules(steps, colour=PALE, x=x, x2=axes.same("end"), y=y),
        axes.words(steps, -6, y, align="right", size=SMALL),
        axes.words(under, x, y, align="center", size=SMALL),
        axes.rules(under, colour=FAINT, x=x, y=axes.pixels("tick"), y2=axes.same("to")),
    ]


def _dates(panel, finding):
    """Periods that fit under the panel without touching, the newest always among them."""
    periods = sorted(finding.table["period"].unique())
    words = [short_period(period, finding.asked.over) for period in periods]
    room = max(map(width_of, words), default=0) + 14
    apart = (panel.wide - 16) / max(1, len(periods) - 1)
    every = max(1, -(-int(room) // max(1, int(apart))))
    last = len(periods) - 1
    return [(at, words[at]) for at in range(last, -1, -every) if at == last or panel.x(at) > 18]


def short_period(period, over):
    """A period as it fits under a point: "Mar 26", "Q to Mar 26", "2026"."""
    if not hasattr(period, "strftime"):
        return str(period)
    return f"{period:%b} {period.year % 100:02d}" if over != "year" else f"{period.year}"


def head(panel, lines):
    """The panel's name, and under it what is said of it."""
    told = [{"y": panel.top - 36, "text": panel.name}]
    said = [{"y": panel.top - 17, "text": line} for line in lines]
    y = axes.pixels("y")
    return [
        axes.words(told, 4 - LEFT, y, weight="bold"),
        axes.words(said, 4 - LEFT, y, size=SMALL),
    ]


def gaps(panel):
    """Hatched marks at the foot, where a figure exists and is not shown; a word where none is."""
    half = max(3.0, min(10.0, (panel.wide - 16) / max(1, panel.count) / 2.5))
    bottom = panel.top + TALL
    hidden = [
        {"x": at - half, "x2": at + half, "y": bottom, "y2": bottom - 14}
        for at in (panel.x(r["at"]) for r in panel.records if concealed(r))
    ]
    mark = {"type": "rect", "fill": HATCH, "stroke": FAINT, "strokeWidth": 0.7}
    ends = {"x2": axes.same("x2"), "y2": axes.same("y2")}
    return [axes.layer(hidden, mark, x=axes.pixels("x"), y=axes.pixels("y"), **ends)]


def shown(panel):
    """The rows with a figure, and where each point lies."""
    return [
        {"at": r["at"], "x": panel.x(r["at"]), "y": panel.y(r["value"]), "record": r}
        for r in panel.records
        if not empty(r.get("value")) and not concealed(r)
    ]


def runs(points):
    """Points next to each other in time, in stretches: a line never bridges what is not known."""
    stretches = []
    for point in points:
        if stretches and stretches[-1][-1]["at"] == point["at"] - 1:
            stretches[-1].append(point)
        else:
            stretches.append([point])
    return stretches


def newest(panel, finding):
    """The newest figure in words, as the table has it."""
    record = panel.records[-1]
    when = said_period(record["period"], finding.asked.over)
    if concealed(record) or empty(record.get("value")):
        return f"{when}: * hidden" if concealed(record) else f"{when}: not known"
    scale = finding.scale_of(record)
    return f"{when}: {scale.brief(record['value'], record.get('lower'), record.get('upper'))}"


def total_height(made):
    """How tall the panels are together."""
    return len(made) * (HEAD + TALL + FOOT) + 4 if made else 40
