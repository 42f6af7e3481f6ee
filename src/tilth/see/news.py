"""What is new this month: only what chance would hardly do, and only gaps that truly moved."""

import datetime
from dataclasses import dataclass

import numpy as np

from tilth.ground.errors import DefinitionError, DisclosureError
from tilth.see.findings.digits import empty
from tilth.see.findings.making import finding
from tilth.see.findings.rows import said_period
from tilth.see.findings.words import sentence
from tilth.see.methods.spc import xmr

YEARS = {"month": 3, "quarter": 5, "year": 10}
FEWEST = 12  # points below which limits are trial limits and nothing is called news
MOST = 3
NEWS = ("improvement", "concern", "neutral")


@dataclass(frozen=True)
class News:
    """One thing that changed: a sentence made by rule, and where to read more.

    kind: "change" or "fairness". variation: improvement, concern or neutral. strength: how far
    from usual, in standard deviations; only ever used to put news in order.
    """

    indicator: str
    title: str
    kind: str
    variation: str
    side: str
    sentence: str
    strength: float


def watched(indicators):
    """The indicators in which a month can be unusual: counts of what happened in a time.

    Others (how many have diabetes on record) are the same people month after month: their
    points are not apart, and a control chart of them would cry wolf. indicators: name -> value.
    """
    return {
        n: i for n, i in indicators.items() if i.counted and not i.retired and i.rests_on_period
    }


def changes(people, indicators, *, layer, area, progress=lambda *told: None):
    """News of change: indicators whose newest point is more than ordinary ups and downs.

    layer, area: the whole place. Each series is judged by the XmR chart's four rules. A series
    that cannot be worked out, or of under 12 points, says nothing. Strongest first.
    """
    found, every = [], watched(indicators)
    for done, one in enumerate(every.values()):
        progress("looking for what is new", done, len(every))
        try:
            told = _judged(people, one, layer, area)
        except (DefinitionError, DisclosureError):
            continue
        found += [told] if told else []
    return sorted(found, key=lambda news: -news.strength)


def since_for(until, step):
    """The day a series of a step begins, so many years back and whole steps from there."""
    return until.replace(year=until.year - YEARS[step], day=1) + datetime.timedelta(31)


def _judged(people, indicator, layer, area):
    since = since_for(people.as_of, indicator.step)
    told = finding(people, indicator, layer=layer, area=area, over=indicator.step, since=since)
    rows = _begun(told.table.to_dict("records"))
    values = [np.nan if empty(row.get("value")) else float(row["value"]) for row in rows]
    if len(values) < FEWEST:
        return None
    chart = xmr(values, better=indicator.better)
    if chart.variation not in NEWS:
        return None
    return News(
        indicator=indicator.name,
        title=indicator.title,
        kind="change",
        variation=chart.variation,
        side=chart.side,
        sentence=_said(told, rows[-1], chart),
        strength=_strength(chart, values[-1]),
    )


def _begun(rows):
    """The series from the first period in which anything was told: before it nobody sent any."""
    first = next((at for at, row in enumerate(rows) if _told(row)), len(rows))
    return rows[first:]


def _told(row):
    return row.get("note") == "hidden" or not (empty(row.get("value")) or row["value"] == 0)


def _strength(chart, value):
    spread = (chart.upper - chart.mean) / 3
    return float(abs(value - chart.mean) / spread) if spread > 0 else 0.0


MEANS = {"improvement": "That is better.", "concern": "That is worse.", "neutral": ""}


def _said(told, last, chart):
    """The sentence of a change: the figure, what is usual, and which way."""
    scale, over = told.scale, told.asked.over
    now = f"{scale.said(last['value'])} in {said_period(last['period'], over)}"
    usual = f"usually {scale.sure(max(chart.lower, 0), chart.upper)}"
    outside = "above" if chart.side == "high" else "below"
    if chart.lower <= last["value"] <= chart.upper:
        beyond = f"it has stayed or kept moving {outside} what is usual ({usual})"
    else:
        beyond = f"that is {outside} what is usual ({usual})"
    return " ".join(
        part
        for part in (sentence(f"{told.title}: {now}"), sentence(beyond), MEANS[chart.variation])
        if part
    )
