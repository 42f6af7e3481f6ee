"""Before anyone says "the worst of 12": how far a rank can be trusted."""

import numpy as np

from tilth.see.methods import ranks
from tilth.see.methods.numbers import reach
from tilth.see.needs.estimates import estimate, estimate_many


def ranked(people, indicator, *, layer, rng, draws=10_000):
    """Each area's rank, 1 the worst, with the ranks it may as well have (B-205, B-206).

    Of areas whose figure may be shown; worst is the highest unless higher is better, and where
    neither is better, 1 is only the highest. Returns the estimates table with rank, rank_lower,
    rank_upper, chance_worst and of (areas ranked); areas without a figure have no rank.
    rng: a Generator. Source: methods.ranks.rank_intervals.
    """
    table = estimate(people, indicator, layer=layer).dropna(subset=["area"])
    table = table.reset_index(drop=True)
    drawn = _drawn(table, indicator, rng, draws)
    found = ranks.rank_intervals(table["value"], drawn, worst=worst_of(indicator))
    found = found.rename(columns={"lower": "rank_lower", "upper": "rank_upper"})
    columns = ["rank", "rank_lower", "rank_upper", "chance_worst", "of"]
    return table.join(found[columns].set_axis(table.index))


def worst_claim(people, area, indicators, *, layer, rng):
    """In how many of many measures an area is truly the worst: before anyone says it is.

    area: a code of the layer. indicators: name -> Indicator; those with no better direction are
    not judged. Returns what methods.ranks.worst_of does: measures, said, lower, upper, expected,
    chance_all.
    """
    judged = {n: i for n, i in indicators.items() if i.better != "neither"}
    tables = estimate_many(people, judged, layer=layer)
    codes = sorted(next(iter(tables.values())).dropna(subset=["area"])["area"])
    values, errors = [], []
    for table in tables.values():
        rows = table.dropna(subset=["area"]).set_index("area").reindex(codes)
        values.append(rows["value"].to_numpy(float))
        errors.append(_errors(rows))
    side = [worst_of(i) for i in judged.values()]
    at = codes.index(area)
    return ranks.worst_of(at, np.array(values), np.array(errors), rng=rng, worst=side)


def worst_of(indicator):
    """Which end is the worst."""
    return "lowest" if indicator.better == "higher" else "highest"


def _drawn(table, indicator, rng, draws):
    counts = table["numerator"], table["denominator"]
    if indicator.statistic == "proportion":
        return ranks.drawn_shares(*counts, rng=rng, draws=draws)
    if indicator.statistic == "rate":
        return ranks.drawn_rates(*counts, rng=rng, draws=draws)
    return ranks.drawn_values(table["value"], _errors(table), rng=rng, draws=draws)


def _errors(table):
    """Standard errors, from how wide the intervals are."""
    width = table["upper"].to_numpy(float) - table["lower"].to_numpy(float)
    return width / (2 * reach(0.95))
