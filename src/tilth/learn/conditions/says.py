"""What partners say of a condition: each its own newest word, kept side by side."""

import datetime
from collections import Counter
from dataclasses import dataclass

from tilth.learn.words import PRESENCE

DIFFER = "differ"
NOBODY = "unknown"


@dataclass(frozen=True)
class Say:
    """One word on one condition. who: the slug of a partner, '' for nobody in particular.

    code: of the condition. area: '' for the whole place. state: a word of PRESENCE. number: later
    words of a day have a higher one.
    """

    code: str
    on: datetime.date
    state: str
    who: str = ""
    area: str = ""
    words: str = ""
    number: int = 0


def newest(says, on=None):
    """code -> who -> the newest Say of each up to a day, inclusive; on: None for all days."""
    found = {}
    for say in sorted(says, key=lambda one: (one.on, one.number)):
        if on is None or say.on <= on:
            found.setdefault(say.code, {})[say.who] = say
    return found


def state_of(by_whom):
    """What they say together: one state where all agree, else that they differ.

    by_whom: who -> Say. Whoever says it is unknown to them neither agrees nor differs.
    """
    known = {say.state for say in by_whom.values()} - {NOBODY}
    if len(known) > 1:
        return DIFFER
    return known.pop() if known else NOBODY


def counted(by_whom):
    """How many say what, in the order of PRESENCE: "3 say there, 1 says not there"."""
    counts = Counter(say.state for say in by_whom.values())
    told = [
        f"{counts[state]} {'says' if counts[state] == 1 else 'say'} {SAID[state]}"
        for state in PRESENCE
        if counts[state]
    ]
    return ", ".join(told) or PRESENCE[NOBODY]


SAID = {
    "present": "it is there",
    "partly": "it is partly there",
    "absent": "it is not there",
    "unknown": "they cannot tell",
}


@dataclass(frozen=True)
class Change:
    """One condition on two days. why: what those said whose word is new since."""

    code: str
    before: str
    after: str
    counted_before: str
    counted_after: str
    why: tuple[Say, ...]

    @property
    def changed(self):
        """Somebody said something new that is not what they said before."""
        return self.before != self.after or self.counted_before != self.counted_after


def between(says, codes, first, last):
    """One Change a code, in the order of codes. Raises ValueError where last is before first."""
    if last < first:
        raise ValueError("the second day lies before the first")
    then, now = newest(says, first), newest(says, last)
    return [_change(code, then.get(code, {}), now.get(code, {})) for code in codes]


def _change(code, then, now):
    new = [say for who, say in now.items() if then.get(who) != say]
    return Change(
        code,
        state_of(then),
        state_of(now),
        counted(then),
        counted(now),
        tuple(sorted(new, key=lambda one: (one.on, one.number))),
    )
