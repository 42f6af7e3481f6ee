"""Where the tails of an index lie when groups' errors are known: no drawing by lot.

Groups are independent and normal on a scale (`scales`). Sums of weighted figures have known
cumulants, so their quantiles follow; an index of two curved ends is a one-dimensional integral.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

HALVINGS = 60
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(32)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


@dataclass(frozen=True)
class Ends:
    """Two ends of a line, jointly normal: means, variances, covariance; each of shape (areas,)."""

    left: np.ndarray
    right: np.ndarray
    left_variance: np.ndarray
    right_variance: np.ndarray
    covariance: np.ndarray


def difference(left, right):
    """How much further right the line ends than it began."""
    return right - left


def relative(left, right):
    """How many times its beginning the line's end is."""
    return right / left


BACK_FROM = {difference: lambda change, left: left + change, relative: lambda c, left: left * c}


def cumulants(kind, middle, error):
    """The first four cumulants of figures that are normal on a scale; shape (4, areas, groups)."""
    if kind.cumulants:
        return kind.cumulants(middle, error)
    drawn = kind.back(middle[..., None] + error[..., None] * NODES)
    mean = drawn @ WEIGHTS
    away = drawn - mean[..., None]
    squared = away * away
    second, third, fourth = squared @ WEIGHTS, (squared * away) @ WEIGHTS, squared**2 @ WEIGHTS
    return np.stack([mean, second, third, fourth - 3 * second**2])


def quantile(weights, shape, z):
    """The point z standard errors into the tail of a weighted sum, by Cornish and Fisher.

    weights: shape (areas, groups); shape: as `cumulants` gives. Returns shape (areas,).
    """
    powers = np.stack([weights, weights**2, weights**3, weights**4])
    k1, k2, k3, k4 = (powers * shape).sum(axis=-1)
    skew, tail = k3 / k2**1.5, k4 / k2**2
    bent = z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * tail / 24
    return k1 + np.sqrt(k2) * (bent - (2 * z**3 - 5 * z) * skew**2 / 36)


def fieller(line, error, left, right, z):
    """Limits of right / left for a line with even errors; NaN where left may be nought."""
    squared = error**2
    vl, vr, both = (
        (w * squared).sum(axis=1) for w in (line.left**2, line.right**2, line.left * line.right)
    )
    a = left**2 - z**2 * vl
    b = left * right - z**2 * both
    inside = b**2 - a * (right**2 - z**2 * vr)
    a = np.where(a > 0, a, np.nan)
    root = np.sqrt(np.where(inside >= 0, inside, np.nan))
    return (b - root) / a, (b + root) / a


def quantiles_of_ratio(line, shape, best, z):
    """Limits of right / left: the ratios at which right - ratio * left just reaches nought."""

    def short(side):
        def is_short(ratio):
            return quantile(line.right - ratio[:, None] * line.left, shape, side) > 0

        return is_short

    span = 20 * np.abs(best) + 20
    return tuple(_halve(short(side), best - span, best + span) for side in (-z, z))


def quantiles_of_change(kind, ends, change, z):
    """Limits of the change between a line's carried-back ends, by quadrature over the left end."""
    deviation = np.sqrt(ends.left_variance)
    tilt = ends.covariance / ends.left_variance
    rest = np.sqrt(np.maximum(ends.right_variance - tilt * ends.covariance, 0))
    left = ends.left[:, None] + deviation[:, None] * NODES
    middle = ends.right[:, None] + (tilt * deviation)[:, None] * NODES
    began, target = kind.back(left), BACK_FROM[change]

    def short(side):
        def is_short(guess):
            wanted = target(guess[:, None], began)
            with np.errstate(invalid="ignore"):
                far = (_carry_all(kind, wanted) - middle) / rest[:, None]
            return ndtr(far) @ WEIGHTS < ndtr(side)

        return is_short

    best = change(kind.back(ends.left), kind.back(ends.right))
    near, far = (
        change(
            kind.back(ends.left - s * 8 * deviation),
            kind.back(ends.right + s * 8 * np.sqrt(ends.right_variance)),
        )
        for s in (-1, 1)
    )
    low, high = np.minimum(near, best), np.maximum(far, best)
    return tuple(_halve(short(side), low, high) for side in (-z, z))


def _carry_all(kind, values):
    """Carry to a scale, with what lies below or above its range at minus or plus infinity."""
    carried = kind.carry(values)
    beyond = np.where(values <= 0, -np.inf, np.inf)
    return np.where(np.isnan(carried) & ~np.isnan(values), beyond, carried)


def _halve(is_short, low, high):
    """The point where is_short turns from true to false, for every area, by halving."""
    unknown = np.isnan(low + high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = is_short(middle)
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.where(unknown, np.nan, (low + high) / 2)
