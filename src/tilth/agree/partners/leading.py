"""Who leads, sector by sector: who chairs, who leads, who puts things forward."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Leading:
    """What one sector leads: how many chairs, leads and proposals are from it, and its partners."""

    sector: str
    partners: int
    chairs: int = 0
    leads: int = 0
    proposals: int = 0

    @property
    def nothing(self):
        """It sits at the table and leads nothing."""
        return not (self.chairs or self.leads or self.proposals)


def leading(partners, chairs, leads, proposals):
    """Every sector at the table, in the order of the alphabet; none is ranked.

    partners: the sector of each partner that has joined. chairs, leads, proposals: the sector of
    each; '' is nobody's sector, such as an independent chair or residents, and comes last.
    """
    found = sorted({*partners, *chairs, *leads, *proposals} - {""})
    rows = [
        Leading(one, partners.count(one), chairs.count(one), leads.count(one), proposals.count(one))
        for one in found
    ]
    outside = Leading("", 0, chairs.count(""), leads.count(""), proposals.count(""))
    return rows if outside.nothing else [*rows, outside]


def largest_share(rows):
    """The sectors from which most of all chairs and leads come, and their share; None for none."""
    held = {one.sector: one.chairs + one.leads for one in rows if one.sector}
    whole, most = sum(held.values()), max(held.values(), default=0)
    if not most:
        return None
    return tuple(name for name, number in held.items() if number == most), most / whole
