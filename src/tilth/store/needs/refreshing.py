"""When few people changed: their old sums are taken away and their new ones added, exactly."""

import numpy as np

from tilth.store.counting.tallies import AGE_GROUPS
from tilth.store.needs.cells import HOME, Axis, Cells, mixed, unmixed


def refreshed(cells, before, after, areas):
    """The Cells of a new release: those of the old, less some people's, plus the same people's.

    cells: Cells of all people as they were. before, after: Cells with the same axes and measures
    of only those who changed, came or went, as they were and as they are. areas: AreaColumns of
    the new release. Equal to counting everyone anew, to the last bit.
    """
    parts = ((cells, 1), (before, -1), (after, 1))
    axes = [_axis(place, parts, areas) for place in range(len(cells.axes))]
    sizes = [axis.size for axis in axes]
    keys = [mixed(_codes(part, axes), sizes, len(part.codes)) for part, _ in parts]
    found = np.unique(np.concatenate(keys))
    rows = [np.searchsorted(found, key) for key in keys]

    def summed(of):
        whole = of(cells)
        sums = np.zeros((len(whole), len(found), whole.shape[2]), whole.dtype)
        for (part, sign), row in zip(parts, rows, strict=True):
            sums[:, row] += sign * of(part)  # every cell of a part is in one row alone
        return sums

    people = summed(lambda part: part.people[:, :, None])[:, :, 0]
    lived_in = people.any(axis=0)
    codes = np.stack([*unmixed(found, sizes), found], axis=1)[lived_in, :-1]
    made = _fewer_words(Cells(tuple(axes), codes, people[:, lived_in], areas))
    for measure in cells.tallies:
        made.tallies[measure] = summed(lambda part, m=measure: part.tallies[m])[:, lived_in]
    return made


def _axis(place, parts, areas):
    """An axis with the words of all parts and of the small areas."""
    axes = [part.axes[place] for part, _ in parts]
    words = {word for axis in axes for word in axis.words}
    if axes[0].name == "age_group":
        return axes[0]
    if axes[0].name == HOME:
        words |= set(areas.homes)
    return Axis(axes[0].name, tuple(sorted(words)))


def _codes(part, axes):
    """The codes of a part's cells among the words of these axes."""
    found = []
    for place, axis in enumerate(axes):
        code = {word: i for i, word in enumerate(axis.words)}
        moved = np.array([*(code[w] for w in part.axes[place].words), axis.size - 1], np.int64)
        found.append(moved[part.codes[:, place]])
    return found


def _fewer_words(cells):
    """The same without words nobody answers to any more, as counting anew would have them."""
    axes, codes = [], cells.codes.copy()
    for place, axis in enumerate(cells.axes):
        used = set(cells.codes[:, place].tolist())
        told = set(AGE_GROUPS) | (set(cells.areas.homes) if axis.name == HOME else set())
        stay = [i for i, word in enumerate(axis.words) if i in used or word in told]
        moved = np.full(axis.size, len(stay), np.int64)
        moved[stay] = np.arange(len(stay))
        codes[:, place] = moved[cells.codes[:, place]]
        axes.append(Axis(axis.name, tuple(axis.words[i] for i in stay)))
    return Cells(tuple(axes), codes, cells.people, cells.areas)
