"""What is hidden of one measure, settled for everything a page can show of it at once."""

from dataclasses import dataclass

import numpy as np

from tilth.ground.disclosure.lattice import TOGETHER, Lattice, lattice_of, matched
from tilth.ground.disclosure.moves import BIG, SHOWN, SMALL, Book
from tilth.ground.disclosure.rounding import bounds, is_small, whole
from tilth.ground.disclosure.witness import may_change, settle_states
from tilth.ground.errors import DisclosureError

AREA_GROUPS = ("deprivation_fifth",)
COUNTS = ("numerator", "denominator", "unknown", "among_unknown")


@dataclass(frozen=True)
class Pattern:
    """Which cells of which tables are hidden, for each count of a measure.

    states, sums: name of the count -> one for each cell: 0 shown, 1 small, 2 protects another.
    """

    lattice: Lattice
    states: dict
    sums: dict

    def of(self, counts, keys):
        """The states of the rows of a frame: name of the count -> array.

        counts: a frame of raw counts. keys: its columns that say whose row it is. Raises
        DisclosureError for a table that is not among those settled, ValueError where the counts
        are not those of this pattern.
        """
        table = self.lattice.table(keys)
        if table is None:
            raise DisclosureError(
                "figures are not shown broken down this way",
                remedy="Ask for one group at a time.",
            )
        cells = _cells(self.lattice, *table, counts)
        found = {}
        for name, states in self.states.items():
            if name in counts:
                held = np.where(cells >= 0, self.sums[name][cells], 0)
                if (held != whole(counts[name])).any():
                    raise ValueError(f"{name} is not what this pattern was settled for")
                found[name] = np.where(cells >= 0, states[cells], SHOWN)
        return found


def settle(finest, privacy, *, layers, groups=(), together=TOGETHER, of="people", keep=None):
    """What is hidden of a measure, in every layer, group and period at once.

    finest: a frame of raw counts, one row for each combination of every layer, group (and
    period) in which anybody is; people whose group or area is not known in rows of their own
    (NA). layers, groups: columns of it; a layer may be several columns shown crossed. together:
    groups that are also shown crossed. of: what numerator holds, as in `protect`. keep: what
    gives the states of these very counts where they were settled before, else calls what it is
    given to settle them.

    The same counts give the same Pattern, whatever the order of the rows.
    """
    told = _counts_of(finest, of)
    layers = tuple((n,) if isinstance(n, str) else tuple(n) for n in layers)
    finest = finest.reset_index(drop=True)
    layers, groups = _with_fifths(finest, layers, tuple(groups))
    lattice = lattice_of(finest, layers, groups, together)
    parts = {name: lattice.finest(finest, whole(finest[name])) for name in told}
    sums = {name: lattice.sums(part) for name, part in parts.items()}

    def settled():
        states = small_only(sums, privacy, of)
        for name in told:
            may = changes(parts, name, of)
            _protect_small(lattice, parts[name], may, sums[name], states[name], privacy)
        return {name: found.astype(np.int8) for name, found in states.items()}

    return Pattern(lattice, keep(settled) if keep else settled(), sums)


def _with_fifths(finest, layers, groups):
    """Layers and groups, a group that follows from where people live being a layer crossed.

    Nobody can be in another fifth without living elsewhere: as a group it would let people
    change it who cannot.
    """
    for name in AREA_GROUPS:
        areas = list(dict.fromkeys(n for layer in layers for n in layer))
        if name not in groups or not areas:
            continue
        if len(finest[[*areas, name]].drop_duplicates()) == len(finest[areas].drop_duplicates()):
            groups = tuple(g for g in groups if g != name)
            layers = (*layers, (name,), *((*layer, name) for layer in layers))
    return layers, groups


def small_only(counts, privacy, of="people"):
    """The states of rows that are part of nothing else: name of the count -> array.

    counts: a frame, or name -> array. Events of fewer than 8 people are hidden too.
    """
    raw = {name: whole(counts[name]) for name in _counts_of(counts, of)}
    states = {n: np.where(is_small(c, privacy), SMALL, SHOWN) for n, c in raw.items()}
    if of == "events":
        few = is_small(raw["denominator"], privacy) & (raw["numerator"] > 0)
        states["numerator"] = np.where(few, SMALL, states["numerator"])
    return states


def _counts_of(counts, of):
    """The names of the counts a frame or dict holds; a sum of values is not one."""
    return [n for n in COUNTS if n in counts and not (n == "numerator" and of == "values")]


def changes(parts, name, of="people"):
    """Which finest counts may be one more or fewer: nobody is counted who is not counted among.

    parts: name of the count -> its finest counts, one array for each family.
    """
    within = of == "people" and "numerator" in parts
    most = parts["denominator"] if within and name == "numerator" else None
    least = parts["numerator"] if within and name == "denominator" else None
    return may_change(parts[name], most, least)


def _protect_small(lattice, finest, may, sums, state, privacy):
    """Hide further cells of one count, in `state`, until no small one can be worked out."""
    need = is_small(sums, privacy)
    if not need.any():
        return
    low, high = bounds(sums, privacy)
    large = (state == SMALL) & ~need
    low, high = np.where(large, 1, low), np.where(large, BIG, high)
    book = Book(sums, low, high, state, need, np.zeros_like(need))
    settle_states(lattice, finest, may, book)


def _cells(lattice, layer, family, t, counts):
    """The cell of each row of a frame; -1 where nobody is in it."""
    area = matched(lattice.titles[layer], counts)
    group = matched(family.titles[t], counts)
    cells = family.starts[layer, t] + area * family.widths[t] + group
    return np.where((area >= 0) & (group >= 0), cells, -1)
