"""Whole people that add up: tables fitted to their margins, then rounded without breaking one."""

import numpy as np

AGE_FROM = (*range(0, 90, 5), 90)
SEXES = ("male", "female")
GROUPS = ("asian", "black", "mixed", "other", "white")


def share_out(weights, total):
    """Whole numbers in proportion to weights that add up to a total, by largest remainder.

    weights: none negative, shape (n,) or (rows, n). total: one number, or one for each row.
    Returns whole numbers of the same shape; ties go to the first. Where all weights of a row are
    nought they count as equal. Source: Hare's method of largest remainders.
    """
    weights = np.asarray(weights, float)
    rows = np.atleast_2d(weights)
    if (rows < 0).any():
        raise ValueError("weights must not be negative")
    totals = np.broadcast_to(np.asarray(total, np.int64), len(rows))
    sums = rows.sum(axis=1, keepdims=True)
    exact = np.where(sums > 0, rows / np.where(sums > 0, sums, 1), 1 / rows.shape[1])
    exact = exact * totals[:, None]
    whole = np.floor(exact + 1e-9).astype(np.int64)
    rest = totals - whole.sum(axis=1)
    rank = np.argsort(np.argsort(-(exact - whole), axis=1, kind="stable"), axis=1, kind="stable")
    whole += rank < rest[:, None]
    return whole.reshape(weights.shape)


def fit(start, margins, *, rounds=200, within=1e-9):
    """Iterative proportional fitting of many three-way tables at once.

    start: a first guess, shape (areas, A, B, C) or broadcastable to it; nought stays nought.
    margins: three arrays, shapes (areas, A), (areas, B), (areas, C), each row adding up alike.
    Returns tables whose sums are the margins to `within`, or as near as `rounds` bring them.
    Source: Deming and Stephan (1940), Ann Math Stat 11:427-444.
    """
    shape = (len(margins[0]), *(m.shape[1] for m in margins))
    table = np.broadcast_to(np.asarray(start, float), shape).copy()
    for _ in range(rounds):
        worst = 0.0
        for axis, margin in enumerate(margins):
            others = tuple(a for a in (1, 2, 3) if a != axis + 1)
            sums = table.sum(axis=others)
            worst = max(worst, float(np.abs(sums - margin).max(initial=0.0)))
            ratio = np.divide(margin, sums, out=np.zeros_like(sums), where=sums > 0)
            table *= np.expand_dims(ratio, others)
        if worst <= within:
            break
    return table


def round_exactly(table, margins, *, rng):
    """Whole people in each cell of many tables, so that every margin holds exactly.

    table: fitted tables, shape (areas, A, B, C). margins: as for fit, whole numbers.
    The whole part of each cell stays; the rest is drawn evenly through the cells, in proportion
    to their remainders, then the few draws that would break a margin move to where one is short.
    Raises ValueError where the margins of an area do not add up alike.
    """
    totals = [np.asarray(m).sum(axis=1) for m in margins]
    if any((t != totals[0]).any() for t in totals):
        raise ValueError("the margins of an area must add up to the same number of people")
    whole = _held_under(np.floor(table + 1e-9).astype(np.int64), margins)
    for area in range(len(whole)):
        lacking = [
            margin[area] - whole[area].sum(axis=tuple(a for a in range(3) if a != axis))
            for axis, margin in enumerate(margins)
        ]
        drawn = _draw(table[area] - whole[area], int(lacking[0].sum()), rng)
        places = [_mended(drawn[axis], lacking[axis]) for axis in range(3)]
        np.add.at(whole[area], tuple(places), 1)
    return whole


def _held_under(whole, margins):
    """Where fitting stopped short, take people back so that no margin is already passed."""
    for axis, margin in enumerate(margins):
        others = tuple(a for a in (1, 2, 3) if a != axis + 1)
        for area, part in np.argwhere(whole.sum(axis=others) > margin):
            cells = np.moveaxis(whole[area], axis, 0)[part]
            over = int(cells.sum() - margin[area, part])
            for cell in np.argsort(-cells, axis=None, kind="stable"):
                taken = min(over, int(cells.flat[cell]))
                cells.flat[cell] -= taken
                over -= taken
    return whole


def _draw(remainders, count, rng):
    """`count` cells, evenly spaced along the running sum of the remainders."""
    weights = np.clip(remainders, 0, None).ravel()
    weights = weights if weights.sum() > 0 else np.ones_like(weights)
    steps = (np.arange(count) + rng.random()) / max(count, 1)
    cells = np.searchsorted(np.cumsum(weights) / weights.sum(), steps, side="right")
    return np.unravel_index(np.minimum(cells, weights.size - 1), remainders.shape)


def _mended(drawn, lacking):
    """The drawn categories, the surplus of each given to those still short."""
    drawn = drawn.copy()
    short = lacking - np.bincount(drawn, minlength=len(lacking))
    spare = [
        place
        for category in np.flatnonzero(short < 0)
        for place in np.flatnonzero(drawn == category)[short[category] :]
    ]
    drawn[spare] = np.repeat(np.arange(len(short)), np.maximum(short, 0))
    return drawn
