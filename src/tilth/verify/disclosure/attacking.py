"""tilth verify disclosure: publish made-up people every way there is, then try to find somebody."""

import tempfile
import time
from pathlib import Path

import numpy as np

from tilth.verify.disclosure.comparing import before_and_after
from tilth.verify.disclosure.drawing import overlapping
from tilth.verify.disclosure.inverting import invert
from tilth.verify.disclosure.people import KINDS, world
from tilth.verify.disclosure.publishing import publish
from tilth.verify.disclosure.solving import Tally, attack

PARTS = ("tables", "intervals", "before_and_after", "drawn_areas")
NUMBERS = ("hidden", "recovered", "two", "undecided")


def verify(*, seed, rounds=1, areas=5, progress=lambda *told: None):
    """Every attack on made-up places; a report as plain values.

    rounds: made-up places of each kind. areas: small areas in each. The same attack is made
    on a door left ajar, and with no ledger: an attacker who finds nothing there proves nothing.
    """
    began = time.perf_counter()
    parts, ajar = {name: Tally() for name in PARTS}, Tally()
    refused = telling = 0
    with tempfile.TemporaryDirectory(prefix="tilth-verify-") as scratch:
        for turn in range(rounds):
            for number, kind in enumerate(KINDS):
                progress("places attacked", turn * len(KINDS) + number, rounds * len(KINDS))
                rng = np.random.default_rng([seed, turn, number])
                made = world(rng, kind, areas)
                tables = publish(made)
                parts["tables"] += attack(made.finest, tables, rng)
                parts["intervals"] += invert(tables)
                if not turn and kind == "rare":
                    ajar += attack(made.finest, publish(made, "ajar"), rng)
                folder = Path(scratch) / f"{turn} {kind}"
                for again in range(2):
                    parts["before_and_after"] += before_and_after(rng, folder / f"{again}", areas)
            drawn, no, other = overlapping(rng, Path(scratch) / f"{turn} drawn")
            parts["drawn_areas"] += drawn
            refused, telling = refused + no, telling + other
        no_ledger, *_ = overlapping(rng, Path(scratch) / "no ledger", ledger=False)
    total = sum(parts.values(), Tally())
    return {
        "seed": seed,
        "places": rounds * len(KINDS),
        **{name: int(getattr(total, name)) for name in NUMBERS},
        "refused": refused,
        "refusals_that_tell": telling,
        "recovered_with_the_door_ajar": ajar.recovered,
        "recovered_without_the_ledger": no_ledger.recovered,
        "seconds": round(time.perf_counter() - began, 1),
        "parts": {name: _told(tally) for name, tally in parts.items()},
    }


def _told(tally):
    return {n: int(getattr(tally, n)) for n in NUMBERS} | {"which": tally.which[:20]}
