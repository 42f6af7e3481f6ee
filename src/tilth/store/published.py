"""A published release: found once by the pointer, its tables checked when first read."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from tilth.ground.errors import StoreError
from tilth.ground.strict import nearest
from tilth.store.whole import sha256_of

TABLES = ("person", "event", "membership", "seen", "small_area", "concept", "list")
REMEDY = "Rebuild with tilth see build, or restore the backup."


def in_service(store):
    """The name of the release in service. Raises StoreError where there is none."""
    pointer = Path(store) / "current"
    try:
        return pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise StoreError(
            "no release is in service", where=str(store), remedy="Run tilth see build."
        ) from None
    except UnicodeDecodeError:
        raise StoreError(
            "the pointer to the release in service is damaged", where=str(pointer), remedy=REMEDY
        ) from None


class Release:
    """The files of one release and what its manifest says of them. It never changes."""

    def __init__(self, folder):
        self.folder = Path(folder)
        path = self.folder / "manifest.json"
        if not path.is_file():
            raise self._missing()
        self.fingerprint = sha256_of(path)
        if not self.fingerprint.startswith(self.folder.name):
            raise self._damaged("manifest.json")
        self.manifest = json.loads(path.read_text(encoding="utf-8"))
        self._checked = set()

    @property
    def name(self):
        return self.folder.name

    def rows(self, table):
        """How many rows a table has."""
        return self.manifest["files"][f"{table}.parquet"]["rows"]

    def path(self, table):
        """Where a table lies, once its bytes are known to be those published."""
        file = f"{table}.parquet"
        if file not in self._checked:
            told = self.manifest["files"].get(file, {}).get("sha256")
            found = self.folder / file
            if told is None or not found.is_file() or sha256_of(found) != told:
                raise self._damaged(file)
            self._checked.add(file)
        return self.folder / file

    def schema(self, table):
        """The names and types of a table's columns."""
        return pq.read_schema(self.path(table))

    def small(self, table):
        """All of a table that describes others (concept, list), as a list of dicts."""
        return pq.read_table(self.path(table)).to_pylist()

    def _damaged(self, file):
        what = f"{file} is missing or has changed since it was published"
        return StoreError(what, where=str(self.folder), remedy=REMEDY)

    def _missing(self):
        found = self.folder.parent.glob("*/manifest.json")
        near = nearest(self.name, sorted(p.parent.name for p in found))
        remedy = f"Did you mean {near}?" if near else "Run tilth see build."
        return StoreError(
            f"there is no release called {self.name}", where=str(self.folder.parent), remedy=remedy
        )
