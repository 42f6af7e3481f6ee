"""Quality without truth: hide known NHS numbers, link without them, see who comes back."""

import numpy as np

from tilth.see.linkage.accuracy import accuracy, difference
from tilth.see.linkage.tiers import AT
from tilth.store.matching import linked

SHARE = 0.05
AT_LEAST, AT_MOST_SHARE = 100, 0.5  # of few pairs more are hidden, never above half
MEASURED = 100  # a group of fewer hidden pairs is told but takes no part in the gap
NOT_KNOWN = "unknown"
AGES = ((0, 17), (18, 39), (40, 64), (65, 79), (80, 200))


def measure(connection, matched, pool, rerun, *, seed, context_path=None):
    """Precision, recall and F1 of T2 to T4 on hidden T1 pairs, overall and by group of people.

    rerun: links a pool again and returns Matched. A hidden record is right
    if it comes back to its own NHS number, wrong if to another's, missed if to none.
    Returns a dict for quality.json: hidden, by, gap, and the same among pairs whose two records
    carry names (hidden_named, by_named, gap_named); empty figures where nothing could be hidden.
    """
    hidden = choose(matched, np.random.default_rng(seed))
    numbers = matched.clusters.nhs.copy()
    roots = matched.clusters.labels()
    truth = numbers[roots[hidden]]
    again = rerun(pool.without(hidden)).clusters if len(hidden) else matched.clusters
    came_to = again.nhs[again.labels()[hidden]]
    right, wrong = came_to == truth, (came_to >= 0) & (came_to != truth)
    named = both_named(pool, hidden, truth)
    groups = {}
    if context_path is not None:
        records = pool.record[hidden]
        groups = linked.context_of(connection, context_path, records, AGES)
    told = {"hidden": _told(right, wrong), "hidden_named": _told(right[named], wrong[named])}
    every = np.ones(len(hidden), bool)
    for end, of in (("", every), ("_named", named)):
        by = {name: _by_group(words[of], right[of], wrong[of]) for name, words in groups.items()}
        told |= {f"by{end}": by, f"gap{end}": {name: _gap(g) for name, g in by.items()}}
    return told


def both_named(pool, hidden, truth):
    """Whether each hidden record has a first name and a surname, and so has another of its number.

    An extract that knows people by NHS number alone carries no names: without the number nobody
    could find such a record. truth: the NHS number of each hidden record.
    """
    named = (pool.fields["first"] != 0) & (pool.fields["surname"] != 0)
    seen = named & (pool.nhs >= 0)
    seen[hidden] = False
    return named[hidden] & np.isin(truth, pool.nhs[seen])


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
    rows += [(NOT_KNOWN, unknown)] if unknown.any() else []
    return [{"group": g, **_told(right[at], wrong[at])} for g, at in rows]


def _gap(groups):
    """The widest difference in recall, and in precision, between groups, in points.

    Only groups of MEASURED pairs take part, and for precision only those with as many found;
    those whose group is not known take none. Each is None, or a dict of points, lower and upper
    (95%), best and worst (the two groups).
    """
    gaps = {"groups": 0, "precision": None, "recall": None}
    known = [g for g in groups if g["group"] != NOT_KNOWN and g["pairs"] >= MEASURED]
    gaps["groups"] = len(known)
    for name in ("precision", "recall"):
        told = [g for g in known if name == "recall" or g["right"] + g["wrong"] >= MEASURED]
        told.sort(key=lambda g: g[name]["value"])
        if len(told) > 1:
            apart = difference(told[-1][name], told[0][name])
            points = {k: round(100 * v, 2) for k, v in apart.items()}
            points["points"] = points.pop("value")
            gaps[name] = {**points, "best": told[-1]["group"], "worst": told[0]["group"]}
    return gaps
