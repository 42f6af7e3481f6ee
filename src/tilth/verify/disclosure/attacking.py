"""tilth verify disclosure: publish made-up people every way there is, then try to find somebody."""

import tempfile
import time
from pathlib import Path

import numpy as np

from tilth.ground.progress import unwatched
from tilth.verify.disclosure.comparing import before_and_after
from tilth.verify.disclosure.drawing import overlapping
from tilth.verify.disclosure.expecting import expected_too
from tilth.verify.disclosure.inverting import invert
from tilth.verify.disclosure.people import KINDS, in_streets, world
from tilth.verify.disclosure.publishing import publish
from tilth.verify.disclosure.real import attack_place
from tilth.verify.disclosure.solving import Tally, attack
from tilth.verify.disclosure.varying import varies_too

PARTS = ("tables", "intervals", "expected", "varies", "before_and_after", "drawn_areas")
WEAK = 3  # small areas of the place whose expected counts are told exactly
STREETS = 30  # small areas of a place of which it is told where a figure varies
TRIES = 12  # such places whose shares are worked out exactly, until somebody is found
CHANGED = 2  # persons changed in each made-up place, one at a time
NUMBERS = ("hidden", "recovered", "two", "undecided")
WEAKENED = (
    "recovered_with_the_door_ajar",
    "recovered_without_the_ledger",
    "recovered_from_exact_expected",
    "recovered_from_exact_shares",
)


def verify(*, seed, rounds=1, areas=5, place=None, progress=unwatched):
    """Every attack on made-up places, and on a place where one is given; plain values.

    rounds: made-up places of each kind. areas: small areas in each. place: a Place with a
    release. The same attack is made on a door left ajar, and with no ledger: an attacker who
    finds nothing there proves nothing.
    """
    began = time.perf_counter()
    parts, told = {name: Tally() for name in PARTS}, {"refused": 0, "refusals_that_tell": 0}
    with tempfile.TemporaryDirectory(prefix="tilth-verify-") as scratch:
        for turn in range(rounds):
            for number, kind in enumerate(KINDS):
                progress("places attacked", turn * len(KINDS) + number, rounds * len(KINDS))
                rng = np.random.default_rng([seed, turn, number])
                _one_place(rng, kind, areas, parts, Path(scratch) / f"{turn} {kind}")
            rng = np.random.default_rng([seed, turn])
            drawn, refused, telling = overlapping(rng, Path(scratch) / f"{turn} drawn")
            parts["drawn_areas"] += drawn
            told["refused"] += refused
            told["refusals_that_tell"] += telling
        told |= _weakened(seed, areas, Path(scratch))
    if place:
        rng = np.random.default_rng([seed, rounds])
        parts["this_place"] = attack_place(place, rng, progress=progress)
    total = sum(parts.values(), Tally())
    return {
        "seed": seed,
        "places": rounds * len(KINDS),
        **{name: int(getattr(total, name)) for name in NUMBERS},
        **told,
        "seconds": round(time.perf_counter() - began, 1),
        "parts": {name: _told(tally) for name, tally in parts.items()},
    }


def _one_place(rng, kind, areas, parts, folder):
    """Publish and attack one made-up place, adding to the tallies of each part."""
    made = world(rng, kind, areas)
    tables = publish(made)
    parts["tables"] += attack(made.finest, tables, rng)
    parts["intervals"] += invert(tables)
    parts["expected"] += expected_too(made, tables, rng)
    for again in range(CHANGED):
        parts["before_and_after"] += before_and_after(rng, folder / f"{again}", areas)
    parts["varies"] += varies_too(in_streets(rng, STREETS))


def _weakened(seed, areas, scratch):
    """How many the same attacks find with the door ajar, exact sums, and with no ledger."""
    rng = np.random.default_rng(seed)
    ajar = Tally()
    for kind in ("rare", "twin"):
        made = world(rng, kind, areas)
        ajar += attack(made.finest, publish(made, "ajar"), rng)
    made = world(rng, "edges", WEAK)
    exact = expected_too(made, publish(made), rng, rounded=False)
    free, *_ = overlapping(rng, scratch / "no ledger", ledger=False)
    shares = Tally()
    for _ in range(TRIES):
        shares += varies_too(in_streets(rng, STREETS), rounded=False)
        if shares.recovered:
            break
    return {
        "recovered_with_the_door_ajar": ajar.recovered,
        "recovered_without_the_ledger": free.recovered,
        "recovered_from_exact_expected": exact.recovered,
        "recovered_from_exact_shares": shares.recovered,
    }


def _told(tally):
    return {n: int(getattr(tally, n)) for n in NUMBERS} | {"which": tally.which[:20]}
