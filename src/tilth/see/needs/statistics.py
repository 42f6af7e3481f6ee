"""How each statistic goes from raw counts, through the door, to a figure with its interval."""

from statistics import NormalDist

import numpy as np
import pandas as pd

from tilth.see.needs.asking import measure_of, raw, step_of
from tilth.see.needs.door import protected


def _floats(shown, *names):
    return [shown[name].astype("Float64").to_numpy(float, na_value=np.nan) for name in names]


def _proportion(shown, indicator):
    a, n = _floats(shown, "numerator", "denominator")
    a = np.minimum(a, n)
    z = NormalDist().inv_cdf(0.975)
    n = np.where(n > 0, n, np.nan)
    p, shrink = a / n, 1 + z**2 / n
    centre, half = (
        (p + z**2 / (2 * n)) / shrink,
        z / shrink * np.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2),
    )
    table = {"value": p, "lower": centre - half, "upper": centre + half}
    return pd.DataFrame(table, index=shown.index) * indicator.per


def _plain(method):
    """A statistic of one measure, counted, protected and worked out row by row."""

    def work(people, indicator, by, *, over=None, since=None, until=None):
        asked = {"it": measure_of(indicator, step_of(indicator, over))}
        frame = raw(people, asked, by, over, since=since, until=until, living=indicator.living)[
            "it"
        ]
        shown = protected(frame, people)
        return pd.concat([shown, method(shown, indicator)], axis=1)

    return work


STATISTICS = {"proportion": _plain(_proportion)}
