"""What the hospital sends: admissions by quarter, attendances by year, one patient index for both."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tilth.demo import names
from tilth.demo.appearances import Appearance, dates, numbered, sex_codes
from tilth.demo.crowd import NEVER, TODAY, stream
from tilth.demo.health import rate, still_alive, visits
from tilth.demo.practices import as_date, day

PARTNER = "hospital"
PROVIDER = "ZGM01"
FIRST = day(2023, 4, 1)
QUARTERS = [
    (day(y + (m < 4), m, 1), day(y + (m < 4), m + 2, 30 + (m in (1, 10))))
    for y in (2023, 2024, 2025)
    for m in (4, 7, 10, 1)
]
FALLS = ("W010", "W180", "W190", "W050", "W060", "W100", "W109", "W199")
FRACTURES = ("S720", "S721", "S525", "S422", "S009", "S325", "R296")
CAUSES = (
    "R074",
    "R104",
    "J189",
    "K359",
    "R55X",
    "A419",
    "K529",
    "N179",
    "R060",
    "S009",
    "T391",
    "B349",
)
SENSITIVE = ("N390", "L031", "J459", "J449", "I500", "E116", "G409", "I10X")
BY_CONDITION = {
    "copd": ("J441", 0.35), "heart_failure": ("I500", 0.30), "diabetes": ("E116", 0.08),
    "asthma": ("J459", 0.05), "stroke": ("I639", 0.10), "coronary_heart_disease": ("I214", 0.10),
    "atrial_fibrillation": ("I489", 0.06), "dementia": ("F03X", 0.08),
    "serious_mental_illness": ("F209", 0.10), "cancer": ("C349", 0.06),
}  # fmt: skip
PLANNED = ("H269", "K409", "M169", "M179", "C509", "K635", "Z512", "N183", "K219", "D126")


class Hospital:
    """The hospital's patient index: how it writes each person, twice for a few."""

    def __init__(self, crowd, rate, *, seed):
        rng = stream(seed, "hospital index")
        count = len(crowd)
        self.crowd = crowd
        again = np.flatnonzero(rng.random(count) < rate["twice"])
        self.entries = np.concatenate([np.arange(count), again])
        self.second = np.full(count, -1, np.int64)
        self.second[again] = count + np.arange(len(again))
        self.number = numbered(
            "H", (np.arange(len(self.entries)) * 6_700_417 + 31) % 100_000_000, 8
        )
        self.rate, self.rng, self.used = rate, rng, None

    def entry(self, who):
        """The index entry each visit is filed under."""
        twice = (self.second[who] >= 0) & (self.rng.random(len(who)) < 0.4)
        return np.where(twice, self.second[who], who)

    def settle(self, *visits):
        """Write down everyone who came."""
        self.used = np.unique(np.concatenate(visits))
        self.shown = Appearance(self.crowd, self.entries[self.used], self.rate, self.rng)
        self.stated = self.rng.random(len(self.used)) >= 0.09

    def identity(self, entry):
        """The identity columns of rows filed under these entries."""
        at = pa.array(np.searchsorted(self.used, entry))
        shown = self.shown
        return {
            "hospital_number": self.number.take(pa.array(entry)),
            "nhs_number": shown.nhs_number.take(at),
            "first_name": shown.first_name.take(at),
            "surname": shown.surname.take(at),
            "date_of_birth": shown.date_of_birth.take(at),
            "sex": sex_codes(shown.sex).take(at),
            "postcode": shown.postcode.take(at),
        }

    def category(self, entry):
        at = np.searchsorted(self.used, entry)
        letters = np.array(names.LETTERS, dtype=object)[self.crowd.category[self.entries[entry]]]
        return pa.array(np.where(self.stated[at], letters, "Z"))


