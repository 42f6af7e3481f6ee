"""Made-up people over any land, and everything their partners would send."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tilth.demo import planted
from tilth.demo.land.areas import Land
from tilth.demo.land.areas import read as read_land
from tilth.demo.outbox import Outbox
from tilth.demo.partners import (
    clubs,
    council,
    hospitals,
    practices,
    stays,
    survey,
    teams,
    voluntary,
    waiting,
)
from tilth.demo.partners.appearances import rates
from tilth.demo.people.crowd import Crowd
from tilth.demo.people.deaths import told_of_gap
from tilth.demo.people.everyone import counts, illustrative, populate, write_people
from tilth.demo.people.health import Health
from tilth.demo.people.health import draw as draw_health
from tilth.demo.placefile import add_people
from tilth.demo.writing import write_json
from tilth.ground.errors import DefinitionError
from tilth.ground.progress import unwatched


@dataclass(frozen=True)
class World:
    """All that is true before anything is sent. joined: the day each joined Matchday Moves."""

    seed: int
    chances: dict
    land: Land
    crowd: Crowd
    health: Health
    supporters: np.ndarray
    joined: np.ndarray
    planted: dict


def make_people(folder, *, people=None, seed=1, events_each=50, progress=unwatched):
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
    world = imagine(folder / "geography", people=people, seed=seed, progress=progress)
    outbox = _empty_outbox(folder)
    found = _send(world, outbox, events_each, progress)
    _opt_outs(world.crowd, outbox.folder)
    toml.write_text(add_people(toml.read_text(encoding="utf-8"), planted.today()), encoding="utf-8")
    _mark(folder / "geography" / "about.json")
    return _tell(folder / "truth", world, outbox, found)


def imagine(geography, *, people, seed, progress=unwatched):
    """Everyone, their health and what is planted, over the land of a geography folder."""
    progress("made-up people", 0, 4)
    chances = illustrative()
    land = read_land(geography, people=people)
    progress("made-up people", 1, 4)
    crowd, spread = populate(land, chances, seed=seed)
    progress("made-up people", 3, 4)
    health = draw_health(crowd, land, chances, seed=seed)
    moves = chances["matchday_moves"]
    supporters, joined, effect = planted.matchday_moves(crowd, health, land, moves, seed=seed)
    steps = planted.funnel(crowd, health, land, supporters, joined, moves, seed=seed)
    progress("made-up people", 4, 4)
    told = {
        "life_expectancy": told_of_gap(crowd, land, chances["mortality"], spread),
        "matchday_moves": effect,
        "funnel": steps,
        "missing_not_at_random": planted.activity_missing(crowd, health),
    }
    return World(seed, chances, land, crowd, health, supporters, joined, told)


def _empty_outbox(folder):
    incoming = folder / "incoming"
    incoming.mkdir(exist_ok=True)
    for path in sorted(incoming.glob("SYNTHETIC_*")):
        path.unlink()
    return Outbox(incoming)


def _send(world, outbox, each, progress):
    """Every partner's files, one partner after the other; what is planted in them."""
    wrong, seed, land, chances = rates(), world.seed, world.land, world.chances
    crowd, health = world.crowd, world.health
    listed = practices.Practices(crowd, wrong["gp_patients"], seed=seed)
    practices.send_patients(listed, outbox, land)
    events = practices.send_events(
        listed, outbox, health, land, chances, each=each, progress=progress
    )
    progress("partners' files", 1, 4)
    nights = hospitals.send(crowd, health, land, outbox, chances, wrong["hospital"], seed=seed)
    progress("partners' files", 2, 4)
    teams.send_community(crowd, health, outbox, chances, wrong, seed=seed)
    teams.send_mental(crowd, health, outbox, chances, wrong, seed=seed)
    waiting.send_referred(crowd, health, outbox, chances["waiting"], wrong, seed=seed)
    progress("partners' files", 3, 4)
    council.send_care(crowd, health, outbox, chances, wrong, seed=seed)
    council.send_housing(crowd, health, outbox, chances, wrong, seed=seed)
    twice = clubs.send_leisure(crowd, health, outbox, wrong, seed=seed)
    clubs.send_supporters(crowd, world.supporters, world.joined, outbox, wrong, seed=seed)
    voluntary.send_referrals(crowd, health, outbox, wrong, seed=seed)
    voluntary.send_register(crowd, health, outbox, wrong, land, seed=seed)
    survey.send_answers(crowd, health, outbox, chances["survey"], wrong, seed=seed)
    progress("partners' files", 4, 4)
    falls = planted.falls(nights, chances["falls"], stays.month_number)
    return {"gp_events": events, "falls": falls, "duplicate_rich": twice}


def _opt_outs(crowd, incoming):
    """Those who opted out of planning: one NHS number a line, and a manifest with its date."""
    chosen = np.sort(crowd.nhs[crowd.opted_out])
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


def _tell(folder, world, outbox, found):
    """Write the truth folder; return what truth.json says."""
    truth = {
        "synthetic": True,
        "seed": world.seed,
        "as_of": planted.today(),
        "people": counts(world.crowd),
        **world.planted,
        **found,
        "files": outbox.sent,
        "rows_to_refuse": [
            dict(zip(("source", "file", "key", "rule"), row, strict=True)) for row in outbox.wrong
        ],
        "mistakes_planned": rates(),
        "mistakes_made": outbox.write_truth(folder),
    }
    write_people(folder / "people.parquet", world.crowd, world.land)
    write_json(folder / "truth.json", truth)
    return truth
