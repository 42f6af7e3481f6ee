"""What a cut by one partner may do to others, following the grants written down (P-102)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tilth.agree.levels.days import PENNY, per_cent

WAYS = {
    "none": "nobody passes any of it on",
    "even": "each passes on the share of its income that it lost",
    "all": "each passes all of it on, as far as its grants go",
}


@dataclass(frozen=True)
class Grant:
    """Money one partner gives another in a year, in pounds."""

    giver: str
    receiver: str
    amount: Decimal

    def __post_init__(self):
        if self.amount < 0:
            raise ValueError("a grant cannot be less than nothing")
        if self.giver == self.receiver:
            raise ValueError("nobody gives a grant to itself")


def knock_on(grants, incomes, partner, amount, *, to=None):
    """What if a partner cuts its grants by an amount? A what-if, not a forecast.

    grants: Grant. incomes: slug -> pounds a year, None where not known. partner: who cuts, in
    proportion to its grants, or only its grants `to` one other. Three answers side by side, which
    are the lower bound, an even middle and the upper bound of WAYS: a partner passes a loss on by
    giving less, in proportion to what it gives. One whose income is not known passes nothing on in
    the middle. Whoever cuts does not cut again when a loss comes back to it.

    Returns rows, one for each partner touched, by slug: slug, and for each way lost, passed and
    kept in pounds and lost_share of its income in per cent. The sum of `kept` is the cut, exactly
    but for rounding, in each of them: no pound is lost twice.
    Raises ValueError for a cut of less than nothing or of more than the grants written down.

    Source: the least clearing vector of Eisenberg and Noe (2001), Management Science 47:236-249,
    with a fixed part of each loss passed on.
    """
    gives = _joined(grants)
    first = {pair: one for pair, one in gives.items() if pair[0] == partner}
    first = {pair: one for pair, one in first.items() if to is None or pair[1] == to}
    whole = sum(first.values(), Fraction(0))
    if amount < 0:
        raise ValueError("a cut cannot be less than nothing")
    if amount > whole:
        raise ValueError("a cut cannot be more than the grants that are written down")
    direct = {pair[1]: Fraction(amount) * one / whole for pair, one in first.items() if amount}
    weights, room = _onward(gives, partner)
    found = {way: _least(direct, weights, room, _ratios(way, room, incomes)) for way in WAYS}
    touched = sorted({slug for lost, _ in found.values() for slug, sum_ in lost.items() if sum_})
    return [{"slug": slug, **_told(slug, found, incomes)} for slug in touched]


def _joined(grants):
    """(giver, receiver) -> all that goes from one to the other."""
    gives = defaultdict(Fraction)
    for one in grants:
        gives[one.giver, one.receiver] += Fraction(one.amount)
    return {pair: amount for pair, amount in gives.items() if amount}


def _onward(gives, cutter):
    """How each partner but the cutter shares its grants out, and how much they are."""
    room = defaultdict(Fraction)
    for (giver, _), amount in gives.items():
        if giver != cutter:
            room[giver] += amount
    weights = defaultdict(dict)
    for (giver, receiver), amount in gives.items():
        if giver != cutter:
            weights[giver][receiver] = amount / room[giver]
    return dict(weights), dict(room)


def _ratios(way, room, incomes):
    """slug -> the part of a loss it passes on."""
    if way == "even":
        return {
            slug: given / max(Fraction(incomes[slug]), given)
            for slug, given in room.items()
            if incomes.get(slug) is not None
        }
    return dict.fromkeys(room, Fraction(1)) if way == "all" else {}


def _least(direct, weights, room, ratios):
    """(lost, passed) by partner: the smallest losses that are all accounted for.

    The cut grows from nothing to its size; partners whose grants are used up drop out one by one,
    so that a ring of grants ends after as many steps as there are partners.
    """
    able = sorted(_reached(direct, {s: w for s, w in weights.items() if s in ratios}))
    passed, full, size = dict.fromkeys(able, Fraction(0)), set(), Fraction(0)
    while True:
        free = [slug for slug in able if slug not in full]
        slope = _slope(free, direct, weights, ratios)
        if slope is None:
            ring = _ring(free, direct, weights, ratios)
            step = min((room[s] - passed[s]) / rate for s, rate in ring.items())
            grow = {s: rate * step for s, rate in ring.items()}
        else:
            reach = [(room[s] - passed[s]) / slope[s] for s in free if slope[s] > 0]
            step = min([1 - size, *reach])
            size += step
            grow = {s: rate * step for s, rate in slope.items()}
        for slug, more in grow.items():
            passed[slug] += more
        full |= {s for s in free if passed[s] >= room[s]}
        if size >= 1:
            break
    lost = defaultdict(Fraction, direct)
    for giver, sum_ in passed.items():
        for receiver, weight in weights[giver].items():
            lost[receiver] += sum_ * weight
    return lost, passed


def _reached(direct, weights):
    """Those who give grants and whom a loss can reach at all."""
    found, after = set(), [slug for slug in direct if direct[slug]]
    while after:
        slug = after.pop()
        if slug in weights and slug not in found:
            found.add(slug)
            after += weights[slug]
    return found


def _slope(free, direct, weights, ratios):
    """How fast what each passes on grows with the cut; None where a ring keeps all of it."""
    known = [direct.get(slug, Fraction(0)) * ratios[slug] for slug in free]
    solved = _solved(_system(free, weights, ratios), known)
    return None if solved is None else dict(zip(free, solved, strict=True))


def _system(free, weights, ratios):
    """What each passes on, less what of it comes from the others: rows of an equation."""
    return [
        [
            Fraction(slug == giver) - ratios[slug] * weights[giver].get(slug, Fraction(0))
            for giver in free
        ]
        for slug in free
    ]


def _ring(free, direct, weights, ratios):
    """Partners who pass everything on and only to each other: how what they pass on grows.

    A loss goes round such a ring until the grants of one of them are used up.
    """
    for slug in free:
        ring = _closed(slug, free, weights, ratios)
        if not ring:
            continue
        last = ring[-1]
        rest = ring[:-1]
        known = [ratios[s] * weights[last].get(s, Fraction(0)) for s in rest]
        rates = _solved(_system(rest, weights, ratios), known)
        if rates is not None:
            return {**dict(zip(rest, rates, strict=True)), last: Fraction(1)}
    raise AssertionError("a system without an answer has a ring in it")


def _closed(slug, free, weights, ratios):
    """All whom a partner's losses reach, where every one of them keeps and lets out nothing."""
    ring, after = {slug}, [slug]
    while after:
        for one in weights[after.pop()]:
            if one not in free or ratios[one] != 1:
                return []
            if one not in ring:
                ring.add(one)
                after.append(one)
    back = all(slug in _within(one, ring, weights) for one in ring)
    return sorted(ring) if ratios[slug] == 1 and back else []


