"""Every question at once: each person's events read once, judged, and added to their cell."""

import math
import os
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from tilth.store.aside import each
from tilth.store.counting.tallies import AGE_GROUPS
from tilth.store.needs import kernels
from tilth.store.needs.cells import HOME, AreaColumns, Axis, Cells, frames, mixed, unmixed
from tilth.store.needs.columns import FEW, Columns, TooWide
from tilth.store.needs.judging import Days, Judge, needs_of
from tilth.store.needs.kept import MOVING
from tilth.store.needs.room import Room
from tilth.store.needs.runs import Events

FINEST = (HOME, "sex", "ethnic_group", "age_group")
BLOCK = 1 << 19  # people times dates judged at a time: what a processor keeps at hand
FEWEST = 5_000  # people at a time: fewer are not worth a turn
MOST_COUNTS = 1 << 27  # in one answer, and of all that is kept
OLDEST = 130


class Needs:
    """Counts the people of one release by settled measures, keeping the cells it has counted.

    person, small_area: name -> kind of what they hold. sources: as Counting has them. kept: what
    cells are kept of the release, where any are. only: the numbers of those counted, in order.
    """

    def __init__(self, release, person, small_area, sources, kept=None, only=None):
        self.release, self.sources, self._beside = release, sources, kept
        self._kinds, self._lock, self._only = (person, small_area), threading.RLock(), only
        self._opened, self._events, self._kept = None, None, OrderedDict()

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
        while len(self._kept) > 1 and sum(map(_size, self._kept.values())) > MOST_COUNTS:
            self._kept.popitem(last=False)


def _size(cells):
    """How many sums some cells hold, and those made of them."""
    coarser = sum(_size(made) for made, _ in cells.coarser.values())
    return coarser + sum(t.size for t in cells.tallies.values())


