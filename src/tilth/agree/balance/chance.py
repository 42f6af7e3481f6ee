"""What equal partners would give by chance alone, so that chance is never called dominance."""

import itertools
import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from tilth.agree.balance.measures import NAMES, measures

DRAWS = 10_000
MOST_LISTED = 5_000  # ways things can fall that are listed one by one; past it they are drawn
TAIL = 0.025


@dataclass(frozen=True)
class Band:
    """Between what and what a measure lies by chance alone, 19 times in 20."""

    low: float
    high: float


def chance(amounts, members, rng, *, tail=TAIL):
    """The band of every measure, were each contribution as likely to be any member's.

    amounts: the size of each contribution (1 for a proposal, pounds for money), shape
    (contributions,). members: how many there are. rng: draws where there are too many ways to
    list. With equal sizes this is the equal-share multinomial with as many contributions.

    Returns name -> Band. Every band is exact where the ways are few enough to list.
    """
    ways, weight = _ways(np.asarray(amounts, float), members, rng)
    found = measures(ways)
    return {name: _band(found[name], weight, tail) for name in NAMES}


def together(amounts, share, rng, *, tail=TAIL):
    """The most that members who are a share of all would give together, by chance alone.

    amounts, rng: as `chance`. Exact (binomial) where contributions are alike, else drawn.
    """
    amounts = np.asarray(amounts, float)
    if (amounts == amounts[0]).all():
        return float(binom.ppf(1 - tail, len(amounts), share) * amounts[0])
    theirs = rng.random((DRAWS, len(amounts))) < share
    return float(np.quantile(theirs @ amounts, 1 - tail, method="inverted_cdf"))


def _ways(amounts, members, rng):
    """Ways things can fall: what each member gives, and how likely that is."""
    alike = len(amounts) > 0 and (amounts == amounts[0]).all()
    if alike and partitions_of(len(amounts), members) <= MOST_LISTED:
        counts, weight = by_partition(len(amounts), members)
        return counts * amounts[0], weight
    if not alike and members ** len(amounts) <= MOST_LISTED:
        return one_by_one(amounts, members)
    if alike:
        drawn = rng.multinomial(len(amounts), np.full(members, 1 / members), size=DRAWS)
        return drawn * amounts[0], np.full(DRAWS, 1 / DRAWS)
    return _drawn(amounts, members, rng), np.full(DRAWS, 1 / DRAWS)


def _drawn(amounts, members, rng):
    """Each contribution falls to a member by lot, again and again."""
    whose = rng.integers(members, size=(DRAWS, len(amounts)))
    fallen = np.zeros((DRAWS, members))
    np.add.at(fallen, (np.arange(DRAWS)[:, None], whose), amounts)
    return fallen


def one_by_one(amounts, members):
    """Every way single contributions can fall, each as likely: the slow and obvious listing."""
    ways = list(itertools.product(range(members), repeat=len(amounts)))
    fallen = np.zeros((len(ways), members))
    for row, whose in enumerate(ways):
        np.add.at(fallen[row], list(whose), amounts)
    return fallen, np.full(len(ways), 1 / len(ways))


def by_partition(total, members):
    """Every way a number of alike contributions can fall, up to who is who, and its likelihood.

    A partition of `total` into at most `members` parts stands for all the ways that differ only
    in who is who: members! / prod(repeats!) of them, each as likely as total! / prod(parts!) /
    members^total.
    """
    parts = [(*p, *(0,) * (members - len(p))) for p in partitions(total, members)]
    return np.array(parts, float), np.array([_likely(p, total, members) for p in parts])


def _likely(parts, total, members):
    alike = [len(list(same)) for _, same in itertools.groupby(parts)]
    whose = math.factorial(members) // math.prod(map(math.factorial, alike))
    which = math.factorial(total) // math.prod(map(math.factorial, parts))
    return whose * which / members**total


def partitions(total, parts, largest=None):
    """The ways to write a number as at most so many numbers, the largest first."""
    if total == 0:
        yield ()
    elif parts > 0:
        for first in range(min(total, largest or total), 0, -1):
            for rest in partitions(total - first, parts - 1, first):
                yield (first, *rest)


def partitions_of(total, parts):
    """How many `partitions` there are; counting stops where there are too many to list."""
    counts = [1] + [0] * total
    for part in range(1, parts + 1):
        for n in range(part, total + 1):
            counts[n] += counts[n - part]
    return counts[total]


def _band(values, weight, tail):
    """The narrowest values that hold all but a tail on either side; NaN where nothing is told."""
    if np.isnan(values).any():
        return Band(math.nan, math.nan)
    order = np.argsort(values, kind="stable")
    values, running = values[order], weight[order].cumsum()
    near = 1e-12
    high = values[np.searchsorted(running, (1 - tail) * running[-1] - near)]
    low = values[min(np.searchsorted(running, tail * running[-1] + near), len(values) - 1)]
    return Band(float(low), float(high))
