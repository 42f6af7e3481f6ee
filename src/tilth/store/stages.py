"""Stages: what was made from given inputs is kept under their hash and never made twice."""

import contextlib
import errno
import hashlib
import json
import shutil
from dataclasses import dataclass
from importlib import import_module, resources
from pathlib import Path

import duckdb

from tilth.ground.errors import StoreError
from tilth.store.spill import PREFIX
from tilth.store.whole import check_hashes, hashes_of, json_text, whole_folder, write_json

CARD = "stage.json"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG)


@dataclass(frozen=True)
class Stage:
    """One finished stage.

    key: hash of its inputs. hashes: of its files. made: in this run. of: the source it is about.
    """

    name: str
    key: str
    folder: Path
    hashes: dict
    made: bool = False
    of: str = ""

    @property
    def content(self):
        """One hash for all the stage holds."""
        return hash_of(self.hashes)

    def path(self, file):
        return self.folder / file

    def check(self):
        """Raise StoreError if a file is missing or changed."""
        check_hashes(self.folder, {**self.hashes, CARD: _card_hash(self)})

    def told(self):
        """What lineage says of it."""
        return {"of": self.of, "key": self.key, "content": self.content}


def hash_of(value):
    """The SHA-256 of a JSON-able value, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def source_of(module):
    """The hash of a module's text; of a package, that of all its modules."""
    found = import_module(module)
    if hasattr(found, "__path__"):
        texts = sorted(Path(str(resources.files(module))).glob("*.py"))
    else:
        texts = [Path(found.__file__)]
    return hash_of({t.name: hashlib.sha256(t.read_bytes()).hexdigest() for t in texts})


def stage_folder(store, name, inputs):
    """Where the stage of this name made from these inputs lies, if it does."""
    return Path(store) / "stages" / name / hash_of(inputs)


def open_stage(folder):
    """The finished stage in a folder, every hash of it read. Raises StoreError."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        found = Stage(folder.parent.name, folder.name, folder, card["hashes"])
        found.check()
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            "this stage is missing or damaged", where=str(folder), remedy="Run tilth see build."
        ) from None


def stage(store, name, inputs, make, *, reads=(), verify=True):
    """The stage of this name made from these inputs: reused where it is whole, else made.

    store: the store folder. inputs: JSON-able; its hash names the folder. make(folder) writes
    the files. reads: earlier stages `make` reads, checked before it does. verify: whether
    a stage found ready has every hash read again; one that is damaged is made anew.
    Raises StoreError where the disk is full or fails; nothing half-made is left in its name.
    """
    key = hash_of(inputs)
    folder = stage_folder(store, name, inputs)
    found = _kept(folder, name, key, verify=verify)
    if found:
        return found
    for before in reads:
        if not before.made:
            before.check()
    with disk_trouble(folder.parent), whole_folder(folder) as temporary:
        make(temporary)
        hashes = hashes_of(temporary)
        write_json(temporary / CARD, _card(name, key, hashes))
    return Stage(name, key, folder, hashes, made=True)


def _kept(folder, name, key, *, verify):
    """The stage already in this folder; None, and the folder gone, where it is not whole."""
    if not folder.is_dir():
        return None
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        found = Stage(name, key, folder, card["hashes"])
        if verify:
            found.check()
        elif card != _card(name, key, found.hashes):
            raise ValueError
        return found
    except (OSError, ValueError, KeyError, TypeError, StoreError):
        remove(folder)
        return None


def _card(name, key, hashes):
    return {"stage": name, "key": key, "hashes": hashes}


def _card_hash(stage):
    card = json_text(_card(stage.name, stage.key, stage.hashes))
    return hashlib.sha256(card.encode()).hexdigest()


@contextlib.contextmanager
def disk_trouble(where):
    """A full or failing disk, or too little memory, becomes a StoreError that says what to do."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        if "offload" not in str(error):  # what does not fit was not on its way to the disk
            raise StoreError(
                "this needs more memory than the engine was given, so nothing was published",
                where=str(where),
                remedy="Give it more, such as --memory 6GB, and run the same command again.",
            ) from error
        raise _trouble(where) from error
    except duckdb.IOException as error:
        raise _trouble(where) from error
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise _trouble(where) from error


def _trouble(where):
    return StoreError(
        "the disk is full or failing, so nothing was published",
        where=str(where),
        remedy="Make room (the release in service is untouched), then run the same command again.",
    )


def remove(folder):
    """Take a folder out of service in one step, then delete it."""
    gone = folder.with_name(f".{folder.name}.gone.part")
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    shutil.rmtree(gone)


def clear_stages(store, keep=None):
    """Delete what interrupted runs left and, where told, every stage not in `keep` (name, key).

    Only one run may build at a time, so nothing half-written here belongs to anyone.
    """
    folder = Path(store) / "stages"
    for leaving in [*folder.rglob(".*.part"), *folder.glob(f"{PREFIX}*")]:
        if leaving.is_dir():
            shutil.rmtree(leaving)
        else:
            leaving.unlink(missing_ok=True)
    for name in {name for name, _ in keep or ()}:
        for old in (folder / name).iterdir():
            if (name, old.name) not in keep:
                remove(old)
