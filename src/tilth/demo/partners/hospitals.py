"""What the hospital sends: stays by quarter, attendances by year, one patient index for both."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tilth.demo.partners.appearances import Appearance, dates, numbered, sex_codes
from tilth.demo.partners.coded import as_date, day
from tilth.demo.partners.stays import FIRST, admissions
from tilth.demo.people import names
from tilth.demo.people.crowd import NEVER, TODAY, stream
from tilth.demo.people.health import rate, visits

PARTNER = "hospital"
PROVIDER = "ZGM01"
# Why people stay on, by the pathway they wait for: the five groups of the Discharge SitRep.
DELAYS = {
    "P0": {"HOSP": 0.74, "WELL": 0.10, "HUB": 0.04, "INTER": 0.10, "CAP": 0.02},
    "P1": {"HOSP": 0.18, "WELL": 0.06, "HUB": 0.22, "INTER": 0.24, "CAP": 0.30},
    "P2": {"HOSP": 0.12, "WELL": 0.05, "HUB": 0.20, "INTER": 0.18, "CAP": 0.45},
    "P3": {"HOSP": 0.10, "WELL": 0.08, "HUB": 0.24, "INTER": 0.26, "CAP": 0.32},
}
QUARTERS = [
    (day(y + (m < 4), m, 1), day(y + (m < 4), m + 2, 30 + (m in (1, 10))))
    for y in (2023, 2024, 2025)
    for m in (4, 7, 10, 1)
]


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
        self.rate, self.rng, self.seed, self.used = rate, rng, seed, None

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


def _words(values):
    """Text, empty where there is none."""
    return pc.if_else(pc.equal(pa.array(values), ""), None, pa.array(values))


def _send_stays(hospital, stays, land, outbox):
    crowd = hospital.crowd
    count = len(stays["who"])
    spell = numbered("S", np.arange(1, count + 1), 9)
    path, method = _endings(crowd, stays, hospital.rng)
    reason = _reasons(path, stream(hospital.seed, "delays"))
    # Those still in hospital on the last day come in the last file, with no day of discharge.
    closed, still = np.minimum(stays["out"], TODAY), stays["out"] > TODAY
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
            "discharge_pathway": _words(path[here]),
            "delay_reason": _words(reason[here]),
        }
        outbox.send(
            "hospital_admissions", pa.table(table), who,
            period=(as_date(first), as_date(last)), local_id="hospital_number", partner=PARTNER,
        )  # fmt: skip


def _endings(crowd, stays, rng):
    """The pathway home of those ready before they left, and how each stay ended; else empty."""
    count = len(stays["who"])
    helped = np.interp(crowd.age[stays["who"]], [50, 75, 95], [0.2, 0.6, 0.9])
    help_given = rng.choice(["P1", "P2", "P3"], count, p=[0.6, 0.25, 0.15])
    path = np.where(rng.random(count) < helped, help_given, "P0").astype(object)
    path[stays["ready"] == NEVER] = ""
    died = stays["out"] == crowd.died[stays["who"]]
    method = np.where(died, "4", np.where(rng.random(count) < 0.01, "2", "1")).astype(object)
    method[stays["out"] > TODAY] = ""
    return path, method


def _reasons(path, rng):
    """Why those who were ready stayed on, by their pathway home; empty for everyone else."""
    reason = np.full(len(path), "", object)
    for one, shares in DELAYS.items():
        here = np.flatnonzero(path == one)
        reason[here] = rng.choice(list(shares), len(here), p=list(shares.values()))
    return reason


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
