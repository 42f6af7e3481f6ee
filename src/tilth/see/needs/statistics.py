"""What each statistic asks of the people, and how it makes a figure of what may be shown."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from tilth.see.methods import intervals, quantiles
from tilth.see.needs import lives, standardised
from tilth.see.needs.cells import Ask
from tilth.store.needs.measure import Measure


@dataclass(frozen=True)
class Statistic:
    """One way to a figure.

    asks: (indicator, step) -> name -> Ask. figures: (cells by name, keys, indicator) -> a frame
    of counts as shown, value, lower, upper and note, one row for each of the keys. bands:
    groups it needs beside those asked for. days: (indicator, day) -> name -> Span, where a
    question is of other days than the figure's own. words: how it is worked out, in one line.
    """

    asks: object
    figures: object
    bands: object = field(default=lambda indicator: ())
    days: object = None


def _one(of, histogram=False):
    """The one question of a plain statistic."""

    def asks(indicator, step=None):
        among = indicator.denominator_for(step)
        if indicator.numerator:
            measure = Measure(numerator=indicator.numerator_for(step), among=among)
        else:
            edges = tuple(indicator.bins) if histogram else None
            measure = Measure(value=indicator.value_for(step), among=among, histogram=edges)
        return {"it": Ask(measure, of, indicator.living)}

    return asks


def _plain(method):
    """Figures worked out row by row from the counts as shown."""

    def figures(cells, keys, indicator):
        shown = cells["it"].shown(keys)
        return withheld(pd.concat([shown, method(shown, indicator)], axis=1))

    return figures


def withheld(table):
    """The table with no figure where a count it rests on is hidden."""
    gone = table["numerator"].isna() | table["denominator"].isna()
    table.loc[gone, ["value", "lower", "upper"]] = np.nan
    return table


def _proportion(shown, indicator):
    return intervals.proportion(shown["numerator"], shown["denominator"], per=indicator.per)


def _rate(shown, indicator):
    return intervals.rate(shown["numerator"], shown["denominator"], per=indicator.per)


def _mean(shown, indicator):
    told = intervals.mean(shown["numerator"], shown["denominator"], shown["sum_squares"])
    return told * indicator.per


def _quantile(shown, indicator):
    """From the histogram; what lies outside the edges is taken to lie within one bin beyond."""
    edges = [float(e) for e in indicator.bins]
    low, high = 2 * edges[0] - edges[1], 2 * edges[-1] - edges[-2]
    bins = shown[[f"bin{i}" for i in range(len(edges) + 1)]]
    return quantiles.quantile(bins, [low, *edges, high], share=indicator.quantile)


def _measured(method):
    """Figures of values: a sum means little to a reader, so the people judged are told alone."""

    def figures(cells, keys, indicator):
        shown = cells["it"].shown(keys)
        table = pd.concat([shown, method(shown, indicator)], axis=1)
        table.loc[table["denominator"].isna(), ["value", "lower", "upper"]] = np.nan
        return table.assign(numerator=pd.array([pd.NA] * len(table), dtype="Int64"))

    return figures


STATISTICS = {
    "proportion": Statistic(_one("people"), _plain(_proportion)),
    "rate": Statistic(_one("events"), _plain(_rate)),
    "standardised_rate": Statistic(
        _one("events"), standardised.rate, bands=lambda indicator: ("age_group",)
    ),
    "ratio": Statistic(
        _one("people"), standardised.ratio, bands=lambda indicator: indicator.standards
    ),
    "mean": Statistic(_one("values"), _measured(_mean)),
    "quantile": Statistic(_one("values", histogram=True), _measured(_quantile)),
    "life_expectancy": Statistic(
        lives.asks, lives.expectancy, bands=lambda indicator: ("age_group",), days=lives.days
    ),
    "healthy_life_expectancy": Statistic(
        lives.asks_health, lives.healthy, bands=lambda indicator: ("age_group",), days=lives.days
    ),
}
