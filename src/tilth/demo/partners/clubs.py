"""What the leisure trust and the football club send. The leisure list holds many people twice."""

import numpy as np
import pyarrow as pa

from tilth.demo.partners.appearances import Appearance, dates, numbered, sex_codes, written
from tilth.demo.partners.coded import day
from tilth.demo.partners.council import MONTH
from tilth.demo.partners.teams import Team
from tilth.demo.people.crowd import NEVER, TODAY, stream

SITES = ("Baths", "Sports Hall", "Park Gym", "Athletics Track")
TWICE, SAME_AGAIN = 0.14, 0.012
# The trust's own column words; the source in place.toml maps them to ours.
LEISURE_WORDS = {
    "membership_id": "MemberRef", "first_name": "Forename", "surname": "FamilyName",
    "date_of_birth": "DOB", "sex": "Gender", "postcode": "PostCode", "email": "EMail",
    "site": "HomeSite", "joined_on": "JoinDate", "left_on": "LeaveDate",
    "visits_last_year": "VisitsLast12M",
}  # fmt: skip


def emails(crowd, who, rng, *, missing):
    """Addresses at example.org, which belongs to nobody."""
    words = np.array([w.lower().replace("'", "") for w in crowd.words.words], dtype=object)
    text = words[crowd.first[who]] + "." + words[crowd.surname[who]]
    text = text + np.array([str(n) for n in (who * 37 + 11) % 9973], dtype=object) + "@example.org"
    return pa.array(text, pa.string(), mask=rng.random(len(who)) < missing)


def send_leisure(crowd, health, outbox, rates, *, seed):
    """Members of the leisure trust: the planted duplicate-rich source. Returns its true counts."""
    rng = stream(seed, "leisure")
    age = crowd.age
    chance = np.interp(age, [5, 12, 20, 45, 70, 90], [0.03, 0.1, 0.17, 0.13, 0.07, 0.01])
    chance = chance * (1.5 - 1.0 * health.deprivation) * np.where(health.minutes >= 30, 1.3, 0.35)
    once = np.flatnonzero((rng.random(len(crowd)) < chance) & crowd.living)
    again = once[rng.random(len(once)) < TWICE]
    who = np.concatenate([once, again])
    who = who[rng.permutation(len(who))]
    shown = Appearance(crowd, who, rates["leisure_members"], rng)
    joined, left = _membership_days(crowd, who, rng)
    table = pa.table(
        {
            "membership_id": numbered("L", (np.arange(len(who)) * 7919 + 3) % 100_000_000, 8),
            "first_name": shown.first_name,
            "surname": shown.surname,
            "date_of_birth": written(shown.date_of_birth),
            "sex": sex_codes(shown.sex, ("M", "F")),
            "postcode": shown.postcode,
            "email": emails(crowd, who, rng, missing=0.2),
            "site": pa.array(np.array(SITES, object)[rng.integers(0, len(SITES), len(who))]),
            "joined_on": written(dates(joined)),
            "left_on": written(dates(left)),
            "visits_last_year": pa.array(
                np.where(left == NEVER, rng.geometric(0.03, len(who)).clip(1, 400), 0)
            ),
        }
    )
    same = np.flatnonzero(rng.random(len(who)) < SAME_AGAIN)
    rows = np.sort(np.concatenate([np.arange(len(who)), same]))
    table = table.take(pa.array(rows)).rename_columns(list(LEISURE_WORDS.values()))
    outbox.note("leisure_members", shown)
    outbox.send(
        "leisure_members", table, who[rows],
        period=MONTH, local_id="MemberRef", partner="leisure",
    )  # fmt: skip
    return {
        "source": "leisure_members", "people": len(once), "people_twice": len(again),
        "rows": len(rows), "rows_the_same_again": len(same),
    }  # fmt: skip


def _membership_days(crowd, who, rng):
    """The day each joined, and the day they left or NEVER."""
    joined = TODAY - (rng.random(len(who)) ** 2 * 4_000).astype(np.int64)
    joined = np.minimum(np.maximum(joined, crowd.born[who] + 900), TODAY)
    left = joined + rng.geometric(1 / 1500, len(who))
    return joined, np.where(left <= TODAY, left, NEVER)


def send_supporters(crowd, supporters, joined, outbox, rates, *, seed):
    """The club's list. joined: the day each took up Matchday Moves; NEVER for the rest."""
    rng = stream(seed, "supporters")
    who = np.flatnonzero(supporters)
    since = TODAY - (rng.random(len(who)) ** 1.4 * 7_000).astype(np.int64) - 1
    since = np.maximum(np.minimum(since, joined[who]), crowd.born[who] + 1500)
    since = np.minimum(since, TODAY)
    other = (joined[who] == NEVER) & (rng.random(len(who)) < 0.02)
    young = crowd.age[who] < 18
    programme = np.where(
        joined[who] != NEVER, "MM", np.where(other, np.where(young, "JC", "WF"), "")
    )
    start = np.where(
        other,
        np.maximum(since, rng.integers(day(2022, 9, 1), day(2026, 1, 31), len(who))),
        joined[who],
    )
    team = Team(crowd, who, rates["club_supporters"], "F", rng)
    table = {
        "supporter_id": team.column("number"),
        "first_name": team.column("first_name"),
        "surname": team.column("surname"),
        "date_of_birth": team.column("date_of_birth"),
        "postcode": team.column("postcode"),
        "email": emails(crowd, who, rng, missing=0.35),
        "season_ticket": pa.array(np.where(rng.random(len(who)) < 0.22, "Y", "N")),
        "supporter_since": dates(since),
        "programme": pa.array(programme.astype(object), pa.string(), mask=programme == ""),
        "programme_joined": dates(start),
    }
    outbox.note("club_supporters", team.shown)
    outbox.send(
        "club_supporters", pa.table(table), who,
        period=MONTH, local_id="supporter_id", partner="club",
    )  # fmt: skip
