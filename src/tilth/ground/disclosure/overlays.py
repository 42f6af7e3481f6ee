"""Areas drawn across the fixed ones: whether one more may be shown beside those shown already."""

import numpy as np

from tilth.ground.disclosure.lattice import TOGETHER, lattice_of
from tilth.ground.disclosure.moves import BIG, PROTECTS, SHOWN, SMALL, Book
from tilth.ground.disclosure.pattern import changes, settle
from tilth.ground.disclosure.rounding import bounds, is_small, whole
from tilth.ground.disclosure.witness import settle_states

JUDGED = ("numerator", "denominator")


def may_be_shown(finest, privacy, *, small_area, layers, asked, shown=(), groups=()):
    """Whether the total of a drawn area may be shown beside all that is shown already.

    finest, layers, groups: as `settle` takes them; small_area is one of the layers. asked: the
    small areas drawn. shown: those of each drawing shown before of the same measure and period.
    It may not where it differs by 1 to 7 people from a fixed area, from several of one layer
    together or from an earlier drawing; nor where some hidden count would be left without
    another set of people that looks the same.
    """
    asked, shown = frozenset(asked), [frozenset(each) for each in shown]
    if asked in shown:
        return True
    drawn = [*shown, asked]
    for name in JUDGED:
        counts = finest.groupby(small_area)[name].sum()
        beside = [*shown, *_fixed(finest, small_area, layers, asked)]
        if any(differs_by_few(counts, asked, other, privacy) for other in beside):
            return False
    return _still_safe(finest, privacy, small_area, layers, groups, drawn)


def differs_by_few(counts, one, other, privacy):
    """Whether two areas differ by so few that their difference would tell of somebody.

    counts: people of each small area. one, other: sets of small areas.
    """
    apart = [int(counts[counts.index.isin(s)].sum()) for s in (one - other, other - one)]
    return 0 < max(apart) < privacy.suppress_below


def _fixed(finest, small_area, layers, asked):
    """Every fixed area as a set of small areas; and of each layer, those mostly drawn, together."""
    for layer in layers:
        together = set()
        for _, rows in finest.groupby(layer, observed=True)[small_area]:
            area = frozenset(rows)
            if 2 * len(area & asked) > len(area):
                together |= area
            yield area
        yield frozenset(together)


def _still_safe(finest, privacy, small_area, layers, groups, drawn):
    """Whether every hidden count still has its witness with these drawings shown."""
    frame = finest.reset_index(drop=True)
    for number, areas in enumerate(drawn):
        frame[f"drawn {number}"] = frame[small_area].isin(areas).to_numpy()
    pattern = settle(frame, privacy, layers=layers, groups=groups)
    more = [(f"drawn {number}",) for number in range(len(drawn))]
    settled = pattern.lattice
    groups = tuple(group for family in settled.families for group in family.groups)
    wide = lattice_of(frame, [*settled.layers[1:], *more], groups, TOGETHER)
    parts = {name: wide.finest(frame, whole(frame[name])) for name in JUDGED}
    for name in JUDGED:
        book = _book(wide, pattern, name, parts[name], privacy)
        if settle_states(wide, parts[name], changes(parts, name), book) > 0:
            return False
    return True


def _book(wide, pattern, name, finest_counts, privacy):
    """What a reader can tell of every cell: the settled ones as they are shown, and drawings."""
    sums = wide.sums(finest_counts)
    state = np.full(len(sums), PROTECTS, np.int64)
    need = np.zeros(len(sums), bool)
    for layer in range(len(wide.layers)):
        for family, had in zip(wide.families, pattern.lattice.families, strict=True):
            for t, width in enumerate(family.widths):
                at, size = family.starts[layer, t], len(wide.titles[layer]) * width
                if layer < len(pattern.lattice.layers):
                    start = had.starts[layer, t]
                    state[at : at + size] = pattern.states[name][start : start + size]
                    need[at : at + size] = is_small(sums[at : at + size], privacy)
                elif not family.groups:
                    at += size - 1  # the last of the two: inside the drawing
                    need[at] = is_small(sums[at], privacy)
                    state[at] = SMALL if need[at] else SHOWN
    low, high = bounds(sums, privacy)
    low = np.where(state == PROTECTS, 0, low)
    high = np.where(state == PROTECTS, BIG, high)
    return Book(sums, low, high, state, need, np.zeros_like(need))
