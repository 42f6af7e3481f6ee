"""How partners say they stand to each other: each side in its own words, over time, never averaged.

A side's word holds for the quarter in which it was given: the last one of a quarter counts, and
stands until the side speaks again. Days are passed in.
"""

import datetime
from dataclasses import dataclass

import numpy as np

from tilth.agree.words import STANCES, TIES

QUALITIES = {
    "collaboration": "how much they work together",
    "trust": "how far they trust the other to do what it says",
    "understanding": "how well the other understands what they are for",
    "strain": "how much strain there is",
}
SCALE = {1: "not at all", 2: "a little", 3: "somewhat", 4: "much", 5: "very much"}
BANDS = {1: "low", 2: "low", 3: "middle", 4: "high", 5: "high"}
"""What others are told of an answer: which third it lies in, not the answer itself."""
WORKING = 2  # from "a little" on, a side says that they work together
APART = 2  # answers this far from each other are shown as seen differently


@dataclass(frozen=True)
class Word:
    """One side's word on another: one tells of other, on a day; None or '' is not told.

    began: since when they work together. number: later ones are higher on the same day.
    """

    one: str
    other: str
    on: datetime.date
    type: str = "horizontal"
    heard: str = "survey"
    trust: int | None = None
    understanding: int | None = None
    collaboration: int | None = None
    strain: int | None = None
    stance: str = ""
    began: datetime.date | None = None
    area: str = ""
    number: int = 0

    def __post_init__(self):
        for quality in QUALITIES:
            value = getattr(self, quality)
            if value is not None and value not in SCALE:
                raise ValueError(f"{quality} is told from 1 to 5, not {value}")
        if self.stance and self.stance not in STANCES:
            raise ValueError(f"stance {self.stance!r} is not one of {', '.join(STANCES)}")
        if self.type not in TIES:
            raise ValueError(f"{self.type!r} is not one of {', '.join(TIES)}")

    @property
    def says_something(self):
        """It tells of at least one thing."""
        told = any(getattr(self, quality) is not None for quality in QUALITIES)
        return told or bool(self.stance) or self.began is not None

    @property
    def works_together(self):
        """This side says that they work together."""
        return self.collaboration is not None and self.collaboration >= WORKING


@dataclass(frozen=True)
class Pair:
    """Two who know each other, a before b: what each side says, None where it has not spoken."""

    a: str
    b: str
    from_a: Word | None
    from_b: Word | None

    @property
    def both(self):
        """Both sides have spoken."""
        return self.from_a is not None and self.from_b is not None

    @property
    def sides(self):
        """The words there are."""
        return tuple(word for word in (self.from_a, self.from_b) if word is not None)

    @property
    def one_sided(self):
        """One of them says that they work together; the other says not, or has not spoken."""
        return [word.works_together for word in self.sides].count(True) == 1

    @property
    def differ(self):
        """What both sides told and see differently."""
        return tuple(quality for quality in QUALITIES if self._apart(quality)) + (
            ("stance",) if self.both and self._stances_differ() else ()
        )

    def _apart(self, quality):
        told = [getattr(word, quality) for word in self.sides]
        return self.both and None not in told and abs(told[0] - told[1]) >= APART

    def _stances_differ(self):
        told = {word.stance for word in self.sides}
        return "" not in told and len(told) > 1

    @property
    def began(self):
        """The earliest day either side gives, or None."""
        return min((word.began for word in self.sides if word.began), default=None)

    @property
    def type(self):
        """vertical where either side calls it so."""
        return max((word.type for word in self.sides), default="horizontal")

    def years(self, on):
        """Whole years they have worked together by a day; None where nobody told."""
        if self.began is None or self.began > on:
            return None
        return on.year - self.began.year - ((on.month, on.day) < (self.began.month, self.began.day))


def quarter(day):
    """The quarter a day lies in: (2026, 1) for February 2026."""
    return day.year, (day.month + 2) // 3


def quarter_end(told):
    """The last day of a quarter."""
    year, number = told
    first = datetime.date(year + number // 4, number * 3 % 12 + 1, 1)
    return first - datetime.timedelta(days=1)


def quarters(since, until):
    """The quarters from one day to another, in order."""
    year, number = quarter(since)
    found = []
    while (year, number) <= quarter(until):
        found.append((year, number))
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return found


def standing(words, on):
    """What each side says by a day: {(one, other): Word}, its last word of its last quarter."""
    found = {}
    for word in sorted(words, key=lambda word: (word.on, word.number)):
        if word.on <= on and word.says_something and word.one != word.other:
            found[word.one, word.other] = word
    return found


def own_stance(words, on):
    """How each says it stands itself towards working together: {key: [Word, ...]}, oldest first."""
    found = {}
    for word in sorted(words, key=lambda word: (word.on, word.number)):
        if word.one == word.other and word.on <= on and word.stance:
            said = found.setdefault(word.one, [])
            if said and quarter(said[-1].on) == quarter(word.on):
                said.pop()
            if not said or said[-1].stance != word.stance:
                said.append(word)
    return found


def pairs(said):
    """The two sides of every tie beside each other, in the order of their keys."""
    keys = sorted({tuple(sorted(pair)) for pair in said})
    return [Pair(a, b, said.get((a, b)), said.get((b, a))) for a, b in keys]


@dataclass(frozen=True)
class Change:
    """What one side says otherwise than before: quality, before and after (None: not told)."""

    one: str
    other: str
    quality: str
    before: object
    after: object


def changes(words, since, until):
    """What each side says otherwise on a later day than on an earlier one."""
    before, after = standing(words, since), standing(words, until)
    found = []
    for side in sorted(set(before) | set(after)):
        for quality in (*QUALITIES, "stance"):
            was, now = (getattr(said.get(side), quality, None) or None for said in (before, after))
            if was != now:
                found.append(Change(*side, quality, was, now))
    return found


def over_time(words, quality, since, until):
    """Of what stood at the end of each quarter, how many sides were low, middle and high.

    Returns [{"quarter", "low", "middle", "high", "untold"}]: counts of sides, never a mean.
    """
    rows = []
    for one in quarters(since, until):
        row = {"quarter": one, "low": 0, "middle": 0, "high": 0, "untold": 0}
        for word in standing(words, quarter_end(one)).values():
            row[BANDS.get(getattr(word, quality), "untold")] += 1
        rows.append(row)
    return rows


def ties(keys, said, done=()):
    """The matrix of ties that measures are taken of; rows tell, columns are told of.

    keys: the organisations, in order. said: as standing(). done: pairs that did something close
    together. A tie is as strong as its side says they work together, from "a little" (2) on; what
    was done together without a word of it is 1, both ways.
    """
    at = {key: place for place, key in enumerate(keys)}
    found = np.zeros((len(at), len(at)))
    for a, b in done:
        if a in at and b in at and a != b:
            found[at[a], at[b]] = found[at[b], at[a]] = 1
    for (one, other), word in said.items():
        if one in at and other in at and word.works_together:
            found[at[one], at[other]] = word.collaboration
    return found
