"""One counting: each person's events read once, judged, and added to their cell."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from tilth.store.aside import each
from tilth.store.counting.tallies import AGE_GROUPS
from tilth.store.needs import kernels
from tilth.store.needs.cells import (
    HOME,
    MOST_CODES,
    AreaColumns,
    Axis,
    Cells,
    mixed,
    numbered,
    unmixed,
)
from tilth.store.needs.columns import FEW, TooWide
from tilth.store.needs.judging import Days, Judge, needs_of
from tilth.store.needs.kept import MOVING
from tilth.store.needs.room import Room
from tilth.store.needs.runs import FEW_ROWS
from tilth.store.needs.sums import Sums, kind_of

BLOCK = 1 << 19  # people times dates judged at a time: what a processor keeps at hand
FEWEST = 5_000  # people at a time: fewer are not worth a turn
MOST_BYTES = 1 << 31  # of sums in one answer
OLDEST = 130


class Tally:
    """One counting under way: the groups of everyone, then turn by turn what they answer.

    A turn is of measures that rest on no event another rests on: what its events tell of each
    person is all that need be at hand, and what they took gives room to those of the next.
    """

    def __init__(self, needs, names, dates, living):
        self.columns, self.sources, self.needs = needs.columns, needs.sources, needs
        self.days, self.living, self.names = Days(dates), living, names
        self._own, self._lasting, self._alone = threading.local(), {}, threading.Lock()

    def count(self, measures):
        """The Cells of these measures. Raises TooWide."""
        with ThreadPoolExecutor(1) as aside:  # people are grouped while their events are read
            begun = aside.submit(self._begin, measures)
            each(lambda turn: self._turn(turn, begun), self._turns(measures))
        return self._cells()

    def _begin(self, measures):
        """The groups of everyone, with nothing counted in them yet. Raises TooWide."""
        self._group()
        dates, room = len(self.days.dates), Room()
        heads = np.zeros((1, len(self.combinations)), np.int32)
        kernels.headcount(np.ascontiguousarray(self.place[None], np.int32), heads)
        cells, kind = heads.size * self._width, kind_of(heads)
        self.people = np.zeros((dates, cells), np.int32)
        if not self.moving:
            self.people[:] = heads
        wide = {measure: _columns(measure) for measure in measures}
        if dates * cells * sum(16 + 8 * columns for columns in wide.values()) > MOST_BYTES:
            raise TooWide
        self._locks = {measure: threading.Lock() for measure in measures}
        self.tallies = {
            m: Sums(room.zeros((dates, cells, 4), kind), room.zeros((dates, cells, n), np.int64))
            for m, n in wide.items()
        }

    def _turns(self, measures):
        """The measures in as many turns as there can be, those of most events first.

        All in one where more than one date is asked for, where people are few, or where one turn
        would still be under way long after all others.
        """
        if not measures or len(self.days.dates) > 1 or len(self.columns) <= FEW:
            return [measures]
        turns, rows = [], self.needs.events.rows
        for measure in measures:
            concepts, turn = set(needs_of([measure])), [measure]
            for other in [one for one in turns if concepts & one[0]]:
                turns.remove(other)
                concepts, turn = concepts | other[0], other[1] + turn
            turns.append((concepts, turn))
        turns.sort(key=lambda turn: -sum(map(rows, turn[0])))
        longest = [rows(concept) for concept in turns[0][0]]
        share = sum(rows(c) for concepts, _ in turns for c in concepts) / os.cpu_count()
        if sum(longest) > max(share, max(longest, default=0) + FEW_ROWS):
            return [measures]
        return [turn for _, turn in turns]

    def _turn(self, measures, begun):
        """Count everyone by some measures."""
        room = self._own.__dict__.setdefault("room", Room())
        room.again()
        runs = self.needs.events.runs(needs_of(measures), self.days, room)
        begun.result()
        blocks = -(-len(self.columns) * len(self.days.dates) // (BLOCK * os.cpu_count()))
        step = max(FEWEST, -(-len(self.columns) // (max(blocks, 1) * os.cpu_count())))
        step |= 1  # odd: dates a power of two apart would all lie in one spot of a processor
        firsts = range(0, len(self.columns), step)
        each(lambda first: self._block(measures, runs, slice(first, first + step)), firsts)

    def _block(self, measures, runs, block):
        """Count the people of a block by some measures."""
        block = slice(*block.indices(len(self.columns)))
        lasting = self._lasting.setdefault(block.start, {}) if len(self.days.dates) == 1 else {}
        judge = Judge(self.columns, runs, self.sources, self.days, block, lasting)
        cell = self._cell(judge)
        if self.moving:
            heads = np.zeros(self.people.shape, np.int32)
            kernels.headcount(cell, heads)
            with self._alone:
                self.people += heads
        living = judge.living() if self.living else np.ones((1, block.stop - block.start), np.bool_)
        for measure in measures:
            answer, value = answers(judge, measure, living)
            with self._locks[measure]:
                self._add(measure, answer, value, cell)

    def _add(self, measure, answer, value, cell):
        """Add people's answers and values to their cells. Raises TooWide."""
        sums = self.tallies[measure]
        kernels.tally(answer, cell, sums.counts)
        if value is not None:
            edges = np.array(measure.edges, np.float64)
            if not kernels.add_up(answer, value, cell, measure.parts, edges, sums.added):
                raise TooWide

    def _cells(self):
        """The cells anyone is in, on any of the dates."""
        used = np.flatnonzero(self.people.any(axis=0))
        axes = [axis for axis, _ in self.fixed] + [axis for axis, _ in self.moving]
        codes = unmixed(used % self._width, [axis.size for axis, _ in self.moving])
        fixed = self.combinations[used // self._width]
        codes = [*unmixed(fixed, [axis.size for axis, _ in self.fixed]), *codes, fixed]
        stay = used if len(used) < self.people.shape[1] else slice(None)
        people = self.people[:, stay]
        return Cells(
            tuple(axes),
            np.stack(codes, axis=1)[:, :-1],
            people,
            AreaColumns(self.columns.areas()),
            {m: sums.of(stay, kind_of(people)) for m, sums in self.tallies.items()},
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
            everyone = Judge(self.columns, {}, {}, self.days, slice(0, len(self.columns)), {})
            self.fixed += [(axis, tell(everyone)[0]) for axis, tell in self.moving]
            self.moving = []
        sizes = [axis.size for axis, _ in self.fixed]
        every = int(np.prod(sizes, dtype=np.int64))
        kind = np.int32 if every <= MOST_CODES else np.int64
        key = mixed([codes for _, codes in self.fixed], sizes, len(self.columns), kind)
        self.combinations, self.place = numbered(key, every)
        self._width = int(np.prod([axis.size for axis, _ in self.moving], dtype=np.int64))

    def _cell(self, judge):
        """The cell of every person of a block: dates by people, or 1 by people."""
        cell = self.place[None, judge.block]
        for axis, tell in self.moving:
            cell = cell * axis.size + tell(judge)
        return np.ascontiguousarray(cell, np.int32)


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


def _columns(measure):
    """How many columns its values are added up in."""
    if measure.value is None:
        return 0
    return 4 + (len(measure.edges) + 1 if measure.edges else 0)


def _ages(judge):
    ages = judge.ages()
    return np.where(np.isnan(ages), OLDEST + 1, np.minimum(ages, OLDEST)).astype(np.int64)


def _with(codes, words, more):
    """Codes and words with more words among them."""
    every = sorted({*words, *more} - {None})
    place = {word: i for i, word in enumerate(every)}
    moved = np.array([*(place[word] for word in words), len(every)], np.int32)
    return moved[codes], every
