"""What is new this month: only what chance would hardly do, in the place or in one of its areas."""

from dataclasses import dataclass

from tilth.ground.errors import DefinitionError, DisclosureError
from tilth.see.findings.digits import empty
from tilth.see.findings.known import answerable
from tilth.see.findings.making import scale_for, whole_name
from tilth.see.findings.rows import said_period
from tilth.see.findings.words import sentence
from tilth.see.needs.change import began, change, changes, judged
from tilth.see.needs.estimates import estimate_many

FEWEST = 12  # points below which limits are trial limits and nothing is called news
MOST = 3
MEANS = {"improvement": "That is better.", "concern": "That is worse.", "neutral": ""}


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


def watched(people, indicators):
    """The indicators in which a month can be unusual: counts of what happened in a time.

    Others (how many have diabetes on record) are the same people month after month: their
    points are not apart, and a control chart of them would cry wolf. indicators: name -> value.
    """
    able, _ = answerable(people, indicators)
    return {n: i for n, i in able.items() if i.counted and not i.retired and i.rests_on_period}


def news(people, indicators):
    """What is unusual in the newest point of any watched indicator, of the whole place.

    Judged by the XmR chart's four rules; a series of under 12 points says nothing. Returns a
    list of News, the strongest first.
    """
    every = watched(people, indicators)
    try:
        found = changes(people, every)
    except (DefinitionError, DisclosureError):  # one cannot be told; the others can
        found = _one_by_one(people, every)
    name = whole_name(people)
    told = [_news(every[n], one, name) for n, one in found.items()]
    return sorted(filter(None, told), key=lambda one: -one.strength)


def _one_by_one(people, indicators):
    found = {}
    for name, indicator in indicators.items():
        try:
            found[name] = change(people, indicator)
        except (DefinitionError, DisclosureError):
            continue
    return found


def news_by_area(people, indicators, *, layer):
    """The same for every area of a layer: code -> list of News. Areas without news are left out."""
    found = {}
    every = watched(people, indicators)
    for step in dict.fromkeys(i.step for i in every.values()):
        some = {n: i for n, i in every.items() if i.step == step}
        since = began(people, step)
        tables = estimate_many(people, some, layer=layer, over=step, since=since)
        for name, table in tables.items():
            for (area, called), series in table.dropna(subset=["area"]).groupby(["area", "name"]):
                series = series.reset_index(drop=True)
                told = _news(some[name], judged(series, some[name], step), called)
                if told:
                    found.setdefault(area, []).append(told)
    return {a: sorted(some, key=lambda one: -one.strength) for a, some in found.items()}


def _news(indicator, one, called):
    """The News in a Change, or None."""
    last = one.table.to_dict("records")[-1]
    known = int(one.chart.points["mean"].notna().sum()) if len(one.chart.points) else 0
    begun = _told(one.table["value"])
    if not one.news or empty(last["value"]) or known < FEWEST or begun < FEWEST:
        return None
    return News(
        indicator=indicator.name,
        title=indicator.title,
        kind="change",
        variation=one.chart.variation,
        side=one.chart.side,
        sentence=_said(indicator, last, one.chart, called),
        strength=_strength(one.chart, last["value"]),
    )


def _told(values):
    """Periods from the first in which anything was told: before it nobody sent any."""
    known = values.astype(float).fillna(0).to_numpy().nonzero()[0]
    return len(values) - int(known[0]) if len(known) else 0


def _strength(chart, value):
    spread = (chart.upper - chart.mean) / 3
    return float(abs(value - chart.mean) / spread) if spread > 0 else 0.0


def _said(indicator, last, chart, called):
    """The sentence of a change: the figure, what is usual, and which way."""
    scale = scale_for(indicator)
    period = said_period(last["period"], indicator.step)
    usual = f"usually {scale.sure(max(chart.lower, 0), chart.upper)}"
    side = "above" if chart.side == "high" else "below"
    within = chart.lower <= last["value"] <= chart.upper
    beyond = f"it keeps {side} what is usual" if within else f"that is {side} what is usual"
    first = f"{called}: {scale.said(last['value'])} in {period}"
    parts = (sentence(first), sentence(f"{beyond} ({usual})"), MEANS[chart.variation])
    return " ".join(part for part in parts if part)
