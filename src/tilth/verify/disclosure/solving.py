"""The attacker with a solver: which small counts can only be one number, given all that is shown.

Knows the rule, the notes, the layers and groups; unknown to it is how many people there are of
each combination. A hidden count is recovered where every set of people that fits all the tables
has the same number there.
"""

from dataclasses import dataclass, field, fields

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

MANY = 10_000
GUESSES = 8  # sets of people looked for before counts are attacked one by one
SECONDS = 4  # for one question to the solver
TIRED = object()


@dataclass
class Tally:
    """What an attack tried and found. hidden: small counts there were to find."""

    hidden: int = 0
    recovered: int = 0
    two: int = 0
    undecided: int = 0
    solved: int = 0
    which: list = field(default_factory=list)

    def __add__(self, other):
        return Tally(*(one + two for one, two in zip(self._all(), other._all(), strict=True)))

    def _all(self):
        return [getattr(self, each.name) for each in fields(self)]


def attack(finest, tables, rng):
    """Attack every small count of every table: a Tally.

    finest: the combinations there may be, and nothing of how many. A numerator is among its
    denominator.
    """
    tally = Tally()
    for names in (("numerator", "denominator"), ("unknown",)):
        system = System(finest, tables, names)
        tally += system.recover(rng)
    return tally


def told(value, note, count, suppress_below=8, round_to=5):
    """The least and most a reader can tell a count is, from its cell and the note of its row."""
    if value is None:
        sure = note == "hidden" and count != "unknown"
        return (1, suppress_below - 1) if sure else (0, MANY)
    if value == 0:
        return 0, 0
    low = value - round_to // 2
    return max(low, suppress_below), low + round_to - 1


@dataclass(frozen=True)
class Cell:
    """One published count: where it stands, what is shown (None: nothing), what it was."""

    table: object
    name: str
    row: int
    shown: int | None
    raw: int


class System:
    """All the tables of some counts as one system of inequalities in whole numbers.

    also: (weights of every unknown, least, most) of other figures that are shown.
    """

    def __init__(self, finest, tables, names, also=()):
        self.cells, picked, limits = [], [], []
        for table in tables:
            rows = places(finest, table)
            for offset, name in enumerate(names):
                told_of = zip(values(table.shown[name]), table.shown["note"], strict=True)
                for row, (value, note) in enumerate(told_of):
                    raw = int(table.raw[name].iloc[row])
                    self.cells.append(Cell(table, name, row, value, raw))
                    picked.append(offset * len(finest) + np.flatnonzero(rows == row))
                    limits.append(told(value, note, name))
        self.count = len(names) * len(finest)
        starts = np.concatenate([[0], np.cumsum([len(p) for p in picked])])
        parts = (np.ones(starts[-1]), np.concatenate(picked), starts)
        self.sums = csr_array(parts, shape=(len(picked), self.count))
        among = _among(len(finest), len(names))
        weights = csr_array(np.array([w for w, *_ in also]).reshape(len(also), self.count))
        rows = vstack([self.sums, among, weights])
        limits += [(0, MANY)] * among.shape[0] + [(low, high) for _, low, high in also]
        limits = np.array(limits)
        self.limits = LinearConstraint(rows, limits[:, 0], limits[:, 1])

    def recover(self, rng):
        """Which small hidden counts have one possible value: a Tally."""
        small = [i for i, cell in enumerate(self.cells) if 1 <= cell.raw <= 7]
        hidden = [i for i in small if self.cells[i].shown is None]
        tally = Tally(hidden=len(small))
        for i in sorted(set(small) - set(hidden)):
            self._found(tally, i)
        seen = {i: {self.cells[i].raw} for i in hidden}
        for _ in range(GUESSES if hidden else 0):
            self._note(self._solve(tally, weights=rng.normal(size=self.count)), seen)
        for i in hidden:
            self._corner(i, seen, tally)
        return tally

    def _corner(self, i, seen, tally):
        """Ask whether one count can be less, or more, than in the sets of people seen so far."""
        sure = True
        for less in (True, False):
            if len(seen[i]) > 2:
                return
            end = min(seen[i]) - 1 if less else max(seen[i]) + 1
            people = self._solve(tally, cell=i, low=0 if less else end, high=end if less else MANY)
            sure = sure and people is not TIRED
            self._note(people, seen)
        if not sure:
            tally.undecided += len(seen[i]) == 1
        elif len(seen[i]) == 1:
            self._found(tally, i)
        else:
            tally.two += max(seen[i]) - min(seen[i]) == 1

    def _found(self, tally, i):
        cell = self.cells[i]
        by = ", ".join(cell.table.keys) or "nothing"
        tally.recovered += 1
        tally.which.append(f"{cell.name} by {by}, row {cell.row}")

    def _solve(self, tally, weights=None, cell=None, low=0, high=MANY):
        """A set of people that fits: None where there is none, TIRED where time ran out.

        weights: any will do, but rather one that is low by these. cell, low, high: a count that
        must lie between these too.
        """
        tally.solved += 1
        limits = self.limits
        if cell is not None:
            ends = [limits.lb.copy(), limits.ub.copy()]
            ends[0][cell], ends[1][cell] = max(low, ends[0][cell]), min(high, ends[1][cell])
            if ends[0][cell] > ends[1][cell]:
                return None
            limits = LinearConstraint(limits.A, *ends)
        found = milp(
            np.zeros(self.count) if weights is None else weights,
            integrality=np.ones(self.count),
            bounds=Bounds(0, MANY),
            constraints=limits,
            options={"time_limit": SECONDS, "mip_rel_gap": 0.5},
        )
        if found.x is not None:
            return np.rint(found.x)
        if found.status == 2 and cell is None:
            raise AssertionError("what is shown fits no set of people at all")
        return None if found.status == 2 else TIRED

    def _note(self, people, seen):
        if people is not None and people is not TIRED:
            for i, value in enumerate(np.rint(self.sums @ people).astype(int)):
                if i in seen:
                    seen[i].add(int(value))


def _among(rows, names):
    """For two counts: that the first is never more than the second, one row for each."""
    if names == 1:
        return csr_array((0, rows))
    one = np.arange(rows)
    both = np.column_stack([one, one + rows]).ravel()
    parts = (np.tile([-1.0, 1.0], rows), both, np.arange(rows + 1) * 2)
    return csr_array(parts, shape=(rows, 2 * rows))


def places(finest, table):
    """The row of a table that each finest combination adds to."""
    if not table.keys:
        return np.zeros(len(finest), int)
    keys = list(table.keys)
    order = {_key(row): i for i, row in enumerate(table.shown[keys].itertuples(index=False))}
    return np.array([order.get(_key(row), -1) for row in finest[keys].itertuples(index=False)])


def _key(row):
    return tuple(None if v != v or v is None else v for v in row)


def values(column):
    """Cells as whole numbers, None where nothing is shown."""
    return [None if missing else int(v) for v, missing in zip(column, column.isna(), strict=True)]
