"""A backup: every file of a place, its books and its records as they stand, in one archive."""

import tempfile
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tilth.ground.errors import StoreError, UsageError
from tilth.store import archive
from tilth.store.published import Release
from tilth.store.releases import hashes as hashes_of_release
from tilth.store.releases import name_in_service
from tilth.web.house import audit
from tilth.web.house.backing import rows
from tilth.web.house.by import By

MADE_AGAIN = ("stages", "site", "kept", "settled", "locks")
"""What lies in the store and is made again by itself."""
BESIDE_BOOKS = (".sqlite-wal", ".sqlite-shm", ".sqlite-journal", ".lock")
LEVEL, PURPOSE = "D3", "assure"


def backup(place, path):
    """Write a place into one file; gives what its card says. It is entered in the record first.

    Keys are never in it: they lie outside the folder. The site and its readers go on meanwhile.
    Raises UsageError where the file cannot lie there, StoreError where the place is damaged.
    """
    path = Path(path).resolve()
    _may_lie(place, path)
    by = By.command()
    audit.record(by.ref, "exported", "backup of the whole place", level=LEVEL, purpose=PURPOSE,
                 role=by.role)  # fmt: skip
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".tilth-backup-") as held:
        about = {
            "place": place.name,
            "made": timezone.now().isoformat(timespec="seconds"),
            "tilth": metadata.version("tilth"),
            "release": name_in_service(place.store_folder),
            "records": "sqlite" if _sqlite() else "postgresql",
        }
        hashes = archive.write(path, [*_records(place, Path(held)), *_files(place)], about)
    try:
        _whole_release(place, about["release"], hashes)
    except StoreError:
        path.unlink()
        raise
    return about | {"files": len(hashes), "bytes": path.stat().st_size}


def _may_lie(place, path):
    if path.is_relative_to(place.folder.resolve()):
        raise UsageError("a backup lies outside the place it is of", where=str(path))
    if not place.store_folder.resolve().is_relative_to(place.folder.resolve()):
        raise UsageError(
            "the store of this place lies outside its folder",
            where=str(place.store_folder),
            remedy="Copy both with what your organisation uses.",
        )
    if path.exists():
        raise UsageError("there is something of that name already", where=str(path))
    if not path.parent.is_dir():
        raise UsageError("there is no such folder", where=str(path.parent))


def _sqlite():
    return "sqlite" in settings.DATABASES["default"]["ENGINE"]


def _records(place, held):
    """(name in the archive, where it lies) of every book and of the records, as at one moment."""
    for number, at in enumerate(sorted(place.folder.rglob("*.sqlite"))):
        copy = held / f"{number}.sqlite"
        archive.copy_book(at, copy)
        yield at.relative_to(place.folder).as_posix(), copy
    if not _sqlite():
        rows.write(held)
        for at in sorted(held.glob(f"*{rows.ENDING}")):
            yield f"{rows.FOLDER}/{at.name}", at


def _files(place):
    """(name in the archive, where it lies) of every other file; hidden ones are left out."""
    store, release = place.store_folder, name_in_service(place.store_folder)
    for at in sorted(place.folder.rglob("*")):
        inside = at.relative_to(place.folder)
        if any(part.startswith(".") for part in inside.parts):
            continue
        if at.is_symlink():
            raise StoreError(
                "this is a link to somewhere else, so what it points at would be missing",
                where=str(at),
                remedy="Put the file itself here, or take the link away.",
            )
        if at.is_file() and not _left_out(at, store, release):
            yield inside.as_posix(), at


def _left_out(at, store, release):
    """Whether a file is copied otherwise, made again by itself, or of a release out of service."""
    if at.name.endswith((".sqlite", *BESIDE_BOOKS)):
        return True
    if not at.is_relative_to(store):
        return False
    first, *rest = at.relative_to(store).parts
    return first in MADE_AGAIN or (first == "releases" and len(rest) > 1 and rest[0] != release)


def _whole_release(place, name, hashes):
    """Raise StoreError where the release in service is not what was published."""
    if name is None:
        return
    folder = place.store_folder / "releases" / name
    before = folder.relative_to(place.folder).as_posix()
    wrong = [
        file
        for file, told in hashes_of_release(Release(folder)).items()
        if hashes.get(f"{before}/{file}") != told
    ]
    if wrong:
        raise StoreError(
            f"{', '.join(wrong)} is missing or has changed since it was published, so no backup "
            "was made",
            where=str(folder),
            remedy="Run tilth see build, then make the backup.",
        )
