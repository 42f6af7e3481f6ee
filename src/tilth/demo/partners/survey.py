"""The residents' survey: how people say they are, and what is strong where they live."""

import numpy as np
import pyarrow as pa

from tilth.demo.partners.appearances import Appearance, dates, numbered, sex_codes
from tilth.demo.partners.coded import as_date, day
from tilth.demo.people.crowd import TODAY, stream

WAVES = (2023, 2024, 2025)
NAMES = "first_name surname date_of_birth postcode".split()


def send_answers(crowd, health, outbox, chances, rates, *, seed):
    """Three autumns of answers, from other adults each time; those better off answer more."""
    rng = stream(seed, "survey")
    asked = (crowd.age >= 16) & (crowd.area >= 0) & crowd.living
    chance = chances["answers"] * np.exp(chances["deprivation"] * (health.deprivation - 0.5))
    for year in WAVES:
        first, last = day(year, 10, 1), day(year, 12, 15)
        grown = asked & (crowd.born <= first - 16 * 366)
        who = np.flatnonzero(grown & (rng.random(len(crowd)) < chance))
        shown = Appearance(crowd, who, rates["residents_survey"], rng)
        when = rng.integers(first, last + 1, len(who))
        number = numbered("Q", who * 7 + year % 7, 8)
        table = {
            "response_id": numbered(f"R{year}", np.arange(1, len(who) + 1), 7),
            "person_id": number,
            **{name: getattr(shown, name) for name in NAMES},
            "sex": sex_codes(shown.sex),
            "answered_on": dates(when),
            **Answers(crowd, health, who, chances, rng).columns(),
        }
        outbox.note("residents_survey", shown)
        outbox.send(
            "residents_survey", pa.table(table), who,
            period=(as_date(day(year, 4, 1)), min(as_date(day(year + 1, 3, 31)), as_date(TODAY))),
            local_id="person_id", partner="council",
        )  # fmt: skip


class Answers:
    """What some people say; each question is left out by a few."""

    def __init__(self, crowd, health, who, chances, rng):
        self.rng, self.chances, self.count = rng, chances, len(who)
        self.poor, self.age = health.deprivation[who] - 0.5, crowd.age[who]
        self.ill, self.low = health.count[who], health.ill["depression"][who]
        self.alone = np.bincount(crowd.household, minlength=len(crowd))[crowd.household[who]] == 1
        self.satisfied, self.score = health.satisfaction[who], health.swemwbs[who]

    def columns(self):
        """Every question's column, by its name in the contract."""
        return {
            "life_satisfaction": self._told(self._near(self.satisfied, 0.0, 0.6)),
            "worthwhile": self._told(self._near(self.satisfied, 0.2, 1.2)),
            "happy_yesterday": self._told(self._near(self.satisfied, -0.2, 1.6)),
            "anxious_yesterday": self._told(self._near(10 - self.satisfied, 0.4, 2.2)),
            "swemwbs_score": self._told(self.score, 0.12),
            "loneliness": self._told(self._loneliness()),
            "general_health": self._told(self._health()),
            "someone_to_rely_on": self._told(self._agree("support", 0.0)),
            "belonging": self._told(self._agree("belonging", (self.age - 45) / 10)),
            "volunteered": self._told(self._volunteers()),
        }

    def _told(self, values, missing=0.04):
        return pa.array(values, mask=self.rng.random(self.count) < missing)

    def _near(self, middle, shift, spread):
        drawn = self.rng.normal(middle + shift, spread)
        return np.clip(np.round(drawn), 0, 10).astype(np.int64)

    def _loneliness(self):
        """1 never, 2 hardly ever, 3 occasionally, 4 some of the time, 5 often or always."""
        odds = self.chances["lonely"]
        score = odds["start"] + odds["deprivation"] * self.poor + odds["low"] * self.low
        score = score + odds["alone"] * self.alone
        often = self.rng.random(self.count) < 1 / (1 + np.exp(-score))
        rest = 1 + self.rng.choice(4, self.count, p=[0.27, 0.30, 0.23, 0.20])
        return np.where(often, 5, rest)

    def _health(self):
        """1 very good, 2 good, 3 fair, 4 bad, 5 very bad."""
        odds = self.chances["good_health"]
        score = odds["start"] - odds["deprivation"] * self.poor - odds["ill"] * self.ill
        score = score - odds["decade"] * (self.age - 40) / 10
        good = self.rng.random(self.count) < 1 / (1 + np.exp(-score))
        well = 1 + (self.rng.random(self.count) < 0.45)
        return np.where(good, well, 3 + self.rng.choice(3, self.count, p=[0.68, 0.25, 0.07]))

    def _agree(self, name, decades):
        """1 definitely, 2 rather, 3 rather not, 4 not at all."""
        odds = self.chances[name]
        score = odds["start"] - odds["deprivation"] * self.poor + odds.get("decade", 0) * decades
        agree = self.rng.random(self.count) < 1 / (1 + np.exp(-score))
        strongly = self.rng.random(self.count) < 0.55
        return np.where(agree, 2 - strongly, 4 - strongly)

    def _volunteers(self):
        """1 at least once a month, 2 at least once this year, 3 not this year."""
        odds = self.chances["volunteers"]
        score = odds["start"] - odds["deprivation"] * self.poor
        score = score + 0.5 * ((self.age > 60) & (self.age < 78))
        often = self.rng.random(self.count) < 1 / (1 + np.exp(-score))
        return np.where(often, 1, np.where(self.rng.random(self.count) < 0.13, 2, 3))
