"""Files are written whole or not at all, and known by their hash."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import uuid
from pathlib import Path

from tilth.ground.errors import StoreError


@contextlib.contextmanager
def whole_file(path):
    """A temporary path beside `path`; on success it is synced and renamed, else removed."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}.part"
    try:
        yield temporary
        sync(temporary)
        os.replace(temporary, path)
        sync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_folder(path):
    """A temporary folder beside `path`; on success all in it is synced and it is renamed."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}.part"
    temporary.mkdir()
    try:
        yield temporary
        for inside in sorted(temporary.rglob("*")):
            sync(inside)
        sync(temporary)
        os.rename(temporary, path)
        sync(path.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextlib.contextmanager
def alone(path):
    """One process and thread at a time; a lock left by one that died holds nobody."""
    with path.open("a", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def taken(path):
    """Whether somebody is within `alone` at this moment."""
    try:
        with path.open(encoding="ascii") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def sync(path):
    """Ask the disk to keep what was written."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_text(path, text):
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def json_text(value):
    """JSON as every file of the store writes it."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_json(path, value):
    write_text(path, json_text(value))


def sha256_of(path):
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hashes_of(folder):
    """The SHA-256 of every file under a folder, by its path in it."""
    folder = Path(folder)
    inside = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): sha256_of(p) for p in inside}


def check_hashes(folder, hashes):
    """Raise StoreError naming every file that is missing, changed or not expected."""
    found = hashes_of(folder)
    wrong = sorted(k for k in hashes.keys() | found.keys() if hashes.get(k) != found.get(k))
    if wrong:
        raise StoreError(
            f"{', '.join(wrong)} is missing or has changed since it was written",
            where=str(folder),
            remedy="Rebuild with tilth see build, or restore the backup.",
        )


def clear_leavings(folder):
    """Remove what an interrupted run left half-written; return how many there were."""
    leavings = list(Path(folder).rglob(".*.part"))
    for path in leavings:
        # What lay in a folder taken away by now is gone with it.
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return len(leavings)
