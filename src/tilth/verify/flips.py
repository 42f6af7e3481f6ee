"""Flip one bit of a kept file and read the store: is it noticed?"""

from tilth.ground.errors import StoreError
from tilth.ground.place import Place
from tilth.see.intake.loading import open_version
from tilth.store.ledger import Ledger
from tilth.store.releases import open_release
from tilth.store.stages import open_stage


def flip(folder, trial, rng):
    """Flip a bit, read, put it back. Returns (kind of file, noticed | without effect | undetected).

    Kinds take turns: a release's files, the pointer to it, accepted files, stages, the ledger.
    """
    place = Place.open(folder)
    store = place.store_folder
    with Ledger.open(place) as ledger:
        told = _book(ledger)
        known = [v.folder for v in ledger.versions()]
    serving = open_release(place).name
    kinds = {
        "release": (sorted((store / "releases").glob("*/*")), lambda path: _release(place, path)),
        "pointer": ([store / "current"], lambda path: _pointer(place, serving)),
        "accepted": (
            sorted(p for f in known for p in f.iterdir()),
            lambda path: _version(path),
        ),
        "stage": (
            sorted((store / "stages").glob("*/*/*.*")),
            lambda path: open_stage(path.parent),
        ),
        "ledger": ([store / "ledger.sqlite"], lambda path: _read_book(place, told)),
    }
    kind = list(kinds)[trial % len(kinds)]
    files, read = kinds[kind]
    return kind, _flipped(rng.choice(files), read, rng)


def _flipped(path, read, rng):
    good = path.read_bytes()
    bad = bytearray(good)
    bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(bad))
    try:
        return "without effect" if read(path) == "the same" else "undetected"
    except StoreError:
        return "noticed"
    finally:
        path.write_bytes(good)


def _version(path):
    """A receipt is sealed by what it says: a changed space between its words changes nothing."""
    open_version(path.parent)
    return "the same" if path.name == "receipt.json" else "read"


def _pointer(place, serving):
    """A pointer that names no release is refused; one line end is as good as another."""
    return "the same" if open_release(place, verify=True).name == serving else "another"


def _release(place, path):
    open_release(place, path.parent.name, verify=True)


def _book(ledger):
    """All that a ledger tells."""
    return [
        ledger.versions(),
        ledger.notices(),
        ledger.runs(),
        ledger.decisions(),
        ledger.disagreements(),
        ledger.erased(),
    ]


def _read_book(place, told):
    """Space no row lies in holds nothing: a bit of it changes nothing that is told."""
    with Ledger.open(place) as ledger:
        return "the same" if _book(ledger) == told else "another"