def _within(slug, ring, weights):
    found, after = set(), [slug]
    while after:
        for one in weights[after.pop()]:
            if one in ring and one not in found:
                found.add(one)
                after.append(one)
    return found


def _solved(rows, known):
    """The answer of a set of equations, exactly; None where there is no single one."""
    size = len(rows)
    rows = [[*row, value] for row, value in zip(rows, known, strict=True)]
    for at in range(size):
        pivot = next((r for r in range(at, size) if rows[r][at]), None)
        if pivot is None:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for r in range(size):
            if r != at and rows[r][at]:
                factor = rows[r][at]
                rows[r] = [v - factor * w for v, w in zip(rows[r], rows[at], strict=True)]
    return [row[-1] for row in rows]


def _told(slug, found, incomes):
    told, income = {}, incomes.get(slug)
    for way, (lost, passed) in found.items():
        mine, on = lost.get(slug, Fraction(0)), passed.get(slug, Fraction(0))
        told[f"{way}_lost"] = _pounds(mine)
        told[f"{way}_passed"] = _pounds(on)
        told[f"{way}_kept"] = _pounds(mine - on)
        told[f"{way}_share"] = per_cent(_pounds(mine), income)
    return told


def _pounds(amount):
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return exact.quantize(PENNY, rounding=ROUND_HALF_UP)
