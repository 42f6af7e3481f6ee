"""The balance of one thing members give: how even, how sure, who stands out, who is silent."""

import math
from dataclasses import dataclass, field

import numpy as np

from tilth.agree.balance.chance import TAIL, Band, chance, together
from tilth.agree.balance.measures import NAMES, measures
from tilth.agree.balance.sectors import Sectors, sectors

RESAMPLED = 2_000
FEW = 5  # contributions: fewer than this tell nothing
FEW_OCCASIONS = 5  # fewer meetings than this, and how sure we are cannot be told
FIGURES = NAMES[:4]


@dataclass(frozen=True)
class Member:
    """A partner with one voice: an organisation, never a person. statutory: a large public body."""

    slug: str
    sector: str = ""
    statutory: bool = False


@dataclass(frozen=True)
class Given:
    """What a partner gave on one occasion (a meeting, or a month between meetings).

    times: how often; size: how large each was (1 for a proposal, pounds for money).
    """

    occasion: str
    partner: str
    times: int = 1
    size: float = 1


@dataclass(frozen=True)
class Figure:
    """A measure, never alone: with its band by chance, and over meetings where those are enough."""

    value: float
    chance: Band
    sure: Band | None = None


@dataclass(frozen=True)
class Large:
    """The large public bodies together: how many they are, what they gave, the most by chance."""

    members: int
    amount: float
    up_to: float

    @property
    def standing_out(self):
        """They gave more than chance alone would explain."""
        return self.amount > self.up_to * (1 + 1e-12)


@dataclass(frozen=True)
class Balance:
    """How one thing is shared among all members.

    amounts: slug -> what each gave, in order of slug, nought for the silent. contributions: how
    many single ones. enough: whether they can tell anything; where not, `figures` is empty.
    figures: name -> Figure. up_to: the most any one partner would give by chance alone.
    standing_out: who gave more than that. sectors: as `sectors`. large: the large public bodies.
    """

    amounts: dict
    contributions: int
    enough: bool
    figures: dict = field(default_factory=dict)
    up_to: float = math.nan
    silent_by_chance: int = 0
    standing_out: tuple = ()
    sectors: Sectors | None = None
    large: Large | None = None

    @property
    def total(self):
        """All that was given."""
        return sum(self.amounts.values())

    @property
    def silent(self):
        """Members who gave nothing."""
        return tuple(slug for slug, amount in self.amounts.items() if not amount)


def balance(given, members, *, rng):
    """The balance of what members gave, the silent ones included.

    given: Givens, of members alone. members: Members. rng: for the bands that are drawn.

    Fewer than five contributions, or so few that one member giving all of them could be chance,
    are too few to tell: then there are amounts and no figures. Raises ValueError where somebody
    who is no member gave something, or sizes are not above nought.
    """
    members = sorted(members, key=lambda one: one.slug)
    _check(given, members)
    per = _by_occasion(given, members)
    amounts = dict(zip((m.slug for m in members), per.sum(axis=0).tolist(), strict=True))
    sizes = np.repeat([g.size for g in given], [g.times for g in given])
    if not enough(len(sizes), len(members)):
        return Balance(amounts, len(sizes), False)
    bands, found, sure = (
        chance(sizes, len(members), rng),
        measures(per.sum(axis=0)),
        _sure(per, rng),
    )
    figures = {n: Figure(float(found[n][0]), bands[n], sure.get(n)) for n in FIGURES}
    up_to = bands["most"].high
    out = tuple(slug for slug, amount in amounts.items() if amount > up_to * (1 + 1e-12))
    silent = int(bands["silent"].high)
    told = sectors(amounts, {m.slug: m.sector for m in members})
    large = _large(amounts, sizes, members, rng)
    return Balance(amounts, len(sizes), True, figures, up_to, silent, out, told, large)


def _large(amounts, sizes, members, rng):
    """What the large public bodies gave together, and the most they would by chance alone."""
    large = [one.slug for one in members if one.statutory]
    if not 0 < len(large) < len(members):
        return None
    up_to = together(sizes, len(large) / len(members), rng)
    return Large(len(large), sum(amounts[slug] for slug in large), up_to)


def enough(contributions, members):
    """Whether so many contributions of so many members can tell anything.

    At least five, and one member giving all of them would be more than chance.
    """
    if members < 2 or contributions < FEW:
        return False
    return (1 - contributions) * math.log(members) <= math.log(TAIL)


def _check(given, members):
    known = {one.slug for one in members}
    if len(known) < len(members):
        raise ValueError("a member is told twice")
    strangers = sorted({one.partner for one in given} - known)
    if strangers:
        raise ValueError(f"no members: {', '.join(strangers)}")
    if any(one.times < 0 or not one.size > 0 for one in given):
        raise ValueError("contributions cannot be fewer than none, nor of no size")


def _by_occasion(given, members):
    """What each member gave on each occasion; shape (occasions, members)."""
    place = {one.slug: at for at, one in enumerate(members)}
    when = {name: at for at, name in enumerate(sorted({one.occasion for one in given}))}
    per = np.zeros((max(len(when), 1), len(members)))
    for one in given:
        per[when[one.occasion], place[one.partner]] += one.times * one.size
    return per


def _sure(per, rng):
    """Between what and what each figure lies were other such meetings drawn; {} where too few.

    Source: Efron (1979), Ann Stat 7:1-26: meetings are drawn again whole, for what is said in
    one hangs together.
    """
    occasions = len(per)
    if occasions < FEW_OCCASIONS:
        return {}
    often = rng.multinomial(occasions, np.full(occasions, 1 / occasions), size=RESAMPLED)
    drawn = often @ per
    found = measures(drawn[drawn.sum(axis=1) > 0])
    cut = (100 * TAIL, 100 * (1 - TAIL))
    return {name: Band(*map(float, np.percentile(found[name], cut))) for name in FIGURES}
