"""What was settled of small counts, kept beside the release: worked out once for every process."""

import hashlib
import io
from contextlib import suppress

import numpy as np

from tilth.store.stages import remove
from tilth.store.whole import alone, whole_file

FOLDERS = 2  # the release in service and the one before


class Settled:
    """Arrays by the hash of all they depend on. Deleting them changes nothing but the wait."""

    def __init__(self, store_folder, release):
        self.folder = store_folder / "settled" / release

    def arrays(self, about, make):
        """name -> array as `make()` gave them for these things; made where not kept or damaged.

        about: bytes, in order, that decide the answer. While one process makes them others wait.
        """
        digest = hashlib.sha256()
        for one in about:
            digest.update(len(one).to_bytes(8, "big"))
            digest.update(one)
        path = self.folder / f"{digest.hexdigest()[:32]}.arrays"
        if (found := _read(path)) is not None:
            return found
        self._begin()
        with alone(path.with_suffix(".lock")):
            if (found := _read(path)) is None:
                found = make()
                with whole_file(path) as temporary:
                    temporary.write_bytes(_packed(found))
        return found

    def _begin(self):
        """Before the first of a release, delete all but the newest of those before."""
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            others = [one for one in self.folder.parent.iterdir() if one != self.folder]
            others.sort(key=lambda one: one.stat().st_mtime_ns)
            for one in others[: -(FOLDERS - 1)]:
                with suppress(FileNotFoundError):  # another process may be at the same
                    remove(one)


def _packed(arrays):
    """Arrays as bytes, their hash first."""
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)
    return hashlib.sha256(held.getvalue()).digest() + held.getvalue()


def _read(path):
    """The arrays of a file; None where there is none, or it is not as it was written."""
    try:
        told = path.read_bytes()
    except FileNotFoundError:
        return None
    digest, rest = told[:32], told[32:]
    if hashlib.sha256(rest).digest() != digest:
        return None
    with np.load(io.BytesIO(rest), allow_pickle=False) as held:
        return {name: held[name] for name in held.files}
