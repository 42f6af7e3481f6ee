"""One archive of a place: every file of it under its name, and a card with the hash of each."""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
from pathlib import Path, PurePosixPath

from tilth.ground.errors import StoreError
from tilth.store.whole import json_text, whole_file

FORM = 1
CARD = "tilth-backup.json"
"""The last file of every archive: an archive that was cut short has none."""
LARGEST_CARD = 256 * 1024 * 1024
BLOCK = 1024 * 1024
AGAIN = "Make it again, or take an older backup."


class Hashing:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, file):
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size=-1):
        """The next bytes."""
        held = self.file.read(size)
        self.hash.update(held)
        return held


def write(path, files, about):
    """Write an archive of files: name in it -> where it lies. Gives the SHA-256 of each.

    about: what the card says beside them. Only its owner may read it. Raises StoreError where a
    file changes while it is copied.
    """
    hashes = {}
    with whole_file(path) as temporary:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as archive:
            for name, at in files:
                hashes[name] = _add(archive, name, Path(at))
            card = json_text({**about, "form": FORM, "files": hashes}).encode()
            info = tarfile.TarInfo(CARD)
            info.size, info.mode = len(card), 0o600
            archive.addfile(info, io.BytesIO(card))
    return hashes


def _add(archive, name, at):
    try:
        with at.open("rb") as file:
            info = tarfile.TarInfo(name)
            told = os.fstat(file.fileno())
            info.size, info.mtime, info.mode = told.st_size, int(told.st_mtime), 0o600
            held = Hashing(file)
            archive.addfile(info, held)
            grown = bool(file.read(1))
    except FileNotFoundError:
        raise _changed(at) from None
    except OSError as error:
        if "unexpected end of data" in str(error):
            raise _changed(at) from None
        raise
    if grown:
        raise _changed(at)
    return held.hash.hexdigest()


def _changed(at):
    return StoreError(
        "this file changed while it was copied, so no backup was made",
        where=str(at),
        remedy="Wait until what writes it has ended, then run the same command again.",
    )


def read(path, into):
    """Put the files of an archive into an empty folder; gives its card.

    Raises StoreError where it is no archive of ours, was cut short, or a file of it is not as it
    was written; what it has put there by then is for the caller to remove.
    """
    found, card = {}, None
    try:
        with tarfile.open(path, mode="r:") as archive:
            for info in archive:
                held = Hashing(archive.extractfile(info)) if info.isreg() else None
                if held is None or not _safe(info.name):
                    raise _refused(path, "it holds something that no backup holds")
                if info.name == CARD:
                    card = _card(path, info, held)
                    continue
                found[info.name] = _put(held, into / info.name)
    except (tarfile.TarError, EOFError) as error:
        raise _refused(path, "it is damaged or no backup of Tilth") from error
    _same(path, card, found)
    return card


def _safe(name):
    """A name inside the folder, written the one way there is."""
    pure = PurePosixPath(name)
    inside = not pure.is_absolute() and ".." not in pure.parts and "\\" not in name
    return inside and str(pure) == name and name not in ("", ".")


def _put(held, at):
    at.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := held.read(BLOCK):
            file.write(block)
    return held.hash.hexdigest()


def _card(path, info, held):
    if info.size > LARGEST_CARD:
        raise _refused(path, "its card is too large")
    try:
        card = json.loads(held.read())
        known = card["form"] == FORM and isinstance(card["files"], dict)
    except (ValueError, KeyError, TypeError):
        raise _refused(path, "its card cannot be read") from None
    if not known:
        raise _refused(path, "it was made by another version of Tilth", remedy="Use that version.")
    return card


def _same(path, card, found):
    if card is None:
        raise _refused(path, "it was cut short, or it is no backup of Tilth")
    told = card["files"]
    wrong = sorted(k for k in told.keys() | found.keys() if told.get(k) != found.get(k))
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        names = ", ".join(wrong[:3])
        raise _refused(path, f"{names}{more} is not as it was when the backup was made")


def _refused(path, why, remedy=AGAIN):
    return StoreError(f"this backup is refused: {why}", where=str(path), remedy=remedy)


def copy_book(path, to):
    """Copy a SQLite file that others may be writing to, as it stood at one moment."""
    try:
        with sqlite3.connect(path, timeout=60) as book, sqlite3.connect(to) as copy:
            book.backup(copy)
            copy.execute("pragma journal_mode = delete")
        copy.close()
        book.close()
    except sqlite3.DatabaseError as error:
        raise StoreError(f"this book cannot be copied: {error}", where=str(path)) from error
    check_book(to)


def check_book(path):
    """Raise StoreError where a SQLite file is not whole."""
    try:
        with sqlite3.connect(path) as book:
            told = book.execute("pragma integrity_check").fetchone()[0]
        book.close()
    except sqlite3.DatabaseError as error:
        told = str(error)
    if told != "ok":
        raise StoreError(f"this book is damaged: {told}", where=str(path), remedy=AGAIN)
