"""What does not fit in memory lies in a folder of its own, and goes even after a kill."""

import os
import signal
import subprocess
import sys
import tempfile
import time

import pytest

from tilth.store.engine import engine
from tilth.store.spill import PREFIX, SETTLED, clear_spills, spill_folder

KILLED = """
import sys, pathlib, tempfile
tempfile.tempdir = sys.argv[1]
from tilth.store.spill import spill_folder
with spill_folder() as folder:
    pathlib.Path(folder, "rows.block").write_text("Denise Marsh")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A temporary folder of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def long_ago(folder):
    """Make it look as if nothing was put in a folder for a while."""
    then = time.time() - SETTLED - 60
    os.utime(folder, (then, then))


def test_an_engine_spills_into_a_folder_that_goes_with_it(temporary):
    with engine(memory="500MB", threads=1) as connection:
        (folder,) = temporary.iterdir()
        asked = "select value from duckdb_settings() where name = 'temp_directory'"
        assert connection.execute(asked).fetchone() == (str(folder),)
    assert not list(temporary.iterdir())


def test_FT_what_a_killed_process_left_goes_when_another_starts_and_not_before(temporary):
    """FT: kill -9 leaves people's rows in the temporary folder; the next engine takes them away."""
    words = [sys.executable, "-c", KILLED, str(temporary)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        folder = temporary / running.stdout.readline().strip()
        long_ago(folder)
        clear_spills(temporary)
        assert (folder / "rows.block").exists(), "a folder in use was taken away"
        running.send_signal(signal.SIGKILL)
    assert (folder / "rows.block").exists()
    with spill_folder() as mine:
        assert [path.name for path in temporary.iterdir()] == [os.path.basename(mine)]


def test_a_folder_just_made_is_left_to_whoever_is_about_to_hold_it(temporary):
    fresh = temporary / f"{PREFIX}fresh"
    fresh.mkdir()
    clear_spills(temporary)
    assert fresh.is_dir()
    long_ago(fresh)
    clear_spills(temporary)
    assert not fresh.exists()


def test_AT_what_only_bears_the_name_is_left_alone(temporary, tmp_path_factory):
    """AT: in a folder everybody writes to, a link leads nowhere and a file is not ours."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept").write_text("kept")
    long_ago(elsewhere)
    (temporary / f"{PREFIX}link").symlink_to(elsewhere)
    (temporary / f"{PREFIX}file").write_text("kept")
    clear_spills(temporary)
    assert (elsewhere / "kept").exists()
    assert len(list(temporary.iterdir())) == 2


def test_a_place_that_has_its_own_folder_for_it_is_not_searched(temporary, tmp_path):
    old = temporary / f"{PREFIX}old"
    old.mkdir()
    long_ago(old)
    with spill_folder(tmp_path) as folder:
        assert os.path.dirname(folder) == str(tmp_path)
        assert old.is_dir()
