"""An indicator: one question asked of a whole population, as a file in definitions/indicators."""

import datetime
import re
from dataclasses import dataclass

from tilth.ground.errors import DefinitionError
from tilth.see.needs.steps import STEPS

STATISTICS = (
    "proportion",
    "rate",
    "standardised_rate",
    "ratio",
    "mean",
    "quantile",
    "life_expectancy",
    "healthy_life_expectancy",
    "published",
)
BETTER = ("lower", "higher", "neither")
THEMES = {
    "people": "Who lives here",
    "strengths": "What is strong here",
    "activity": "Moving and resting",
    "risk": "Risks we can lower together",
    "conditions": "Long-term conditions",
    "mental_health": "Mental health",
    "children": "Children and young people",
    "hospital": "Hospital",
    "last_year": "The last year of life",
    "social_care": "Care and support",
    "housing": "Home",
    "wellbeing": "Wellbeing",
    "partners": "Known to partners",
    "deprivation": "Deprivation",
    "wider": "What surrounds us",
}
NEEDS = {
    "proportion": ("numerator",),
    "rate": ("value",),
    "standardised_rate": ("value",),
    "ratio": ("numerator",),
    "mean": ("value",),
    "quantile": ("value",),
    "life_expectancy": (),
    "healthy_life_expectancy": ("numerator",),
    "published": ("measure",),
}
STANDARDS = ("esp2013", "age_group", "sex", "ethnic_group", "deprivation_fifth")
WINDOW = re.compile(r"(\d+) (day|week|month|year)s?")