class Tally:
    """One counting under way: the groups of everyone, then block by block what they answer."""

    def __init__(self, needs, names, dates, living):
        self.columns, self.sources, self.needs = needs.columns, needs.sources, needs
        self.days, self.living, self.names = Days(dates), living, names

    def count(self, measures):
        """The Cells of these measures."""
        wanted = needs_of(measures)
        if len(self.columns) <= FEW:
            self._group()
            runs = self.needs.events.runs(wanted, self.days)
        else:
            with ThreadPoolExecutor(1) as aside:  # people are grouped while their events are read
                runs = aside.submit(lambda: self.needs.events.runs(wanted, self.days))
                self._group()
                runs = runs.result()
        shapes = {m: self._shape(m) for m in measures}
        if sum(map(math.prod, shapes.values())) > MOST_COUNTS * 2:
            raise TooWide
        room = Room()
        tallies = {m: room.zeros(shape, np.int64) for m, shape in shapes.items()}
        people, alone = np.zeros(self._shape()[:2], np.int32), threading.Lock()
        locks = {m: threading.Lock() for m in measures}

        def block(start):
            end = min(start + step, len(self.columns))
            judge = Judge(self.columns, runs, self.sources, self.days, start, end)
            cell = self._cell(judge)
            heads = np.zeros((len(cell), people.shape[1]), np.int32)
            kernels.headcount(cell, heads)
            with alone:
                people[:] += heads
            at_once = end - start if heads.max(initial=0) <= kernels.FULL else kernels.FULL
            at_hand = np.zeros(people.shape[1], np.int64)
            living = judge.living() if self.living else np.ones((1, end - start), np.bool_)
            for measure in measures:
                told = answers(judge, measure, living)
                with locks[measure]:
                    kernels.tally(told[0], cell, at_once, at_hand, tallies[measure])
                    add_up(measure, *told, cell, tallies[measure])

        turns = -(-len(self.columns) * len(self.days.dates) // (BLOCK * os.cpu_count()))
        step = max(FEWEST, -(-len(self.columns) // (max(turns, 1) * os.cpu_count())))
        step |= 1  # odd: dates a power of two apart would all lie in one spot of a processor
        each(block, range(0, len(self.columns), step))
        return self._cells(people, tallies)

    def _cells(self, people, tallies):
        """The cells anyone is in, on any of the dates."""
        used = np.flatnonzero(people.any(axis=0))
        axes = [axis for axis, _ in self.fixed] + [axis for axis, _ in self.moving]
        codes = unmixed(used % self._width, [axis.size for axis, _ in self.moving])
        fixed = self.combinations[used // self._width]
        codes = [*unmixed(fixed, [axis.size for axis, _ in self.fixed]), *codes, fixed]
        stay = used if len(used) < people.shape[1] else slice(None)
        return Cells(
            tuple(axes),
            np.stack(codes, axis=1)[:, :-1],
            people[:, stay],
            AreaColumns(self.columns.areas()),
            {m: t[:, stay] for m, t in tallies.items()},
        )

    def _axis(self, name):
        """(axis, code of everyone), or of a group people move between how to tell it."""
        if name == "age_group":
            return Axis(name, AGE_GROUPS), Judge.age_groups
        if name == "age":
            return Axis(name, tuple(range(OLDEST + 1))), _ages
        if name == "alive":
            return Axis(name, (False, True)), lambda judge: judge.truth("alive") % 2
        codes, words = self.columns.words(name)
        if name == HOME:
            codes, words = _with(codes, words, self.columns.areas().column(HOME).to_pylist())
        return Axis(name, tuple(words)), codes

    def _group(self):
        """Everyone's combination of fixed groups, numbered without gaps."""
        self.fixed = [self._axis(name) for name in self.names if name not in MOVING]
        self.moving = [self._axis(name) for name in self.names if name in MOVING]
        if len(self.days.dates) == 1:  # nobody moves: every group is fixed
            everyone = Judge(self.columns, {}, {}, self.days, 0, len(self.columns))
            self.fixed += [(axis, tell(everyone)[0]) for axis, tell in self.moving]
            self.moving = []
        sizes = [axis.size for axis, _ in self.fixed]
        every = int(np.prod(sizes, dtype=np.int64))
        kind = np.int32 if every <= MOST_COUNTS else np.int64
        key = mixed([codes for _, codes in self.fixed], sizes, len(self.columns), kind)
        self.combinations, self.place = _numbered(key, every)
        self._width = int(np.prod([axis.size for axis, _ in self.moving], dtype=np.int64))

    def _cell(self, judge):
        """The cell of every person of a block: dates by people, or 1 by people."""
        cell = self.place[None, judge.block]
        for axis, tell in self.moving:
            cell = cell * axis.size + tell(judge)
        return np.ascontiguousarray(cell, np.int32)

    def _shape(self, measure=None):
        wide = 2 if measure is None or measure.value is None else 6
        bins = len(measure.edges) + 1 if measure is not None and measure.edges else 0
        return len(self.days.dates), len(self.combinations) * self._width, wide + bins


def answers(judge, measure, living):
    """(what each person of a block is to a measure, their value): dates by people."""
    among = np.full((1, living.shape[1]), kernels.YES, np.uint8)
    if measure.among is not None:
        among = judge.test(measure.among)
    if measure.value is None:
        value, judged = None, judge.test(measure.numerator)
    else:
        value = judge.value(measure.value)
        judged = np.isnan(value).astype(np.uint8) ^ 1
    rows = max(len(living), len(among), len(judged))
    out = np.empty((rows, living.shape[1]), np.uint8)
    kernels.answers(living, among, judged, out)
    return out, value


def add_up(measure, answer, value, cell, tally):
    """Add people's values to their cells. Raises TooWide."""
    if value is not None:
        edges = np.array(measure.edges, np.float64)
        if not kernels.add_up(answer, value, cell, measure.parts, edges, tally):
            raise TooWide


def _numbered(key, size):
    """(the numbers there are, in order; the place of each key among them)."""
    if size > MOST_COUNTS:
        return np.unique(key, return_inverse=True)
    there = np.zeros(size, np.bool_)
    there[key] = True
    return np.flatnonzero(there), (np.cumsum(there, dtype=np.int32) - 1)[key]


def _ages(judge):
    ages = judge.ages()
    return np.where(np.isnan(ages), OLDEST + 1, np.minimum(ages, OLDEST)).astype(np.int64)


def _with(codes, words, more):
    """Codes and words with more words among them."""
    every = sorted({*words, *more} - {None})
    place = {word: i for i, word in enumerate(every)}
    moved = np.array([*(place[word] for word in words), len(every)], np.int32)
    return moved[codes], every
