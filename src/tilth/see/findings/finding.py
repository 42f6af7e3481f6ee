"""The Finding: a figure told whole, the same on a page, in a command, a notebook and a file."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from tilth.ground.errors import UsageError
from tilth.ground.strict import nearest
from tilth.see.findings import exports, telling
from tilth.see.findings.charts import KINDS
from tilth.see.findings.charts.drawing import draw
from tilth.see.findings.charts.paper import WIDE
from tilth.see.findings.digits import Scale


@dataclass(frozen=True)
class Asked:
    """What was asked: enough to ask it again by command, in Python or by address."""

    indicator: str = ""
    layer: str = ""
    area: str | None = None
    by: str | tuple[str, ...] | None = None
    over: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    what: str = "finding"
    compare: str | None = None

    @property
    def groups(self):
        """The groups asked for, as a tuple."""
        return (self.by,) if isinstance(self.by, str) else tuple(self.by or ())


@dataclass(frozen=True)
class Provenance:
    """Where the figures are from: what a file must carry to be understood alone.

    release: which linked population. definition: the version of the indicator's file. place:
    whose figures. licence: the terms they may be used on. smallest: people below which a
    number is hidden. rounded: what counts are rounded to. measure, age: what an official
    figure is called by its publisher, and of what age.
    """

    release: str = ""
    definition: str = ""
    place: str = ""
    licence: str = ""
    smallest: int = 8
    rounded: int = 5
    measure: str = ""
    age: str = ""


@dataclass(frozen=True, eq=False)
class Finding:
    """One figure told whole. Everything in it passed the door; it may be shown as it is.

    title, sentence, subtitle: words, the sentence made by rule from the table. table: the
    estimates table. caveats: what to bear in mind. kinds: the pictures it can be drawn as, the
    first being its own. whole: the row everything is compared with, or empty. scales: the Scale
    of each indicator in the table ("" where it holds one). shapes: outlines of areas by code,
    fetched when a map is drawn. slope: the gap of a fairness finding. limits: a series' limits.
    rebase, notes: the periods of a series at which new limits begin, and what happened in which.
    """

    title: str
    sentence: str
    subtitle: str
    table: pd.DataFrame = field(repr=False)
    caveats: tuple[str, ...] = ()
    source: str = ""
    method: str = ""
    data_to: datetime.date | None = None
    synthetic: bool = False
    kinds: tuple[str, ...] = ("bars",)
    scales: Mapping = field(default_factory=dict, repr=False)
    asked: Asked = Asked()
    provenance: Provenance = Provenance()
    whole: Mapping = field(default_factory=dict, repr=False)
    slope: Mapping = field(default_factory=dict, repr=False)
    rebase: tuple[str, ...] = ()
    notes: Mapping = field(default_factory=dict, repr=False)
    shapes: Callable | None = field(default=None, repr=False, compare=False)
    internal: tuple[str, ...] = ()

    @property
    def scale(self):
        """The scale of its values; a plain one where it holds several indicators."""
        return next(iter(self.scales.values())) if len(self.scales) == 1 else Scale()

    def scale_of(self, row):
        """The scale of one row's values."""
        return self.scales.get(row.get("indicator") or "", self.scale)

    def chart(self, kind=None, *, width=WIDE, headed=False, **options):
        """A picture of the table as SVG text: the first of `kinds` unless told.

        width: pixels, 340 to 1,200; 640 for a desk, 340 for a phone. headed: with the title,
        source and date drawn in, for a picture that travels alone. Options: those of its kind
        (docs/see/finding.md). Raises UsageError for a kind this finding cannot be drawn as.
        """
        picture = self._picture(kind, width, options)
        return draw(
            picture,
            title=self.title,
            desc=telling.described(self, picture.told),
            above=(self.title, self.subtitle) if headed else (),
            below=telling.footing(self) if headed or self.synthetic else (),
        )

    def altair(self, kind=None, *, width=WIDE, **options):
        """The picture's specification as an Altair chart, to change as you like."""
        import altair

        return altair.Chart.from_dict(self._picture(kind, width, options).spec)

    def _picture(self, kind, width, options):
        kind = kind or self.kinds[0]
        if kind not in self.kinds:
            near = nearest(kind, self.kinds)
            raise UsageError(
                f"this finding has no {kind} picture",
                remedy=f"Did you mean {near}?" if near else f"It has: {', '.join(self.kinds)}.",
            )
        return KINDS[kind](self, width=min(max(int(width), 280), 1200), **options)

    def rows(self):
        """The rows as shown: every figure rounded once, hidden ones as "*"."""
        return telling.rows(self)

    def recipe(self):
        """How to get the same again: {"command", "python", "address"}."""
        return telling.recipe(self)

    def save(self, path, **options):
        """Write it to a file, by its ending: csv, xlsx, json, geojson, parquet or svg.

        Returns the path. Raises UsageError for any other ending.
        """
        return exports.save(self, path, **options)

    def titled(self, title):
        """The same under another title."""
        return replace(self, title=title)

    def with_method(self, method):
        """The same with more said of how it was worked out."""
        return replace(self, method=method)

    def _repr_html_(self):
        return telling.html(self)
