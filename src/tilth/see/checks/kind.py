"""A kind of check: what is looked for, why, and how much of it is too much."""

from dataclasses import dataclass, field

CATEGORIES = {
    "conformance": ("value", "relational", "computational"),
    "completeness": ("completeness",),
    "plausibility": ("uniqueness", "atemporal", "temporal"),
}
LEVELS = ("table", "column", "concept", "place")
CONTEXTS = ("verification", "validation")


@dataclass(frozen=True)
class Unit:
    """What a number in one unit can be; factors bring a number in another unit to this one."""

    least: float
    most: float
    factors: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """One kind of check, as its file in definitions/checks tells it.

    category, subcategory and context are those of Kahn and others (2016): verification looks
    inside the data, validation compares with something outside. threshold: the share at fault
    above which the check fails, because of the reason given. uses: what it is worked out from.
    needs: what a source must have for it to apply. numbers, words, units: its settings.
    """

    title: str
    why: str
    category: str
    subcategory: str
    context: str
    level: str
    threshold: float
    because: str
    remedy: str
    uses: str
    needs: str
    numbers: dict[str, float] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    name: str = ""

    folder = "checks"

    def __post_init__(self):
        if self.subcategory not in CATEGORIES.get(self.category, ()):
            raise ValueError(f"there is no {self.subcategory} in {self.category}")
        if self.level not in LEVELS:
            raise ValueError(f"level {self.level} is not one of {', '.join(LEVELS)}")
        if self.context not in CONTEXTS:
            raise ValueError(f"context {self.context} is not one of {', '.join(CONTEXTS)}")
        if not 0 <= self.threshold < 1:
            raise ValueError("threshold is a share: at least 0 and under 1")
