"""Raw counts on their way out: what passes the one door, and what may be worked out from it."""

import pandas as pd

from tilth.ground.disclosure import HIDDEN, shown
from tilth.ground.place import Privacy

COUNTS = ("numerator", "denominator", "unknown", "among_unknown")


def protected(frame, people):
    """The same rows with small counts hidden (NA), the rest rounded, and a note of why.

    frame: raw counts of people or events. Note is "hidden", "nobody" or "".
    """
    privacy = people.place.privacy if people.place is not None else Privacy()
    limits = {"suppress_below": privacy.suppress_below, "round_to": privacy.round_to}
    out = frame.copy()
    for name in [c for c in COUNTS if c in frame]:
        told = [shown(round(v), **limits) for v in frame[name]]
        out[name] = pd.array([None if v == HIDDEN else v for v in told], dtype="Int64")
    hidden = out["numerator"].isna() | out["denominator"].isna()
    out["note"] = ["hidden" if h else "" for h in hidden]
    out.loc[frame["denominator"] == 0, "note"] = "nobody"
    return out
