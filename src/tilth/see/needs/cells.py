"""Raw counts in their finest cells, and what of them may be shown: every view adds up the same."""

import hashlib
import threading
from dataclasses import dataclass
from functools import cache, partial

import pandas as pd
import pyarrow as pa

from tilth.ground.disclosure import protect, settle
from tilth.ground.errors import DefinitionError
from tilth.ground.place import Privacy
from tilth.see.needs.naming import GROUPS
from tilth.see.needs.steps import STEPS
from tilth.store.needs.measure import Measure
from tilth.store.settled import Settled
from tilth.store.shown import Shown
from tilth.store.stages import source_of

PERIOD = "period"
FIGURES = ("numerator", "denominator", "sum_squares", "unknown", "among_unknown")
OWN_ADDRESS = ("lsoa11", "postcode_district")
KEPT = 96


@dataclass(frozen=True)
class Ask:
    """One thing to count. of: what its numerator holds, as the door has it. living: as counts."""

    measure: Measure
    of: str = "people"
    living: bool = True


@dataclass(frozen=True)
class Span:
    """When it is counted: a series over dates, or one day (as_of) where `over` is None."""

    over: object = None
    since: object = None
    until: object = None
    as_of: object = None

    def __post_init__(self):
        if isinstance(self.over, str) and self.over not in STEPS:
            raise DefinitionError(f"a series is over month, quarter or year, not {self.over}")


class Cells:
    """One measure, exact, in the finest cells of its layers, groups and periods.

    frame: a row for each combination; every area has its row, though nobody be in it. Words are
    held as codes and nobody's rows without their counts: many measures are held at once.
    """

    def __init__(self, frame, ask, privacy, layers, groups, kept=None):
        """kept: Settled, where what is settled of the place's small counts is kept."""
        self.ask, self.privacy, self._kept = ask, privacy, kept
        self._pattern, self._alone = None, threading.Lock()
        self.layers, self.groups = tuple(layers), tuple(groups)
        self.counts = [c for c in frame if c in FIGURES or str(c).startswith("bin")]
        self._types = dict(frame.dtypes)
        keys = [c for c in frame if c not in self.counts]
        words = {k: "category" for k in keys if isinstance(frame[k].dtype, pd.StringDtype)}
        told = [c for c in ("denominator", "unknown", "among_unknown") if c in frame]
        anybody = frame[told].sum(axis=1) > 0
        held = frame.astype(words)
        self._held = held[anybody].reset_index(drop=True)
        self._nobody = held.loc[~anybody, keys].reset_index(drop=True)

    @property
    def frame(self):
        """The rows it was made of, those anybody is in first."""
        return self._plain(
            pd.concat([self._held, self._nobody], ignore_index=True).fillna(
                dict.fromkeys(self.counts, 0)
            )
        )

    @property
    def pattern(self):
        """What is hidden of it, settled once for every view."""
        with self._alone:
            if self._pattern is None:
                how = {"layers": self.layers, "groups": self.groups, "of": self.ask.of}
                keep = self._kept and partial(self._kept.arrays, self._about(how))
                self._pattern = settle(self._held, self.privacy, keep=keep, **how)
        return self._pattern

    def _about(self, how):
        """All that decides what is settled of it, as bytes."""
        table = pa.Table.from_pandas(self._held, preserve_index=False)
        bytes_of = pa.BufferOutputStream()
        with pa.ipc.new_stream(bytes_of, table.schema) as stream:
            stream.write_table(table)
        least = (self.privacy.suppress_below, self.privacy.round_to)
        told = repr((sorted(how.items()), least, _code()))
        return [bytes_of.getvalue().to_pybytes(), told.encode()]

    def raw(self, keys):
        """The counts added up to these columns: exact, and never to be shown."""
        keys = list(keys)
        if not keys:
            return self._plain(self._held[self.counts].sum().to_frame().T)
        whole = beside(self.every(keys), self._added(keys, self.counts), keys)
        whole[self.counts] = whole[self.counts].fillna(0)
        return self._plain(whole)

    def _added(self, keys, counts):
        """Some counts of those anybody is in, added up to these columns."""
        added = self._held.groupby(keys, dropna=False, observed=True)[counts].sum()
        return self._plain(added.reset_index())

    def _plain(self, rows):
        """Rows with their words as they came, not as codes."""
        return rows.astype({name: self._types[name] for name in rows})

    def shown(self, keys):
        """The counts of these columns as they may be shown, with a note of what may not."""
        if self._held.empty:
            # Nobody at all: there is nothing to protect, and no pattern of it.
            return protect(self.raw(keys), self.privacy, totals=False, of=self.ask.of)
        return protect(self.raw(keys), self.privacy, nested=self.pattern, of=self.ask.of)

    def bands(self, keys, names):
        """Raw counts of people by further columns: shape (rows of `raw(keys)`, bands).

        names: the bands of one column in order, as {column: values}. Returns numerators and
        denominators; people of no known band are in neither.
        """
        (column, values), *_ = names.items()
        rows = self.raw(keys)[list(keys)]
        counts = ["numerator", "denominator"]
        found = self._added([*keys, column], counts).set_index([*keys, column])
        tables = []
        for name in counts:
            if not keys:
                tables.append(found[name].reindex(list(values)).fillna(0).to_numpy()[None, :])
                continue
            wide = found[name].unstack(column).reindex(columns=list(values)).fillna(0)
            tables.append(_aligned(wide, rows, keys))
        return tables

    def every(self, keys):
        """A row for each combination of the columns; no area or group only where there is one."""
        held = self._plain(self._held[keys].drop_duplicates())
        every = [held, self._plain(self._nobody[keys].drop_duplicates())]
        known = pd.concat(every).dropna(subset=[k for k in keys if k != PERIOD])
        both = pd.concat([known, held], ignore_index=True).drop_duplicates()
        return both.sort_values(keys, na_position="last", ignore_index=True, key=_in_order)


