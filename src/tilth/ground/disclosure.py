"""Small counts of people are hidden and the rest rounded before anyone sees them."""

HIDDEN = "*"


def shown(count, *, suppress_below=8, round_to=5):
    """A count of people as it may be shown: 0, "*" for 1 to 7, else to the nearest 5.

    count: people; whole, not negative. suppress_below, round_to: a place may ask for more, never
    for less. Halves go up, so that 7.5 thousand rounds the same way everywhere.
    Source: SAFETY.md section 5 (DC); NHS England's rules for hospital statistics.
    """
    if count < 0:
        raise ValueError("a count is not negative")
    if count == 0:
        return 0
    if count < suppress_below:
        return HIDDEN
    return (count + round_to // 2) // round_to * round_to
