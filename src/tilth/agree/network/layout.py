"""Where organisations stand on the map: near those they are tied to, the same every time."""

import numpy as np

ROUNDS = 120
ROOM = (150.0, 80.0)  # how far apart two names must stand, across and down


def steps_apart(tied):
    """How many ties lie between each two, whichever way they go; those never met are far off."""
    n = len(tied)
    near = (np.asarray(tied) > 0) | (np.asarray(tied).T > 0)
    apart = np.where(near, 1.0, np.inf)
    np.fill_diagonal(apart, 0)
    for middle in range(n):
        apart = np.minimum(apart, apart[:, middle, None] + apart[None, middle, :])
    known = apart[np.isfinite(apart)]
    return np.where(np.isfinite(apart), apart, (known.max() if n else 0) + 1)


def drawn(tied, *, rng, width=940.0, height=600.0, edge=(80.0, 24.0, 64.0)):
    """Places (n, 2) in a picture: ties short, names apart, nobody in the middle for being big.

    Stress is made small as Gansner, Koren and North (2005), GD 2004:239-250, do; then names that
    would lie on each other are pushed apart. Those without any tie stand in rows at the foot.
    edge: left free at the sides, above and below, for names.
    """
    tied = np.asarray(tied) > 0
    n = len(tied)
    alone = np.flatnonzero(~(tied.any(axis=0) | tied.any(axis=1)))
    joined = np.setdiff1d(np.arange(n), alone)
    foot = _rows(len(alone), width, height, edge)
    ceiling = foot[:, 1].min() - ROOM[1] if len(alone) else height - edge[2]
    low, high = np.array([edge[0], edge[1]]), np.array([width - edge[0], ceiling])
    at = np.zeros((n, 2))
    at[alone] = foot
    at[joined] = _close(tied[np.ix_(joined, joined)], rng, low, high)
    return at.round(1)


def _rows(n, width, height, edge):
    """Places for n names side by side, from the foot upwards."""
    each = max(1, int((width - 2 * edge[0]) // ROOM[0]) + 1)
    row, column = np.divmod(np.arange(n), each)
    across = edge[0] + column * ROOM[0]
    return np.column_stack([across, height - edge[2] - row * ROOM[1]]).astype(float).reshape(n, 2)


def _close(tied, rng, low, high):
    """Places for those who are tied, inside a box."""
    n = len(tied)
    if n == 0:
        return np.zeros((0, 2))
    at = _ring(n) + rng.normal(0, 0.01, (n, 2))
    apart = steps_apart(tied)
    weight = np.where(apart > 0, 1 / np.where(apart > 0, apart, 1) ** 2, 0)
    for _ in range(ROUNDS):
        at = _nearer(at, apart, weight)
    at = _fitted(at, low, high)
    for _ in range(ROUNDS):
        at = np.clip(_pushed(at), low, high)
    return at


def _ring(n):
    turn = 2 * np.pi * np.arange(n) / n
    return np.column_stack([np.cos(turn), np.sin(turn)])


def _nearer(at, apart, weight):
    away = at[:, None] - at[None]
    far = np.sqrt((away**2).sum(axis=2))
    pull = weight * apart / np.where(far > 1e-9, far, 1)
    wanted = (weight[:, :, None] * at[None] + pull[:, :, None] * away).sum(axis=1)
    return wanted / weight.sum(axis=1)[:, None]


def _fitted(at, low, high):
    least, most = at.min(axis=0), at.max(axis=0)
    spread = np.where(most - least > 1e-9, most - least, 1)
    middle = np.where(most - least > 1e-9, (at - least) / spread, 0.5)
    return low + middle * (high - low)


def _pushed(at):
    away = at[:, None] - at[None]
    order = np.arange(len(at))
    earlier = np.sign(order[:, None] - order)[:, :, None]
    free = np.array(ROOM) - np.abs(away)
    np.einsum("iik->ik", free)[:] = -1
    close = (free > 0).all(axis=2)
    # The way that costs less: across where little is missing across, else down.
    across = free[:, :, 0] * ROOM[1] < free[:, :, 1] * ROOM[0]
    way = np.where(across[:, :, None], [1.0, 0.0], [0.0, 1.0])
    push = way * free * np.where(away == 0, earlier, np.sign(away)) / 4
    return at + np.where(close[:, :, None], push, 0).sum(axis=1)
