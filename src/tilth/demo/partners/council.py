"""What the council and the landlords send: adult social care, and social housing tenancies."""

import numpy as np
import pyarrow as pa

from tilth.demo.partners.appearances import dates, numbered, written
from tilth.demo.partners.coded import as_date, day
from tilth.demo.partners.teams import Team
from tilth.demo.people.crowd import NEVER, TODAY, stream
from tilth.demo.people.health import rate

MONTH = (as_date(day(2026, 3, 1)), as_date(TODAY))
CARE = {
    "Short Term Support: ST-Max": 0.24,
    "Long Term Support: Community": 0.44,
    "Long Term Support: Residential Care": 0.14,
    "Long Term Support: Nursing Care": 0.08,
    "Carer Support: Direct to Carer": 0.10,
}
REASONS = (
    "Physical Support",
    "Support with Memory & Cognition",
    "Mental Health Support",
    "Learning Disability Support",
    "Sensory Support",
    "Social Support",
)


def send_care(crowd, health, outbox, chances, rates, *, seed):
    """Services since 2019: mostly older people, more where more illnesses meet."""
    rng = stream(seed, "social care")
    yearly = rate(chances["service"]["social_care"], crowd, health) * (crowd.age >= 18)
    begin = day(2019, 1, 1)
    who = np.repeat(np.arange(len(crowd)), rng.poisson(np.minimum(yearly, 0.6) * 7.2))
    start = rng.integers(begin, TODAY + 1, len(who))
    kept = (start <= crowd.died[who]) & (crowd.area[who] >= 0)
    who, start = who[kept], start[kept]
    order = np.lexsort((start, who))
    who, start = who[order], start[order]
    kind = rng.choice(list(CARE), len(who), p=list(CARE.values()))
    short = np.char.startswith(kind, "Short")
    length = np.where(short, rng.integers(14, 43, len(who)), rng.geometric(1 / 700, len(who)) + 30)
    end = np.minimum(start + length, crowd.died[who])
    reason = rng.choice(REASONS, len(who), p=[0.58, 0.12, 0.1, 0.06, 0.06, 0.08])
    reason[health.ill["dementia"][who]] = REASONS[1]
    team = Team(crowd, who, rates["adult_social_care"], "A", rng)
    table = {
        "event_reference": numbered("AE", np.arange(1, len(who) + 1), 8),
        "person_id": team.column("number"),
        "nhs_number": team.column("nhs_number"),
        "first_name": team.column("first_name"),
        "surname": team.column("surname"),
        "date_of_birth": team.column("date_of_birth"),
        "sex": team.column("sex"),
        "postcode": team.column("postcode"),
        "uprn": pa.array(crowd.uprn[who], mask=rng.random(len(who)) < 0.1).cast(pa.string()),
        "service_type": pa.array(kind),
        "support_reason": pa.array(reason, mask=rng.random(len(who)) < 0.04),
        "started_on": dates(start),
        "ended_on": dates(np.where(end <= TODAY, end, NEVER)),
    }
    outbox.note("adult_social_care", team.shown)
    outbox.send(
        "adult_social_care", pa.table(table), who,
        period=MONTH, local_id="person_id", partner="council",
    )  # fmt: skip


TENURE = {"SECURE": 0.5, "ASSURED": 0.34, "AFFORDABLE": 0.1, "SHARED": 0.03, "TEMPORARY": 0.03}


def _tenancy(crowd, head, role, rng):
    """What is the same for a household: kind, beginning, rent owed. head: its first person."""
    count = len(crowd)
    began = -8_000 + (rng.random(count) * 20_000).astype(np.int64)
    began = np.minimum(np.maximum(crowd.moved, began), TODAY - 5)
    tenure = rng.choice(list(TENURE), count, p=list(TENURE.values()))
    weeks = np.where(rng.random(count) < 0.24, rng.geometric(0.16, count), 0)
    return {
        "tenure": pa.array(tenure[head]),
        "role": pa.array(role),
        "started_on": written(dates(began[head])),
        "ended_on": pa.nulls(len(head), pa.string()),
        "arrears_weeks": pa.array(weeks[head]),
    }


def _damp(crowd, head, health, chances, rng):
    """The day a household last told of damp or mould since April 2023, or empty."""
    chance = chances["damp"] * np.exp(chances["damp_deprivation"] * (health.deprivation - 0.5))
    told = (rng.random(len(crowd)) < np.minimum(3 * chance, 0.9))[head]
    when = rng.integers(day(2023, 4, 1), TODAY + 1, len(crowd))[head]
    return written(dates(np.where(told, when, NEVER)))


def send_housing(crowd, health, outbox, chances, rates, *, seed):
    """Everyone in a social tenancy; some of them are known to no other partner."""
    rng = stream(seed, "housing")
    count = len(crowd)
    head = crowd.household
    social = (rng.random(count) < 0.06 + 0.42 * health.deprivation)[head] & crowd.living
    listed = social & (crowd.area >= 0) & ((crowd.age >= 18) | (rng.random(count) < 0.7))
    who = np.flatnonzero(
        listed | (crowd.unknown_to_nhs & (rng.random(count) < 0.6) & (crowd.age >= 18))
    )
    who = who[np.lexsort((-crowd.age[who], head[who]))]
    turn = np.arange(len(who)) - np.searchsorted(head[who], head[who], side="left")
    grown = crowd.age[who] >= 18
    role = np.where(turn == 0, "MAIN", np.where((turn == 1) & grown, "JOINT", "HOUSEHOLD"))
    team = Team(crowd, who, rates["housing_tenancies"], "P", rng)
    table = {
        "tenancy_id": numbered("T", (head[who].astype(np.int64) * 3571 + 5) % 100_000_000, 8),
        "person_id": team.column("number"),
        "first_name": team.column("first_name"),
        "surname": team.column("surname"),
        "date_of_birth": written(team.column("date_of_birth")),
        "postcode": team.column("postcode"),
        "uprn": pa.array(crowd.uprn[who], mask=rng.random(len(who)) < 0.04).cast(pa.string()),
        **_tenancy(crowd, head[who], role, rng),
        "damp_told_on": _damp(crowd, head[who], health, chances["homes"], stream(seed, "damp")),
    }
    outbox.note("housing_tenancies", team.shown)
    outbox.send(
        "housing_tenancies", pa.table(table), who,
        period=MONTH, local_id="person_id", partner="homes",
    )  # fmt: skip
    return who
