"""Made-up people over any land, and everything their partners would send."""

import hashlib
import json
import tomllib
from importlib import resources
from pathlib import Path

import numpy as np

from tilth.demo import (
    clubs,
    council,
    crowd,
    deaths,
    health,
    hospitals,
    households,
    land,
    nhs_numbers,
    planted,
    practices,
    teams,
    voluntary,
)
from tilth.demo.appearances import rates
from tilth.demo.outbox import Outbox
from tilth.demo.placefile import add_people
from tilth.demo.writing import write_json, write_parquet
from tilth.ground.errors import DefinitionError

OUTSIDERS, REGISTERED_ELSEWHERE, UNKNOWN_TO_NHS, OPTED_OUT = 0.015, 0.02, 0.007, 0.03


def nothing(what, done=0, total=None):
    """No progress shown."""


def make_people(folder, *, people=None, seed=1, events_each=50, progress=nothing):
    """Write made-up people over a place folder's geography, as their partners would send them.

    people: how many residents, shared out as the real population is; None for as many as live
    there. events_each: coded events for each patient. place.toml gains made-up partners and
    sources, and is marked synthetic. Returns the truth, as truth/truth.json holds it.
    Raises DefinitionError where the folder has no place.toml or no geography.
    """
    folder = Path(folder)
    toml = folder / "place.toml"
    if not toml.exists():
        raise DefinitionError(
            "there is no place.toml here",
            where=str(folder),
            remedy="Make the place first: tilth new.",
        )
    chances = illustrative()
    progress("made-up people", 0, 4)
    ground = land.read(folder / "geography", people=people)
    everyone, spread = populate(ground, chances, seed=seed)
    progress("made-up people", 2, 4)
    state = health.draw(everyone, ground, chances, seed=seed)
    supporters, joined, effect = planted.matchday_moves(
        everyone, state, ground, chances["matchday_moves"], seed=seed
    )
    steps = planted.funnel(
        everyone, state, ground, supporters, joined, chances["matchday_moves"], seed=seed
    )
    progress("made-up people", 4, 4)
    outbox = _empty_outbox(folder)
    told = _send(
        everyone, state, ground, supporters, joined, outbox, chances, seed, events_each, progress
    )
    _opt_outs(everyone, outbox.folder, seed)
    toml.write_text(add_people(toml.read_text(encoding="utf-8"), planted.today()), encoding="utf-8")
    _mark(folder / "geography" / "about.json")
    truth = {
        "synthetic": True,
        "seed": seed,
        "as_of": planted.today(),
        "people": _counts(everyone),
        "life_expectancy": _gap(everyone, ground, chances["mortality"], spread),
        "falls": told["falls"],
        "matchday_moves": effect,
        "funnel": steps,
        "duplicate_rich": told["leisure"],
        "missing_not_at_random": planted.activity_missing(everyone, state),
        "gp_events": told["events"],
        "files": outbox.sent,
        "rows_to_refuse": _refused(outbox.wrong),
        "rates_planned": rates(),
    }
    truth["mistakes"] = outbox.write_truth(folder / "truth")
    _people_table(folder / "truth", everyone, ground)
    write_json(folder / "truth" / "truth.json", truth)
    return truth


