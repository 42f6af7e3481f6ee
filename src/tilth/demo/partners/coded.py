"""Coded events in general practice, drawn for the patients of some small areas at a time."""

import datetime

import numpy as np

from tilth.demo.people.crowd import TODAY

CONTACTS = ("185345009", "185347001", "185349003", "390906007", "185317003")
CONTACT_SHARE = (0.34, 0.26, 0.12, 0.18, 0.10)
SMOKING = ("266919005", "8517006", "77176002")
# what prevents, and the register of those nearing the end of life; `Prevention` draws the days
PREVENTION = {
    "breast_screening": "24623002",
    "bowel_screening": "275978004",
    "cervical_screening": "171149006",
    "flu_vaccination": "86198006",
    "mmr_vaccination": "38598009",
    "palliative_care": "103735009",
}
# code and unit of each measurement; `Block` draws the values
MEASURES = {
    "systolic": ("271649006", "mm[Hg]"),
    "diastolic": ("271650006", "mm[Hg]"),
    "bmi": ("60621009", "kg/m2"),
    "total_cholesterol": ("1005671000000105", "mmol/L"),
    "hdl": ("1005681000000107", "mmol/L"),
    "hba1c": ("999791000000106", "mmol/mol"),
    "active_minutes": ("LOCAL-ACTIVE-MINUTES", "min/wk"),
    "life_satisfaction": ("LOCAL-ONS4-SATISFACTION", "{score}"),
}
UNITS = tuple(dict.fromkeys(unit for _, unit in MEASURES.values()))
YEARS = (2021, 2022, 2023, 2024, 2025)


def day(year, month, number):
    return int(np.datetime64(f"{year}-{month:02d}-{number:02d}", "D").astype(int))


def as_date(number):
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=int(number))


# What was coded before April 2021 comes in one file, then a file for each financial year.
SLOTS = ((day(2011, 4, 1), day(2021, 3, 31)), *((day(y, 4, 1), day(y + 1, 3, 31)) for y in YEARS))


class Codes:
    """Every code used, each with its place; and the unit of each, where it has one."""

    def __init__(self, conditions):
        self.conditions = dict(conditions)
        self.words = list(dict.fromkeys([*CONTACTS, *SMOKING]))
        self.words += [
            c for codes in self.conditions.values() for c in codes if c not in self.words
        ]
        self.words += [code for code, _ in MEASURES.values()]
        self.words += PREVENTION.values()
        unit = {code: UNITS.index(u) for code, u in MEASURES.values()}
        self.unit = np.array([unit.get(w, -1) for w in self.words], np.int32)
        self.at = {w: i for i, w in enumerate(self.words)}


