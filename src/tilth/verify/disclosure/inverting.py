"""The attacker with the formula: intervals turned back into the counts they were made of."""

import numpy as np

from tilth.see.methods import intervals
from tilth.verify.disclosure.solving import Tally

MOST = 400  # people a denominator is tried up to
CLOSE = 1e-9
METHODS = {"Wilson": intervals.proportion, "Byar": intervals.rate}


def invert(tables):
    """Turn every interval of every table back into counts: a Tally.

    Each row's value and limits are worked out, as on a page, from what passed the door; then
    every pair of counts that gives the same three numbers is looked for. Recovered is a small
    count, or a number of people under 8, that is the only one to fit.
    """
    tally = Tally()
    pairs = np.array([(a, n) for n in range(1, MOST) for a in range(n + 1)])
    fits = {name: _three(method, *pairs.T) for name, method in METHODS.items()}
    for table in tables:
        for name, method in METHODS.items():
            found = _three(method, table.shown["numerator"], table.shown["denominator"])
            for row, three in enumerate(found):
                raw = table.raw.iloc[row][["numerator", "denominator"]].astype(int)
                if not ((raw >= 1) & (raw <= 7)).any():
                    continue
                tally.hidden += 1
                near = np.abs(fits[name] - three).max(axis=1) < CLOSE
                told = {tuple(pair) for pair in pairs[near]}
                if told == {tuple(raw)}:
                    tally.recovered += 1
                    tally.which.append(f"{name} by {', '.join(table.keys) or 'nothing'}")
    return tally


def _three(method, numerator, denominator):
    """Value, lower and upper, shape (rows, 3); NaN where nothing is shown."""
    a, n = (
        np.asarray(c.to_numpy(float, na_value=np.nan) if hasattr(c, "to_numpy") else c, float)
        for c in (numerator, denominator)
    )
    known = ~np.isnan(a) & ~np.isnan(n) & (n > 0)
    out = np.full((len(a), 3), np.nan)
    if known.any():
        frame = method(a[known], n[known])
        out[known] = frame[["value", "lower", "upper"]].to_numpy(float)
    return out
