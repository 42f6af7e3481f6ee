"""A place: its name, its system, its layers, its partners and what they send."""

import datetime
import functools
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import nearest, read_toml, value_of

PURPOSES = ("care", "plan", "eval", "contact", "assure")


@dataclass(frozen=True)
class About:
    """Who the place is.

    header: words on top of every page. synthetic: nobody in it is real. as_of: the day on which
    a made-up place stands still, so that it never grows out of date; real places have none.
    """

    name: str
    code: str
    together: str = ""
    languages: tuple[str, ...] = ("en-GB",)
    header: str = ""
    synthetic: bool = False
    as_of: datetime.date | None = None

    def __post_init__(self):
        if self.as_of and not self.synthetic:
            raise ValueError("as_of is for made-up places; a real one lives today")


@dataclass(frozen=True)
class System:
    """The system a place belongs to, and the places in it."""

    name: str
    code: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreed:
    """A layer drawn by its people: the file that holds it and where it was agreed."""

    file: str
    agreed_in: str = ""


@dataclass(frozen=True)
class Layers:
    """Which layer is the small area, and so on upwards. overlays: other ways to cut the place."""

    small_area: str = "lsoa21"
    place: str = "place"
    system: str = "system"
    neighbourhood: Agreed | str | None = None
    overlays: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Partner:
    """An organisation round the table."""

    slug: str
    name: str
    sector: str


@dataclass(frozen=True)
class Source:
    """What a partner sends: which extract, for which purposes, on what basis and until when.

    path: a file or a pattern, from the place folder. refresh: how often a new one is due.
    map: their column names and ours. After `until` the source is not read.
    """

    name: str
    kind: str
    path: str
    partner: str
    purpose: tuple[str, ...]
    basis: str
    until: datetime.date
    refresh: str = "month"
    map: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        unknown = [p for p in self.purpose if p not in PURPOSES]
        if unknown:
            raise ValueError(f"purpose {unknown[0]} is not one of {', '.join(PURPOSES)}")


@dataclass(frozen=True)
class Privacy:
    """How small numbers are hidden, who has opted out, and where the key is.

    opt_outs: the file of people whose records are left out of planning. opt_outs_from: the
    date of that list; older than seven days, it stops the run.
    """

    suppress_below: int = 8
    round_to: int = 5
    opt_outs: str = ""
    key_file: str = ""

    def __post_init__(self):
        if self.suppress_below < 8 or self.round_to < 5:
            raise ValueError("a place may hide more than 1 to 7 and round to more than 5, not less")


@dataclass(frozen=True)
class Agree:
    """How the partnership decides."""

    chair: str = ""
    method: str = "consent"
    show_voices: str = "after"
    quorum_partners: int = 0
    quorum_sectors: int = 0
    days: int = 14


@dataclass(frozen=True)
class See:
    """What the picture of the place shows first. targets is "off" or the reason they are used."""

    headline: tuple[str, ...] = ()
    judgement: str = "spc"
    targets: str = "off"

    def __post_init__(self):
        if self.targets != "off" and len(self.targets) < 20:
            raise ValueError(
                'targets is "off", or the recorded reason for using them in a sentence'
            )


@dataclass(frozen=True)
class Act:
    """How people are connected to offers."""

    link_worker_teams: tuple[str, ...] = ()
    verify_days: int = 90
    chase_days: int = 21
    wellbeing: str = "ons4"
    messages: str = "off"


@dataclass(frozen=True)
class Store:
    """Where records are kept: a folder inside the place, or PostgreSQL by its URL."""

    url: str = "store"


@dataclass(frozen=True)
class Audit:
    """Where the head of the record of who did what is written down once a day.

    anchors: a folder outside the place folder, best on another machine; beside the key if empty.
    """

    anchors: str = ""


