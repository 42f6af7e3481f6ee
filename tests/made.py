"""Made-up places for tests, made once for all who test at once and then copied."""

import contextlib
import fcntl
import os
import shutil

import pytest


def shared_by_all(tmp_path_factory):
    """The folder that every process of one run of the tests sees."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@contextlib.contextmanager
def turn(path):
    """Have one's turn at something that several processes would do at once."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def demo_of(people, tmp_path_factory):
    """A folder of one's own with a demo of so many people, as `tilth demo` makes it."""
    from tilth.cli.demo import loaded

    top = shared_by_all(tmp_path_factory)
    first, made = top / f"demo-of-{people}", top / f"demo-of-{people}.made"
    with turn(top / f"demo-of-{people}.lock"), pytest.MonkeyPatch.context() as patch:
        if not made.is_file():
            patch.setenv("TILTH_KEY_FILE", str(top / f"demo-of-{people}.key"))
            loaded(first, people, 1, lambda *_: None)
            made.touch()
    own = tmp_path_factory.mktemp("demo") / "tiltham"
    shutil.copytree(first, own, symlinks=True)
    return own
