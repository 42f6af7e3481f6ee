"""Scales on which a figure's errors are even: its own, logs, or log odds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit


@dataclass(frozen=True)
class Scale:
    """How to carry a figure to the scale its errors are even on, and back.

    even: they are even on the figure's own scale. cumulants: the figure's first four, from its
    middle and error on the scale, where a formula is known; else they are integrated.
    """

    carry: Callable
    back: Callable
    even: bool = False
    cumulants: Callable | None = None


def _within(carry, low, high):
    """Carry what lies strictly between low and high; the rest is unknown."""

    def carried(values):
        return carry(np.where((values > low) & (values < high), values, np.nan))

    return carried


def same(values):
    """The figure itself."""
    return values


def lognormal(middle, error):
    """The first four cumulants of a figure whose logarithm is normal; shape (4, ...).

    Source: Aitchison and Brown (1957), The Lognormal Distribution, chapter 2.
    """
    beyond = np.expm1(error**2)
    w, mean = 1 + beyond, np.exp(middle + error**2 / 2)
    second = mean**2 * beyond
    third = mean**3 * beyond**2 * (w + 2)
    return np.array([mean, second, third, second**2 * (w**4 + 2 * w**3 + 3 * w**2 - 6)])


SCALES = {
    "value": Scale(carry=same, back=same, even=True),
    "rate": Scale(carry=_within(np.log, 0, np.inf), back=np.exp, cumulants=lognormal),
    "proportion": Scale(carry=_within(logit, 0, 1), back=expit),
}
