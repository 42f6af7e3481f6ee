"""Raw counts on their way out: the small hidden, the rest rounded, and a note of why."""

import numpy as np
import pandas as pd

from tilth.ground.disclosure.rounding import is_small, rounded, whole
from tilth.ground.disclosure.sums import rounded_sums

COUNTS = ("numerator", "denominator", "unknown", "among_unknown")
NOTES = ("", "hidden", "protects another", "nobody", "not known")
OF = ("people", "events", "values")


def protect(counts, privacy, *, nested=None, groups=(), totals=True, of="people"):
    """The same rows with small counts hidden (NA), the rest rounded, and a column `note`.

    counts: a frame of raw counts: columns that say whose row it is, then numerator, denominator
    and perhaps sum_squares, unknown, among_unknown, bin0, bin1 ... privacy: a Privacy. nested: the Pattern
    that `settle` found for the measure; without it only these rows are looked at. groups:
    columns that are groups (sex, age_group), not areas. totals: whether totals of these rows
    are shown too. of: what numerator holds: people, events, or the sum of values of people.

    Returns a new frame, counts as Int64 (sums as Float64). Notes: hidden (a number here is 1 to
    7), protects another (hidden so that one elsewhere cannot be worked out), nobody, not known,
    or none. Zero stays zero. Raises ValueError for what is not a count.
    """
    if of not in OF:
        raise ValueError(f"of is one of {', '.join(OF)}")
    out = counts.reset_index(drop=True)
    told = [c for c in out.columns if c in COUNTS and not (c == "numerator" and of == "values")]
    raw = {name: whole(out[name]) for name in told}
    few = is_small(raw["denominator"], privacy)
    for name in told:
        hide = is_small(raw[name], privacy)
        if name == "numerator" and of == "events":
            hide |= few & (raw[name] > 0)
        out[name] = pd.array(np.where(hide, 0, rounded(raw[name], privacy)), dtype="Int64")
        out.loc[hide, name] = pd.NA
    out = rounded_sums(counts.reset_index(drop=True), out, privacy, of)
    hidden = out["numerator"].isna() | out["denominator"].isna()
    nobody = raw["denominator"] == 0
    unknown = raw.get("unknown", np.zeros(len(out)))
    out["note"] = np.select(
        [nobody & (unknown > 0), nobody, hidden], ["not known", "nobody", "hidden"], ""
    )
    return out