class Block:
    """The patients of some small areas, and what is written down about them."""

    def __init__(self, practices, health, rows, each, rng):
        self.rows, self.rng, self.each = rows, rng, each
        self.who = practices.who[rows]
        crowd = practices.crowd
        self.born, self.died = crowd.born[self.who], np.minimum(crowd.died[self.who], TODAY)
        self.age = crowd.age[self.who]
        self.health, self.sex = health, crowd.sex[self.who]
        self.often = np.clip(each / 28, 0.4, 1.5)
        ill = {n: f[self.who] for n, f in health.ill.items()}
        self.ill = ill
        chronic = 0.5 * ill["hypertension"] + 0.2 * ill["diabetes"]
        adult = self.age >= 18
        self.rates = {
            "pressure": adult * (0.35 + chronic + 0.1 * (self.age > 60)),
            "bmi": adult * (0.25 + 0.3 * ill["diabetes"]),
            "lipids": adult * (0.12 + 0.25 * ill["diabetes"] + 0.1 * (self.age > 50)),
            "hba1c": adult * (0.10 + 0.8 * ill["diabetes"]),
            "smoking": adult * 0.25,
        }
        need = 0.5 + 0.012 * np.abs(self.age - 25) + 0.35 * np.minimum(health.count[self.who], 4)
        self.need = need / need.mean()
        # Everyone has at least one entry, in one of the five years, while they lived.
        ends = np.array([last for _, last in SLOTS])
        self.sure = np.clip(
            rng.integers(1, len(SLOTS), len(self.who)),
            np.searchsorted(ends, self.born),
            np.searchsorted(ends, self.died),
        )
        level = 116 + 0.42 * (self.age - 40).clip(-20, 45) + 3 * (self.sex == 0)
        self.systolic = level + 9 * ill["hypertension"] + rng.normal(0, 9, len(self.who))
        self.sugar = 35 + 0.08 * self.age + 19 * ill["diabetes"] * rng.gamma(2, 0.5, len(self.who))

    def events(self, slot, bounds, codes, also=()):
        """Patient (place in the block), day, code (place in the codes) and value of each event.

        also: others who tell of this block, as Prevention and Reviews do.
        """
        parts = [*self._conditions(slot, bounds, codes), *self._measures(bounds, codes)]
        parts += self._activity(slot, bounds, codes)
        so_far = sum(len(p[0]) for p in parts)
        sure = np.flatnonzero(self.sure == slot)
        left = self.each / len(SLOTS) * len(self.who) - so_far - len(sure)
        left = max(left, 0.05 * len(self.who))
        who = np.concatenate([self._times(left / len(self.who) * self.need), sure])
        drawn = self.rng.choice(len(CONTACTS), len(who), p=CONTACT_SHARE)
        code = np.array([codes.at[c] for c in CONTACTS])[drawn]
        when = self._days(len(who), bounds)
        when[len(who) - len(sure) :] = when[len(who) - len(sure) :].clip(
            self.born[sure], self.died[sure]
        )
        parts.append((who, when, code, np.full(len(who), np.nan)))
        for other in also:
            who, when, words, value = other.events(bounds)
            parts.append((who, when, np.array([codes.at[w] for w in words], np.int64), value))
        who, when, code, value = (np.concatenate([p[i] for p in parts]) for i in range(4))
        lived = (when >= self.born[who]) & (when <= self.died[who])
        who, when, code, value = who[lived], when[lived], code[lived], value[lived]
        order = np.argsort(who * 60_000 + when + 30_000, kind="stable")
        return who[order], when[order], code[order], value[order]

    def _times(self, rate):
        return np.repeat(np.arange(len(self.who)), self.rng.poisson(rate))

    def _days(self, count, bounds):
        return self.rng.integers(bounds[0], bounds[1] + 1, count)

    def _conditions(self, slot, bounds, codes):
        for name, several in codes.conditions.items():
            since = self.health.since[name][self.who]
            inside = (since <= bounds[1]) & ((since >= bounds[0]) | (slot == 0))
            who = np.flatnonzero(self.ill[name] & inside)
            which = np.minimum(
                (self.rng.random(len(who)) ** 2 * len(several)).astype(int), len(several) - 1
            )
            code = np.array([codes.at[c] for c in several])[which]
            yield who, since[who], code, np.full(len(who), np.nan)

    def _measures(self, bounds, codes):
        rng, sex = self.rng, self.sex
        for name, rate in self.rates.items():
            who = self._times(rate * self.often)
            when = self._days(len(who), bounds)
            if name == "smoking":
                code = np.array([codes.at[c] for c in SMOKING])[self.health.smoking[self.who[who]]]
                yield who, when, code, np.full(len(who), np.nan)
            elif name == "pressure":
                upper = np.clip(np.round(self.systolic[who] + rng.normal(0, 8, len(who))), 75, 240)
                lower = np.clip(np.round(40 + upper * 0.29 + rng.normal(0, 7, len(who))), 40, 140)
                yield self._one("systolic", who, when, upper, codes)
                yield self._one("diastolic", who, when, lower, codes)
            elif name == "bmi":
                value = self.health.bmi[self.who[who]] + rng.normal(0, 0.4, len(who))
                yield self._one("bmi", who, when, np.clip(np.round(value, 1), 12, 70), codes)
            elif name == "lipids":
                total = np.clip(np.round(rng.normal(5.0, 1.0, len(who)), 1), 2.0, 11.0)
                good = np.clip(np.round(rng.normal(1.35 + 0.25 * sex[who], 0.3), 1), 0.5, 3.5)
                yield self._one("total_cholesterol", who, when, total, codes)
                yield self._one("hdl", who, when, good, codes)
            else:
                value = np.clip(np.round(self.sugar[who] + rng.normal(0, 2, len(who))), 20, 150)
                yield self._one("hba1c", who, when, value, codes)

    def _one(self, name, who, when, value, codes):
        return who, when, np.full(len(who), codes.at[MEASURES[name][0]]), value

    def _activity(self, slot, bounds, codes):
        """Minutes before the programme (to August 2024) and after it; life satisfaction since."""
        known = np.flatnonzero(self.health.minutes_known[self.who])
        if slot == 3:
            when = self.rng.integers(bounds[0], bounds[1] + 1, len(known))
            yield self._one(
                "active_minutes", known, when, self.health.minutes[self.who[known]], codes
            )
        if slot == 5:
            when = self.rng.integers(day(2025, 6, 1), day(2026, 2, 28), len(known))
            yield self._one(
                "active_minutes", known, when, self.health.minutes_now[self.who[known]], codes
            )
            some = np.flatnonzero((self.age >= 16) & (self.rng.random(len(self.who)) < 0.2))
            value = self.health.satisfaction[self.who[some]].astype(float)
            yield self._one("life_satisfaction", some, self._days(len(some), bounds), value, codes)
