"""Where an engine puts what does not fit in memory, and what becomes of it when one is killed."""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "tilth-spill-"
SETTLED = 600  # seconds since something was last put in a folder nobody holds


@contextlib.contextmanager
def spill_folder(within=None):
    """A folder of one engine alone, gone afterwards, in `within` or the temporary folder.

    It is held for as long as its process lives, by a lock that ends with the process however it
    ends. What an engine killed in the temporary folder left there goes first: it may hold people's
    rows. A place's own folder is cleared by the next build.
    """
    if within is None:
        clear_spills(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=within) as folder, _held(folder):
        yield folder


def clear_spills(where):
    """Remove the folders of engines whose process is gone; those of others' are left to them."""
    for folder in where.glob(PREFIX + "*"):
        with contextlib.suppress(OSError), _held(folder) as held:
            if time.time() - os.fstat(held).st_mtime > SETTLED:  # else perhaps about to be held
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _held(folder):
    """The folder itself locked; an OSError where somebody else holds it, or it is none of ours."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield held
    finally:
        os.close(held)
