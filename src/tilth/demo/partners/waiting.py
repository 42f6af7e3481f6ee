"""Referrals to mental health teams: who was asked for, how long they waited, who was seen."""

import numpy as np
import pyarrow as pa

from tilth.demo.partners.appearances import dates, numbered
from tilth.demo.partners.coded import day
from tilth.demo.partners.council import MONTH
from tilth.demo.partners.teams import Team
from tilth.demo.people.crowd import NEVER, TODAY, stream
from tilth.demo.people.health import visits

FIRST = day(2023, 4, 1)


def send_referred(crowd, health, outbox, chances, rates, *, seed):
    """Referrals of children and of adults since April 2023, as they stand on the last day."""
    rng = stream(seed, "waiting")
    age, steep = crowd.age, np.exp(chances["deprivation"] * (health.deprivation - 0.5))
    child = (age >= 5) & (age < 18)
    yearly = chances["referred"] * child + chances["adults"] * (age >= 18)
    yearly = yearly * steep * (1 + 2 * health.ill["depression"])
    who, when = visits(yearly, crowd, FIRST, TODAY - 2, rng)
    seen, ended = _outcome(crowd, health, who, when, chances, rng)
    team = Team(crowd, who, rates["mental_health_referrals"], "M", rng)
    names = "nhs_number first_name surname date_of_birth postcode".split()
    young = crowd.age[who] - (TODAY - when) // 366 < 18
    table = {
        "referral_id": numbered("X", np.arange(1, len(who) + 1), 9),
        "patient_id": team.column("number"),
        **{name: team.column(name) for name in names},
        "referred_on": dates(when),
        "team_type": pa.array(np.where(young, "C10", "A06")),
        "first_contact_on": dates(seen),
        "wait_ended_on": dates(ended),
    }
    outbox.note("mental_health_referrals", team.shown)
    outbox.send(
        "mental_health_referrals", pa.table(table), who,
        period=MONTH, local_id="patient_id", partner="mental_health",
    )  # fmt: skip


def _outcome(crowd, health, who, when, chances, rng):
    """The day of the first contact, and the day waiting ended, seen or not; NEVER if not yet."""
    usual = chances["seen_days"] * np.exp(chances["longer"] * health.deprivation[who])
    days = 1 + (usual * rng.gamma(1.6, 1 / 1.6, len(who))).astype(np.int64)
    turned = rng.random(len(who)) < chances["not_taken_on"]
    days = np.where(turned, rng.integers(3, 40, len(who)), days)
    ended = np.minimum(when + days, np.maximum(crowd.died[who].astype(np.int64), when))
    ended = np.where(ended <= TODAY, ended, NEVER)
    return np.where(turned | (ended == crowd.died[who]), NEVER, ended), ended
