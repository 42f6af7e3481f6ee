"""Barriers met in more than one area, put together so that they can be removed together."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Met:
    """A barrier met somewhere. code: of the frame. area: '' where it is of no one area.

    kind: story, passage, issue or condition. key: of the record that says so.
    """

    code: str
    area: str
    kind: str
    key: str


@dataclass(frozen=True)
class Weed:
    """One barrier. areas: {area: how many records say so}, in order of name. kinds: {kind: n}."""

    code: str
    areas: dict
    kinds: dict
    records: int

    @property
    def common(self):
        """It is met in two areas or more; what is of no one area counts as none."""
        return sum(1 for area in self.areas if area) > 1


@dataclass(frozen=True)
class Tally:
    """How many records of one kind say of one area that a barrier was met there."""

    code: str
    area: str
    kind: str
    records: int


def tallied(met):
    """The Tallies of Mets; the same record counts once for a code."""
    found = Counter(
        (one.code, one.area, one.kind) for one in {(one.code, one.key): one for one in met}.values()
    )
    return [Tally(*what, records) for what, records in found.items()]


def grouped(tallies, names):
    """The Weeds, those common to several areas first, each part in the order of their names.

    tallies: Tallies, each of other records. names: {code: name}.
    """
    kept: dict = {}
    for one in tallies:
        kept.setdefault(one.code, []).append(one)
    weeds = [_weed(code, found) for code, found in kept.items()]
    return sorted(weeds, key=lambda one: (not one.common, names.get(one.code, one.code).lower()))


def _weed(code, found):
    areas, kinds = Counter(), Counter()
    for one in sorted(found, key=lambda one: (one.area, one.kind)):
        areas[one.area] += one.records
        kinds[one.kind] += one.records
    return Weed(code, dict(areas), dict(kinds), sum(kinds.values()))
