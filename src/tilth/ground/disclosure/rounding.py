"""Small counts of people are hidden and the rest rounded, and what a reader can tell from that."""

import numpy as np

HIDDEN = "*"
SUPPRESS_BELOW, ROUND_TO = 8, 5


def shown(count, *, suppress_below=SUPPRESS_BELOW, round_to=ROUND_TO):
    """A count of people as it may be shown: 0, "*" for 1 to 7, else to the nearest 5.

    count: people; whole, not negative. suppress_below, round_to: a place may ask for more, never
    for less. Halves go up, so that 7.5 thousand rounds the same way everywhere; nothing that is
    not zero is rounded to zero.
    Source: SAFETY.md section 5 (DC); NHS England's rules for hospital statistics.
    """
    if count < 0:
        raise ValueError("a count is not negative")
    if count == 0:
        return 0
    if count < suppress_below:
        return HIDDEN
    return max((count + round_to // 2) // round_to * round_to, round_to)


def whole(counts):
    """Raw counts as whole numbers, shape kept. Raises ValueError for what is not a count."""
    given = np.asarray(counts, float)
    counts = np.rint(given)
    if not np.isfinite(given).all() or (counts != given).any() or (counts < 0).any():
        raise ValueError("a count is a whole number and not negative")
    return counts.astype(np.int64)


def is_small(counts, privacy):
    """Which raw counts are 1 to 7 (or as many as the place hides)."""
    return (counts > 0) & (counts < privacy.suppress_below)


def rounded(counts, privacy):
    """Raw counts to the nearest 5, halves up; what is small among them must not be shown."""
    to = privacy.round_to
    near = np.maximum((counts + to // 2) // to * to, to)
    return np.where(counts == 0, 0, near)


def rounded_part(amounts, privacy):
    """Amounts of people that need not be whole, such as those expected, told as a count is.

    To the nearest 5, halves up; NaN where the amount is more than 0 and rounds, as people, to
    fewer than 8. A whole amount is told exactly as a count of as many people would be.
    """
    amounts = np.asarray(amounts, float)
    near = np.maximum(np.floor(amounts / privacy.round_to + 0.5), 1) * privacy.round_to
    small = (amounts > 0) & (amounts < privacy.suppress_below - 0.5)
    return np.where(amounts == 0, 0.0, np.where(small, np.nan, near))


def bounds(counts, privacy):
    """The least and the most that a reader can tell each count is, from what is shown of it.

    counts: raw, whole, any shape. Returns two arrays of that shape. Zero is zero; a hidden one
    is 1 to 7; "10" is 8 to 12 and "15" is 13 to 17.
    """
    near, small = rounded(counts, privacy), is_small(counts, privacy)
    low = np.maximum(near - privacy.round_to // 2, privacy.suppress_below)
    high = near - privacy.round_to // 2 + privacy.round_to - 1
    low = np.where(small, 1, low)
    high = np.where(small, privacy.suppress_below - 1, high)
    return np.where(counts == 0, 0, low), np.where(counts == 0, 0, high)