@dataclass(frozen=True)
class Indicator:
    """One figure a partnership may wish to learn from, and how it is worked out.

    why, to_whom: why it matters, and to whom. theme: where it stands (THEMES). statistic: how
    it is worked out (STATISTICS). numerator, denominator: criteria; only residents are counted
    unless `everyone` is true. value: a number of each person, such as `emergency_admission
    count within {period}`; it may be an attribute too. {period} becomes `period` for the figure
    of now and one `step` in a series. living: false where those who died are counted too.
    per: the unit of the figure (100 gives per cent; 1 leaves a mean as it is); unit: what it is
    called. quantile: which
    one, 0.5 being the middle. better: the direction to learn from, never a target. strength:
    something to build on. reviewed: when people last looked at the definition. retired: out of
    use, and why (`retired_because`). target needs `target_reason`, and the place's own reason
    in [see] targets. measure: what published figures are called in the geography: "a, b" is b
    where a is not published for a layer, "a + b" adds counts. out_of: the published count or
    counts they are a share of. sex, age, category: of whom, where they are published of several.
    standard: "esp2013", or what is held alike with the whole place ("age_group, sex").
    heaps: values at which a wish to please would show, such as 240 minutes.
    """

    title: str
    why: str
    to_whom: str
    theme: str
    statistic: str
    source: str
    reviewed: datetime.date
    better: str = "neither"
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    per: float = 100.0
    unit: str = ""
    period: str = "12 months"
    step: str = "month"
    quantile: float = 0.5
    bins: tuple[float, ...] = ()
    heaps: tuple[float, ...] = ()
    standard: str = ""
    strength: bool = False
    everyone: bool = False
    living: bool = True
    measure: str = ""
    out_of: str = ""
    sex: str = "all"
    age: str = ""
    category: str = ""
    retired: bool = False
    retired_because: str = ""
    target: float | None = None
    target_reason: str = ""
    name: str = ""

    folder = "indicators"

    def __post_init__(self):
        for what, value, known in (
            ("theme", self.theme, THEMES),
            ("statistic", self.statistic, STATISTICS),
            ("better", self.better, BETTER),
            ("step", self.step, STEPS),
        ):
            if value not in known:
                raise ValueError(f"{what} {value} is not one of {', '.join(known)}")
        for each in (self._said, self._counted, self._uses, self._targeted):
            each()

    def _said(self):
        """Every indicator says why it matters and to whom, and why it went out of use."""
        empty = [n for n in ("title", "why", "to_whom", "source") if not getattr(self, n).strip()]
        if empty:
            raise ValueError(f"{', '.join(empty)} must say something")
        if self.retired != bool(self.retired_because):
            raise ValueError("retired and retired_because go together")

    def _counted(self):
        missing = [n for n in NEEDS[self.statistic] if not getattr(self, n)]
        if missing:
            raise ValueError(f"a {self.statistic} needs {' and '.join(missing)}")
        if (self.out_of and self.counted) or ("+" in self.measure and not self.out_of):
            raise ValueError("out_of is for published counts: measure, or several with + between")
        if not WINDOW.fullmatch(self.period):
            raise ValueError(f'period {self.period} should be such as "12 months"')
        if self.per <= 0:
            raise ValueError("per must be more than 0")
        if not 0 < self.quantile < 1:
            raise ValueError("quantile lies between 0 and 1")
        if self.statistic == "quantile" and (
            len(self.bins) < 2 or list(self.bins) != sorted(set(self.bins))
        ):
            raise ValueError("a quantile needs bins: the edges of its histogram, rising")

    def _uses(self):
        unknown = [s for s in self.standards if s not in STANDARDS]
        if unknown:
            raise ValueError(f"standard {unknown[0]} is not one of {', '.join(STANDARDS)}")
        if self.statistic == "ratio" and (not self.standards or "esp2013" in self.standards):
            raise ValueError("a ratio says in standard what is held alike, such as age_group, sex")

    def _targeted(self):
        """Nobody sets a target in passing (B-261, B-262)."""
        if self.target is not None and len(self.target_reason.strip()) < 20:
            raise ValueError(
                "a target needs target_reason: why this one is used, in a sentence. "
                "Without a target, better says which way to learn from"
            )
        if self.target is None and self.target_reason:
            raise ValueError("target_reason is for a target, and there is none")

    @property
    def standards(self):
        """What is held alike, as a tuple: ("age_group", "sex"), or ("esp2013",)."""
        return tuple(part.strip() for part in self.standard.split(",") if part.strip())

    @property
    def measures(self):
        """Published measures, the first to be looked for first; each is parts to add up."""
        return tuple(_parts(one) for one in self.measure.split(","))

    @property
    def total_of(self):
        """The published counts whose sum the figure is a share of."""
        return _parts(self.out_of)

    @property
    def counted(self):
        """Whether it is counted from linked people, not published by others."""
        return self.statistic != "published"

    def numerator_for(self, step=None):
        """The numerator with {period} filled in: of now, or of one step of a series."""
        return self.filled(self.numerator, step)

    def value_for(self, step=None):
        """The value with {period} filled in."""
        return self.filled(self.value, step)

    def denominator_for(self, step=None):
        """Whom it is about: residents, unless it says everyone, and what it says itself."""
        own = self.filled(self.denominator, step)
        if self.everyone:
            return own or None
        return f"resident and ({own})" if own else "resident"

    def filled(self, text, step=None):
        """A text with {period} filled in."""
        return text.replace("{period}", STEPS[step] if step else self.period)

    @property
    def rests_on_period(self):
        """Whether it counts what happened in a time, so that a series is of one step each."""
        return any("{period}" in t for t in (self.numerator, self.denominator, self.value))

    def target_for(self, place):
        """The target, where the place has recorded why it uses targets; else None.

        Raises DefinitionError where the indicator has a target and the place uses none.
        """
        if self.target is None:
            return None
        reason = place.see.targets if place is not None else "off"
        if reason == "off":
            raise DefinitionError(
                f"{self.name or self.title} has a target, and this place uses none",
                where="place.toml [see] targets",
                remedy="Take the target away, or record the reason for using targets here.",
            )
        return self.target


def _parts(text):
    return tuple(part.strip() for part in text.split("+"))
