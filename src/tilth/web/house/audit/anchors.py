"""The head of the chain, written down once a day outside the database and the place's folder."""

import csv
import os
from pathlib import Path

from tilth.ground.errors import StoreError
from tilth.ground.keys import key_path


def anchors_path(place):
    """Where a place's heads are written: the folder it names, or beside its key.

    Raises StoreError if that is inside the place folder: who could change the record there could
    change its anchors too.
    """
    key = key_path(place.folder, place.privacy.key_file)
    named = Path(place.audit.anchors).expanduser() if place.audit.anchors else key.parent
    path = (place.folder / named) / f"{key.stem}.anchors.csv"
    if path.resolve().is_relative_to(place.folder.resolve()):
        raise StoreError(
            "the anchors of the record lie inside the place folder",
            where=str(path),
            remedy="Name a folder elsewhere in [audit] anchors, best on another machine.",
        )
    return path


def write_anchor(path, day, number, head):
    """Add one line: the day, the number of the last entry, its hash. It reaches the disk first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.write(f"{day},{number},{head}\n")
        file.flush()
        os.fsync(file.fileno())


def read_anchors(path):
    """Every head written down: (day, number, hash). Raises StoreError on a line that is damaged."""
    if not path.is_file():
        return []
    found = []
    with path.open(encoding="ascii", errors="replace", newline="") as file:
        for line, row in enumerate(csv.reader(file), start=1):
            if len(row) != 3 or not row[1].isdecimal() or len(row[2]) != 64:
                raise StoreError(
                    f"line {line} is not a day, a number and a hash",
                    where=str(path),
                    remedy="Bring the file back from its copy; do not mend it by hand.",
                )
            found.append((row[0], int(row[1]), row[2]))
    return found
