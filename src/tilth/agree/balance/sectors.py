"""Whether shares differ between sectors, or between the partners within one."""

from dataclasses import dataclass

from tilth.see.methods.spread import theil


@dataclass(frozen=True)
class Sectors:
    """How far from equal, in two parts that add up: between sectors and within them.

    between, within: Theil's T; rows: (sector, members, amount, share, share of members), by name.
    """

    between: float
    within: float
    rows: tuple

    @property
    def whole(self):
        """Theil's T over all members."""
        return self.between + self.within


def sectors(amounts, sector_of):
    """Theil's T of what members gave, between their sectors and within them.

    amounts: slug -> what each gave, not all nought. sector_of: slug -> its sector.
    Source: Theil (1967); Shorrocks (1980), Econometrica 48:613-625, for the two parts.
    """
    whole, members = sum(amounts.values()), len(amounts)
    groups: dict = {}
    for slug, amount in amounts.items():
        groups.setdefault(sector_of[slug], []).append(amount)
    means = [sum(part) / len(part) for part in groups.values() for _ in part]
    within = sum(sum(part) / whole * theil(part)[0] for part in groups.values() if sum(part))
    rows = tuple(
        (name, len(part), sum(part), sum(part) / whole, len(part) / members)
        for name, part in sorted(groups.items())
    )
    return Sectors(max(theil(means)[0], 0.0), max(within, 0.0), rows)
