"""Before anyone says "the worst of 180": how far a rank can be trusted."""

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from tilth.see.methods.numbers import index_of, numbers, positive, rows

WORST = ("highest", "lowest")
AT_ONCE = 512


def drawn_shares(numerator, denominator, *, rng, draws=10_000):
    """Shares each area may truly have, drawn from what was counted; shape (draws, areas).

    numerator, denominator: shape (areas,). Source: Jeffreys' Beta(o + 1/2, n - o + 1/2).
    """
    o, n = numbers(numerator), positive(numbers(denominator))
    known = ~np.isnan(o + n)
    o, n = np.where(known, o, 0), np.where(known, n, 1)
    drawn = rng.beta(o + 0.5, n - o + 0.5, (draws, len(o)))
    return np.where(known, drawn, np.nan)


def drawn_rates(events, people, *, rng, draws=10_000):
    """Rates each area may truly have, drawn from what was counted; shape (draws, areas).

    events, people: shape (areas,). Source: Jeffreys' Gamma(o + 1/2) / n.
    """
    o, n = numbers(events), positive(numbers(people))
    known = ~np.isnan(o + n)
    drawn = rng.gamma(np.where(known, o, 0) + 0.5, 1, (draws, len(o))) / np.where(known, n, 1)
    return np.where(known, drawn, np.nan)


def drawn_values(value, error, *, rng, draws=10_000):
    """Figures each area may truly have when errors are normal; shape (draws, areas).

    value, error: figures and their standard errors, shape (areas,). NaN in, NaN out.
    """
    y = numbers(value)
    return y + numbers(error) * rng.standard_normal((draws, len(y)))


def rank_intervals(value, drawn, *, worst="highest", confidence=0.95):
    """Each area's rank, 1 the worst, and the ranks it may as well have. B-205.

    value: figures, shape (areas,). drawn: what they may truly be, shape (draws, areas), from
    drawn_shares, drawn_rates or drawn_values. worst: "highest" or "lowest".

    Returns a frame, one row an area: rank (ties share the lower number),
    lower, upper (ranks), expected (mean rank), chance_worst, of (areas ranked). A blank has no
    rank and is not counted in `of`.
    Raises ValueError if worst is another word, or shapes do not fit.

    Source: Goldstein and Spiegelhalter (1996), J R Stat Soc A 159:385-443: intervals by
    simulation. `expected_rank` and `rank_bounds` are worked out without it.
    """
    y, known = _towards_worst(value, worst)
    drawn = np.asarray(drawn, float)
    if drawn.ndim != 2 or drawn.shape[1] != len(y):
        raise ValueError("drawn needs one column an area")
    places = _places(-drawn[:, known] if worst == "highest" else drawn[:, known])
    tail = (1 - confidence) / 2
    found = pd.DataFrame(np.nan, index=range(len(y)), columns=["rank", "lower", "upper"])
    found["expected"] = found["chance_worst"] = np.nan
    at = found.index[known]
    found.loc[at, "rank"] = pd.Series(y[known]).rank(method="min", ascending=False).to_numpy()
    if len(places):
        low, high = np.quantile(places, [tail, 1 - tail], axis=0, method="inverted_cdf")
        found.loc[at, "lower"], found.loc[at, "upper"] = low, high
        found.loc[at, "expected"] = places.mean(axis=0)
        found.loc[at, "chance_worst"] = (places == 1).mean(axis=0)
    found["of"] = int(known.sum())
    index = index_of(value)
    return found if index is None else found.set_axis(index)


def expected_rank(value, error, *, worst="highest"):
    """The mean rank, worked out: one more than the chances that each other area is truly worse.

    value, error: shape (areas,), errors normal and independent. Returns shape (areas,).
    """
    y, known = _towards_worst(value, worst)
    e, found = numbers(error), np.full(len(y), np.nan)
    known &= ~np.isnan(e)
    y, e = y[known], e[known]
    apart = (y[None, :] - y[:, None]) / np.hypot(e[None, :], e[:, None])
    found[known] = 0.5 + ndtr(apart).sum(axis=1)
    return found


def rank_bounds(value, error, *, worst="highest", confidence=0.95):
    """Ranks that hold an area's true one at least so often, by comparing it with each other.

    value, error: shape (areas,), errors normal and independent. Returns a frame: lower, upper,
    of. Wider than `rank_intervals`: the promise holds for each area however close the others are.
    A blank gives NaN.

    Source: Mogstad, Romano, Shaikh and Wilhelm (2024), Rev Econ Stud 91:476-518, with
    Bonferroni's correction over an area's comparisons.
    """
    y, known = _towards_worst(value, worst)
    e = numbers(error)
    known &= ~np.isnan(e)
    found = pd.DataFrame(np.nan, index=range(len(y)), columns=["lower", "upper"])
    n = int(known.sum())
    y, e = y[known], e[known]
    apart = (y[None, :] - y[:, None]) / np.hypot(e[None, :], e[:, None])
    far = -ndtri((1 - confidence) / 2 / max(n - 1, 1))
    found.loc[known, "lower"] = 1 + (apart > far).sum(axis=1)
    found.loc[known, "upper"] = n - (apart < -far).sum(axis=1)
    found["of"] = n
    index = index_of(value, error)
    return found if index is None else found.set_axis(index)


def worst_of(area, values, errors, *, rng, worst="highest", draws=4_000, confidence=0.95):
    """In how many of many measures is one area truly the worst? B-205.

    area: its column. values, errors: shape (measures, areas), errors normal. worst: one word, or
    one a measure. Blanks are left out of their measure; a measure blank for the area is not judged.

    Returns a dict: measures (judged), said (in how many it ranks worst), lower, upper (in how
    many it may truly), expected, chance_all (that it is the worst in every one).
    Source: as `rank_intervals`.
    """
    y, e = rows(values), rows(errors)
    words = [worst] * len(y) if isinstance(worst, str) else list(worst)
    judged = ~np.isnan((y + e)[:, area])
    said, truly = 0, np.zeros((int(judged.sum()), draws), bool)
    for i, m in enumerate(np.flatnonzero(judged)):
        side, known = _towards_worst(y[m], words[m])
        known &= ~np.isnan(e[m])
        side = np.where(known, side, -np.inf)
        said += bool(side[area] >= side.max())
        drawn = side[known] + e[m][known] * rng.standard_normal((draws, int(known.sum())))
        truly[i] = drawn.argmax(axis=1) == known[:area].sum()
    counted, tail = truly.sum(axis=0), (1 - confidence) / 2
    low, high = np.quantile(counted, [tail, 1 - tail], method="inverted_cdf")
    return {
        "measures": len(truly),
        "said": said,
        "lower": int(low),
        "upper": int(high),
        "expected": float(counted.mean()),
        "chance_all": float(truly.all(axis=0).mean()),
    }


def _towards_worst(value, worst):
    """Figures turned so that more is worse, and which are known."""
    if worst not in WORST:
        raise ValueError('worst is "highest" or "lowest"')
    y = numbers(value)
    return (y if worst == "highest" else -y), ~np.isnan(y)


def _places(drawn):
    """Ranks within each draw, 1 for the least; a few draws at a time, to spare memory."""
    places = np.empty(drawn.shape, np.int32)
    ranks = np.arange(1, drawn.shape[1] + 1, dtype=np.int32)
    for start in range(0, len(drawn), AT_ONCE):
        block = drawn[start : start + AT_ONCE].argsort(axis=1)
        np.put_along_axis(places[start : start + AT_ONCE], block, ranks, axis=1)
    return places
