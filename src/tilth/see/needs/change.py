"""What is changing: a series judged by an XmR chart, with its season and what might fool us."""

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tilth.ground.criteria.tree import Window
from tilth.ground.errors import DefinitionError
from tilth.see.methods import gaming, season, spc
from tilth.see.needs.cells import Span, read
from tilth.see.needs.estimates import estimate, whole_many
from tilth.see.needs.statistics import STATISTICS

YEARS = 3
CYCLES = {"month": 12, "quarter": 4}
ADDS_UP = (
    "Each point holds most of what the one before it held, so it moves slowly and on its own: "
    "a signal here is no news."
)


@dataclass(frozen=True)
class Change:
    """One series and what it says.

    table: estimates, one row a period. chart: the XmR chart (methods.spc.Chart), its points
    labelled by period as text. stock: it counts what is so on a day, such as a register, not
    what happened in the period. season: methods.season.Season, or None where it cannot be told.
    sudden: a jump where the definition changed, or None. warnings: sentences a reader should see.
    """

    table: pd.DataFrame
    chart: object
    stock: bool = False
    season: object = None
    sudden: dict | None = None
    warnings: tuple = ()

    @property
    def news(self):
        """Whether the newest point is unusual, of what happens rather than of what is on record."""
        unusual = self.chart.variation in ("improvement", "concern", "neutral")
        return unusual and not self.stock


def change(
    people,
    indicator,
    *,
    layer=None,
    area=None,
    over=None,
    since=None,
    until=None,
    rebase=(),
    notes=None,
    changed=None,
):
    """How an indicator has changed: of the whole place, or of one area of a layer.

    over: month, quarter or year; the indicator's own step unless told. since, until: three
    years (ten for a year's step) up to the as-of day unless told. rebase: periods ("2025-09")
    at which new limits begin, because things changed on purpose. notes: period -> what happened
    then. A date stands for the period that holds it, and is left out where there is none.
    changed: the period in which the definition or its recording changed; a sudden jump
    there is told. A hidden period breaks runs and is counted among the warnings.
    Returns a Change. Raises DefinitionError for a period that is not in the series.
    """
    over = over or indicator.step
    span = {"over": over, "since": since or began(people, over, until), "until": until}
    if area is None:
        table = whole_many(people, {"it": indicator}, **span)["it"]
    else:
        table = estimate(people, indicator, layer=layer, **span)
        table = table[table["area"] == area].reset_index(drop=True)
        if table.empty:
            raise DefinitionError(f"there is no {layer} {area} in this series")
    return judged(table, indicator, over, rebase=rebase, notes=notes, changed=changed)


def changes(people, indicators, *, over=None, since=None, until=None, rebase=None):
    """The change of many indicators of the whole place: name -> Change, in few readings.

    indicators: name -> Indicator, none published. over: each indicator's own step unless told.
    rebase: name -> periods at which its new limits begin.
    """
    found, begins = {}, rebase or {}
    for step in dict.fromkeys(over or i.step for i in indicators.values()):
        some = {n: i for n, i in indicators.items() if (over or i.step) == step}
        span = {"over": step, "since": since or began(people, step, until), "until": until}
        for name, table in whole_many(people, some, **span).items():
            found[name] = judged(table, some[name], step, rebase=begins.get(name, ()))
    return {name: found[name] for name in indicators}


def judged(table, indicator, over, *, rebase=(), notes=None, changed=None):
    """The Change of a table of one series."""
    labels = [period_label(day, over) for day in table["period"]]
    values = pd.Series(table["value"].to_numpy(float), index=labels)
    begins, happened = marked(table["period"], over, rebase, notes)
    chart = spc.xmr(
        values,
        better=indicator.better,
        target=indicator.target,
        rebase=[period_label(day, over) for day in begins],
        notes={period_label(day, over): text for day, text in happened.items()},
    )
    sudden = _sudden(values, labels, changed)
    stock = not indicator.rests_on_period
    warnings = [*chart.warnings, *([ADDS_UP] if stock else [])]
    if sudden and sudden["sudden"]:
        warnings.append("The figure jumped just as its definition changed.")
    return Change(table, chart, stock, _season(values, table, over), sudden, tuple(warnings))


def began(people, over, until=None):
    """The first day of a usual series: three years before its end, ten for steps of a year."""
    years = 10 if over == "year" else YEARS
    end = until or people.as_of
    return Window(years, "year").start(end) + datetime.timedelta(1)


def period_label(day, over):
    """A period as text: 2025-09, 2025-Q3 (its months' last), 2025."""
    if over == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return str(day.year) if over == "year" else f"{day.year}-{day.month:02d}"


def marked(days, over, rebase=(), notes=None):
    """The periods of a series at which new limits begin, and what happened in which.

    days: the last day of each period. rebase, notes: as in `change`. Returns ([day], {day:
    words}). Raises DefinitionError for a period said as text that is not in the series.
    """
    by_label = {period_label(day, over): day for day in days}

    def held(asked):
        if isinstance(asked, datetime.date):
            return by_label.get(period_label(asked, over))
        return by_label[_label(asked, list(by_label))]

    begins = [held(one) for one in ([rebase] if isinstance(rebase, str) else rebase)]
    told = {}
    for asked, words in (notes or {}).items():
        if (day := held(asked)) is not None:
            told[day] = f"{told[day]}; {words}" if day in told else words
    return [day for day in begins if day is not None], told


def _label(asked, labels):
    """The label of a period said as a month, a quarter or a year; its first where it has many."""
    found = [label for label in labels if label == asked or label.startswith(f"{asked}-")]
    if not found:
        raise DefinitionError(
            f"{asked} is not a period of this series",
            remedy=f"It runs from {labels[0]} to {labels[-1]}.",
        )
    return found[0]


def _sudden(values, labels, changed):
    if changed is None:
        return None
    at = labels.index(_label(changed, labels))
    window = min(6, at, len(labels) - at)
    if window < 2:
        return None
    return gaming.shift(values.to_numpy(float), at, window=window).iloc[0].to_dict()


def _season(values, table, over):
    """The season of a series of months or quarters; None where three years are not known."""
    cycle = CYCLES.get(over)
    if cycle is None or len(values) < 3 * cycle:
        return None
    month = table["period"].iloc[0].month
    first = month if cycle == 12 else (month + 2) // 3
    found = season.season(values.to_numpy(float), first=first, cycle=cycle)
    return found if np.isfinite(np.atleast_1d(found.strength)[0]) else None


def heaps(people, indicator):
    """Whether more people lie just inside a threshold than the shape foretells, at each heap.

    Of an indicator that is a quantile and names `heaps` among its bins, such as 240 minutes.
    Returns a frame: threshold, observed, expected, excess, ratio, z, chance; of the whole place,
    from a histogram as it may be shown. Raises DefinitionError for other indicators.
    """
    if indicator.statistic != "quantile" or not indicator.heaps:
        raise DefinitionError(f"{indicator.title} names no heaps to look for")
    asked = STATISTICS["quantile"].asks(indicator)
    cells = read(people, asked, layer=None, groups=(), span=Span())["it"]
    shown = cells.shown([])
    edges = list(indicator.bins)
    bins = shown[[f"bin{i}" for i in range(1, len(edges))]]
    told = [
        gaming.heaping(bins, edges.index(heap), near=1).assign(threshold=heap)
        for heap in indicator.heaps
    ]
    return pd.concat(told, ignore_index=True)
