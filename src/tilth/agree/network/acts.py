"""What partners really did together: acts, not answers."""

import datetime
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

ACTS = {
    "programme": "a part each in one programme",
    "joint role": "one role for both",
    "contribution": "something given by one to the other",
    "promise": "a promise of one to the other",
    "conversation": "a conversation",
    "seen": "a tie seen by whoever drew a map of it",
    "decision": "a decision both spoke on",
    "meeting": "a meeting both were at",
    "body": "a seat each on one board or group",
}
CLOSE = ("programme", "joint role", "contribution", "promise", "conversation", "seen")
"""What two do as two. Where a whole table meets or decides, all its pairs would be tied."""


@dataclass(frozen=True)
class Act:
    """Something several did together: of which kind, who, what it is called, between which days."""

    kind: str
    who: frozenset
    what: str
    since: datetime.date
    until: datetime.date | None = None
    area: str = ""

    def __post_init__(self):
        if self.kind not in ACTS:
            raise ValueError(f"{self.kind!r} is not one of {', '.join(ACTS)}")

    def between(self, since, until):
        """It went on at some time between two days."""
        return self.since <= until and (self.until is None or self.until >= since)


def once(kind, who, what, on, area=""):
    """An act of one day."""
    return Act(kind, frozenset(who), what, on, on, area)


def together(acts, since, until):
    """How often each two did what between two days: {(a, b): Counter of kinds}, a before b."""
    found = {}
    for act in acts:
        if act.between(since, until):
            for pair in combinations(sorted(act.who), 2):
                found.setdefault(pair, Counter())[act.kind] += 1
    return found


def close(done):
    """The pairs that did something as two."""
    return {pair for pair, kinds in done.items() if any(kind in CLOSE for kind in kinds)}


def first_day(acts):
    """The first day each two did something together."""
    found = {}
    for act in acts:
        for pair in combinations(sorted(act.who), 2):
            found[pair] = min(found.get(pair, act.since), act.since)
    return found
