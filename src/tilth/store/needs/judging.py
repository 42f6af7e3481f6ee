"""Criteria judged for a block of people on all dates at once: yes, no, or not known."""

from collections import defaultdict

import numpy as np

from tilth.ground.criteria import tree
from tilth.store.counting.tallies import AGE_GROUPS
from tilth.store.needs import kernels
from tilth.store.needs.columns import AGE_BAND, OLDEST, day_number
from tilth.store.needs.kernels import NEVER, NO, YES
from tilth.store.needs.runs import Asked
from tilth.store.needs.telling import SINGLE, Told

LONG_AGO = np.iinfo(np.int32).min
COMPARED = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


class Days:
    """The dates asked about, in order, as days and as months since year 0."""

    def __init__(self, dates):
        self.dates = dates
        self.days = np.array([day_number(d) for d in dates], np.int32)
        self.months = np.array([d.year * 12 + d.month for d in dates], np.int32)

    def starts(self, window):
        """The day before a window's first, for every date."""
        if window is None:
            return np.full(len(self.dates), LONG_AGO, np.int32)
        return np.array([day_number(window.start(d)) for d in self.dates], np.int32)


class Judge:
    """Judges trees of a block of people. Answers are dates by people, or 1 by people.

    columns: Columns. runs: concept -> Run or Told. sources: concept -> those whose silence means
    no, or None where everyone's does. block: slice. lasting: what is found that rests on no events
    is put there, and is found again by another judge of the same people.
    """

    def __init__(self, columns, runs, sources, days, block, lasting):
        self.columns, self.runs, self.sources, self.days = columns, runs, sources, days
        self.block, self._lasting, self._kept = block, lasting, {}

    def test(self, test):
        """YES, NO or 0 where it is not known."""
        own = isinstance(test, tree.Word) or isinstance(getattr(test, "operand", None), tree.Word)
        kept = self._lasting if own else self._kept
        if test not in kept:
            kept[test] = self._test(test)
        return kept[test]

    def _test(self, test):
        match test:
            case tree.All(tests):
                return _every([self.test(t) for t in tests])
            case tree.Some(tests):
                return _opposite(_every([_opposite(self.test(t)) for t in tests]))
            case tree.Not(inside):
                return _opposite(self.test(inside))
            case tree.Missing(operand):
                return _sure(self._missing(operand))
            case tree.Ever(concept, window):
                return self._ever(concept, window)
            case tree.Near():
                return self._near(test)
            case tree.On(name):
                return _sure(self._on(name))
            case tree.Word(name):
                return self.truth(name)
        if getattr(test.operand, "kind", "") == "text":
            return self._worded(test)
        return self._compared(test)

    def living(self):
        """Whether each person was born by the date and alive on it."""
        if "living" not in self._lasting:
            self._lasting["living"] = self._living()
        return self._lasting["living"]

    def _living(self):
        born, _ = self.columns.born()
        by_then = (born[self.block] <= self.days.days[:, None]) | (born[self.block] == NEVER)
        return by_then & (self.truth("alive") == YES)

    def truth(self, name):
        """An attribute that is yes or no."""
        if name == "alive":
            return _sure(self.columns.died()[self.block] > self.days.days[:, None])
        return self.columns.truths(name)[None, self.block]

    def value(self, operand):
        """A number or a day; NaN where it is not known. Whole numbers may stay whole."""
        if isinstance(operand, tree.Word):
            if operand.name == "age":
                return self.ages()
            return self.columns.numbers(operand.name)[None, self.block]
        if operand not in self._kept:
            self._kept[operand] = self._summary(operand)
        return self._kept[operand]

    def ages(self):
        """Whole years of age on every date."""
        years = self._years()
        return np.where(years < 0, np.nan, years)

    def age_groups(self):
        """The place of everyone's five years of age among the groups; the last where not known."""
        years = self._years()
        return np.where(years < 0, OLDEST // AGE_BAND + 1, np.minimum(years, OLDEST) // AGE_BAND)

    def _years(self):
        """Whole years of age; below nought where they are not known, or not born yet."""
        born, months = self.columns.born()
        years = (self.days.months[:, None] - months[self.block]) // np.int32(12)
        return np.where(born[self.block] <= self.days.days[:, None], years, np.int32(-1))

    def _missing(self, operand):
        kind = getattr(operand, "kind", "number")
        if kind == "text":
            codes, words = self.worded(operand.name)
            return codes == len(words)
        if kind == "yes_no":
            return self.truth(operand.name) == 0
        return np.isnan(self.value(operand))

    def worded(self, name):
        """(codes, words) of a text."""
        if name == "age_group":
            return self.age_groups(), list(AGE_GROUPS)
        codes, words = self.columns.words(name)
        return codes[None, self.block], words

    def _worded(self, test):
        codes, words = self.worded(test.operand.name)
        wanted = test.values if isinstance(test, tree.OneOf) else (test.value,)
        yes, no = (NO, YES) if getattr(test, "sign", "=") == "!=" else (YES, NO)
        answers = np.array([*(yes if w in wanted else no for w in words), 0], np.uint8)
        return answers[codes]

    def _compared(self, test):
        value = self.value(test.operand)
        match test:
            case tree.Compare(_, sign, literal):
                found = COMPARED[sign](value, _plain(literal))
            case tree.Between(_, low, high):
                found = (value >= _plain(low)) & (value <= _plain(high))
            case _:
                found = np.isin(value, [_plain(v) for v in test.values])
        return _sure(found) if value.dtype.kind == "i" else _sure(found) * ~np.isnan(value)

    def _told(self, concept, how, window):
        """What was told of everyone while events were read; None where they are all at hand."""
        run = self.runs[concept]
        return run.found[how, window][None, self.block] if isinstance(run, Told) else None

    def _starts(self, concept):
        return self.runs[concept].starts[self.block.start : self.block.stop + 1]

    def _for_all_dates(self, kind):
        return np.empty((len(self.days.dates), self.block.stop - self.block.start), kind)

    def _ever(self, concept, window):
        told = self._told(concept, "ever", window)
        if told is not None:
            found = (told > 0).view(np.uint8)  # a choice without choosing: many go at a time
            silent = found - np.uint8(1)
            silent &= self._silence(concept)
            return np.bitwise_or(found, silent, out=found)
        out, low = self._for_all_dates(np.uint8), self.days.starts(window)
        days, silence = self.runs[concept].days, self._silence(concept)[0]
        kernels.ever(self._starts(concept), days, low, self.days.days, silence, out)
        return out

    def _windows(self, concept, window):
        """Where the events of a window begin and end: dates by people."""
        key = (concept, window)
        if key not in self._kept:
            run, starts = self.runs[concept], self._starts(concept)
            first, last = (self._for_all_dates(np.int32) for _ in range(2))
            low = self.days.starts(window)
            if len(low) == 1:
                kernels.window(starts, run.days, low[0], self.days.days[0], first, last)
            else:
                kernels.windows(starts, run.days, low, self.days.days, first, last)
            self._kept[key] = first, last
        return self._kept[key]

    def _times(self, concept, window):
        told = self._told(concept, "count", window)
        if told is not None:
            return told
        first, last = self._windows(concept, window)
        return last - first

    def _summary(self, operand):
        concept, how = operand.concept, operand.how
        if how == "count":
            times = self._times(concept, operand.window)
            if self.sources[concept] is None:
                return times
            return np.where((times == 0) & (self._silence(concept) == 0), np.nan, times)
        told = self._told(concept, how, operand.window)
        if told is not None:
            return told
        first, last = self._windows(concept, operand.window)
        run = self.runs[concept]
        if how in tree.DATES:
            event = first if how == "since" else last - 1
            event = np.minimum(np.maximum(event, 0), max(len(run.days) - 1, 0))
            days = run.days[event] if len(run.days) else np.zeros(first.shape)
            return np.where(first < last, days, np.nan)
        out = np.empty(first.shape)
        if how == "latest":
            kernels.latest(first, last, run.days, run.values, out)
        elif how == "total":
            kernels.total(first, last, run.values, out)
            out[(first == last) & (self._silence(concept) == 0)] = np.nan
        elif how == "mean":
            kernels.mean(first, last, run.values, out)
        else:
            kernels.extreme(first, last, run.values, 1.0 if how == "highest" else -1.0, out)
        return out

    def _silence(self, concept):
        """NO where nothing told means no of this person, else 0."""
        if ("silence", concept) not in self._kept:
            self._kept["silence", concept] = self._silent(concept)
        return self._kept["silence", concept]

    def _silent(self, concept):
        sources = self.sources[concept]
        if sources is None:
            return np.full((1, self.block.stop - self.block.start), NO, np.uint8)
        return np.where(self.columns.seen_by(sources)[None, self.block], NO, 0).astype(np.uint8)

    def _near(self, test):
        run, other = self.runs[test.concept], self.runs[test.other]
        seen = np.empty(self.block.stop - self.block.start, np.int32)
        kernels.near(
            self._starts(test.concept),
            run.days,
            self._starts(test.other),
            other.days,
            other.ends,
            test.days,
            test.side == "after",
            test.concept == test.other,
            seen,
        )
        known = np.minimum(self._silence(test.concept), self._silence(test.other))
        return np.where(seen <= self.days.days[:, None], YES, known).astype(np.uint8)

    def _on(self, name):
        place, since, until = self.columns.listed(name)
        rows = slice(*np.searchsorted(place, [self.block.start, self.block.stop]))
        on = self._for_all_dates(np.bool_)
        on[:] = False
        for d, day in enumerate(self.days.days):
            now = (since[rows] <= day) & (until[rows] >= day)
            on[d, place[rows][now] - self.block.start] = True
        return on


def needs_of(measures):
    """concept -> Asked: what measures need of its events."""
    concepts, operands = defaultdict(Asked), [m.value for m in measures if m.value is not None]
    for measure in measures:
        for test in [leaf for whole in measure.trees for leaf in tree.leaves(whole)]:
            if isinstance(test, tree.Near):
                concepts[test.concept].ordered = concepts[test.other].ordered = True
                concepts[test.other].ends = True
            elif isinstance(test, tree.Ever):
                concepts[test.concept].windows.add(("ever", test.window))
            else:
                operands.append(getattr(test, "operand", None))
    for operand in operands:
        if isinstance(operand, tree.Summary):
            asked = concepts[operand.concept]
            asked.windows.add((operand.how, operand.window))
            asked.ordered |= operand.how not in SINGLE
            asked.values |= operand.how in tree.NUMBERS and operand.how != "count"
    return concepts


def _every(answers):
    """Whether all hold: no where any is no, else not known where any is not."""
    some_no = answers[0] == NO
    all_yes = answers[0] == YES
    for answer in answers[1:]:
        some_no = some_no | (answer == NO)
        all_yes = all_yes & (answer == YES)
    return all_yes.view(np.uint8) | (some_no.view(np.uint8) << 1)


def _opposite(answer):
    """Yes for no and no for yes."""
    return ((answer & 1) << 1) | (answer >> 1)


def _sure(truth):
    """YES or NO of what is always known, in the place of it."""
    told = truth.view(np.uint8)
    return np.subtract(np.uint8(NO), told, out=told)


def _plain(literal):
    return literal if isinstance(literal, (int, float)) else day_number(literal)
