"""Barriers met in more than one area, put together so that they can be removed together."""

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


def grouped(met, names):
    """The Weeds, those common to several areas first, each part in the order of their names.

    met: Mets; the same record counts once for a code. names: {code: name}.
    """
    kept: dict = {}
    for one in met:
        kept.setdefault(one.code, {})[one.key] = one
    weeds = [_weed(code, list(found.values())) for code, found in kept.items()]
    return sorted(weeds, key=lambda one: (not one.common, names.get(one.code, one.code).lower()))


def _weed(code, found):
    areas, kinds = {}, {}
    for one in sorted(found, key=lambda one: one.area):
        areas[one.area] = areas.get(one.area, 0) + 1
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    return Weed(code, areas, kinds, len(found))
