"""When few people changed: their old sums are taken away and their new ones added, exactly."""

from dataclasses import dataclass

import numpy as np

from tilth.ground.errors import StoreError
from tilth.store.counting.tallies import AGE_GROUPS
from tilth.store.needs import kernels
from tilth.store.needs.cells import HOME, Axis, Cells, mixed, unmixed
from tilth.store.needs.changes import Changed, changed
from tilth.store.needs.counting import Needs
from tilth.store.needs.judging import needs_of
from tilth.store.needs.kept import Kept
from tilth.store.published import Release

MOST = 0.1  # of people: where more than these changed, everyone is counted anew


@dataclass(frozen=True)
class Earlier:
    """What is kept of an earlier release, as it is of a new one.

    found: who changed. before, after: Needs of these people alone, as they were and as they are.
    """

    kept: Kept
    found: Changed
    before: Needs
    after: Needs

    @classmethod
    def of(cls, store, folder, needs, wanted, *, code):
        """The Earlier for the Needs of a new release; None where counting anew is as well.

        store, folder: of the place, and of the earlier release. wanted: all that will be asked.
        code: of the way of counting; what another way has counted is left alone.
        """
        measures = [measure for want in wanted for measure in want.measures]
        try:
            release = Release(folder)
            kept = Kept.find(store, release, code=code)
            old = needs.anew(release=release)
            found = kept and changed(old.events, needs.events, needs_of(measures).keys())
        except StoreError:  # damaged: nothing can be learnt of it
            return None
        if found is None:
            return None
        concepts = needs_of([m for m in measures if found.bears_on(needs_of([m]))]).keys()
        ids = found.ids(concepts)
        if len(ids) > MOST * len(needs.columns):
            return None
        parts = [each.anew(release=each.release, only=ids) for each in (old, needs)]
        for part in parts:
            part.hold(concepts)
        return cls(kept, found, *parts)

    def load(self, measures, names, dates, living, areas):
        """As Kept.load."""
        cells = self.kept.load(measures, names, dates, living, areas)
        told = [m for m in cells.tallies if self.found.bears_on(needs_of([m]))] if cells else []
        if not told:
            return cells
        were, are = (n.cells(told, names, dates, living) for n in (self.before, self.after))
        return refreshed(cells, were, are, areas)


def refreshed(cells, before, after, areas):
    """The Cells of a new release: those of the old, less some people's, plus the same people's.

    cells: Cells of all people as they were: given up, for their sums are changed where they stand.
    before, after: Cells with the same axes and measures of only those who changed, came or went,
    as they were and as they are; a measure they do not tell is one that changed for nobody.
    areas: AreaColumns of the new release. Equal to counting everyone anew, to the last bit.
    """
    parts = (cells, before, after)
    axes = [_axis(place, parts, areas) for place in range(len(cells.axes))]
    sizes = [axis.size for axis in axes]
    keys, old, new = (mixed(_codes(part, axes), sizes, len(part.codes)) for part in parts)
    came = np.setdiff1d(new, keys, assume_unique=True)
    found = np.insert(keys, np.searchsorted(keys, came), came)
    was, gone, there = (np.searchsorted(found, key) for key in (keys, old, new))

    def exchanged(of):
        """The sums of one kind, of old and new cells."""
        sums = of(cells)
        if len(came):
            sums = np.zeros((len(sums), len(found), sums.shape[2]), sums.dtype)
            sums[:, was] = of(cells)
        for d in range(len(sums)):
            kernels.roll_up(gone, -of(before)[d], sums[d])
            kernels.roll_up(there, of(after)[d], sums[d])
        return sums

    people = exchanged(lambda part: np.stack([part.people] * 2, axis=2).astype(np.int64))
    people = people[:, :, 0].astype(np.int32)
    lived_in = people.any(axis=0)
    stay = slice(None) if lived_in.all() else lived_in
    codes = np.stack([*unmixed(found, sizes), found], axis=1)[stay, :-1]
    made = _fewer_words(Cells(tuple(axes), codes, people[:, stay], areas))
    for measure, sums in cells.tallies.items():
        if measure in before.tallies:
            sums = exchanged(lambda part, m=measure: part.tallies[m])
        made.tallies[measure] = sums[:, stay]
    return made


def _axis(place, parts, areas):
    """An axis with the words of all parts and of the small areas."""
    axes = [part.axes[place] for part in parts]
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
        used = np.bincount(codes[:, place], minlength=axis.size) > 0
        told = set(AGE_GROUPS) | (set(cells.areas.homes) if axis.name == HOME else set())
        stay = [i for i, word in enumerate(axis.words) if used[i] or word in told]
        moved = np.full(axis.size, len(stay), np.int64)
        moved[stay] = np.arange(len(stay))
        codes[:, place] = moved[cells.codes[:, place]]
        axes.append(Axis(axis.name, tuple(axis.words[i] for i in stay)))
    return Cells(tuple(axes), codes, cells.people, cells.areas)
