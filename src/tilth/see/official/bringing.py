"""A Fingertips download brought in as a place's own published figures, checked line by line."""

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tilth.ground.errors import ExtractError, UsageError
from tilth.ground.geography import Geography
from tilth.ground.geography.own import FOLDER, OWN, write_own
from tilth.ground.place import load_folder
from tilth.ground.publishers.deriving import number
from tilth.ground.publishers.figuring import figure_rows
from tilth.ground.publishers.publication import Publication
from tilth.ground.publishers.reading import read
from tilth.store.whole import whole_file

PUBLICATION = "fingertips"
FIGURES = ("value", "lower", "upper", "count", "denominator")
NAME = re.compile(r"[a-z0-9][a-z0-9_]*")
FIRST_LINE = 2


@dataclass(frozen=True)
class Brought:
    """What was brought in: how many figures, of which indicators, and what was left out.

    elsewhere: lines of areas that are not here. outside: lines whose value lies outside its own
    limits, kept as published. indicators: number -> name as published.
    """

    name: str
    path: Path
    sha256: str
    lines: int
    figures: int
    elsewhere: int
    outside: tuple[int, ...]
    indicators: dict


class Everywhere:
    """The areas of a geography, as the reader of publishers' files asks for them."""

    def __init__(self, geography):
        self.codes = {layer: set(geography.areas(layer)) for layer in geography.layers}

    def has(self, layer, code):
        """Whether this is the code of an area of this layer here."""
        return code in self.codes.get(layer, ())


def bring_in(place, path, *, name=None):
    """Bring a file of Fingertips' download into a place; the same name again replaces it.

    name: what to call it; the file's own unless told. Raises ExtractError naming the line and
    the remedy where a cell is not what it should be, or where no line is about an area here;
    nothing is then changed. Figures are kept as they are in the file.
    """
    path = Path(path)
    name = name or re.sub(r"[^a-z0-9]+", "_", path.name.partition(".")[0].lower()).strip("_")
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name", remedy="Say --name in small letters and _.")
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), remedy="Check its name.")
    publication = _publication()
    cells = read(publication, path)
    refuse_wrong(cells, path)
    kept = Everywhere(Geography.open(place))
    rows = [row | {"source": OWN + name} for row in figure_rows(publication, cells, kept)]
    if not rows:
        raise ExtractError(
            f"none of the {cells.rows:,} lines is about an area of {place.name}.",
            where=str(path),
            remedy="Choose areas of this place before you download.",
        )
    refuse_twice(cells, path)
    target = place.folder / FOLDER / f"{name}.parquet"
    with whole_file(target) as temporary:
        write_own(temporary, rows)
    return Brought(
        name=name,
        path=target,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        lines=cells.rows,
        figures=len(rows),
        elsewhere=cells.rows - len(rows),
        outside=_outside(cells),
        indicators={row["measure"]: row["title"] for row in rows},
    )


def _publication():
    folder = Path(str(resources.files("tilth"))) / "definitions" / Publication.folder
    return load_folder(Publication, folder)[PUBLICATION]


def refuse_wrong(cells, path):
    """Refuse a line with a cell that is empty and may not be, or no number, or limits crossed."""
    for word, said in (("id", "Indicator ID"), ("code", "Area Code"), ("period", "Time period")):
        for at, text in enumerate(cells.get(word)):
            if not text:
                _refuse(path, at, f"{said} is empty", "Fill it in, or take the line out.")
    for word in FIGURES:
        for at, text in enumerate(cells.get(word)):
            try:
                number(text)
            except ValueError:
                _refuse(
                    path,
                    at,
                    f"{word} is {text!r}, which is not a number",
                    "Leave the cell empty where nothing is published, and say why in Value note.",
                )
    for at, (lower, upper) in enumerate(_pairs(cells, "lower", "upper")):
        if lower is not None and upper is not None and lower > upper:
            _refuse(path, at, "the lower limit is above the upper", "Turn them about.")


def refuse_twice(cells, path):
    """Refuse a file that says two things of one indicator, area, period and group."""
    words = ("id", "code", "period", "sex", "age", "category_type", "category")
    seen = {}
    for at, key in enumerate(zip(*(cells.get(word) for word in words), strict=True)):
        said = tuple(cells.get(word)[at] for word in FIGURES)
        first, before = seen.setdefault(key, (at, said))
        if before != said:
            _refuse(
                path,
                at,
                f"the same figure stands on line {first + FIRST_LINE:,} and differs",
                "Keep the one that is meant.",
            )


def _refuse(path, at, what, remedy):
    raise ExtractError(f"line {at + FIRST_LINE:,}: {what}.", where=str(path), remedy=remedy)


def _pairs(cells, *words):
    columns = [[number(text) for text in cells.get(word)] for word in words]
    return zip(*columns, strict=True)


def _outside(cells):
    """Lines whose value lies outside its own limits: kept, and told."""
    return tuple(
        at + FIRST_LINE
        for at, (value, lower, upper) in enumerate(_pairs(cells, "value", "lower", "upper"))
        if value is not None
        and ((lower is not None and value < lower) or (upper is not None and value > upper))
    )
