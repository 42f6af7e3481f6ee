"""The people of a place, as one release tells of them: asked in criteria, answered in counts."""

import contextlib
import copy
import datetime
import re
from dataclasses import replace

import pyarrow as pa

from tilth.ground.criteria.tree import Window
from tilth.ground.criteria.vocabulary import Vocabulary
from tilth.ground.criterion import Criterion, Definition
from tilth.ground.errors import ClosedError, DefinitionError
from tilth.ground.place import Place
from tilth.store.counting.closed import closed_words
from tilth.store.counting.criteria import columns_of
from tilth.store.counting.periods import period_ends
from tilth.store.counting.sandbox import LIMITS, Sandbox
from tilth.store.counting.tallies import AGE_GROUPS, Counting
from tilth.store.needs.columns import TooWide
from tilth.store.needs.counting import Needs
from tilth.store.needs.kept import Kept, Wanted, write_kept
from tilth.store.needs.measure import Measure
from tilth.store.needs.refreshing import Earlier
from tilth.store.published import Release
from tilth.store.releases import open_release

WORKED_OUT = {"age": "number", "age_group": "text", "alive": "yes_no"}
CLOSED = {
    "sex": ("female", "male", "other"),
    "ethnic_group": ("asian", "black", "mixed", "other", "white"),
    "age_group": AGE_GROUPS,
}
OWN_AREAS = ("lsoa21", "lsoa11", "postcode_district")
HIDDEN = ("person", "birth_month")
NAME = re.compile(r"[a-z][a-z0-9_]*")


