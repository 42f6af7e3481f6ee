"""Learning from codes that people put on stories how likely each code fits another."""

import warnings

import numpy as np

FEWEST = 5
"""Stories with and without a code below which there is too little to learn."""
FREELY = 10.0
"""How freely the model follows its stories (the inverse of its L2 penalty)."""
INNER = 3
"""Parts in which the stories learnt from are held back in turn to learn how sure to be."""


def learnable(codes):
    """Which codes there is enough of to learn from: shape (codes,), true or false.

    codes: shape (stories, codes), 1 where somebody says a code fits.
    """
    carrying = codes.sum(0)
    return (carrying >= FEWEST) & (len(codes) - carrying >= FEWEST)


def chances(rows, codes, among, wanted, *, rng):
    """How likely each code fits the stories wanted, shape (wanted, codes).

    rows: as `features` gives them. codes: shape (stories, codes). among: the numbers of the stories
    to learn from; wanted: of those to judge. A code that is not carried by two and missing from two
    of those learnt from is as likely as it is common there. Logistic, one code at a time, made
    honest about how sure it is after Platt 1999 on stories held back.
    """
    learnt, asked = rows[among], rows[wanted]
    found = np.empty((len(wanted), codes.shape[1]))
    for code in range(codes.shape[1]):
        carried = codes[among, code]
        if min(carried.sum(), len(carried) - carried.sum()) < 2:
            found[:, code] = (carried.sum() + 0.5) / (len(carried) + 1)
        else:
            found[:, code] = _one(learnt, carried, asked, rng)
    return found


def _one(rows, carried, wanted, rng):
    leanings = np.empty(len(rows))
    part = _parts(carried, min(INNER, int(min(carried.sum(), len(carried) - carried.sum()))), rng)
    for number in range(part.max() + 1):
        held = part == number
        leanings[held] = _leaning(rows[~held], carried[~held], rows[held])
    slope, base = _sureness(leanings, carried)
    return 1 / (1 + np.exp(-(slope * _leaning(rows, carried, wanted) + base)))


def _parts(carried, parts, rng):
    """Which part each story is held back in: those that carry the code dealt out evenly."""
    part = np.empty(len(carried), int)
    for value in (0, 1):
        there = np.flatnonzero(carried == value)
        part[rng.permutation(there)] = np.arange(len(there)) % parts
    return part


def _leaning(rows, carried, wanted):
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    # liblinear: of scikit-learn's ways the quickest by far on few rows, and always the same
    model = LogisticRegression(
        C=FREELY, class_weight="balanced", max_iter=200, solver="liblinear", random_state=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # near enough for leaning
        model.fit(rows, carried)
    return model.decision_function(wanted)


def _sureness(leanings, carried):
    """Slope and base that turn a leaning into a chance: a logistic of one number.

    Platt 1999 counts those that carry a code as a little under 1 and the others as a little over 0,
    so that a few stories never make anything certain. Newton's method; a slope below 0, which says
    that the leaning misleads, is 0.
    """
    with_, without = carried.sum(), len(carried) - carried.sum()
    wanted = np.where(carried == 1, (with_ + 1) / (with_ + 2), 1 / (without + 2))
    beside = np.column_stack([leanings, np.ones(len(leanings))])
    told = np.array([0.0, np.log((with_ + 1) / (without + 1))])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(beside @ told, -30, 30)))
        weight = np.maximum(chance * (1 - chance), 1e-9)
        bend = beside.T @ (weight[:, None] * beside) + 1e-6 * np.eye(2)
        step = np.linalg.solve(bend, beside.T @ (chance - wanted))
        told = told - np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-8:
            break
    if told[0] < 0:
        common = (with_ + 0.5) / (len(carried) + 1)
        return 0.0, float(np.log(common / (1 - common)))
    return float(told[0]), float(told[1])
