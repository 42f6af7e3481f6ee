"""Publishers' files found in a folder: by their usual names, else by their columns."""

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from tilth.ground.publishers.reading import headings_of, match

READABLE = (".csv", ".csv.gz", ".geojson", ".geojson.gz", ".json")


@dataclass(frozen=True)
class Found:
    """A file and the publication it is. by: how it was recognised, by name or by columns."""

    publication: object
    path: Path
    by: str


def find_files(folder, publications):
    """Every file of the folder that is one of the publications, in a settled order.

    A file whose name fits is taken; where its name fits several, its columns say which. A
    publication no name fits is looked for among the files nobody took: a file is the one
    whose every needed column it has, and most columns of all.
    """
    files = sorted(
        p for p in Path(folder).rglob("*") if p.is_file() and p.name.casefold().endswith(READABLE)
    )
    found = [
        Found(publication, path, "name")
        for path in files
        for publication in _named_so(publications, path)
    ]
    taken, met = {one.path for one in found}, {one.publication.name for one in found}
    if all(publication.name in met for publication in publications):
        return found
    for path in files:
        if path not in taken:
            found += [
                Found(publication, path, "columns")
                for publication in _likest(publications, path)
                if publication.name not in met
            ]
    return found


def _named_so(publications, path):
    """The publications whose usual names fit; where several do, the one its columns fit."""
    name = path.name.casefold()
    able = [
        publication
        for publication in publications
        if any(fnmatch.fnmatchcase(name, pattern.casefold()) for pattern in publication.files)
    ]
    return able if len(able) < 2 else _likest(able, path) or able


def _likest(publications, path):
    """The publications that most of a file's columns belong to, by its headings alone."""
    form = "csv" if ".csv" in path.name.casefold() else "geojson"
    able = [p for p in publications if p.form == form]
    headings = headings_of(path, form)
    known = []
    for publication in able:
        matched, missing = match(publication, headings)
        if set(missing) <= set(publication.optional):
            known.append((len(matched), publication))
    most = max((count for count, _ in known), default=0)
    return [publication for count, publication in known if count == most]
