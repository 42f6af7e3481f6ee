"""How right a linkage is, from pairs right, wrong and missed."""

from statistics import NormalDist

import numpy as np


def wilson(successes, trials, *, confidence=0.95):
    """A proportion with its Wilson score interval, as value, lower, upper; None where no trials.

    Source: Wilson 1927, J Am Stat Assoc 22:209-212.
    """
    if trials == 0:
        return {"value": None, "lower": None, "upper": None}
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = successes / trials
    centre = (p + z**2 / (2 * trials)) / (1 + z**2 / trials)
    half = z / (1 + z**2 / trials) * np.sqrt(p * (1 - p) / trials + (z / (2 * trials)) ** 2)
    lower, upper = float(max(0.0, centre - half)), float(min(1.0, centre + half))
    return {"value": p, "lower": lower, "upper": 1.0 if successes == trials else upper}


def difference(one, other):
    """The difference of two proportions as value, lower, upper, from their Wilson intervals.

    one, other: what `wilson` gives, neither None. Source: Newcombe 1998, Stat Med 17:873-890,
    method 10.
    """
    gap = one["value"] - other["value"]
    below = np.hypot(one["value"] - one["lower"], other["upper"] - other["value"])
    above = np.hypot(one["upper"] - one["value"], other["value"] - other["lower"])
    return {"value": gap, "lower": float(gap - below), "upper": float(gap + above)}


def accuracy(right, wrong, missed):
    """Precision, recall and F1 with 95% intervals, from pairs found rightly, wrongly, and missed.

    F1 = 2J / (1 + J), where J = right / (right + wrong + missed) is a proportion, so F1 takes
    the limits of J's Wilson interval through the same formula.
    """
    overlap = wilson(right, right + wrong + missed)
    f1 = {k: None if v is None else 2 * v / (1 + v) for k, v in overlap.items()}
    return {
        "right": int(right),
        "wrong": int(wrong),
        "missed": int(missed),
        "precision": wilson(right, right + wrong),
        "recall": wilson(right, right + missed),
        "f1": f1,
    }


def pair_counts(found, truth):
    """Pairs right, wrong and missed, from the found and true person of each record.

    found, truth: whole numbers, shape (records,). Counts every pair of records, by way of the
    sizes of groups, so no pair is listed.
    """
    both = np.stack([np.asarray(found), np.asarray(truth)])
    sizes = (np.unique(labels, return_counts=True, axis=-1)[1] for labels in (*both, both))
    claimed, real, right = (int((n.astype(np.int64) * (n - 1) // 2).sum()) for n in sizes)
    return right, claimed - right, real - right
