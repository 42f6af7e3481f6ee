"""What is found among many figures watched at once, beside what chance alone would find."""

from dataclasses import dataclass

from tilth.see.methods.alarms import more_than_chance


@dataclass(frozen=True)
class News:
    """One thing that changed: a sentence made by rule, and where to read more.

    kind: "change" or "fairness". variation: improvement, concern or neutral. strength: how far
    from usual, in standard deviations; only ever used to put news in order.
    """

    indicator: str
    title: str
    kind: str
    variation: str
    side: str
    sentence: str
    strength: float


@dataclass(frozen=True)
class Watch:
    """What was found among figures watched at once, beside what chance alone would find.

    found: News, the strongest first. series: how many charts or gaps were judged. by_chance:
    how many of them chance alone would call news, on average, had nothing changed.
    """

    found: tuple = ()
    series: int = 0
    by_chance: float = 0.0

    @classmethod
    def of(cls, told, chances):
        """told: News or None of each that was judged; chances: how often each errs."""
        found = sorted(filter(None, told), key=lambda one: -one.strength)
        return cls(tuple(found), len(chances), float(sum(chances)))

    def __add__(self, other):
        found = (*self.found, *other.found)
        return Watch(found, self.series + other.series, self.by_chance + other.by_chance)

    @property
    def clear(self):
        """Whether more was found than chance alone would seldom give."""
        return more_than_chance(len(self.found), self.by_chance)


def chance_said(watch):
    """What chance alone would show among so many, in words; and what that means for what is."""
    many = round(watch.by_chance)
    told = f"still put about {many} of them here" if many else "hardly ever put one of them here"
    first = f"If nothing had changed, chance alone would {told}."
    if not watch.found:
        return first
    one = len(watch.found) == 1
    if watch.clear:
        return f"{first} {'This is' if one else 'These are'} more than that."
    return f"{first} So this may be chance: look closer before you act."
