"""Every table a page can show of one measure, and how its cells add up."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tilth.ground.disclosure.moves import compiled

GROUPS = ("sex", "age_group", "ethnic_group", "deprivation_fifth")
TOGETHER = (("sex", "age_group"),)
PERIOD = "period"
SHIFTS = (1, 17, 3, 5)
NEAR = 16  # areas close to each that a change may be made with


@dataclass(frozen=True)
class Family:
    """Groups that are shown crossed, and the tables made of them.

    groups: their names. tables: tuples of groups, one for each table. counted: every
    combination of them that is met, a frame. labels: shape (tables, combinations), the row of
    each table a combination counts in. titles: for each table, a frame of its rows. starts:
    shape (layers, tables), where the cells of a table begin.
    """

    groups: tuple
    tables: tuple
    counted: pd.DataFrame
    labels: np.ndarray
    titles: tuple
    starts: np.ndarray

    @property
    def widths(self):
        """How many rows each table has for one area."""
        return np.array([len(title) for title in self.titles], np.int64)


@dataclass(frozen=True)
class Lattice:
    """All the tables of a measure. The first family is everyone, in no group.

    layers: tuples of columns, the first of them none. areas: the smallest areas (of each
    period), a frame. codes: shape (layers, areas), which area of the layer each is in. titles:
    for each layer, a frame of its areas. near: shape (areas, several), areas close to each,
    -1 for none. cells: how many there are.
    """

    layers: tuple
    areas: pd.DataFrame
    codes: np.ndarray
    titles: tuple
    near: np.ndarray
    families: tuple
    cells: int

    def table(self, names):
        """Layer, family and table within it that have these columns, or None."""
        series = {PERIOD} & set(self.areas)
        for number, layer in enumerate(self.layers):
            for family in self.families:
                for t, table in enumerate(family.tables):
                    if {*layer, *table, *series} == set(names):
                        return number, family, t
        return None

    def finest(self, frame, counts):
        """Counts by smallest area and combination: one array for each family."""
        area = matched(self.areas, frame)
        out = []
        for family in self.families:
            wide = len(family.counted)
            cell = area * wide + matched(family.counted, frame)
            table = np.bincount(cell, counts, len(self.areas) * wide)
            out.append(table.astype(np.int64).reshape(len(self.areas), wide))
        return out

    def sums(self, finest):
        """What the finest counts add to, in every cell of every table."""
        out = np.zeros(self.cells, np.int64)
        for family, table in zip(self.families, finest, strict=True):
            for layer, codes in enumerate(self.codes):
                for t, labels in enumerate(family.labels):
                    wide, start = family.widths[t], family.starts[layer, t]
                    cell = codes[:, None] * wide + labels[None, :]
                    size = len(self.titles[layer]) * wide
                    held = np.bincount(cell.ravel(), table.ravel(), size)
                    out[start : start + size] = held.astype(np.int64)
        return out


def lattice_of(frame, layers, groups, together=TOGETHER):
    """The Lattice of every layer, and of everyone, by each group and by none.

    frame: a row for each small area and combination of groups (and period), with a column for
    every name. layers: tuples of columns. together: groups shown crossed.
    """
    series = [PERIOD] if PERIOD in frame else []
    layers = ((), *dict.fromkeys(layers))
    areas = _distinct(frame, [*dict.fromkeys(n for layer in layers for n in layer), *series])
    titles = tuple(_distinct(areas, [*layer, *series]) for layer in layers)
    codes = np.array([matched(title, areas) for title in titles])
    families, start = [], 0
    for names, tables in _families(groups, together):
        counted = _distinct(frame, list(names))
        heads = tuple(_distinct(counted, list(table)) for table in tables)
        labels = np.array([matched(head, counted) for head in heads])
        sizes = np.array([[len(t) * len(head) for head in heads] for t in titles])
        starts = start + np.cumsum(sizes).reshape(sizes.shape) - sizes
        families.append(Family(names, tables, counted, labels, heads, starts))
        start += int(sizes.sum())
    near = _near(areas, codes, titles, series)
    return Lattice(layers, areas, codes, titles, near, tuple(families), start)


def matched(table, frame):
    """The row of `table` that each row of a frame is, by the columns of the table; -1 for none."""
    keys = list(table.columns)
    if not keys:
        return np.zeros(len(frame), np.int64)
    both = pd.concat([table, frame[keys]], ignore_index=True)
    numbers = both.groupby(keys, dropna=False, observed=True, sort=False).ngroup().to_numpy()
    at = np.full(len(both), -1)
    at[numbers[: len(table)]] = np.arange(len(table))
    return at[numbers[len(table) :]]


def _distinct(frame, names):
    """Every combination of some columns, in order; one row where there are no columns."""
    if not names:
        return pd.DataFrame(index=range(1))
    return frame[names].drop_duplicates().sort_values(names, ignore_index=True)


def _families(groups, together):
    """Groups that are shown crossed go in one family, with the tables made of them."""
    tables = [(g,) for g in groups]
    tables += [t for t in map(tuple, together) if len(t) > 1 and set(t) <= set(groups)]
    parts = [{g} for g in groups]
    for table in tables:
        joined = [p for p in parts if p & set(table)]
        parts = [p for p in parts if not p & set(table)] + [set().union(*joined)]
    found = [((), ((),))]
    for part in sorted(parts, key=lambda p: min(groups.index(g) for g in p)):
        inside = tuple(dict.fromkeys(t for t in tables if set(t) <= part))
        found.append((tuple(g for g in groups if g in part), inside))
    return found


def _near(areas, codes, titles, series):
    """Areas that lie beside each area in one layer or another, of the same period."""
    period = matched(_distinct(areas, series), areas)
    rows, near = np.arange(len(areas)), np.full((len(areas), NEAR), -1, np.int64)
    layers = sorted(range(len(codes)), key=lambda n: -len(titles[n]))
    orders = [np.lexsort((rows, codes[layer], period)) for layer in layers]
    for gap in SHIFTS:
        for order in orders:
            _note(order[:-gap], order[gap:], period, near)
            _note(order[gap:], order[:-gap], period, near)
    return near


@compiled
def _note(areas, others, period, near):
    """Write down the other beside each area, where it is of its period, new, and there is room."""
    for area, other in zip(areas, others):  # noqa: B905  compiled, and of one length
        if period[area] == period[other]:
            for at in range(near.shape[1]):
                if near[area, at] == other:
                    break
                if near[area, at] < 0:
                    near[area, at] = other
                    break