class Population:
    """One linked, pseudonymised population on one day. Counts come out of it; people never do.

    Whatever else is published meanwhile, an open Population answers from the release it opened.
    memo: what others worked out of these very people, held for as long as they are open.
    """

    def __init__(
        self, release, *, engine="duckdb", as_of=None, criteria=None, limits=LIMITS, place=None
    ):
        """See Population.open. release: a Release. criteria: name -> Criterion or text.

        place: the Place the people live in, where there is one.
        """
        self._release, self.place = release, place
        self.as_of = as_of or datetime.date.fromisoformat(release.manifest["as_of"])
        self._runner = _runner(engine, release, limits)
        person, small_area = _kinds(release, "person"), _kinds(release, "small_area")
        derived = {"deprivation_fifth": "number"} if "imd_quintile" in small_area else {}
        self._concepts = {row["concept"]: row for row in release.small("concept")}
        self._nesting = tuple(n for n, kind in small_area.items() if kind == "text")
        self._areal = {"lsoa21", *small_area, *derived} - (person.keys() - {"lsoa21"})
        self.vocabulary = Vocabulary(
            attributes=small_area | derived | person | WORKED_OUT,
            concepts=tuple(sorted(self._concepts)),
            lists=tuple(sorted(row["list"] for row in release.small("list"))),
            criteria={n: Criterion.parse(c).test for n, c in (criteria or {}).items()},
            values=CLOSED,
            closed=closed_words(place, self._concepts),
        )
        silent = {
            n: None if c["covers"] == "everyone" else c["sources"]
            for n, c in self._concepts.items()
        }
        self._read, self.memo = {}, {}
        self._counting = Counting(self._runner, columns_of(person, small_area), silent)
        self._needs = None
        if engine == "duckdb":
            kept = place and Kept.find(place.store_folder, release)
            self._needs = Needs(release, person, small_area, silent, kept)

    @classmethod
    def open(cls, place, release=None, *, engine="duckdb", as_of=None, limits=LIMITS):
        """The population of a place: the release in service, or the one named.

        place: a Place or its folder. engine: duckdb, or spark where it is installed.
        as_of: the day asked about; the release's own day unless told. Raises StoreError.
        """
        place = place if isinstance(place, Place) else Place.open(place)
        folder = place.store_folder / "releases"
        found = Release(folder / release) if release else open_release(place)
        named = {name: d.parsed() for name, d in place.all(Definition).items()}
        return cls(found, engine=engine, as_of=as_of, criteria=named, limits=limits, place=place)

    def at(self, place):
        """The same people in their place as it stands now: what has closed is not counted."""
        seen = copy.copy(self)
        closed = closed_words(place, self._concepts)
        seen.place, seen._read, seen.memo = place, {}, {}
        seen.vocabulary = replace(self.vocabulary, closed=closed)
        return seen

    def why_closed(self, name):
        """Why a word of a criterion may not be asked about now; '' where it may."""
        return self.vocabulary.closed.get(name, "")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Let go of the engine."""
        self._runner.close()

    @property
    def fingerprint(self):
        """The hash that names the release, whole."""
        return self._release.fingerprint

    @property
    def release(self):
        """The name of the release."""
        return self._release.name

    @property
    def synthetic(self):
        """Whether these people are made up."""
        return bool(self._release.manifest["synthetic"])

    @property
    def people(self):
        """How many people the release holds, living or not."""
        return self._release.rows("person")

    @property
    def attributes(self):
        """What is known of each person: name -> number, text, date or yes_no."""
        return dict(self.vocabulary.attributes)

    @property
    def concepts(self):
        """What is recorded of people with a date: name -> title, unit, sources and covers."""
        return {name: dict(row) for name, row in self._concepts.items()}

    @property
    def layers(self):
        """The layers people can be counted by, the small area first."""
        own = [name for name in OWN_AREAS if name in self.vocabulary.attributes]
        return tuple(dict.fromkeys([*own, *self._nesting]))

    @property
    def lists(self):
        """The partners' lists."""
        return self.vocabulary.lists

    def describe(self):
        """What this population is, as plain values."""
        return {
            "release": self.release,
            "as_of": self.as_of.isoformat(),
            "synthetic": self.synthetic,
            "people": self.people,
            "layers": list(self.layers),
            "attributes": self.attributes,
            "concepts": sorted(self._concepts),
            "lists": list(self.lists),
            "criteria": sorted(self.vocabulary.criteria),
        }

    def counts(self, numerator, among=None, by=None, over=None, **options):
        """How many people meet a criterion, in each area or group: whole, exact numbers.

        numerator, among: criteria, as text or Criterion; among everyone unless told.
        by: a layer, an attribute, or several; a group nobody knows is a row of its own.
        over: month, quarter, year or a list of dates: one row for each group and period,
        as of the period's last day. Options: since and until (the dates a series runs from
        and to; the year up to the as-of date unless told), as_of, living (only people alive
        on the day, unless False).

        Returns a frame: `area` (where `by` is one layer, else a column for each name),
        `period` with `over`, then numerator, denominator (people for whom the numerator is
        known), unknown (people for whom it is not) and among_unknown (people of whom it is
        not known whether they belong). These are raw: show none before disclosure control.
        Raises DefinitionError for a word it does not know, StoreError beyond the limits.
        """
        asked = {"counts": (numerator, among)}
        return self.counts_many(asked, by=by, over=over, **options)["counts"]

    def counts_many(
        self, asked, by=None, over=None, *, since=None, until=None, as_of=None, living=True
    ):
        """Many counts in one reading of the people and events.

        asked: name -> numerator, or (numerator, among). The rest is as in `counts`.
        Returns name -> frame.
        """
        measures = {name: Measure(*_pair(question)) for name, question in asked.items()}
        by = [by] if isinstance(by, str) else list(by or ())
        areas = by if len(by) == 1 and by[0] in self._nesting else ()
        dated = {"since": since, "until": until, "as_of": as_of, "living": living}
        frames = self._counted(self._counting, measures, by, over, areas, **dated)
        return {name: self._titled(frame, by) for name, frame in frames.items()}

    def measure_many(
        self, asked, by=None, over=None, *, since=None, until=None, as_of=None, living=True
    ):
        """Many measures in one reading of the people and events: raw, exact sums.

        asked: name -> Measure. by: layers and groups, one or several; every area there is
        has a row, for every group where there is one beside it. The rest is as in `counts`.

        Returns name -> frame: a column for each name of `by` (called so), `period` with `over`,
        numerator (people, or the sum of the value), denominator (people judged), sum_squares (of
        a value), unknown, among_unknown, and bin0, bin1 .. of a histogram. Sums of counts are
        whole; of other values, the nearest number to the exact sum in whole millionths.
        Raises DefinitionError and StoreError as `counts` does.
        """
        by = [by] if isinstance(by, str) else list(by or ())
        dated = {"since": since, "until": until, "as_of": as_of, "living": living}
        if self._needs is not None:
            with contextlib.suppress(TooWide):
                return self._counted(self._needs, asked, by, over, by, **dated)
        return self._counted(self._counting, asked, by, over, by, **dated)

    def wanted(self, measures, groups, dates, living=True):
        """What may be kept of some Measures: those whose words this population knows."""
        known = []
        for measure in measures:
            with contextlib.suppress(DefinitionError, ClosedError):
                known.append(self._settled(measure))
        return Wanted(tuple(known), tuple(groups), tuple(dates), living)

    def keep(self, folder, wanted, *, code="", before=None):
        """Count what is wanted and write its cells into a folder. Only on DuckDB's engine.

        code: of the way of counting. before: the folder of a release the same code has kept cells
        of, where there is one: then only those who changed are counted, to the same bytes.
        """
        told, earlier = {"synthetic": self.synthetic, "code": code}, None
        if before:
            store = self.place.store_folder
            earlier = Earlier.of(store, before, self._needs, wanted, code=code)
        write_kept(folder, self._needs, wanted, earlier=earlier, **told)

    def _counted(self, counting, asked, by, over, areas, *, since, until, as_of, living):
        """name -> frame; of `areas` that are layers, every area has its rows."""
        if not asked:
            return {}
        for name in by:
            self.vocabulary.check_attribute(name)
        dates = self._dates(over, since, until, as_of)
        settled = {name: self._settled(measure) for name, measure in asked.items()}
        areas = [name for name in areas if name in self._areal]
        return counting.frames(settled, by, dates, living, areas=areas, dated=bool(over))

    def _settled(self, measure):
        """The trees of a measure, read once."""
        if measure not in self._read:
            self._read[measure] = measure.settled(self.vocabulary)
        return self._read[measure]

    def _dates(self, over, since, until, as_of):
        """The days asked about: one, or the last of every period."""
        if not over:
            return [as_of or self.as_of]
        until = until or as_of or self.as_of
        since = since or Window(1, "year").start(until) + datetime.timedelta(1)
        dates = period_ends(over, since=since, until=until)
        if not dates:
            raise DefinitionError(
                f"no {over} ends from {since} to {until}",
                remedy="Ask for days before the last day data are held of.",
            )
        return dates

    def known_to_two_or_more(self, by=None):
        """How many people two or more partners know, of all whose partners are counted."""
        return self.counts("known_to >= 2", by=by)

    def _titled(self, frame, by):
        """The frame with its one layer called area."""
        layers = [name for name in by if name in self.layers]
        return frame.rename(columns={layers[0]: "area"}) if len(layers) == 1 else frame


def _pair(question):
    return question if isinstance(question, tuple) else (question, None)


def _kinds(release, table):
    """name -> kind for the columns of a table that a criterion may name."""
    schema = release.schema(table)
    found = {field.name: _kind(field.type) for field in schema if field.name not in HIDDEN}
    return {name: kind for name, kind in found.items() if kind and NAME.fullmatch(name)}


def _kind(type):
    tests = (
        ("yes_no", pa.types.is_boolean),
        ("number", pa.types.is_integer),
        ("number", pa.types.is_floating),
        ("date", pa.types.is_date),
        ("text", pa.types.is_string),
        ("text", pa.types.is_large_string),
    )
    return next((kind for kind, holds in tests if holds(type)), None)


def _runner(engine, release, limits):
    if engine == "duckdb":
        return Sandbox(release, limits)
    if engine == "spark":
        from tilth.store.counting.spark import Spark

        return Spark(release)
    raise DefinitionError(f"there is no engine called {engine}: choose duckdb or spark")