def send(crowd, health, land, outbox, chances, rate_of_mistakes, *, seed):
    """Admissions in twelve quarterly files and attendances in three yearly ones."""
    hospital = Hospital(crowd, rate_of_mistakes, seed=seed)
    stays = admissions(crowd, health, chances, seed=seed)
    use = chances["service"]["attendance"]
    rng = stream(seed, "attendances")
    who, when = visits(rate(use, crowd, health), crowd, FIRST, TODAY, rng)
    stays["entry"], entry = hospital.entry(stays["who"]), hospital.entry(who)
    hospital.settle(stays["entry"], entry)
    outbox.note("hospital", hospital.shown)
    _send_stays(hospital, stays, land, outbox)
    _send_attendances(hospital, who, when, entry, outbox, rng)
    return stays


def admissions(crowd, health, chances, *, seed):
    """Every stay: emergencies, falls with their planted step, planned stays, births."""
    rng = stream(seed, "admissions")
    begin = FIRST - 60
    parts = [
        _emergencies(crowd, health, chances, begin, rng),
        _falls(crowd, health, chances["falls"], begin, rng),
        _planned(crowd, health, chances, begin, rng),
        *_births(crowd, begin, rng),
        _last_days(crowd, begin, rng),
    ]
    stays = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}
    stays["out"] = np.minimum(stays["out"], crowd.died[stays["who"]])
    stays["ready"] = _ready(crowd, stays, rng)
    stays["ready"] = np.where(stays["ready"] <= TODAY, stays["ready"], NEVER)
    counted = (stays["out"] >= FIRST) & (stays["in"] <= TODAY) & (stays["out"] >= stays["in"])
    stays = _without_overlaps({k: v[counted] for k, v in stays.items()})
    order = np.lexsort((stays["who"], stays["in"], stays["out"]))
    return {k: v[order] for k, v in stays.items()}


def _stay(who, when, nights, method, diagnosis, outside=None):
    blank = np.full(len(who), "", dtype=object)
    return {
        "who": who,
        "in": when.astype(np.int64),
        "out": (when + nights).astype(np.int64),
        "method": np.broadcast_to(np.asarray(method, object), len(who)),
        "diagnosis": np.broadcast_to(np.asarray(diagnosis, object), len(who)),
        "outside": blank if outside is None else outside,
    }


def _emergencies(crowd, health, chances, begin, rng):
    who, when = visits(
        rate(chances["service"]["emergency"], crowd, health), crowd, begin, TODAY, rng
    )
    winter = 1 + 0.10 * np.cos(2 * np.pi * (when - day(2024, 1, 10)) / 365.25)
    kept = rng.random(len(who)) < winter / 1.10
    who, when = who[kept], when[kept]
    diagnosis = np.array(CAUSES, object)[rng.integers(0, len(CAUSES), len(who))]
    near_home = rng.random(len(who)) < 0.10 + 0.06 * health.deprivation[who]
    diagnosis[near_home] = np.array(SENSITIVE, object)[
        rng.integers(0, len(SENSITIVE), near_home.sum())
    ]
    for name, (code, share) in BY_CONDITION.items():
        diagnosis[health.ill[name][who] & (rng.random(len(who)) < share)] = code
    age = crowd.age[who]
    nights = np.exp(rng.normal(np.interp(age, [0, 40, 70, 95], [0.2, 0.5, 1.3, 1.9]), 0.95)).astype(
        int
    )
    method = np.array(["21", "22", "24", "2A", "28"], object)[
        rng.choice(5, len(who), p=[0.7, 0.12, 0.06, 0.08, 0.04])
    ]
    return _stay(who, when, np.minimum(nights, 120), method, diagnosis)


def month_number(days):
    """Months since April 2023, from 1."""
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(int) - 638


