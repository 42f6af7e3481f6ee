"""The tiers in order, each on what the ones before left open."""

from dataclasses import dataclass, field

import numpy as np

from tilth.see.linkage.clusters import JOINED, REASONS, Clusters
from tilth.store.matching import joining

TIERS = ("new", "T1", "T2", "T3", "T4", "T5")
AT = {name: number for number, name in enumerate(TIERS)}


@dataclass
class Matched:
    """Who was joined to whom, how, and what was not: one run of the tiers over a pool.

    removed: arrays l, r, probability, reason of pairs a rule of safety kept apart.
    rules: what each rule made, in order. single: a bit for each record's source.
    """

    clusters: Clusters
    single: np.ndarray
    removed: list = field(default_factory=list)
    rules: list = field(default_factory=list)

    def join(self, tier, title, left, right, *, probability=1.0, counted=None):
        """Join pairs by one rule and note what it did; safety rules may refuse some."""
        fate = self.clusters.join(left, right, tier=AT[tier], probability=probability)
        chance = np.broadcast_to(probability, fate.shape)
        for reason, why in REASONS.items():
            at = np.flatnonzero(fate == reason)
            if len(at):
                self.removed.append((left[at], right[at], chance[at], why))
        self.note(tier, title, counted=counted, joined=int((fate == JOINED).sum()))

    def note(self, tier, title, *, counted, joined, dropped=False):
        told = {"tier": tier, "rule": title, "joined": joined, "dropped": dropped}
        self.rules.append(told if counted is None else {**told, "pairs_counted": counted})


def run_tiers(connection, records, sources, *, one_per_person=(), decided=None, progress=None):
    """T1 to T3 over the pool on a connection, and what people decided.

    decided: {"accept": pairs, "reject": pairs}, each shape (pairs, 2), as numbers i.
    Returns Matched. A pair people rejected never joins, by whatever road.
    """
    tell = progress or (lambda *_: None)
    decided = decided or {}
    nhs, single = joining.constraints(connection, sources, one_per_person)
    matched = Matched(Clusters(nhs, single, decided.get("reject", ())), single)
    tell("Matching by NHS number", 0, 3)
    _first_tier(connection, matched, records)
    accepted = np.array(decided.get("accept", ()), np.int64).reshape(-1, 2)
    if len(accepted):
        matched.join("T5", "people looked and said yes", accepted[:, 0], accepted[:, 1])
    hold(connection, matched, near=False)
    joining.narrow(connection)
    for number, tier in enumerate(("T2", "T3"), start=1):
        tell("Matching by name, birth and place", number, 3)
        hold(connection, matched)
        for rule in joining.RULES:
            if rule.tier == tier:
                _rule(connection, matched, rule, records)
    tell("Matching by name, birth and place", 3, 3)
    return matched


def hold(connection, matched, *, near=True):
    """Tell the store who is joined so far."""
    roots = matched.clusters.labels()
    numbers = matched.clusters.nhs[roots]
    joining.hold_entities(connection, roots, numbers, matched.single, near=near)


def _first_tier(connection, matched, records):
    title = "NHS number and two parts of the date of birth"
    counted = joining.candidate_pairs(connection, ("nhs",))
    if counted > joining.MOST_PAIRS * max(records, 1):
        matched.note("T1", title, counted=counted, joined=0, dropped=True)
        return
    pairs = joining.number_pairs(connection)
    matched.join("T1", title, pairs["l"], pairs["r"], counted=counted)


def _rule(connection, matched, rule, records):
    counted, pairs = joining.rule_pairs(connection, rule, records)
    if pairs is None:
        matched.note(rule.tier, rule.title, counted=counted, joined=0, dropped=True)
    else:
        matched.join(rule.tier, rule.title, pairs["l"], pairs["r"], counted=counted)
