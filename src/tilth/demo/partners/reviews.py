"""Yearly reviews of people with long-term conditions: what is measured, and with what result."""

import numpy as np

from tilth.demo.partners.coded import MEASURES, SMOKING, day
from tilth.demo.people.crowd import stream

YEARS = (2021, 2022, 2023, 2024, 2025)
REVIEWED = ("hypertension", "diabetes", "coronary_heart_disease", "stroke")
HEART = ("coronary_heart_disease", "stroke", "diabetes")


class Reviews:
    """Who was asked in for a review each year, and what was measured.

    Drawn from a stream of its own, so that nothing else in a block depends on it.
    """

    def __init__(self, practices, block, chances):
        self.rng = stream(practices.seed, f"reviews {block.rows.start}")
        self.block, self.chances = block, chances
        self.ill = block.ill
        self.poor = block.health.deprivation[block.who] - 0.5
        grown = block.age >= 18
        long_term = np.logical_or.reduce([self.ill[name] for name in REVIEWED])
        self.due = grown & (long_term | self.ill["serious_mental_illness"])
        parts = [part for year in YEARS for part in self._year(year)]
        columns = list(zip(*parts, strict=True))
        self.person, self.when, self.value = (np.concatenate(columns[i]) for i in (0, 1, 3))
        self.code = np.concatenate([np.broadcast_to(c, len(p)) for p, _, c, _ in parts])

    def events(self, bounds):
        """Patient (place in the block), day, code and value of what was measured between days."""
        here = (self.when >= bounds[0]) & (self.when <= bounds[1])
        return self.person[here], self.when[here], self.code[here], self.value[here]

    def _year(self, year):
        """Everything measured at one year's reviews."""
        score = np.log(self.chances["share"] / (1 - self.chances["share"]))
        score = score - self.chances["deprivation"] * self.poor
        mind = self.ill["serious_mental_illness"]
        score = score - self.chances["mind"] * mind
        comes = self.due & (self.rng.random(len(self.due)) < 1 / (1 + np.exp(-score)))
        who = np.flatnonzero(comes)
        when = self.rng.integers(day(year, 4, 1), day(year + 1, 3, 31), len(who))
        yield from self._pressure(who, when)
        heart = np.logical_or.reduce([self.ill[n] for n in HEART])[who] | mind[who]
        yield from self._blood(who[heart], when[heart])
        sugar = (self.ill["diabetes"] | mind)[who]
        value = np.clip(np.round(self.block.sugar[who[sugar]]), 20, 150)
        yield who[sugar], when[sugar], MEASURES["hba1c"][0], value
        body = self.block.health.bmi[self.block.who[who[sugar]]]
        yield who[sugar], when[sugar], MEASURES["bmi"][0], np.clip(np.round(body, 1), 12, 70)
        smokes = np.array(SMOKING, object)[self.block.health.smoking[self.block.who[who]]]
        yield who, when, smokes, np.full(len(who), np.nan)

    def _pressure(self, who, when):
        upper = self.block.systolic[who] + self.rng.normal(-4, 7, len(who))
        upper = np.clip(np.round(upper), 75, 240)
        lower = np.clip(np.round(38 + upper * 0.29 + self.rng.normal(0, 6, len(who))), 40, 140)
        yield who, when, MEASURES["systolic"][0], upper
        yield who, when, MEASURES["diastolic"][0], lower

    def _blood(self, who, when):
        total = self.rng.normal(4.5 + 0.4 * self.poor[who], 0.95)
        yield who, when, MEASURES["total_cholesterol"][0], np.clip(np.round(total, 1), 2.0, 11.0)
