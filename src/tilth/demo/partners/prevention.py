"""Screening, vaccination and the palliative register, as practices code them."""

import numpy as np

from tilth.demo.partners.coded import PREVENTION, day
from tilth.demo.people.crowd import NEVER, TODAY, stream

FIRST = day(2018, 4, 1)
SEASONS = (2023, 2024, 2025)


class Prevention:
    """What is written of prevention for the patients of some small areas, all periods together.

    Drawn from a stream of its own, so that nothing else in a block depends on it.
    """

    def __init__(self, practices, health, rows, chances):
        self.rng = stream(practices.seed, f"prevention {rows.start}")
        crowd, self.who = practices.crowd, practices.who[rows]
        self.age, self.woman = crowd.age[self.who], crowd.sex[self.who] == 1
        self.born, self.died = crowd.born[self.who], crowd.died[self.who]
        self.poor, self.group = health.deprivation[self.who], crowd.group[self.who]
        self.ill = health.count[self.who] > 0
        self.chances = chances
        parts = [*self._screening(), *self._flu(), *self._mmr(), self._palliative()]
        self.person, self.when = (np.concatenate([p[i] for p in parts]) for i in (0, 1))
        self.code = np.concatenate([np.full(len(p[0]), p[2], object) for p in parts])

    def events(self, bounds):
        """Patient (place in the block), day, code and no value of what was done between days."""
        here = (self.when >= bounds[0]) & (self.when <= bounds[1])
        value = np.full(int(here.sum()), np.nan)
        return self.person[here], self.when[here], self.code[here], value

    def _comes(self, name, able):
        """Of those able, who takes it up: fewer in poorer areas and where invitations miss."""
        odds = self.chances[name]
        score = np.log(odds["share"] / (1 - odds["share"])) - odds["deprivation"] * (
            self.poor - 0.5
        )
        score = score - odds["asian"] * (self.group == 0) - odds["black"] * (self.group == 1)
        return np.flatnonzero(able & (self.rng.random(len(able)) < 1 / (1 + np.exp(-score))))

    def _screening(self):
        """Every so many months from an age to another, for those who come at all."""
        for name, women, low, high in (
            ("breast_screening", True, 50, 71),
            ("bowel_screening", False, 56, 75),
            ("cervical_screening", True, 25, 65),
        ):
            comes = self._comes(name, (self.woman | (not women)) & (self.age >= low))
            gap = int(self.chances[name]["months"] * 30.4)
            last = TODAY - self.rng.integers(0, gap, len(comes))
            for back in range(0, TODAY - FIRST, gap):
                years = (last - back - self.born[comes]) / 365.25
                due = (years >= low) & (years < high) & (last - back >= FIRST)
                yield comes[due], (last - back)[due], PREVENTION[name]

    def _flu(self):
        for year in SEASONS:
            able = (self.age - (2025 - year) >= 65) | (self.ill & (self.age >= 18))
            comes = self._comes("flu_vaccination", able)
            when = day(year, 9, 15) + self.rng.integers(0, 100, len(comes))
            yield comes, when, PREVENTION["flu_vaccination"]

    def _mmr(self):
        """A dose at thirteen months and one at three years and four months, or somewhat later."""
        first = self._comes("mmr_vaccination", (self.age < 10))
        for who, months in ((first, 13), (first[self.rng.random(len(first)) < 0.94], 40)):
            when = self.born[who] + int(months * 30.4) + self.rng.integers(0, 120, len(who))
            yield who[when <= TODAY], when[when <= TODAY], PREVENTION["mmr_vaccination"]

    def _palliative(self):
        """Somewhat under half of those who die were known to be nearing it."""
        known = self._comes("palliative_care", (self.died != NEVER) & (self.age >= 18))
        before = self.rng.integers(10, 300, len(known))
        return known, self.died[known] - before, PREVENTION["palliative_care"]
