"""Questions of many indicators put together, read once, and made into figures."""

import pandas as pd

from tilth.ground.criteria.tree import Window
from tilth.see.needs.cells import PERIOD, read
from tilth.see.needs.statistics import STATISTICS
from tilth.store.counting.periods import period_ends


def figures_of(people, indicators, keys, *, layer, by, span):
    """name -> (a row for each of the keys, a row for everyone or for each period).

    indicators: name -> Indicator, none of them published by others.
    """
    plain = {n: i for n, i in indicators.items() if STATISTICS[i.statistic].days is None}
    found = _of_one_span(people, plain, keys, layer=layer, by=by, span=span)
    for name, indicator in indicators.items():
        if name not in plain:
            found[name] = _of_days(people, indicator, keys, layer=layer, by=by, span=span)
    return found


def _of_one_span(people, indicators, keys, *, layer, by, span):
    """Those whose questions are all of the same days: one reading for all of one kind."""
    found = {}
    for bands in dict.fromkeys(_bands(i, by) for i in indicators.values()):
        some = {n: i for n, i in indicators.items() if _bands(i, by) == bands}
        asked = {
            (name, key): ask
            for name, indicator in some.items()
            for key, ask in _asks(indicator, span.over).items()
        }
        cells = read(people, asked, layer=layer, groups=bands, span=span)
        for name, indicator in some.items():
            own = {key: held for (one, key), held in cells.items() if one == name}
            found[name] = _both(own, keys, indicator)
    return found


def _bands(indicator, by):
    """The groups an indicator is counted by: those asked for, and those it needs."""
    return tuple(dict.fromkeys([*by, *STATISTICS[indicator.statistic].bands(indicator)]))


def _asks(indicator, over):
    step = over if isinstance(over, str) and indicator.rests_on_period else None
    return STATISTICS[indicator.statistic].asks(indicator, step)


def _both(cells, keys, indicator):
    make = STATISTICS[indicator.statistic].figures
    return make(cells, keys, indicator), make(cells, [k for k in keys if k == PERIOD], indicator)


def _of_days(people, indicator, keys, *, layer, by, span):
    """One whose questions are of days of their own: worked out day by day."""
    statistic = STATISTICS[indicator.statistic]
    plain = [k for k in keys if k != PERIOD]
    pairs = []
    for day in _days(people, span):
        spans = statistic.days(indicator, day)
        cells = {}
        for key, ask in statistic.asks(indicator).items():
            bands = _bands(indicator, by)
            cells |= read(people, {key: ask}, layer=layer, groups=bands, span=spans[key])
        pair = _both(cells, plain, indicator)
        pairs.append([t.assign(period=day) if PERIOD in keys else t for t in pair])
    return tuple(pd.concat(tables, ignore_index=True) for tables in zip(*pairs, strict=True))


def _days(people, span):
    if span.over is None:
        return [span.as_of or people.as_of]
    until = span.until or people.as_of
    since = span.since or Window(1, "year").start(until)
    return period_ends(span.over, since=since, until=until)
