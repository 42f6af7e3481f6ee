"""The attacker with a census: what was expected in each area, worked back to who has it."""

import numpy as np

from tilth.ground.disclosure import rounded_part
from tilth.ground.place import Privacy
from tilth.verify.disclosure.solving import MANY, System, Tally, places

SLACK = 1e-6


def expected_too(made, tables, rng, *, rounded=True):
    """Attack the small numerators of every table with what was expected in each area: a Tally.

    made: a World. tables: all that is published of it. The attacker knows to the last one how
    many people of each kind live in each area, which nobody publishes; what was expected is then
    a sum over unknown numerators with weights it knows. Recovered is what it finds with those
    sums and not without. rounded: False tells them to three figures, to show what that gives.
    """
    known = _at_most_all(made)
    sums = [row for table in tables for row in _expected(made, table, rounded)]
    without = System(made.finest, tables, ("numerator",), known).recover(rng)
    found = System(made.finest, tables, ("numerator",), [*known, *sums]).recover(rng)
    which = sorted(set(found.which) - set(without.which))
    return Tally(found.hidden, len(which), found.two, found.undecided, found.solved, which)


def _at_most_all(made):
    """That of each kind in each area no more have it than live there."""
    people = made.finest["denominator"].to_numpy(float)
    return [(row, 0.0, most) for row, most in zip(np.eye(len(people)), people, strict=True)]


def _expected(made, table, rounded):
    """(weights, least, most) of what was expected in each area of a table in no groups."""
    if set(table.keys) & set(made.groups):
        return
    kinds = made.finest.groupby(list(made.groups), dropna=False).ngroup().to_numpy()
    people = made.finest["denominator"].to_numpy(float)
    whole = np.maximum(np.bincount(kinds, people), 1)
    inside = places(made.finest, table)
    told = table.shown["numerator"].notna() & table.shown["denominator"].notna()
    for row in np.flatnonzero(told):
        here = np.bincount(kinds, np.where(inside == row, people, 0), len(whole))
        weights = (here / whole)[kinds]
        yield weights, *_limits(weights @ made.finest["numerator"].to_numpy(float), rounded)


def _limits(exact, rounded):
    """The least and most a reader can tell what was expected is, from what is shown of it."""
    if not rounded:
        half = 10.0 ** (np.floor(np.log10(exact)) - 2) / 2 if exact > 0 else 0.0
        near = np.rint(exact / half / 2) * half * 2 if half else 0.0
        return near - half - SLACK, near + half + SLACK
    privacy = Privacy()
    near, least = float(rounded_part(exact, privacy)), privacy.suppress_below - 0.5
    if np.isnan(near):
        return 0.0, least + SLACK
    half = privacy.round_to / 2 if near else 0.0
    return max(near - half, least if near else 0.0) - SLACK, min(near + half, MANY) + SLACK
