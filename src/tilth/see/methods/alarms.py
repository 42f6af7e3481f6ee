"""How much chance alone would show: false alarms among many figures that are watched at once."""

import functools

import numpy as np
from scipy.stats import poisson

from tilth.see.methods.spc import judge

SEED, DRAWS = 1, 10_000
SELDOM = 0.05


@functools.cache
def chance_of_signal(points):
    """How often the newest point of a chart is called unusual though nothing has changed.

    points: how many the chart has, in the stretch whose limits are in force.
    By simulation of 10,000 series of independent normal figures, always the same; counts that
    move together from month to month give more. Returns a number from 0 to 1.

    Source: the rules of methods.spc.xmr; Wheeler (1993), Understanding Variation, on the price
    of each further rule.
    """
    if points < 2:
        return 0.0
    drawn = np.random.default_rng([SEED, points]).standard_normal((DRAWS, points))
    return float((judge(drawn)["signal"][:, -1] != "").mean())


def more_than_chance(found, expected):
    """Whether so many signals are more than chance alone would seldom give.

    found: signals there are. expected: signals chance alone gives on average. True where as many
    would come up less than once in twenty, were every figure to go on as before.

    Source: the count of rare, separate events (Poisson).
    """
    return bool(found > 0 and poisson.sf(found - 1, max(expected, 1e-12)) < SELDOM)
