"""A gazetteer: the layers of a country and the areas on top that no small-area lookup names."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layer:
    """A way to cut a place into areas. partitions: the layer it should tile without gap."""

    layer: str
    title: str
    plural: str
    partitions: str = ""

    @property
    def called(self):
        """Its title inside a sentence: "ward", "NHS region"."""
        return _inside(self.title)

    @property
    def called_many(self):
        """Its plural inside a sentence."""
        return _inside(self.plural)


@dataclass(frozen=True)
class Area:
    """One unit of a layer. common_name: what residents call it. Dates: from when until when."""

    layer: str
    code: str
    name: str
    common_name: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    longitude: float | None = None
    latitude: float | None = None
    source: str = ""

    @property
    def familiar(self):
        """The name to show: what residents say, or the official one."""
        return self.common_name or self.name

    def stands_on(self, day):
        """Whether the area is in being on a day; an open end is no end."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Alias:
    """Another name or code of an area."""

    layer: str
    code: str
    alias: str
    kind: str = "familiar"


@dataclass(frozen=True)
class Successor:
    """What took an area's place, and when. successor_layer: where the kind changed too."""

    layer: str
    code: str
    successor_code: str
    on_date: datetime.date
    successor_layer: str = ""
    note: str = ""


@dataclass(frozen=True)
class Holds:
    """Areas of one layer that lie wholly in one area of another."""

    parent_layer: str
    parent_code: str
    child_layer: str
    children: tuple[str, ...]


@dataclass(frozen=True)
class Closed:
    """An organisation that is no more, and its last day."""

    kind: str
    code: str
    valid_to: datetime.date


@dataclass(frozen=True)
class Gazetteer:
    """The layers of a country, told as data: another country is another file.

    small_area, place, system: the layers that play those parts. before: the small areas of the
    earlier vintage, joined to today's only through a lookup. ranked: how many small areas each
    index of deprivation ranks. weighed_by: the ages, first and last, of the people a domain of
    deprivation is about, where not everyone.
    """

    title: str
    source: str
    small_area: str
    place: str
    system: str
    layers: tuple[Layer, ...]
    before: str = ""
    areas: tuple[Area, ...] = ()
    holds: tuple[Holds, ...] = ()
    aliases: tuple[Alias, ...] = ()
    successors: tuple[Successor, ...] = ()
    closed: tuple[Closed, ...] = ()
    ranked: dict[str, int] = field(default_factory=dict)
    weighed_by: dict[str, tuple[int, ...]] = field(default_factory=dict)
    name: str = ""

    folder = "gazetteers"

    def __post_init__(self):
        known = {one.layer for one in self.layers}
        named = {self.small_area, self.place, self.system, *(a.layer for a in self.areas)}
        named |= {one.partitions for one in self.layers if one.partitions}
        named |= {layer for h in self.holds for layer in (h.parent_layer, h.child_layer)}
        lost = sorted(named - known)
        if lost:
            raise ValueError(f"there is no layer {lost[0]}")

    def within_rows(self):
        """What lies in what, as rows of within.parquet."""
        return [
            {
                "child_layer": holds.child_layer,
                "child_code": child,
                "parent_layer": holds.parent_layer,
                "parent_code": holds.parent_code,
                "share": 1.0,
                "basis": "lookup",
            }
            for holds in self.holds
            for child in holds.children
        ]


def _inside(words):
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
