"""T4 and T5: the model weighs what the rules left open; what it doubts goes to people."""

import numpy as np

from tilth.see.linkage.blocks import open_pairs
from tilth.see.linkage.model import learn, probabilities, read_model, score
from tilth.see.linkage.rules import BLOCKS
from tilth.store.aside import each
from tilth.store.matching import candidates
from tilth.store.matching.joining import MOST_PAIRS, hold_words
from tilth.store.whole import write_json

SURE, DOUBT = 0.95, 0.5  # METHODS section 1
NONE = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))


def weigh_residual(connection, matched, model):
    """Join what the model is sure of; return the pairs it doubts: arrays l, r, probability."""
    held = matched.held()
    told, left, right = find_candidates(matched, held)
    hold_words(connection, matched.keys.pool, _asked_about(matched, left, right))
    if model is not None and len(left):
        candidates.hold_candidates(connection, left, right)
        left, right, weights = score(connection, model, "words")
    else:
        left, right, weights = NONE
    chance, _ = probabilities(weights, pairs_with_an_open(matched, held))
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


def _asked_about(matched, left, right):
    """Every record in a pair to weigh, or in one already kept apart, which is told with reasons."""
    kept = [side for removed in matched.removed for side in removed[:2]]
    return np.unique(np.concatenate([left, right, *kept]))


def find_candidates(matched, held):
    """The pairs still open that share a block (rules.py): what each block made, and arrays l, r.

    At least one of a pair is open, they are not joined yet, and neither two NHS numbers nor two
    records of a source with one each keep them apart. A block rule of more than MOST_PAIRS pairs
    a record is dropped. held: who is joined so far, of the records in matched.keys.
    """
    most = MOST_PAIRS * max(matched.keys.pool.records, 1)
    told, made = [], [np.zeros(0, np.int64)]

    def sharing(block):
        return open_pairs(matched.keys.of(block[1]), held, most)

    for (title, _), found in zip(BLOCKS, each(sharing, BLOCKS), strict=True):
        counted, left, right = found
        told.append({"rule": title, "pairs_counted": counted, "dropped": left is None})
        if left is not None:
            made.append(left.astype(np.int64) << 32 | right)
    pairs = np.unique(np.concatenate(made))
    return told, (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def pairs_with_an_open(matched, held):
    """How many pairs of records have at least one open: what a prior is a share of."""
    opened, records = int(held.opened.sum()), matched.keys.pool.records
    return opened * records - opened * (opened + 1) // 2


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


def model_for(connection, pool, path, *, seed):
    """The saved model, or one learned now and saved at `path`; None of an empty pool."""
    if path.exists():
        return read_model(path)
    model = learn(connection, pool, seed=seed)
    if model is not None:
        write_json(path, model)
    return model
