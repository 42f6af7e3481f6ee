"""The tiers in order, each on what the ones before left open."""

from dataclasses import dataclass, field
from functools import partial

import numpy as np

from tilth.ground.progress import unwatched
from tilth.see.linkage.blocks import ASKS, JOINS, REFUSED, hold, judged, led, number_pairs
from tilth.see.linkage.clusters import JOINED, REASONS, Clusters
from tilth.see.linkage.rules import RULES, Keys, near
from tilth.store.aside import each
from tilth.store.matching.joining import MOST_PAIRS, names_alike

TIERS = ("new", "T1", "T2", "T3", "T4", "T5")
AT = {name: number for number, name in enumerate(TIERS)}


@dataclass
class Matched:
    """Who was joined to whom, how, and what was not: one run of the tiers over a pool.

    removed: arrays l, r, probability, reason of pairs a rule of safety kept apart.
    rules: what each rule made, in order. single: a bit for each record's source. keys: of the
    records that share something with an open one; no other can be joined any more.
    """

    clusters: Clusters
    single: np.ndarray
    removed: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    keys: Keys | None = None

    def join(self, tier, title, left, right, *, probability=1.0, counted=None):
        """Join pairs by one rule and note what it did; safety rules may refuse some."""
        fate = self.clusters.join(left, right, tier=AT[tier], probability=probability)
        chance = np.broadcast_to(probability, fate.shape)
        for reason, why in REASONS.items():
            at = np.flatnonzero(fate == reason)
            if len(at):
                self.removed.append((left[at], right[at], chance[at], why))
        self.note(tier, title, counted=counted, joined=int((fate == JOINED).sum()))

    def held(self):
        """Who is joined so far, of the records in `keys`."""
        return hold(self.clusters, self.single, self.keys.rows)

    def ruled(self, tier, title, counted, left, right):
        """Join what a rule found, or note that it was dropped for too many pairs (left None)."""
        if left is None:
            self.note(tier, title, counted=counted, joined=0, dropped=True)
        else:
            self.join(tier, title, left, right, counted=counted)

    def note(self, tier, title, *, counted, joined, dropped=False):
        told = {"tier": tier, "rule": title, "joined": joined, "dropped": dropped}
        self.rules.append(told if counted is None else {**told, "pairs_counted": counted})


def run_tiers(connection, pool, *, one_per_person=(), decided=None, progress=None):
    """T1 to T3 over a pool, and what people decided.

    decided: {"accept": pairs, "reject": pairs}, each shape (pairs, 2), as numbers i.
    Returns Matched. A pair people rejected never joins, by whatever road.
    """
    tell = progress or unwatched
    decided = decided or {}
    single = pool.single(one_per_person)
    matched = Matched(Clusters(pool.nhs, single, decided.get("reject", ())), single)
    tell("Matching by NHS number", 0, 3)
    _first_tier(matched, pool)
    accepted = np.array(decided.get("accept", ()), np.int64).reshape(-1, 2)
    if len(accepted):
        matched.join("T5", "people looked and said yes", accepted[:, 0], accepted[:, 1])
    rows = near(pool, np.flatnonzero(hold(matched.clusters, single).opened))
    matched.keys = Keys(pool, rows.astype(np.int32))
    for number, tier in enumerate(("T2", "T3"), start=1):
        tell("Matching by name, birth and place", number, 3)
        rules = [rule for rule in RULES if rule.tier == tier]
        look = partial(_blocks, matched.keys, matched.held())
        for rule, found in zip(rules, each(look, rules), strict=True):
            _rule(connection, matched, rule, *found)
    tell("Matching by name, birth and place", 3, 3)
    return matched


def _first_tier(matched, pool):
    title = "NHS number and two parts of the date of birth"
    most = MOST_PAIRS * max(pool.records, 1)
    counted, left, right = number_pairs(Keys(pool).of(("nhs",)), pool.dob, most)
    matched.ruled("T1", title, counted, left, right)


def _blocks(keys, held, rule):
    """The records a rule looks at, their first names, and what it makes of their blocks."""
    places = slice(None)
    key = keys.of(rule.keys)
    if rule.moved:
        places, key = keys.moved(rule.keys)
        held = held.at(places)
    first, dob = keys.column("first")[places], keys.pool.dob[held.rows]
    return held.rows, first, judged(key, held, first, dob, rule=rule)


def _rule(connection, matched, rule, rows, first, found):
    counted, blocks, fates, one, two = found
    if counted > MOST_PAIRS * max(matched.keys.pool.records, 1):
        matched.ruled(rule.tier, rule.title, counted, None, None)
        return
    asks = np.flatnonzero(fates == ASKS)
    if len(asks):
        alike = names_alike(connection, first[one[asks]], first[two[asks]])
        fates[asks] = np.where(alike, JOINS, REFUSED)
    matched.ruled(rule.tier, rule.title, counted, *led(blocks, fates, rows))
