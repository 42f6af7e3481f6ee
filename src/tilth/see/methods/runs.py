"""The four signs in a series that something other than chance has happened."""

import numpy as np

RUN = 7
OUTSIDE, TREND, NEAR, ONE_SIDE = "outside limits", "trend", "2 of 3 near limit", "one side of mean"
# In this order: a point that shows several is told by the first.
SIGNALS = {
    OUTSIDE: "the point lies outside the process limits",
    TREND: "one of 7 points in a row, each higher, or each lower, than the one before",
    NEAR: "one of 2 in 3 points in the outer third, all 3 on the same side of the mean",
    ONE_SIDE: "one of 7 points in a row on the same side of the mean",
}


def signals_of(y, mean, lower, upper, near_lower, near_upper):
    """Which sign each point shows and to which side; a dict of arrays shaped as y.

    y: shape (areas, periods); the rest spread to it. Blank points show none and break runs.
    """
    above = np.nan_to_num(np.sign(y - mean))
    outside = (y > upper) | (y < lower)
    near = ~outside & ((y > near_upper) | (y < near_lower))
    side_of = {
        OUTSIDE: np.where(outside, np.where(y > upper, 1, -1), 0),
        TREND: _trend(y),
        NEAR: np.where(near, _two_of_three(near, above), 0),
        ONE_SIDE: _runs(above, RUN),
    }
    signal, side = np.full(y.shape, "", object), np.zeros(y.shape)
    for name in reversed(SIGNALS):
        shows = side_of[name] != 0
        signal[shows] = name
        side[shows] = side_of[name][shows]
    words = np.where(side > 0, "high", np.where(side < 0, "low", "")).astype(object)
    return {"signal": signal, "side": words}


def _runs(sign, length):
    """The sign of every point that belongs to a run of `length` alike; 0 elsewhere."""
    found = np.zeros(sign.shape)
    for end in range(length, sign.shape[1] + 1):
        window = sign[:, end - length : end]
        total = window.sum(axis=1)
        whole = np.abs(total) == length
        found[whole, end - length : end] = np.sign(total[whole])[:, None]
    return found


def _trend(y):
    """1 where a point belongs to 7 rising, -1 to 7 falling; blanks break it."""
    step = np.nan_to_num(np.sign(np.diff(y, axis=1)))
    found = np.zeros(y.shape)
    for end in range(RUN, y.shape[1] + 1):
        total = step[:, end - RUN : end - 1].sum(axis=1)
        whole = np.abs(total) == RUN - 1
        found[whole, end - RUN : end] = np.sign(total[whole])[:, None]
    return found


def _two_of_three(near, above):
    """The side of 3 points in a row of which at least 2 lie in the outer third."""
    found = np.zeros(above.shape)
    for end in range(3, above.shape[1] + 1):
        total = above[:, end - 3 : end].sum(axis=1)
        enough = (near[:, end - 3 : end].sum(axis=1) >= 2) & (np.abs(total) == 3)
        found[enough, end - 3 : end] = np.sign(total[enough])[:, None]
    return found
