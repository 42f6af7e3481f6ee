"""What is new this month: only what chance would hardly do, in the place or in one of its areas."""

import numpy as np

from tilth.ground.criteria.tree import Window
from tilth.ground.errors import DefinitionError, DisclosureError
from tilth.see.findings.digits import empty
from tilth.see.findings.known import answerable
from tilth.see.findings.making import scale_for, whole_name
from tilth.see.findings.rows import said_period
from tilth.see.findings.words import sentence
from tilth.see.methods.alarms import chance_of_signal
from tilth.see.methods.inequality import sii
from tilth.see.needs.change import began, change, changes, judged
from tilth.see.needs.estimates import estimate_many, whole_many
from tilth.see.needs.fairness import FIFTH, SCALES
from tilth.see.watch import News, Watch

SURE = 2.58  # standard errors: a gap of hundreds watched moves this far by chance once
BY_CHANCE = 0.01  # of gaps that did not move, how many go so far
Z95 = 1.96
GAPS = ("proportion", "rate", "standardised_rate")
FEWEST = 12  # points below which limits are trial limits and nothing is called news
MOST = 3
MEANS = {"improvement": "That is better.", "concern": "That is worse.", "neutral": ""}


def watched(people, indicators):
    """The indicators in which a month can be unusual: counts of what happened in a time.

    Others (how many have diabetes on record) are the same people month after month: their
    points are not apart, and a control chart of them would cry wolf. indicators: name -> value.
    """
    able, _ = answerable(people, indicators)
    return {n: i for n, i in able.items() if i.counted and not i.retired and i.rests_on_period}


def news(people, indicators, *, rebase=None):
    """What is unusual in the newest point of any watched indicator, of the whole place: a Watch.

    Judged by the XmR chart's four rules; a series of under 12 points says nothing. rebase: name
    -> periods at which its limits begin anew.
    """
    every, begins = watched(people, indicators), rebase or {}
    try:
        found = changes(people, every, rebase=begins)
    except (DefinitionError, DisclosureError):  # one cannot be told; the others can
        found = _one_by_one(people, every, begins)
    name = whole_name(people)
    able = {n: one for n, one in found.items() if _long_enough(one)}
    told = [_news(every[n], one, name) for n, one in able.items()]
    return Watch.of(told, [chance_of_signal(_points(one.chart)) for one in able.values()])


def gaps_moved(people, indicators):
    """Indicators whose gap across deprivation truly moved in a year: a Watch.

    The slope index of now beside that of a year before, both from figures as they may be shown;
    news only where they lie more than 2.58 standard errors apart (about once in a hundred by
    chance). Gaps with a hidden fifth say nothing. Source: Bland and Altman 2011, BMJ 343:d2090
    (standard errors from 95% intervals).
    """
    able, _ = answerable(people, indicators)
    able = {n: i for n, i in able.items() if i.counted and i.statistic in GAPS}
    before = Window(1, "year").start(people.as_of)
    tables = whole_many(people, able, by=FIFTH, over=[before, people.as_of])
    name = whole_name(people)
    slopes = {n: _two_slopes(able[n], table) for n, table in tables.items()}
    known = {n: two for n, two in slopes.items() if all(two)}
    told = [_moved(able[n], two, name) for n, two in known.items()]
    return Watch.of(told, [BY_CHANCE] * len(known))


def _two_slopes(indicator, table):
    """The slope index of the first and of the last day of a table, each empty where untold."""
    days = table["period"].min(), table["period"].max()
    return [_slope(table[table["period"] == day], indicator) for day in days]


def _moved(indicator, slopes, called):
    """The News of a gap that moved from the first of two slopes to the second, or None."""
    scale, (then, now) = scale_for(indicator), slopes
    if then["value"] * now["value"] < 0:
        return None
    apart = abs(now["value"] - then["value"]) / np.hypot(_error(now), _error(then))
    if not apart > SURE:
        return None
    wider = abs(now["value"]) > abs(then["value"])
    return News(
        indicator=indicator.name,
        title=indicator.title,
        kind="fairness",
        variation="concern" if wider else "improvement",
        side="high" if wider else "low",
        sentence=_gap_said(scale, now, then, wider, called),
        strength=float(apart),
    )


