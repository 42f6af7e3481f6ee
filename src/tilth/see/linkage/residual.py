"""T4 and T5: the model weighs what the rules left open; what it doubts goes to people."""

import numpy as np

from tilth.see.linkage.model import learn, probabilities, read_model, weigh
from tilth.see.linkage.tiers import hold
from tilth.store.matching import candidates
from tilth.store.whole import write_json

SURE, DOUBT = 0.95, 0.5  # METHODS section 1
NONE = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))


def weigh_residual(connection, matched, records, model):
    """Join what the model is sure of; return the pairs it doubts: arrays l, r, probability."""
    hold(connection, matched)
    told = candidates.find_candidates(connection, records)
    left, right, weights = NONE
    if model is not None and candidates.how_many(connection):
        left, right, weights = weigh(connection, model)
    chance, _ = probabilities(weights, candidates.open_pairs(connection))
    chance = share_out(matched.clusters, left, right, chance)
    order = np.lexsort((right, left, -chance))
    left, right, chance = left[order], right[order], chance[order]
    sure = chance >= SURE
    for rule in told:
        matched.note(
            "T4", rule["rule"], counted=rule["pairs_counted"], joined=0, dropped=rule["dropped"]
        )
    matched.join(
        "T4", "the model, at 0.95 or more", left[sure], right[sure], probability=chance[sure]
    )
    return _doubted(matched, left, right, chance, (chance > DOUBT) & ~sure)


def _doubted(matched, left, right, chance, unsure):
    """The doubted pairs that are not joined by now and could be: the best of each two clusters."""
    left, right, chance = left[unsure], right[unsure], chance[unsure]
    roots = matched.clusters.labels()
    a, b = np.minimum(roots[left], roots[right]), np.maximum(roots[left], roots[right])
    _, first = np.unique(a.astype(np.int64) << 32 | b, return_index=True)
    at = np.sort(first)
    could = matched.clusters.could_join(left[at], right[at])
    return left[at][could], right[at][could], chance[at][could]


def share_out(clusters, left, right, chance):
    """Probabilities where one record fits several people who cannot be one: they share.

    A record without an NHS number that matches two people with different ones is surely not
    both. Each probability becomes odds / (1 + all the rivals' odds).
    """
    roots = clusters.labels()
    here = np.concatenate([roots[left], roots[right]])
    number = clusters.nhs[np.concatenate([roots[right], roots[left]])]
    both = np.concatenate([chance, chance])
    rival = np.flatnonzero((clusters.nhs[here] < 0) & (number >= 0))
    if len(rival):
        both[rival] = _against_rivals(here[rival], number[rival], both[rival])
    return np.minimum(both[: len(chance)], both[len(chance) :])


def _against_rivals(here, number, chance):
    odds = chance / np.maximum(1 - chance, 1e-15)
    order = np.lexsort((odds, number, here))
    last = np.r_[(np.diff(here[order]) != 0) | (np.diff(number[order]) != 0), True]
    best = order[last]  # the best pair of each record with each rival person
    people, at = np.unique(here, return_inverse=True)
    total = np.zeros(len(people))
    np.add.at(total, np.searchsorted(people, here[best]), odds[best])
    group = np.cumsum(np.r_[False, last[:-1]])
    own = np.empty(len(odds))
    own[order] = odds[best][group]
    return odds / (1 + np.maximum(total[at] - own, 0) + odds)


def model_for(connection, path, *, seed):
    """The saved model, or one learned now and saved at `path`; None of an empty pool."""
    if path.exists():
        return read_model(path)
    model = learn(connection, seed=seed)
    if model is not None:
        write_json(path, model)
    return model
