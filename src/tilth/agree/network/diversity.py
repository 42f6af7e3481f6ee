"""How many sorts of partner there are, and how evenly they are spread; no sort is worth more."""

import math
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Diversity:
    """counts: how many of each sort. as_even_as: how many equal sorts would be as mixed (exp H).

    evenness: H / ln(sorts), 1 where all are equally many; not a number where there is one sort.
    """

    counts: dict
    as_even_as: float
    evenness: float
    missing: tuple[str, ...] = ()


def diversity(sorts, known=()):
    """The mix of a list of sorts (a sector each); known: all there could be, to tell who misses.

    Source: Hill (1973), Ecology 54:427-432, of order 1.
    """
    counts = dict(sorted(Counter(sorts).items()))
    total = sum(counts.values())
    entropy = -sum(n / total * math.log(n / total) for n in counts.values())
    evenness = entropy / math.log(len(counts)) if len(counts) > 1 else float("nan")
    missing = tuple(sort for sort in known if sort not in counts)
    return Diversity(counts, math.exp(entropy) if total else 0.0, evenness, missing)