def beside(rows, table, keys):
    """Rows with what a table says of the same keys; keys that are not known meet each other."""
    kinds = {k: rows[k].dtype for k in keys}
    return rows.merge(table.astype(kinds), how="left", on=list(keys))


def _aligned(wide, rows, keys):
    """A table's rows in the order of `rows`, nobody where there is none."""
    return beside(rows, wide.reset_index(), keys)[list(wide.columns)].fillna(0).to_numpy(float)


def _in_order(column):
    """Age groups by age, the rest by what they are."""
    if column.name != "age_group":
        return column
    return column.map(lambda g: int(g.split("-")[0].rstrip("+")), na_action="ignore")


def nesting(people):
    """The layers that are added up from small areas, the small area first."""
    return tuple(name for name in people.layers if name not in OWN_ADDRESS)


def read(people, asked, *, layer, groups, span):
    """key -> Cells for some questions, as few readings as will do; kept for the next page.

    asked: key -> Ask. layer: the layer to be shown, and with it every layer it nests in.
    groups: the groups to be shown; all known ones for a single day.
    """
    kept = people.memo.setdefault("cells", {})
    layers, groups = _shape(people, layer, groups, span)
    where = (layers, groups, span if _plain(span) else None)
    found = {k: kept.get((ask, where)) for k, ask in asked.items() if where[2] is not None}
    missing = {k: ask for k, ask in asked.items() if found.get(k) is None}
    for living in {ask.living for ask in missing.values()}:
        some = {k: ask for k, ask in missing.items() if ask.living == living}
        for key, cells in _counted(people, some, layers, groups, span, living).items():
            found[key] = cells
            if where[2] is not None:
                kept[asked[key], where] = cells
    for old in list(kept)[: max(len(kept) - KEPT, 0)]:
        kept.pop(old, None)
    return found


def _shape(people, layer, groups, span):
    """The layers and groups of the finest cells."""
    nested = nesting(people)
    layers = nested if layer is None or layer in nested else (layer,)
    if span.over is None:
        known = [g for g in GROUPS if g in people.attributes]
        groups = tuple(dict.fromkeys([*known, *groups]))
    return layers, tuple(dict.fromkeys(groups))


def _plain(span):
    """Whether a reading can be kept: its dates are told in a word, or fixed."""
    return span.over is None or isinstance(span.over, str | tuple)


def _counted(people, asked, layers, groups, span, living):
    frames = people.measure_many(
        {str(i): ask.measure for i, ask in enumerate(asked.values())},
        by=[*layers, *groups],
        over=span.over,
        since=span.since,
        until=span.until,
        as_of=span.as_of,
        living=living,
    )
    told = {key: frames.pop(str(i)) for i, key in enumerate(asked)}
    if people.place is None:
        return {key: Cells(told[key], ask, Privacy(), layers, groups) for key, ask in asked.items()}
    kept = Settled(people.place.store_folder, people.release)
    how = people.place.privacy, layers, groups, kept
    with Shown.open(people.place) as book:  # one at a time: a frame is many times its Cells
        return {
            key: Cells(_steady(book, people, told.pop(key), ask, span), ask, *how)
            for key, ask in asked.items()
        }


@cache
def _code():
    """The code that settles what is hidden."""
    return source_of("tilth.ground.disclosure")


def _steady(book, people, frame, ask, span):
    """The counts to show: those shown before, where a new release changed them by a handful."""
    about = f"{ask!r} {sorted(frame.columns)}"
    return book.steady(
        frame,
        people.place.privacy,
        measure=hashlib.sha256(about.encode()).hexdigest()[:24],
        period=str(span.over or span.as_of or people.as_of),
        release=people.release,
        at=people.as_of,
    )


def groups_of(by):
    """The groups asked for, as a tuple of known names. Raises DefinitionError."""
    by = (by,) if isinstance(by, str) else tuple(by or ())
    unknown = [name for name in by if name not in GROUPS]
    if unknown:
        raise DefinitionError(
            f"there is no group called {unknown[0]}", remedy=f"Groups are {', '.join(GROUPS)}."
        )
    return by
