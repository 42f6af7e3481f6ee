"""Silos: programmes, data and decisions that only one partner has a part in."""

from dataclasses import dataclass

KINDS = {
    "programme": "a programme with one partner's part only",
    "data": "data that no living agreement between partners covers",
    "decision": "a decision on which one partner spoke, or none",
}


@dataclass(frozen=True)
class Thing:
    """A programme, a source of data or a decision, and the partners with a part in it."""

    kind: str
    key: str
    name: str
    partners: frozenset = frozenset()

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is not one of {', '.join(KINDS)}")


def silos(things):
    """Those with one partner or none, by kind and name."""
    alone = [thing for thing in things if len(thing.partners) <= 1]
    order = list(KINDS)
    return sorted(alone, key=lambda thing: (order.index(thing.kind), thing.name, thing.key))


def told(things):
    """Of each kind, how many there are and how many are in a silo."""
    return {
        kind: {
            "all": sum(thing.kind == kind for thing in things),
            "alone": sum(thing.kind == kind and len(thing.partners) <= 1 for thing in things),
        }
        for kind in KINDS
    }
