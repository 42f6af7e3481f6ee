"""A publisher's file, read as text: every heading told, every cell as written, nothing guessed."""

import csv
import gzip
import io
import json
from dataclasses import dataclass, field
from pathlib import Path

from tilth.ground.errors import ExtractError
from tilth.ground.strict import nearest

LARGEST = 2 * 1024**3
csv.field_size_limit(16 * 1024**2)


@dataclass
class Cells:
    """The columns of one file under our words: lists of text, all as long as the file.

    shapes: the geometry of each row, where the file has them. missing: words whose column the
    file does not have.
    """

    columns: dict
    rows: int
    shapes: list = field(default_factory=list)
    missing: tuple = ()

    def get(self, word):
        """A column as text, or blanks where the file has no such column."""
        return self.columns[word] if word in self.columns else [""] * self.rows


def _opened(path):
    return gzip.open(path) if str(path).endswith(".gz") else Path(path).open("rb")


def text_of(path):
    """The whole text of a file, plain or gzip, UTF-8 with or without its mark.

    Raises ExtractError where it is damaged, too large or not UTF-8.
    """
    try:
        with _opened(path) as file:
            data = file.read(LARGEST + 1)
    except (OSError, EOFError) as error:
        kind = type(error).__name__
        raise ExtractError(
            f"this file cannot be read ({kind}).", where=str(path), remedy="Download it again."
        ) from None
    if len(data) > LARGEST:
        raise ExtractError(
            "this file is larger than 2 GB.", where=str(path), remedy="Cut it first."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExtractError(
            f"byte {error.start:,} is not UTF-8.", where=str(path), remedy="Save it as UTF-8."
        ) from None


def heading(text):
    """A heading as compared: without case, extra spaces, or Nomis's word for a plain count."""
    return " ".join(text.casefold().split()).removesuffix("; measures: value")


def headings_of(path, form):
    """The headings of a file, reading no more than needed."""
    try:
        if form == "geojson":
            return sorted({key for f in _features(path) for key in f.get("properties") or {}})
        with _opened(path) as file:
            first = file.readline(1024**2).decode("utf-8-sig", errors="replace")
    except (OSError, EOFError, ExtractError):
        return []
    return next(csv.reader([first]), [])


def match(publication, headings):
    """Our words and where their columns are, and the words that have none."""
    known = {}
    for position, said in enumerate(headings):
        known.setdefault(heading(said), position)
    found = {}
    for word, names in publication.headings().items():
        at = next((known[heading(n)] for n in names if heading(n) in known), None)
        if at is not None:
            found[word] = at
    missing = [word for word in publication.headings() if word not in found]
    return found, missing


def refuse_missing(publication, missing, headings, path):
    """Raise ExtractError naming every column that is needed and not there."""
    needed = [word for word in missing if word not in publication.optional]
    if not needed:
        return
    wanted = publication.headings()
    told = []
    for word in needed:
        near = nearest(wanted[word][0], headings)
        told.append(
            f"{word} (I looked for {' or '.join(wanted[word])}"
            + (f"; {near} is near)" if near else ")")
        )
    raise ExtractError(
        f"no column for {'; '.join(told)}. I found {', '.join(headings) or 'no headings'}.",
        where=str(path),
        remedy=f"Is this {publication.title}, from {publication.page}?",
    )


def read(publication, path):
    """The cells of one file that is this publication. Raises ExtractError."""
    if publication.form == "geojson":
        return _read_features(publication, path)
    reader = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
    try:
        headings = next(reader, [])
        found, missing = match(publication, headings)
        refuse_missing(publication, missing, headings, path)
        rows = [row for row in reader if row]
    except csv.Error as error:
        raise ExtractError(
            f"line {reader.line_num:,} is not proper CSV: {error}.",
            where=str(path),
            remedy="Download it again.",
        ) from None
    short = [n for n, row in enumerate(rows, start=2) if len(row) != len(headings)]
    if short:
        raise ExtractError(
            f"{len(short):,} rows have more or fewer cells than the {len(headings)} headings, "
            f"the first being row {short[0]:,}.",
            where=str(path),
            remedy="Download it again.",
        )
    columns = {word: [row[at].strip() for row in rows] for word, at in found.items()}
    return Cells(_blanked(publication, columns), len(rows), missing=tuple(missing))


def _blanked(publication, columns):
    """The columns with their words for nothing made blank."""
    for word, nothing in publication.blank.items():
        if word in columns:
            columns[word] = ["" if text in nothing else text for text in columns[word]]
    return columns


def _features(path):
    try:
        features = json.loads(text_of(path))["features"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ExtractError(
            "this is not GeoJSON with features.", where=str(path), remedy="Download it again."
        ) from None
    return features


def _read_features(publication, path):
    features = _features(path)
    properties = [f.get("properties") or {} for f in features]
    headings = list(dict.fromkeys(key for p in properties for key in p))
    found, missing = match(publication, headings)
    refuse_missing(publication, missing, headings, path)
    columns = {word: [_said(p.get(headings[at])) for p in properties] for word, at in found.items()}
    shapes = [f.get("geometry") for f in features]
    return Cells(
        _blanked(publication, columns), len(features), shapes=shapes, missing=tuple(missing)
    )


def _said(value):
    return "" if value is None else str(value).strip()