def illustrative():
    """The illustrative chances that everything is drawn from."""
    text = resources.files("tilth.demo").joinpath("illustrative.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def populate(ground, chances, *, seed):
    """Everyone: residents, those who died, those outside; with families, names, homes, numbers."""
    everyone = crowd.settle(ground, seed=seed)
    everyone, spread = deaths.add_deaths(everyone, ground, chances["mortality"], seed=seed)
    everyone = deaths.add_outsiders(everyone, OUTSIDERS, seed=seed)
    households.form(everyone, seed=seed)
    crowd.give_origins(everyone, seed=seed)
    households.name_everyone(everyone, seed=seed)
    households.give_homes(everyone, ground, seed=seed)
    rng = crowd.stream(seed, "registered")
    everyone.nhs = nhs_numbers.issue(len(everyone), rng=rng)
    drawn = rng.random(len(everyone))
    inside = everyone.area >= 0
    everyone.unknown_to_nhs = inside & everyone.living & (drawn < UNKNOWN_TO_NHS)
    elsewhere = inside & (drawn >= UNKNOWN_TO_NHS) & (drawn < UNKNOWN_TO_NHS + REGISTERED_ELSEWHERE)
    near = inside | (drawn < 0.7)
    everyone.registered = near & ~elsewhere & ~everyone.unknown_to_nhs
    return everyone, spread


def _empty_outbox(folder):
    incoming = folder / "incoming"
    incoming.mkdir(exist_ok=True)
    for path in sorted(incoming.glob("SYNTHETIC_*")):
        path.unlink()
    return Outbox(incoming)


def _send(everyone, state, ground, supporters, joined, outbox, chances, seed, each, progress):
    """Every partner's files, one partner after the other; what is planted in them."""
    wrong = rates()
    progress("partners' files", 0, 8)
    listed = practices.Practices(everyone, wrong["gp_patients"], seed=seed)
    practices.send_patients(listed, outbox, ground)
    progress("partners' files", 1, 8)
    events = practices.send_events(
        listed, outbox, state, ground, chances, each=each, progress=progress
    )
    progress("partners' files", 2, 8)
    stays = hospitals.send(everyone, state, ground, outbox, chances, wrong["hospital"], seed=seed)
    progress("partners' files", 4, 8)
    teams.send_community(everyone, state, outbox, chances, wrong, seed=seed)
    teams.send_mental(everyone, state, outbox, chances, wrong, seed=seed)
    progress("partners' files", 5, 8)
    council.send_care(everyone, state, outbox, chances, wrong, seed=seed)
    council.send_housing(everyone, state, outbox, wrong, seed=seed)
    progress("partners' files", 6, 8)
    leisure = clubs.send_leisure(everyone, state, outbox, wrong, seed=seed)
    clubs.send_supporters(everyone, supporters, joined, outbox, wrong, seed=seed)
    voluntary.send_referrals(everyone, state, outbox, wrong, seed=seed)
    voluntary.send_register(everyone, state, outbox, wrong, ground, seed=seed)
    progress("partners' files", 8, 8)
    falls = planted.falls(stays, chances["falls"], hospitals.month_number)
    return {"events": events, "leisure": leisure, "falls": falls}


def _opt_outs(everyone, incoming, seed):
    """Those who opted out of planning: one NHS number a line, and a manifest with its date."""
    rng = crowd.stream(seed, "opted out")
    chosen = np.sort(everyone.nhs[everyone.registered & (rng.random(len(everyone)) < OPTED_OUT)])
    data = ("nhs_number\n" + "\n".join(str(n) for n in chosen) + "\n").encode("ascii")
    path = incoming / "opt_outs.csv"
    path.write_bytes(data)
    manifest = {
        "date": planted.today(),
        "rows": len(chosen),
        "sender": "SYNTHETIC national data opt-out service (made up)",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    write_json(incoming / "opt_outs.csv.manifest.json", manifest)


def _mark(path):
    about = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    write_json(path, about | {"people": "SYNTHETIC"})


def _counts(everyone):
    return {
        "residents_living": everyone.residents,
        "died_in_five_years": int((~everyone.living).sum()),
        "living_outside": int((everyone.area < 0).sum()),
        "registered": int(everyone.registered.sum()),
        "unknown_to_the_nhs": int(everyone.unknown_to_nhs.sum()),
        "households": len(np.unique(everyone.household[: everyone.residents])),
        "all": len(everyone),
    }


def _gap(everyone, ground, chances, spread):
    measured = planted.measured_gap(everyone, ground, chances["years"])
    names = {k: str(v) for k, v in ground.level_name.items()}
    return {
        "planted_gap_years": round(deaths.gap(chances, spread), 6),
        "best": names["best"],
        "worst": names["worst"],
        "layer": names["kind"],
        "years_of_deaths": chances["years"],
        "measured": measured,
    }


def _refused(wrong):
    return [{"source": s, "file": f, "key": k, "rule": r} for s, f, k, r in wrong]


def _people_table(folder, everyone, ground):
    """truth/people.parquet: every true person, where they live and what is true of them."""
    import pyarrow as pa

    inside = everyone.area >= 0
    codes = pa.array([str(c) for c in ground.codes])
    died = everyone.died.astype(np.int64)
    table = pa.table(
        {
            "person": np.arange(1, len(everyone) + 1, dtype=np.int64),
            "lsoa21": codes.take(pa.array(everyone.area, mask=~inside)),
            "date_of_birth": pa.array(everyone.born.astype("datetime64[D]"), pa.date32()),
            "died_on": pa.array(
                np.where(everyone.living, 0, died).astype("datetime64[D]"),
                pa.date32(),
                mask=everyone.living,
            ),
            "household": pa.array(everyone.household.astype(np.int64)),
            "sex": pa.array(["male", "female"]).take(pa.array(everyone.sex)),
            "ethnic_group": pa.array(["asian", "black", "mixed", "other", "white"]).take(
                pa.array(everyone.group)
            ),
            "registered": pa.array(everyone.registered),
        }
    )
    write_parquet(folder / "people.parquet", table)
