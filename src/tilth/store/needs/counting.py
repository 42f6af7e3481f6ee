"""Every question at once, of the people of one release: what was counted is kept at hand."""

import threading
from collections import OrderedDict

from tilth.store.needs.cells import HOME, AreaColumns
from tilth.store.needs.columns import Columns
from tilth.store.needs.frames import frames
from tilth.store.needs.room import small_pages
from tilth.store.needs.runs import Events
from tilth.store.needs.tallying import Tally

FINEST = (HOME, "sex", "ethnic_group", "age_group")
MOST_BYTES = 1 << 30  # of all sums kept in memory


class Needs:
    """Counts the people of one release by settled measures, keeping the cells it has counted.

    person, small_area: name -> kind of what they hold. sources: as Counting has them. kept: what
    cells are kept of the release, where any are. only: the numbers of those counted, in order.
    """

    def __init__(self, release, person, small_area, sources, kept=None, only=None):
        self.release, self.sources, self._beside = release, sources, kept
        self._kinds, self._lock, self._only = (person, small_area), threading.RLock(), only
        self._opened, self._events, self._kept = None, None, OrderedDict()
        small_pages()

    def frames(self, asked, by, dates, living, *, areas, dated=True):
        """name -> frame, as Counting.frames gives. Raises TooWide where only SQL can tell."""
        with self._lock:
            cells = self.cells(list(asked.values()), by, dates, living)
            wanted = self._axes(by)
            names = [axis.name for axis in cells.axes if axis.name in wanted]
            return frames(cells.only(tuple(names)), asked, by, areas, dates if dated else None)

    def cells(self, measures, by, dates, living):
        """The Cells that hold these measures and tell these groups apart."""
        names = self._axes(by)
        if len(dates) == 1 and names <= set(FINEST):
            names = {name for name in FINEST if name in self.columns.kinds or name == "age_group"}
        key = (tuple(sorted(names)), tuple(dates), living)
        kept = self._kept.pop(key, None)
        for count in (self._read, self._counted):
            new = [m for m in dict.fromkeys(measures) if kept is None or m not in kept.tallies]
            made = count(new, *key) if new or kept is None else None
            if made and kept:
                kept.tallies.update(made.tallies)
            kept = kept or made
        self._keep(key, kept)
        return kept

    def _read(self, measures, names, dates, living):
        """What of it is kept beside the release."""
        if self._beside is None:
            return None
        areas = AreaColumns(self.columns.areas())
        return self._beside.load(measures, names, dates, living, areas)

    def _counted(self, measures, names, dates, living):
        return Tally(self, names, dates, living).count(measures)

    def anew(self, kept=None, release=None, only=None):
        """The same with nothing counted, nor anything kept but what is given.

        release: another of the same kind. only: counting these people alone.
        """
        return Needs(release or self.release, *self._kinds, self.sources, kept, only)

    @property
    def columns(self):
        """The columns of the people, opened when first needed."""
        if self._opened is None:
            self._opened = Columns(self.release, *self._kinds, self._only)
        return self._opened

    @property
    def events(self):
        """The events of the people, opened when first needed."""
        if self._events is None:
            self._events = Events(self.release, self.columns.ids)
        return self._events

    def hold(self, concepts):
        """Read all events of these concepts now, of people few enough to have them at hand."""
        self._events = self.events.few(concepts)

    def _axes(self, by):
        """The axes that tell these groups: small areas stand for all that lies above them."""
        return {HOME if self.columns.of_areas(name) else name for name in by}

    def _keep(self, key, cells):
        self._kept[key] = cells
        while len(self._kept) > 1 and sum(map(_size, self._kept.values())) > MOST_BYTES:
            self._kept.popitem(last=False)


def _size(cells):
    """How many bytes some cells hold, and those made of them."""
    coarser = sum(_size(made) for made, _ in cells.coarser.values())
    return coarser + sum(sums.bytes for sums in cells.tallies.values())
