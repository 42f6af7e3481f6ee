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


class StoryShape(Schema):
    """What somebody told, as its page shows it. Keep no copy longer than your reader needs it."""

    slug: str
    type: str
    title: str
    words: str
    answers: dict[str, Any]
    strengths: str
    barriers: str
    layer: str
    area: str
    conditions: list[str]
    growth: str
    until: datetime.date | None
    audiences: list[str]
    published: datetime.datetime | None


class PlantingShape(Schema):
    """Where a practice was planted, what was changed and what came of it."""

    ref: str
    after: str | None
    spread: str
    place: str
    system: str
    planted: datetime.date | None
    changed: str
    kept: str
    result: str
    came: str
    lessons: str
    ended: datetime.date | None


class PracticeShape(Schema):
    """A way of doing things that others could grow."""

    slug: str
    title: str
    what: str
    principles: list[str]
    values: list[str]
    conditions: list[str]
    steps: list[str]
    ring: str
    travels: str
    local: str
    place: str
    layer: str
    growth: str
    origin: str
    address: str
    plantings: list[PlantingShape]


class RippleShape(Schema):
    """One thing that happened; after: the id of what it followed from."""

    id: int
    after: int | None
    words: str
    on: datetime.date
    intended: bool | None
    good: bool | None
    who: str
    helped: str


class RippleMapShape(Schema):
    """What somebody began, and everything that followed."""

    slug: str
    title: str
    words: str
    began: datetime.date
    address: str
    ripples: list[RippleShape]


class LearningShape(Schema):
    """One line of the feed."""

    at: datetime.datetime
    kind: str
    title: str
    says: str
    address: str


class DecisionShape(Schema):
    """A public decision."""

    ref: str
    title: str
    proposal: str
    body: str
    proposer: str
    layer: str
    area: str
    opened: datetime.date | None
    closes: datetime.date | None
    closed: datetime.date | None
    outcome: str
    outcome_says: str
    spoken: list[str]
    silent: list[str]
    objections: int
    address: str


class CommitmentShape(Schema):
    """A public promise, ask or offer."""

    ref: str
    type: str
    words: str
    state: str
    by: str
    for_whom: str
    layer: str
    area: str
    made: datetime.date
    due: datetime.date | None
    settled: datetime.date | None
    reason: str
    evidence: str
