"""The short wellbeing scale: from a total of answers to a score that may be averaged.

Short Warwick-Edinburgh Mental Wellbeing Scale (c) NHS Health Scotland, University of Warwick and
University of Edinburgh, 2008. Using the scale needs registration; its questions are not here.
"""

import numpy as np

from tilth.see.methods.numbers import numbers

LEAST, MOST = 7, 35
METRIC = np.array(
    [
        *(7, 9.51, 11.25, 12.4, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98),
        *(18.59, 19.25, 19.98, 20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13),
        *(29.31, 30.7, 32.55, 35),
    ]
)


def metric(totals):
    """Totals of the seven answers (7 to 35) as metric scores: convert before averaging.

    totals: whole numbers of any shape. Returns the same shape; a blank gives NaN.
    Raises ValueError for a total that is not whole or lies outside 7 to 35.

    Source: Stewart-Brown et al. (2009), Health Qual Life Outcomes 7:15.
    """
    total = numbers(totals)
    known = ~np.isnan(total)
    fits = (total >= LEAST) & (total <= MOST) & (total == np.floor(total))
    if (known & ~fits).any():
        raise ValueError(f"totals are whole and lie between {LEAST} and {MOST}")
    at = np.where(known, total - LEAST, 0).astype(int)
    return np.where(known, METRIC[at], np.nan)
