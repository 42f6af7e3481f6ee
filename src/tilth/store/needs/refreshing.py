"""When few people changed: their old sums are taken away and their new ones added, exactly."""

from dataclasses import dataclass

import numpy as np

from tilth.ground.errors import StoreError
from tilth.store.aside import each
from tilth.store.counting.tallies import AGE_GROUPS
from tilth.store.needs import kernels
from tilth.store.needs.cells import HOME, Axis, Cells, mixed, unmixed
from tilth.store.needs.changes import Changed, changed
from tilth.store.needs.counting import Needs
from tilth.store.needs.judging import needs_of
from tilth.store.needs.kept import Kept
from tilth.store.needs.sums import Sums, kind_of
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
        return refreshed(cells, *both(self.before, self.after, told, names, dates, living), areas)


def both(before, after, *asked):
    """The Cells of the same people as they were and as they are, counted side by side.

    before, after: Needs. asked: as Needs.cells has it.
    """
    return each(lambda needs: needs.cells(*asked), (before, after))


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
    gone, there = (np.searchsorted(found, key) for key in (old, new))

    def exchanged(sums, less, more):
        """The sums of one kind, of old and new cells."""
        if len(came):
            was, held = np.searchsorted(found, keys), sums
            sums = np.zeros((len(held), len(found), held.shape[2]), held.dtype)
            sums[:, was] = held
        for d in range(len(sums)):
            kernels.exchange(gone, less[d], there, more[d], sums[d])
        return sums

    people = exchanged(*(part.people[:, :, None] for part in parts))[:, :, 0]
    lived_in = people.any(axis=0)
    if lived_in.all() and not len(came) and tuple(axes) == cells.axes:
        stay, made = slice(None), Cells(cells.axes, cells.codes, people, areas)
    else:
        stay = slice(None) if lived_in.all() else lived_in
        codes = np.stack([*unmixed(found, sizes), found], axis=1)[stay, :-1]
        made = _fewer_words(Cells(tuple(axes), codes, people[:, stay], areas))

    kind = kind_of(made.people)

    def measured(measure):
        sums = cells.tallies[measure]
        sums = Sums(sums.counts.astype(kind, copy=False), sums.added)  # on a circle: still exact
        if measure in before.tallies:
            every = (part.tallies[measure].arrays for part in (before, after))
            sums = Sums(*map(exchanged, sums.arrays, *every))
        return sums.of(stay, kind)

    made.tallies.update(zip(cells.tallies, each(measured, cells.tallies), strict=True))
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
        if part.axes[place].words == axis.words:
            found.append(part.codes[:, place])
            continue
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
