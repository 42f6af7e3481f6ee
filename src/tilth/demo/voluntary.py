"""What link workers and small charities send: referrals, and a register kept in a workbook."""

import numpy as np
import pyarrow as pa

from tilth.demo.appearances import Appearance, dates, numbered, written
from tilth.demo.clubs import emails
from tilth.demo.council import MONTH
from tilth.demo.crowd import NEVER, TODAY, stream
from tilth.demo.practices import day
from tilth.demo.teams import Team

GROUPS = (
    "Men's shed",
    "Lunch club",
    "Carers' circle",
    "Community garden",
    "Conversation cafe",
    "Food pantry",
)
OWN_WORDS = (
    "by the canal",
    "up the hill",
    "near the old pit",
    "behind the market",
    "the estate",
    "town",
)
MOST_ON_REGISTER = 30_000


def send_referrals(crowd, health, outbox, rates, *, seed):
    """Referrals to link workers since April 2023, with a score for some at the first conversation."""
    rng = stream(seed, "referrals")
    chance = 0.018 * np.exp(1.1 * (health.deprivation - 0.5)) * (1 + 1.5 * health.ill["depression"])
    chance = chance * ((crowd.age >= 18) & (crowd.area >= 0))
    who = np.repeat(np.arange(len(crowd)), rng.poisson(chance))
    when = rng.integers(day(2023, 4, 1), TODAY - 3, len(who))
    kept = when <= crowd.died[who]
    who, when = who[kept], when[kept]
    order = np.lexsort((who, when))
    who, when = who[order], when[order]
    count = len(who)
    closed = when + rng.geometric(1 / 110, count)
    closed = np.where((closed <= TODAY) & (rng.random(count) < 0.9), closed, NEVER)
    status = np.where(
        closed != NEVER,
        rng.choice(["6", "9"], count, p=[0.82, 0.18]),
        rng.choice(list("12345"), count),
    )
    asked = rng.random(count) < 0.6
    team = Team(crowd, who, rates["link_worker_referrals"], "W", rng)
    table = {
        "referral_id": numbered("R", np.arange(1, count + 1), 8),
        "person_id": team.column("number"),
        "nhs_number": team.column("nhs_number"),
        "first_name": team.column("first_name"),
        "surname": team.column("surname"),
        "date_of_birth": team.column("date_of_birth"),
        "postcode": team.column("postcode"),
        "referred_on": dates(when),
        "referred_by": pa.array(
            rng.choice(
                ["GP", "SELF", "HOSP", "ASC", "VCSE", "HOUSING"],
                count,
                p=[0.6, 0.1, 0.08, 0.08, 0.08, 0.06],
            )
        ),
        "reason": pa.array(
            rng.choice(
                ["LONELY", "ACTIVE", "MONEY", "HOME", "MOOD", "WORK", "CARING"],
                count,
                p=[0.26, 0.14, 0.18, 0.12, 0.18, 0.06, 0.06],
            ),
            mask=rng.random(count) < 0.05,
        ),
        "status": pa.array(status),
        "closed_on": dates(closed),
        "life_satisfaction": pa.array(
            np.maximum(health.satisfaction[who].astype(np.int64) - 1, 0), mask=~asked
        ),
        "swemwbs_score": pa.array(
            np.round(np.maximum(health.swemwbs[who] - 2.5, 7), 2),
            mask=~asked | (rng.random(count) < 0.2),
        ),
    }
    outbox.note("link_worker_referrals", team.shown)
    outbox.send(
        "link_worker_referrals", pa.table(table), who,
        period=MONTH, local_id="person_id", partner="link-workers",
    )  # fmt: skip


def send_register(crowd, health, outbox, rates, land, *, seed):
    """The charities' register: a workbook of text, with a few rows nobody could read."""
    rng = stream(seed, "register")
    age = crowd.age
    chance = np.interp(age, [16, 18, 40, 70, 90], [0, 0.012, 0.015, 0.05, 0.03]) * crowd.living
    chance = np.where(crowd.unknown_to_nhs & (age >= 18), 0.45, chance)
    who = np.flatnonzero(rng.random(len(crowd)) < chance * (0.6 + 0.8 * health.deprivation))
    if len(who) > MOST_ON_REGISTER:
        who = np.sort(rng.choice(who, MOST_ON_REGISTER, replace=False))
    count = len(who)
    shown = Appearance(crowd, who, rates["voluntary_register"], rng)
    first = TODAY - 1 - (rng.random(count) ** 1.3 * 3_000).astype(np.int64)
    last = first + (rng.random(count) * (TODAY - first)).astype(np.int64)
    came = np.array(written(dates(first)).to_pylist(), dtype=object)
    bad = np.flatnonzero(rng.random(count) < 0.006)
    came[bad] = "31/02/2025"
    table = {
        "member_no": numbered("V", (np.arange(count) * 37 + 5) % 1_000_000, 6),
        "first_name": shown.first_name,
        "surname": shown.surname,
        "date_of_birth": written(shown.date_of_birth),
        "postcode": shown.postcode,
        "email": emails(crowd, who, rng, missing=0.6),
        "lives_in": pa.array(
            _own_words(crowd, who, land, rng), pa.string(), mask=rng.random(count) < 0.3
        ),
        "group": pa.array(rng.choice(GROUPS, count)),
        "first_came": pa.array(came, pa.string()),
        "last_came": written(dates(np.where(rng.random(count) < 0.75, last, NEVER))),
    }
    outbox.note("voluntary_register", shown)
    path = outbox.send(
        "voluntary_register", pa.table(table), who,
        period=MONTH, local_id="member_no", partner="charities", form="xlsx",
    )  # fmt: skip
    keys = table["member_no"].take(pa.array(bad)).to_pylist()
    outbox.wrong += [("voluntary_register", path.name, k, "first_came: not a date") for k in keys]


def _own_words(crowd, who, land, rng):
    """Where people say they live: the neighbourhood's name, or words of their own."""
    area = np.maximum(crowd.area[who], 0)
    name = np.where(
        land.neighbourhood[area] != "", land.neighbourhood[area], land.place[area]
    ).astype(object)
    own = np.array(OWN_WORDS, object)[rng.integers(0, len(OWN_WORDS), len(who))]
    out = np.where(rng.random(len(who)) < 0.8, name, own)
    out[crowd.area[who] < 0] = "over the border"
    return out