def _slope(table, indicator):
    """The slope index of five fifths, all of them shown; empty where one is not."""
    fifths = table[table[FIFTH].notna()].sort_values(FIFTH)
    needed = [fifths[c].astype(float).to_numpy() for c in ("value", "denominator")]
    limits = {c: fifths[c].astype(float).to_numpy() for c in ("lower", "upper")}
    if len(fifths) != 5 or np.isnan([*needed, *limits.values()]).any():
        return {}
    scale = SCALES[indicator.statistic]
    per = indicator.per if scale == "proportion" else 1
    found = sii(*needed, **limits, scale=scale, per=per).iloc[0]
    told = {k: float(found[k]) for k in ("value", "lower", "upper")}
    return {} if any(empty(v) for v in told.values()) else told


def _error(slope):
    return (slope["upper"] - slope["lower"]) / 2 / Z95


def _gap_said(scale, now, then, wider, called):
    """The sentence of a gap: now, a year before, and which way it went."""

    def told(one):
        low, high = sorted((abs(one["lower"]), abs(one["upper"])))
        return f"{scale.digits(abs(one['value']))} (likely {scale.sure(low, high)})"

    unit = scale.heading[:1].lower() + scale.heading[1:]
    gap = f"{called}, the gap between the most and the least deprived, {unit}: {told(now)} now"
    moved = "The gap is wider." if wider else "The gap is narrower."
    return f"{sentence(f'{gap}, {told(then)} a year before')} {moved}"


def _one_by_one(people, indicators, rebase):
    found = {}
    for name, indicator in indicators.items():
        try:
            found[name] = change(people, indicator, rebase=rebase.get(name, ()))
        except (DefinitionError, DisclosureError):
            continue
    return found


def news_by_area(people, indicators, *, layer, rebase=None):
    """The same for every area of a layer: (code -> list of News, a Watch of all areas together).

    Areas without news are left out. rebase: (name, code) -> periods at which limits begin anew.
    """
    found, told, chances = {}, [], []
    every, begins = watched(people, indicators), rebase or {}
    for step in dict.fromkeys(i.step for i in every.values()):
        some = {n: i for n, i in every.items() if i.step == step}
        since = began(people, step)
        tables = estimate_many(people, some, layer=layer, over=step, since=since)
        for name, table in tables.items():
            for (area, called), series in table.dropna(subset=["area"]).groupby(["area", "name"]):
                own = begins.get((name, area), ())
                one = judged(series.reset_index(drop=True), some[name], step, rebase=own)
                if not _long_enough(one):
                    continue
                chances.append(chance_of_signal(_points(one.chart)))
                if new := _news(some[name], one, called):
                    told.append(new)
                    found.setdefault(area, []).append(new)
    by_area = {a: sorted(some, key=lambda one: -one.strength) for a, some in found.items()}
    return by_area, Watch.of(told, chances)


def _points(chart):
    """How many points the limits in force are made of."""
    points = chart.points
    return int(points["value"][points["segment"] == points["segment"].iloc[-1]].notna().sum())


def _long_enough(one):
    """Whether a series can be news at all: known of late, and its limits not on trial."""
    if empty(one.table["value"].iloc[-1]) or one.stock:
        return False
    return _points(one.chart) >= FEWEST and _told(one.table["value"]) >= FEWEST


def _news(indicator, one, called):
    """The News in a Change, or None."""
    if not one.news or not _long_enough(one):
        return None
    last = one.table.to_dict("records")[-1]
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
    ran = "high" if chart.side == "high" else "low"
    beyond = f"it has run {ran} for some time" if within else f"that is {side} what is usual"
    first = f"{called}: {scale.said(last['value'])} in {period}"
    parts = (sentence(first), sentence(f"{beyond} ({usual})"), MEANS[chart.variation])
    return " ".join(part for part in parts if part)
