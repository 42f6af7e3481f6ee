"""Contacts of the large public bodies with the community side, by neighbourhood."""

from collections import Counter
from dataclasses import dataclass

from tilth.agree.network.relations import BANDS, QUALITIES


@dataclass(frozen=True)
class Contacts:
    """One area: how often both sides met, over what, and who of each side."""

    area: str
    times: int
    kinds: dict
    statutory: tuple[str, ...]
    community: tuple[str, ...]


def contacts(acts, organisations, areas, since, until):
    """For every area, the acts between two days that had somebody of both sides.

    areas: {area: codes that count as it}. An area without a contact is told too, with none.
    """
    sides = {one.key: one for one in organisations}
    found = []
    for area, codes in areas.items():
        kinds, public, own = Counter(), set(), set()
        for act in acts:
            if act.area not in codes or not act.between(since, until):
                continue
            known = [sides[key] for key in act.who if key in sides]
            there = {one.name for one in known if one.statutory}
            near = {one.name for one in known if one.community}
            if there and near:
                kinds[act.kind] += 1
                public |= there
                own |= near
        told = dict(sorted(kinds.items()))
        total = sum(kinds.values())
        found.append(Contacts(area, total, told, tuple(sorted(public)), tuple(sorted(own))))
    return found


def from_the_community(words, organisations):
    """What the community side says of the public bodies: {quality: Counter of low, middle, high}.

    words: as relations.standing(). Also how many tell, so that few are not shown as many.
    """
    sides = {one.key: one for one in organisations}
    told = {quality: Counter() for quality in QUALITIES}
    tellers = set()
    for (one, other), word in words.items():
        a, b = sides.get(one), sides.get(other)
        if a is None or b is None or not (a.community and b.statutory):
            continue
        tellers.add(one)
        for quality in QUALITIES:
            if getattr(word, quality) is not None:
                told[quality][BANDS[getattr(word, quality)]] += 1
    return told, len(tellers)
