"""Seats a body wants, by sector, and whether somebody sits on each."""

from collections import Counter
from dataclasses import dataclass

RESIDENTS = "residents"


@dataclass(frozen=True)
class Seat:
    """So many seats for a sector: how many are wanted and who sits there."""

    sector: str
    least: int
    taken: int

    @property
    def empty(self):
        """How many are still to be filled."""
        return max(0, self.least - self.taken)


def seats(wanted, taken):
    """What a body wants and what it has: Seat by Seat, as wanted, then sectors nobody asked for.

    wanted: [{"sector", "least"}]. taken: the sector of each seat that is taken; a partner with two
    people there counts once, which the caller sees to.
    """
    have = Counter(taken)
    asked = Counter()
    for one in wanted:
        asked[one["sector"]] += one.get("least", 1)
    found = [Seat(sector, least, have.get(sector, 0)) for sector, least in asked.items()]
    return found + [Seat(s, 0, n) for s, n in sorted(have.items()) if s not in asked]


# Groups to begin with: what a new body of a kind should hold, so that nobody is forgotten.
TEMPLATES = {
    "founding": (
        "A founding group for moving more",
        ("voluntary", "council", "leisure", "integrated care", "sport"),
    ),
    "place": (
        "A board of a place",
        ("hospital", "community health", "mental health", "primary care", "council", "housing",
         "voluntary", "voluntary infrastructure", RESIDENTS),
    ),
    "team": (
        "A neighbourhood team",
        (RESIDENTS, "voluntary", "primary care", "community health", "council"),
    ),
    "lived": ("A group of experts by experience", (RESIDENTS,)),
}  # fmt: skip
TWO = {
    "founding": (),
    "place": ("voluntary", RESIDENTS),
    "team": (RESIDENTS,),
    "lived": (RESIDENTS,),
}


def of_template(name):
    """The seats a template asks for; small and unpaid sectors get two where two are needed."""
    return [{"sector": one, "least": 2 if one in TWO[name] else 1} for one in TEMPLATES[name][1]]
