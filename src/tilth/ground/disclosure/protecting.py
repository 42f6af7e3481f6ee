"""Raw counts on their way out: the small hidden, the rest rounded, and a note of why."""

import numpy as np
import pandas as pd

from tilth.ground.disclosure.lattice import GROUPS, PERIOD
from tilth.ground.disclosure.moves import PROTECTS, SHOWN, SMALL
from tilth.ground.disclosure.pattern import COUNTS, settle, small_only
from tilth.ground.disclosure.rounding import rounded, whole
from tilth.ground.disclosure.sums import rounded_sums

NOTES = ("", "hidden", "protects another", "nobody", "not known")
OF = ("people", "events", "values")
FIGURES = (*COUNTS, "sum_squares", "note")


def protect(counts, privacy, *, nested=None, groups=(), totals=True, of="people"):
    """The same rows with small counts hidden (NA), the rest rounded, and a column `note`.

    counts: a frame of raw counts: columns that say whose row it is, then numerator, denominator
    and perhaps sum_squares, unknown, among_unknown, bin0, bin1 and so on. privacy: a Privacy.
    nested: the Pattern that `settle` found for the measure; without it only these rows and
    their totals are looked at. groups: columns that are groups, not areas, beside the usual.
    totals: whether totals of these rows are shown too. of: what numerator holds: people,
    events, or the sum of values of people.

    Returns a new frame, counts as Int64 (sums as Float64). Notes: hidden (a number here is 1 to
    7), protects another (hidden so that one elsewhere cannot be worked out), nobody, not known,
    or none. Zero stays zero. Raises ValueError for what is not a count, DisclosureError for a
    breakdown that is not shown.
    """
    if of not in OF:
        raise ValueError(f"of is one of {', '.join(OF)}")
    raw = counts.reset_index(drop=True)
    keys = [c for c in raw.columns if c not in FIGURES and not is_bin(c)]
    if nested is None and totals:
        nested = _alone(raw, privacy, keys, {*GROUPS, *groups}, of)
    states = nested.of(raw, keys) if nested else small_only(raw, privacy, of)
    out = raw.copy()
    for name, state in states.items():
        # What is hidden is not even kept beneath its NA: nought stands there.
        near = np.where(state == SHOWN, rounded(whole(raw[name]), privacy), 0)
        told = pd.array(near, dtype="Int64")
        told[state != SHOWN] = pd.NA
        out[name] = told
    out = rounded_sums(raw, out, privacy, of)
    out["note"] = _notes(raw, states)
    return out


def is_bin(name):
    """Whether a column is one of a histogram."""
    return str(name).startswith("bin") and str(name)[3:].isdigit()


def _alone(raw, privacy, keys, groups, of):
    """The pattern of a frame that is all there is to see: its rows and their totals."""
    by = tuple(k for k in keys if k in groups)
    layers = tuple(k for k in keys if k not in groups and k != PERIOD)
    layers = (layers, *layers) if len(layers) > 1 else layers
    return settle(raw, privacy, layers=layers, groups=by, together=(by,), of=of)


def _notes(raw, states):
    """Why a figure is not there, for each row."""
    judged = [states[n] for n in ("numerator", "denominator") if n in states]
    nobody = raw["denominator"].to_numpy() == 0
    unknown = raw["unknown"].to_numpy() > 0 if "unknown" in raw else np.zeros(len(raw), bool)
    return np.select(
        [
            np.any([s == PROTECTS for s in judged], axis=0),
            np.any([s == SMALL for s in judged], axis=0),
            nobody & unknown,
            nobody,
        ],
        ["protects another", "hidden", "not known", "nobody"],
        "",
    )
