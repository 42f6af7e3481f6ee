"""How promises stand, added up by partner, programme or layer: told in full, never ranked."""

from dataclasses import dataclass

from tilth.agree.commitments.telling import late, quiet
from tilth.agree.words import PROMISES

BY = {
    "doer": "who does it",
    "receiver": "for whom",
    "programme": "programme",
    "layer": "layer",
    "area": "area",
    "type": "kind",
    "origin": "where it came from",
}


@dataclass(frozen=True)
class Row:
    """One name and how many of its promises stand in each state, how many are late or quiet."""

    name: str
    states: dict
    late: int = 0
    quiet: int = 0
    unseen: int = 0

    @property
    def all(self):
        """All of them."""
        return sum(self.states.values())


def summary(promises, by, today, *, everyone=()):
    """One Row a name, in the order of the alphabet.

    by: one of BY. everyone: names that are told even where they have none, so that the silent
    ones are counted too. Promises without a name stand under ''.
    """
    if by not in BY:
        raise ValueError(f"by is one of {', '.join(BY)}, not {by!r}")
    held = {name: [] for name in everyone}
    for one in promises:
        held.setdefault(getattr(one, by), []).append(one)
    return [_row(name, held[name], today) for name in sorted(held, key=str.lower)]


def _row(name, promises, today):
    states = dict.fromkeys(PROMISES, 0)
    for one in promises:
        states[one.state] += 1
    return Row(
        name,
        states,
        sum(late(one, today) for one in promises),
        sum(quiet(one, today) for one in promises),
        sum(one.waits_to_be_seen for one in promises),
    )


def upward(promises, since, until):
    """What a return to a wider layer holds, from what is written down anyway: one row a promise.

    Only what was made, settled or still open between two days; each with what came of it.
    """
    rows = []
    for one in promises:
        if one.made > until or (one.settled is not None and one.settled < since):
            continue
        rows.append(
            {
                "ref": one.ref,
                "words": one.words,
                "by": one.doer,
                "for": one.receiver,
                "programme": one.programme,
                "layer": one.layer,
                "area": one.area,
                "made": one.made,
                "due": one.due,
                "state": one.state if one.settled is None or one.settled <= until else "growing",
                "settled": one.settled if one.settled and one.settled <= until else None,
                "evidence": one.evidence if one.settled and one.settled <= until else "",
            }
        )
    return rows
