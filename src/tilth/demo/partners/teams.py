"""What community and mental health teams send: contacts, a file for each financial year."""

import numpy as np
import pyarrow as pa

from tilth.demo.partners.appearances import Appearance, dates, numbered, sex_codes
from tilth.demo.partners.coded import as_date, day
from tilth.demo.partners.stays import FIRST
from tilth.demo.people.crowd import TODAY, stream
from tilth.demo.people.health import rate

YEARS = [(day(y, 4, 1), day(y + 1, 3, 31)) for y in (2023, 2024, 2025)]
ATTENDED = ("5", "6", "3", "2", "4")
ATTENDED_SHARE = (0.86, 0.02, 0.07, 0.03, 0.02)


def contacts(crowd, yearly, each, rng):
    """Spells of care, each with several contacts some days apart; in order of day."""
    years = (TODAY - FIRST + 1) / 365.25
    who = np.repeat(np.arange(len(crowd)), rng.poisson(yearly * years))
    begin = rng.integers(FIRST - 60, TODAY + 1, len(who))
    times = rng.geometric(1 / each, len(who))
    spell = np.repeat(np.arange(len(who)), times)
    turn = np.arange(len(spell)) - np.repeat(np.cumsum(times) - times, times)
    when = begin[spell] + turn * 9 + rng.integers(0, 8, len(spell))
    who = who[spell]
    here = (when >= FIRST) & (when <= TODAY) & (when >= crowd.born[who]) & (when <= crowd.died[who])
    who, when = who[here], when[here]
    order = np.lexsort((who, when))
    return who[order], when[order]


class Team:
    """One partner's index of people: a number and an appearance for everyone it has seen."""

    def __init__(self, crowd, who, rate, prefix, rng, *, digits=8, step=7919):
        self.people, at = np.unique(who, return_inverse=True)
        self.at = pa.array(at)
        self.shown = Appearance(crowd, self.people, rate, rng)
        self.number = numbered(prefix, (self.people * step + 17) % 10**digits, digits)

    def column(self, name):
        """A column of the index, for each row."""
        values = self.number if name == "number" else getattr(self.shown, name)
        return (sex_codes(values) if name == "sex" else values).take(self.at)


def send_community(crowd, health, outbox, chances, rates, *, seed):
    """District nursing, therapy and the like: few people, many contacts."""
    rng = stream(seed, "community")
    who, when = contacts(crowd, rate(chances["service"]["community"], crowd, health), 3.2, rng)
    team = Team(crowd, who, rates["community_contacts"], "C", rng)
    older = crowd.age[who] >= 65
    young = crowd.age[who] < 6
    kind = np.where(
        young, "16",
        np.where(
            older,
            rng.choice(["12", "28", "33", "40", "51"], len(who), p=[0.58, 0.16, 0.12, 0.08, 0.06]),
            rng.choice(["12", "28", "33"], len(who), p=[0.3, 0.55, 0.15]),
        ),
    )  # fmt: skip
    minutes = np.clip(np.round(rng.normal(32, 11, len(who)) / 5) * 5, 5, 120).astype(np.int64)
    table = {
        "contact_id": numbered("C", np.arange(1, len(who) + 1), 9),
        "patient_id": team.column("number"),
        "nhs_number": team.column("nhs_number"),
        "surname": team.column("surname"),
        "first_name": team.column("first_name"),
        "date_of_birth": team.column("date_of_birth"),
        "sex": team.column("sex"),
        "postcode": team.column("postcode"),
        "contact_date": dates(when),
        "team_type": pa.array(kind),
        "contact_minutes": pa.array(minutes),
        "attended": pa.array(rng.choice(ATTENDED, len(who), p=ATTENDED_SHARE)),
    }
    outbox.note("community_contacts", team.shown)
    _by_year("community_contacts", pa.table(table), who, when, outbox, "community")


def send_mental(crowd, health, outbox, chances, rates, *, seed):
    """Mental health teams: more where there is depression or serious mental illness."""
    rng = stream(seed, "mental")
    yearly = rate(chances["service"]["mental"], crowd, health)
    yearly = yearly * (1 + 3 * health.ill["depression"] + 14 * health.ill["serious_mental_illness"])
    who, when = contacts(crowd, yearly * (crowd.age >= 6), 5.0, rng)
    team = Team(crowd, who, rates["mental_health_contacts"], "M", rng)
    age = crowd.age[who]
    grown = rng.choice(["A06", "A02", "A14"], len(who), p=[0.78, 0.14, 0.08])
    kind = np.where(
        age < 18, "C10", np.where((age >= 70) & (rng.random(len(who)) < 0.5), "A08", grown)
    )
    table = {
        "contact_id": numbered("M", np.arange(1, len(who) + 1), 9),
        "patient_id": team.column("number"),
        "nhs_number": team.column("nhs_number"),
        "first_name": team.column("first_name"),
        "surname": team.column("surname"),
        "date_of_birth": team.column("date_of_birth"),
        "sex": team.column("sex"),
        "postcode": team.column("postcode"),
        "contact_date": dates(when),
        "team_type": pa.array(kind),
        "mechanism": pa.array(rng.choice(["01", "02", "11"], len(who), p=[0.62, 0.28, 0.10])),
        "attended": pa.array(rng.choice(ATTENDED, len(who), p=ATTENDED_SHARE)),
    }
    outbox.note("mental_health_contacts", team.shown)
    _by_year("mental_health_contacts", pa.table(table), who, when, outbox, "mental_health")


def _by_year(source, table, who, when, outbox, partner):
    for first, last in YEARS:
        here = np.flatnonzero((when >= first) & (when <= last))
        outbox.send(
            source, table.take(pa.array(here)), who[here],
            period=(as_date(first), as_date(last)), local_id="patient_id", partner=partner,
        )  # fmt: skip
