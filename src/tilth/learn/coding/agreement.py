"""How far people agree who coded the same without seeing each other: Krippendorff's alpha."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

ENOUGH = 100
"""Units two people must have coded before alpha is read as more than a first sign."""
DRAWS = 2000


@dataclass(frozen=True)
class Alpha:
    """Alpha with its interval. units: those that two or more coded; value None: cannot be said.

    lower, upper: None where too few draws tell. same: nobody ever differed and only one value was
    used, so that chance cannot be told from agreement.
    """

    value: float | None
    lower: float | None
    upper: float | None
    units: int
    same: bool = False

    @property
    def enough(self):
        """Whether there are units enough to rest anything on."""
        return self.units >= ENOUGH


def alpha(units):
    """Krippendorff's alpha for values without an order; None where it cannot be said.

    units: for each unit the values its coders gave, a list; who gave none is left out. Units with
    fewer than two values say nothing. alpha = 1 - (n - 1) Do / De, in counts of pairs; 1 is
    complete agreement, 0 what chance gives, below 0 less than that. Where only one value was ever
    used De is 0: None.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section D.
    """
    return _of(*_counts(units))


def alpha_with_interval(units, *, rng, draws=DRAWS, confidence=0.95, within=None):
    """Alpha with a percentile interval, as Alpha, by drawing whole units again.

    units: as in `alpha`. rng: a numpy Generator. within: for each unit the name of what it belongs
    to (a story); what belongs together is drawn together. Draws in which alpha cannot be said are
    left out; with fewer than half of them left there is no interval.

    This is the simple bootstrap of units (Efron and Tibshirani 1993, chapter 13), not the bootstrap
    of disagreements of Hayes and Krippendorff 2007: it also says how far alpha hangs on which units
    were coded.
    """
    differ, used = _counts(units)
    shared = used.sum(1) >= 2
    value = _of(differ, used)
    names = np.asarray(range(len(units)) if within is None else within, object)[shared]
    count = len(set(names.tolist()))
    if value is None:
        same = bool(shared.any()) and (used[shared].sum(0) > 0).sum() == 1
        return Alpha(None, None, None, count, same)
    found = _drawn(differ[shared], used[shared], names, rng, draws)
    if len(found) < draws / 2:
        return Alpha(value, None, None, count)
    ends = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Alpha(value, float(ends[0]), float(ends[1]), count)


def _counts(units):
    """Per unit: its pairs that differ, over its coders less one; and how often each value."""
    values = sorted({value for unit in units for value in unit}, key=str)
    used = np.zeros((len(units), len(values)))
    for row, unit in enumerate(units):
        for value, times in Counter(unit).items():
            used[row, values.index(value)] = times
    coders = used.sum(1)
    pairs = coders**2 - (used**2).sum(1)
    differ = np.divide(pairs, coders - 1, out=np.zeros(len(units)), where=coders > 1)
    return differ, used


def _of(differ, used):
    shared = used.sum(1) >= 2
    return _ratio(differ[shared].sum(), used[shared].sum(0))


def _ratio(observed, totals):
    n = totals.sum()
    expected = n**2 - (totals**2).sum()
    return float(1 - (n - 1) * observed / expected) if expected > 0 else None


def _drawn(differ, used, names, rng, draws):
    """Alphas of units drawn again, where each can be said."""
    whole = {name: number for number, name in enumerate(dict.fromkeys(names.tolist()))}
    of = np.array([whole[name] for name in names.tolist()])
    together = np.zeros((len(whole), 1 + used.shape[1]))
    np.add.at(together, of, np.column_stack([differ, used]))
    chances = np.full(len(whole), 1 / len(whole))
    sums = rng.multinomial(len(whole), chances, size=draws) @ together
    found = [_ratio(one[0], one[1:]) for one in sums]
    return [one for one in found if one is not None]
