"""Measures of a network of organisations, from its matrix of ties; people are never measured.

weights: shape (n, n); weights[i, j] is how strong the tie is that goes from i to j, 0 for none,
nothing on the diagonal. Raises ValueError where it is not square, is negative, is not a number,
or ties somebody to itself.
"""

from dataclasses import dataclass

import numpy as np

from tilth.agree.network import paths

ROLES = {
    "coordinator": "brings together two of its own sector",
    "guest": "brings together two of another sector",
    "gatekeeper": "lets another sector in to its own",
    "representative": "takes its own sector's word to another",
    "liaison": "brings together two sectors, neither its own",
}
"""Gould and Fernandez (1989), Sociol Methodol 19:89-126, in the order of paths.role."""

CENTRAL = ("degree", "in", "out", "betweenness")


@dataclass(frozen=True)
class Measures:
    """What a network is like as a whole, and how each organisation stands in it.

    density: ties of all that could be, 0 to 1. reciprocity: of ties, how many go both ways.
    centralisation: 0 where all stand alike, 1 where everything goes through one, for degree (a
    tie of either direction), in, out and betweenness. across: of ties between two organisations,
    how many join two sectors. betweenness: share of the shortest ways between two others.
    constraint, effective_size: after Burt; not a number for whoever has no tie. piece: which
    part of the network each is in. brokerage: counts, shape (n, 5), columns as ROLES.
    """

    density: float
    reciprocity: float
    centralisation: dict
    across: float
    betweenness: np.ndarray
    constraint: np.ndarray
    effective_size: np.ndarray
    piece: np.ndarray
    brokerage: np.ndarray

    @property
    def pieces(self):
        """How many parts the network falls into."""
        return int(self.piece.max()) + 1 if len(self.piece) else 0


def measure(weights, sectors=None):
    """All of it at once. sectors: a whole number or a word for each organisation; one where none.

    A figure that nothing bears (the reciprocity of no ties) is not a number, never zero.
    """
    weights = checked(weights)
    n = len(weights)
    groups = _numbered(sectors, n)
    counts, central, middle, constraint, size, piece, brokerage = paths.measured(weights, groups)
    ties, mutual, pairs, across = counts
    return Measures(
        density=_share(ties, n * (n - 1)),
        reciprocity=_share(mutual, ties),
        centralisation=dict(zip(CENTRAL, central.tolist(), strict=True)),
        across=_share(across, pairs),
        betweenness=middle,
        constraint=constraint,
        effective_size=size,
        piece=piece,
        brokerage=brokerage,
    )


def checked(weights):
    """The matrix as numbers, or a ValueError that says what is wrong with it."""
    found = np.ascontiguousarray(weights, float)
    if found.ndim != 2 or found.shape[0] != found.shape[1]:
        raise ValueError("ties are a square: a row and a column for each organisation")
    fault = paths.fault(found)
    if fault == paths.NO_STRENGTH:
        raise ValueError("the strength of a tie is a number, and none is less than nothing")
    if fault == paths.TO_ITSELF:
        raise ValueError("nobody has a tie to itself")
    return found


def _numbered(sectors, n):
    if sectors is None:
        return np.zeros(n, np.int64)
    if len(sectors) != n:
        raise ValueError("each organisation has one sector")
    numbers = np.asarray(sectors)
    if numbers.dtype.kind != "i":
        number = {}
        numbers = np.array([number.setdefault(one, len(number)) for one in sectors], np.int64)
    return numbers.astype(np.int64)


def _share(part, whole):
    return part / whole if whole else float("nan")
