"""Whose voice the signed rule gives how much weight: Banzhaf's index of it, exact."""

from collections import Counter
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True)
class Power:
    """How often a partner tips a decision that others leave open.

    swings: in how many of the `of` ways the others can stand its voice alone decides.
    share: its part of all swings; nought where nobody ever tips anything.
    """

    swings: int
    of: int
    share: float

    @property
    def chance(self):
        """How often it tips the decision, were every way as likely."""
        return self.swings / self.of


def carries(rule, members, voices, sectors, others):
    """Whether so many voices in favour carry under a rule.

    By consent the rest stay silent: what counts is that enough have spoken. By majority the rest
    are against, and have spoken. voices, sectors, others: how many are in favour, of how many
    sectors, and how many of them are no large public bodies.
    """
    if others < rule.non_statutory:
        return False
    if rule.method == "majority":
        return 2 * voices > members
    return voices > 0 and voices >= rule.quorum_partners and sectors >= rule.quorum_sectors


def power(rule, members):
    """Each member's Banzhaf index under a rule: slug -> Power.

    members: Members. The rule counts heads, sectors and kinds of partners, never sizes, so all
    of one sector and kind have one index. The ways others can stand are counted sector by sector
    (size, other than statutory, sectors heard), never listed: exact for any number of partners.

    Source: Banzhaf (1965), Rutgers Law Rev 19:317-343; counted as Brams and Affuso (1976),
    Theory and Decision 7:29-56, count by generating functions.
    """
    kinds = Counter((one.sector, one.statutory) for one in members)
    swings = {kind: _swings(rule, kinds, kind) for kind in kinds}
    whole = sum(swings[kind] * count for kind, count in kinds.items())
    of = 2 ** max(len(members) - 1, 0)
    return {
        one.slug: Power(
            swings[one.sector, one.statutory],
            of,
            swings[one.sector, one.statutory] / whole if whole else 0.0,
        )
        for one in sorted(members, key=lambda one: one.slug)
    }


def _swings(rule, kinds, kind):
    """In how many ways the others can stand one member of a kind tips the decision."""
    members, rest = kinds.total(), kinds - Counter([kind])
    sector, statutory = kind
    elsewhere = Counter({(0, 0, 0): 1})
    for other in {name for name, _ in kinds} - {sector}:
        elsewhere = _joined(elsewhere, _stands(rest, other))
    found = 0
    for (a, b, here), ways in _stands(rest, sector).items():
        for (d, e, there), more in elsewhere.items():
            before = carries(rule, members, a + d, there + here, b + e)
            after = carries(rule, members, a + d + 1, there + 1, b + e + (not statutory))
            found += ways * more * (after and not before)
    return found


def _stands(kinds, sector):
    """The ways the members of one sector can stand: (voices, other than statutory, heard)."""
    large, small = kinds[sector, True], kinds[sector, False]
    return Counter(
        {
            (a + b, b, int(a + b > 0)): comb(large, a) * comb(small, b)
            for a in range(large + 1)
            for b in range(small + 1)
        }
    )


def _joined(one, other):
    """The ways two groups that do not overlap can stand together."""
    found: Counter = Counter()
    for (a, b, c), ways in one.items():
        for (d, e, f), more in other.items():
            found[a + d, b + e, c + f] += ways * more
    return found