def _falls(crowd, health, chances, begin, rng):
    age = crowd.age
    yearly = chances["rate"] * np.exp(chances["decade"] * (age - 78) / 10)
    yearly = yearly * np.exp(chances["deprivation"] * (health.deprivation - 0.5)) * (age >= 65)
    who, when = visits(yearly, crowd, begin, TODAY, rng)
    after = month_number(when) >= chances["step_month"]
    kept = rng.random(len(who)) < np.where(after, chances["step_ratio"], 1.0)
    who, when = who[kept], when[kept]
    nights = np.minimum(np.exp(rng.normal(2.0, 0.8, len(who))).astype(int) + 1, 90)
    outside = np.array(FALLS, object)[rng.integers(0, len(FALLS), len(who))]
    diagnosis = np.array(FRACTURES, object)[rng.integers(0, len(FRACTURES), len(who))]
    return _stay(who, when, nights, "21", diagnosis, outside)


def _planned(crowd, health, chances, begin, rng):
    who, when = visits(
        rate(chances["service"]["elective"], crowd, health), crowd, begin, TODAY, rng
    )
    nights = np.where(rng.random(len(who)) < 0.72, 0, rng.geometric(0.4, len(who)))
    method = np.array(["11", "12", "13"], object)[rng.integers(0, 3, len(who))]
    return _stay(
        who,
        when,
        nights,
        method,
        np.array(PLANNED, object)[rng.integers(0, len(PLANNED), len(who))],
    )


def _births(crowd, begin, rng):
    """Each child born in these years, and the mother, on the day of birth."""
    child = np.flatnonzero(
        (crowd.mother >= 0) & (crowd.born >= begin) & (rng.random(len(crowd)) < 0.96)
    )
    nights = rng.integers(0, 4, len(child))
    mothers, first = np.unique(crowd.mother[child] * 100_000 + crowd.born[child], return_index=True)
    del mothers
    yield _stay(crowd.mother[child[first]], crowd.born[child[first]], nights[first], "31", "O800")
    yield _stay(child, crowd.born[child], nights, "82", "Z380")


def _last_days(crowd, begin, rng):
    """Nearly half of those who die do so in hospital."""
    who = np.flatnonzero(
        (crowd.died != NEVER) & (crowd.died >= begin + 30) & (rng.random(len(crowd)) < 0.45)
    )
    nights = np.minimum(rng.geometric(0.12, len(who)), 29)
    code = np.array(["J189", "I500", "C349", "A419", "I639"], object)[rng.integers(0, 5, len(who))]
    return _stay(who, np.maximum(crowd.died[who] - nights, crowd.born[who]), nights, "21", code)


def _ready(crowd, stays, rng):
    """The first day with no criteria to reside, for older people whose stay went on after it."""
    nights = stays["out"] - stays["in"]
    old = np.interp(crowd.age[stays["who"]], [50, 65, 90], [0.05, 0.25, 0.5])
    unplanned = np.char.startswith(stays["method"].astype(str), "2")
    late = unplanned & (nights >= 4) & (rng.random(len(nights)) < old)
    late &= stays["out"] != crowd.died[stays["who"]]
    wait = np.minimum(np.exp(rng.normal(1.2, 0.8, len(nights))).astype(int) + 1, nights - 1)
    return np.where(late, stays["out"] - wait, NEVER)


def _without_overlaps(stays):
    """Nobody is in hospital twice at once: the later of two overlapping stays goes."""
    for _ in range(6):
        order = np.lexsort((stays["out"], stays["in"], stays["who"]))
        stays = {k: v[order] for k, v in stays.items()}
        same = stays["who"][1:] == stays["who"][:-1]
        keep = np.concatenate([[True], ~(same & (stays["in"][1:] <= stays["out"][:-1]))])
        if keep.all():
            break
        stays = {k: v[keep] for k, v in stays.items()}
    return stays


def _words(values):
    """Text, empty where there is none."""
    return pc.if_else(pc.equal(pa.array(values), ""), None, pa.array(values))


