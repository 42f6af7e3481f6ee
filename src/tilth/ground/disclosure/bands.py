"""Bands of a count, such as ages, rounded so that they still add to the rounded total."""

import numpy as np

from tilth.ground.disclosure.rounding import is_small, rounded, whole


def rounded_to_total(parts, privacy, *, within=None):
    """Counts of bands, each to a multiple of 5 beside it, adding to the rounded total.

    parts: raw counts of people or events, shape (..., bands). within: the same bands of those
    they are among, as this function gave them: no band is then given more, where there is room.
    For working out a standardised rate or a life table; the bands themselves are not shown.
    Returns float of the same shape: NaN in every band where the total is 1 to 7. Zero stays
    zero. The largest remainders go up, the first of equals first: the same parts always give
    the same answer. Raises ValueError for what is not a count.
    Source: largest remainders, after Hamilton; controlled rounding as in Cox (1987), J Am Stat
    Assoc 82:420-424.
    """
    parts = whole(parts)
    to, total = privacy.round_to, parts.sum(axis=-1)
    floor = parts // to * to
    units = (rounded(total, privacy) - floor.sum(axis=-1)) // to
    rest = (parts - floor).astype(float)
    if within is not None:
        room = np.nan_to_num(np.asarray(within, float)) >= floor + to
        rest = np.where((rest > 0) & ~room, rest / (2 * to), rest)
    order = np.argsort(np.argsort(-rest, axis=-1, kind="stable"), axis=-1, kind="stable")
    out = (floor + to * (order < units[..., None])).astype(float)
    out[is_small(total, privacy)] = np.nan
    return out
