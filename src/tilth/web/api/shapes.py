"""What the answers look like, for the description programs read (OpenAPI)."""

import datetime
from typing import Any

from ninja import Schema


class PlaceShape(Schema):
    """The place, the data behind its figures, and how small numbers are hidden."""

    name: str
    code: str
    synthetic: bool
    release: str | None
    data_to: datetime.date | None
    layers: dict[str, str]
    hidden_below: int
    rounded_to: int


class AreaShape(Schema):
    """One area: its layer, its official name and what residents call it."""

    layer: str
    code: str
    name: str
    familiar: str


class IndicatorShape(Schema):
    """What one figure is, why it matters and to whom, and where its values are."""

    name: str
    title: str
    why: str
    to_whom: str
    theme: str
    statistic: str
    per: float
    unit: str
    better: str
    strength: bool
    source: str
    reviewed: datetime.date
    retired: bool
    official: bool
    values: str


class FindingShape(Schema):
    """A figure told whole. In rows, "*" may not be shown and null does not exist."""

    title: str
    sentence: str
    subtitle: str
    headings: dict[str, str]
    rows: list[dict[str, Any]]
    caveats: list[str]
    source: str
    method: str
    data_to: datetime.date | None
    synthetic: bool
    kinds: list[str]
    recipe: dict[str, str]
    about: dict[str, str]
