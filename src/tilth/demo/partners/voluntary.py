"""What link workers and small charities send: referrals, and a register kept in a workbook."""

import numpy as np
import pyarrow as pa

from tilth.demo.partners.appearances import Appearance, dates, numbered, written
from tilth.demo.partners.clubs import emails
from tilth.demo.partners.coded import day
from tilth.demo.partners.council import MONTH
from tilth.demo.partners.teams import Team
from tilth.demo.people.crowd import NEVER, TODAY, stream

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


REFERRED_BY = {"GP": 0.6, "SELF": 0.1, "HOSP": 0.08, "ASC": 0.08, "VCSE": 0.08, "HOUSING": 0.06}
REASON = {
    "LONELY": 0.26, "ACTIVE": 0.14, "MONEY": 0.18, "HOME": 0.12, "MOOD": 0.18, "WORK": 0.06,
    "CARING": 0.06,
}  # fmt: skip


def send_referrals(crowd, health, outbox, rates, *, seed):
    """Referrals to link workers since April 2023, with a score for some at the first meeting."""
    rng = stream(seed, "referrals")
    chance = 0.018 * np.exp(1.1 * (health.deprivation - 0.5)) * (1 + 1.5 * health.ill["depression"])
    who = np.repeat(
        np.arange(len(crowd)), rng.poisson(chance * ((crowd.age >= 18) & (crowd.area >= 0)))
    )
    when = rng.integers(day(2023, 4, 1), TODAY - 3, len(who))
    kept = when <= crowd.died[who]
    order = np.lexsort((who[kept], when[kept]))
    who, when = who[kept][order], when[kept][order]
    closed = when + rng.geometric(1 / 110, len(who))
    closed = np.where((closed <= TODAY) & (rng.random(len(who)) < 0.9), closed, NEVER)
    team = Team(crowd, who, rates["link_worker_referrals"], "W", rng)
    names = "nhs_number first_name surname date_of_birth postcode".split()
    table = {
        "referral_id": numbered("R", np.arange(1, len(who) + 1), 8),
        "person_id": team.column("number"),
        **{name: team.column(name) for name in names},
        "referred_on": dates(when),
        "referred_by": _of(REFERRED_BY, len(who), rng),
        "reason": _of(REASON, len(who), rng, missing=0.05),
        "status": _status(closed, rng),
        "closed_on": dates(closed),
        **_scores(health, who, rng),
    }
    outbox.note("link_worker_referrals", team.shown)
    outbox.send(
        "link_worker_referrals", pa.table(table), who,
        period=MONTH, local_id="person_id", partner="link-workers",
    )  # fmt: skip


def _of(shares, count, rng, *, missing=0.0):
    drawn = rng.choice(list(shares), count, p=list(shares.values()))
    return pa.array(drawn, mask=rng.random(count) < missing)


def _status(closed, rng):
    done = rng.choice(["6", "9"], len(closed), p=[0.82, 0.18])
    return pa.array(np.where(closed != NEVER, done, rng.choice(list("12345"), len(closed))))


def _scores(health, who, rng):
    """People come when life is hard: a point or so under their usual scores."""
    asked = rng.random(len(who)) < 0.6
    satisfied = np.maximum(health.satisfaction[who].astype(np.int64) - 1, 0)
    score = np.round(np.maximum(health.swemwbs[who] - 2.5, 7), 2)
    return {
        "life_satisfaction": pa.array(satisfied, mask=~asked),
        "swemwbs_score": pa.array(score, mask=~asked | (rng.random(len(who)) < 0.2)),
    }


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
