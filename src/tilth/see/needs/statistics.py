"""How each statistic goes from raw counts, through the door, to a figure with its interval."""

import pandas as pd

from tilth.see.methods import intervals
from tilth.see.needs.asking import measure_of, raw, step_of
from tilth.see.needs.door import protected


def _proportion(shown, indicator):
    return intervals.proportion(shown["numerator"], shown["denominator"], per=indicator.per)


def _rate(shown, indicator):
    return intervals.rate(shown["numerator"], shown["denominator"], per=indicator.per)


def _plain(method):
    """A statistic of one measure, counted, protected and worked out row by row."""

    def work(people, indicator, by, *, over=None, since=None, until=None):
        asked = {"it": measure_of(indicator, step_of(indicator, over))}
        frame = raw(people, asked, by, over, since=since, until=until, living=indicator.living)
        shown = protected(frame["it"], people)
        return pd.concat([shown, method(shown, indicator)], axis=1)

    return work


STATISTICS = {"proportion": _plain(_proportion), "rate": _plain(_rate)}
