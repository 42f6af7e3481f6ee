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

    A file whose name fits is taken; a publication no name fits is looked for among the files
    nobody took, and is any that has every column it needs.
    """
    files = sorted(
        p for p in Path(folder).rglob("*") if p.is_file() and p.name.casefold().endswith(READABLE)
    )
    found = [
        Found(publication, path, "name")
        for publication in publications
        for path in files
        if _named_so(publication, path)
    ]
    taken = {one.path for one in found}
    lacking = [p for p in publications if p not in [one.publication for one in found]]
    if lacking:
        for path in files:
            if path not in taken:
                found += _recognised(lacking, path)
    return found


def _named_so(publication, path):
    name = path.name.casefold()
    return any(fnmatch.fnmatchcase(name, pattern.casefold()) for pattern in publication.files)


def _recognised(publications, path):
    form = "csv" if ".csv" in path.name.casefold() else "geojson"
    able = [p for p in publications if p.form == form]
    headings = headings_of(path, form) if able else []
    for publication in able:
        _, missing = match(publication, headings)
        if headings and set(missing) <= set(publication.optional):
            yield Found(publication, path, "columns")
