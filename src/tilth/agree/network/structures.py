"""Boards, groups and spaces: who sits on several, and where the same people meet again."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Seat:
    """Somebody's part in a structure, for a partner or for none, between two days.

    person: a reference; '' where a partner holds it as such.
    """

    body: str
    person: str = ""
    partner: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    def held(self, on):
        """It was held on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def on_several(seats, on, who="person"):
    """Those with a part in two structures or more: {who: bodies in order}. who: person, partner."""
    found = defaultdict(set)
    for seat in seats:
        if seat.held(on) and getattr(seat, who):
            found[getattr(seat, who)].add(seat.body)
    return {one: sorted(bodies) for one, bodies in sorted(found.items()) if len(bodies) > 1}


@dataclass(frozen=True)
class Overlap:
    """Two structures and the people both hold, with how many each has."""

    one: str
    other: str
    shared: tuple[str, ...]
    of_one: int
    of_other: int

    @property
    def same_people(self):
        """At least half of the smaller sits on the other too, and they are two or more."""
        return len(self.shared) >= 2 and 2 * len(self.shared) >= min(self.of_one, self.of_other)


def overlaps(seats, on):
    """Every two structures that share somebody, in order."""
    people = defaultdict(set)
    for seat in seats:
        if seat.held(on) and seat.person:
            people[seat.body].add(seat.person)
    return [
        Overlap(a, b, tuple(sorted(people[a] & people[b])), len(people[a]), len(people[b]))
        for a, b in combinations(sorted(people), 2)
        if people[a] & people[b]
    ]
