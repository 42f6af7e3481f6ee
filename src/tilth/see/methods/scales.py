"""Scales on which a figure's errors are even: its own, logs, or log odds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit


@dataclass(frozen=True)
class Scale:
    """How to carry a figure to the scale its errors are even on, and back.

    even: they are even on the figure's own scale.
    """

    carry: Callable
    back: Callable
    even: bool = False


def _within(carry, low, high):
    """Carry what lies strictly between low and high; the rest is unknown."""

    def carried(values):
        fits = (values > low) & (values < high)
        return np.where(fits, carry(np.where(fits, values, np.nan)), np.nan)

    return carried


def same(values):
    """The figure itself."""
    return values


SCALES = {
    "value": Scale(carry=same, back=same, even=True),
    "rate": Scale(carry=_within(np.log, 0, np.inf), back=np.exp),
    "proportion": Scale(carry=_within(logit, 0, 1), back=expit),
}