@dataclass(frozen=True)
class Compare:
    """What the place compares itself with."""

    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """One place, as its place.toml tells it. Open one with Place.open(folder).

    closed: sources that rested on an agreement that is over -> why, in words. No file tells it:
    whoever keeps agreements does (`closing`), at the moment somebody asks.
    """

    place: About
    system: System | None = None
    layers: Layers = Layers()
    compare: Compare = Compare()
    partners: tuple[Partner, ...] = ()
    sources: tuple[Source, ...] = ()
    privacy: Privacy = Privacy()
    agree: Agree = Agree()
    see: See = See()
    act: Act = Act()
    store: Store = Store()
    audit: Audit = Audit()
    folder: Path = field(default=Path(), compare=False)
    closed: dict[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self):
        for what, names in (
            ("partner", [p.slug for p in self.partners]),
            ("source", [s.name for s in self.sources]),
        ):
            twice = sorted({n for n in names if names.count(n) > 1})
            if twice:
                raise ValueError(f"two {what}s are called {twice[0]}")
        slugs = {p.slug for p in self.partners}
        lost = [s for s in self.sources if s.partner not in slugs]
        if lost:
            raise ValueError(f"source {lost[0].name} names partner {lost[0].partner}, not listed")

    @classmethod
    def open(cls, folder):
        """The place whose place.toml lies in this folder. Raises DefinitionError."""
        folder = Path(folder)
        path = folder / "place.toml" if folder.suffix != ".toml" else folder
        if not path.is_file():
            raise DefinitionError(
                "there is no place here",
                where=str(path.parent),
                remedy="Name its folder with --place, or make one with tilth new or tilth demo.",
            )
        table = read_toml(path)
        for key in ("folder", "closed"):
            if key in table:
                raise DefinitionError(f"unknown key {key}", where=str(path))
        return replace(value_of(cls, table, where=str(path)), folder=path.parent)

    def closing(self, closed):
        """The place with some of its sources closed: source -> why, in words."""
        return replace(self, closed=dict(closed))

    @property
    def name(self):
        return self.place.name

    @property
    def store_folder(self):
        """Where its data lie."""
        return self.folder / ("store" if "://" in self.store.url else self.store.url)

    @property
    def geography_folder(self):
        return self.folder / "geography"

    def source(self, name):
        """The source of this name. Raises DefinitionError suggesting the near one."""
        return _named(name, {s.name: s for s in self.sources}, "source", self.folder / "place.toml")

    def find(self, kind, name):
        """One definition by name: place.find(Extract, "gp_patients")."""
        files = self._files(kind)
        what = kind.folder.rstrip("s")
        return _load(kind, _named(name, files, what, self.folder / "definitions"))

    def all(self, kind):
        """Every definition of a kind, the shipped ones and the place's own, by name.

        Raises DefinitionError where the place redefines a shipped one.
        """
        own = {name: _load(kind, path) for name, path in self._own(kind).items()}
        return _shipped(kind) | own

    def _files(self, kind):
        return _toml_files(_shipped_folder(kind)) | self._own(kind)

    def _own(self, kind):
        own = _toml_files(self.folder / "definitions" / kind.folder)
        again = sorted(set(_shipped(kind)) & set(own))
        if again:
            raise DefinitionError(
                f"{again[0]} is already defined by Tilth",
                where=str(own[again[0]]),
                remedy="A place may add a definition, not change one: give yours another name.",
            )
        return own


@functools.cache
def _shipped(kind):
    """The definitions of a kind that come with Tilth: they change with its version alone."""
    return load_folder(kind, _shipped_folder(kind))


def _shipped_folder(kind):
    return Path(str(resources.files("tilth"))) / "definitions" / kind.folder


def load_folder(kind, folder):
    """Every definition in a folder, by name, in alphabetical order."""
    return {name: _load(kind, path) for name, path in _toml_files(folder).items()}


def _toml_files(folder):
    return {path.stem: path for path in sorted(Path(folder).glob("*.toml"))}


def _load(kind, path):
    told = path.stat()
    return _read(kind, path, told.st_mtime_ns, told.st_size)


@functools.lru_cache(maxsize=2048)
def _read(kind, path, changed, size):
    """A definition as its file stands; read again only once the file has changed."""
    return replace(value_of(kind, read_toml(path), where=str(path)), name=path.stem)


def _named(name, found, what, where):
    if name in found:
        return found[name]
    near = nearest(name, found)
    raise DefinitionError(
        f"there is no {what} called {name}",
        where=str(where),
        remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(found) or 'none'}.",
    )