def _send_stays(hospital, stays, land, outbox):
    crowd = hospital.crowd
    count = len(stays["who"])
    spell = numbered("S", np.arange(1, count + 1), 9)
    rng = hospital.rng
    helped = np.interp(crowd.age[stays["who"]], [50, 75, 95], [0.2, 0.6, 0.9])
    path = np.where(
        rng.random(count) < helped, rng.choice(["P1", "P2", "P3"], count, p=[0.6, 0.25, 0.15]), "P0"
    )
    path = np.where(stays["ready"] != NEVER, path, "")
    # Those still in hospital on the last day come in the last file, with no day of discharge.
    closed, still = np.minimum(stays["out"], TODAY), stays["out"] > TODAY
    died = stays["out"] == crowd.died[stays["who"]]
    method = np.where(died, "4", np.where(rng.random(count) < 0.01, "2", "1")).astype(object)
    method[stays["out"] > TODAY] = ""
    practice = pa.array(land.practices).take(pa.array(crowd.practice[stays["who"]]))
    for first, last in QUARTERS:
        here = np.flatnonzero((closed >= first) & (closed <= last))
        at, who, entry = pa.array(here), stays["who"][here], stays["entry"][here]
        identity = hospital.identity(entry)
        postcode = identity.pop("postcode")
        table = {
            "spell_id": spell.take(at),
            **identity,
            "ethnic_category": hospital.category(entry),
            "postcode": postcode,
            "practice_code": practice.take(at),
            "provider_code": pa.array([PROVIDER] * len(here), pa.string()),
            "admitted_on": dates(stays["in"][here]),
            "admission_method": pa.array(stays["method"][here]),
            "primary_diagnosis": pa.array(stays["diagnosis"][here]),
            "external_cause": _words(stays["outside"][here]),
            "discharge_ready_date": dates(stays["ready"][here]),
            "discharged_on": dates(np.where(still, NEVER, stays["out"])[here]),
            "discharge_method": _words(method[here]),
            "discharge_pathway": _words(path[here].astype(object)),
        }
        outbox.send(
            "hospital_admissions", pa.table(table), who,
            period=(as_date(first), as_date(last)), local_id="hospital_number", partner=PARTNER,
        )  # fmt: skip


def _send_attendances(hospital, who, when, entry, outbox, rng):
    count = len(who)
    number = numbered("E", np.arange(1, count + 1), 9)
    age = hospital.crowd.age[who]
    bed = rng.random(count) < np.interp(age, [0, 40, 80], [0.12, 0.16, 0.48])
    stay = np.exp(rng.normal(5.0 + 0.45 * bed, 0.5)).astype(np.int64).clip(5, 4000)
    kind = np.array(["01", "03", "05", "02"])[rng.choice(4, count, p=[0.66, 0.24, 0.07, 0.03])]
    acuity = np.array(
        [
            "1064891000000107",
            "1064911000000105",
            "1064901000000108",
            "1077241000000103",
            "1077251000000100",
        ]
    )[rng.choice(5, count, p=[0.02, 0.14, 0.42, 0.36, 0.06])]
    known = rng.random(count) >= 0.06
    for year in (2023, 2024, 2025):
        first, last = day(year, 4, 1), day(year + 1, 3, 31)
        here = np.flatnonzero((when >= first) & (when <= last))
        at = pa.array(here)
        table = {
            "attendance_id": number.take(at),
            **hospital.identity(entry[here]),
            "department_type": pa.array(kind[here]),
            "arrived_on": dates(when[here]),
            "minutes_in_department": pa.array(stay[here]),
            "acuity": pa.array(acuity[here], mask=~known[here]),
            "admitted": pa.array(np.where(bed[here], "Y", "N")),
        }
        outbox.send(
            "emergency_attendances", pa.table(table), who[here],
            period=(as_date(first), as_date(last)), local_id="hospital_number",
            partner=PARTNER, form="csv.gz",
        )  # fmt: skip
    assert still_alive(hospital.crowd, who, when).all()
