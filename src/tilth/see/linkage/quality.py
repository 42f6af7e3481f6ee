"""Quality without truth: hide known NHS numbers, link without them, see who comes back."""

import numpy as np

from tilth.see.linkage.accuracy import accuracy
from tilth.see.linkage.tiers import AT
from tilth.store.matching import linked

SHARE = 0.05
AT_LEAST, AT_MOST_SHARE = 100, 0.5  # of few pairs more are hidden, never above half
MEASURED = 100  # a group of fewer hidden pairs is told but takes no part in the gap
AGES = ((0, 17), (18, 39), (40, 64), (65, 79), (80, 200))


def measure(connection, matched, pool, rerun, *, seed, context_path=None):
    """Precision, recall and F1 of T2 to T4 on hidden T1 pairs, overall and by group of people.

    rerun: links a pool again and returns Matched. A hidden record is right
    if it comes back to its own NHS number, wrong if to another's, missed if to none.
    Returns a dict for quality.json: hidden, by, gap; empty figures where nothing could be hidden.
    """
    hidden = choose(matched, np.random.default_rng(seed))
    numbers = matched.clusters.nhs.copy()
    roots = matched.clusters.labels()
    truth = numbers[roots[hidden]]
    again = rerun(pool.without(hidden)).clusters if len(hidden) else matched.clusters
    came_to = again.nhs[again.labels()[hidden]]
    right, wrong = came_to == truth, (came_to >= 0) & (came_to != truth)
    by = {}
    if context_path is not None:
        for name, words in linked.context_of(
            connection, context_path, pool.record[hidden], AGES
        ).items():
            by[name] = _by_group(words, right, wrong)
    return {"hidden": _told(right, wrong), "by": by, "gap": {n: _gap(g) for n, g in by.items()}}


def choose(matched, rng):
    """Which T1 pairs to hide: the later record of each, never all of a person's numbers."""
    later = np.flatnonzero(matched.clusters.tier == AT["T1"])
    if not len(later):
        return later
    share = max(SHARE, min(AT_MOST_SHARE, AT_LEAST / len(later)))
    return later[rng.random(len(later)) < share]


def _told(right, wrong):
    """A wrong link is also a missed one: the pair that should be was not made."""
    return {
        "pairs": len(right),
        **accuracy(int(right.sum()), int(wrong.sum()), int((~right).sum())),
    }


def _by_group(words, right, wrong):
    groups = sorted({word for word in words if word is not None})
    rows = [(g, np.array([w == g for w in words])) for g in groups]
    unknown = np.array([w is None for w in words], bool)
    rows += [("unknown", unknown)] if unknown.any() else []
    return [{"group": g, **_told(right[at], wrong[at])} for g, at in rows]


def _gap(groups):
    """The widest difference in recall, and in precision, between groups, in points."""
    told = [g for g in groups if g["pairs"] >= MEASURED]
    gaps = {}
    for name in ("precision", "recall", "f1"):
        values = [g[name]["value"] for g in told if g[name]["value"] is not None]
        gaps[name] = round(100 * (max(values) - min(values)), 2) if len(values) > 1 else None
    return gaps
