"""Builds stopped, killed, short of room, in each other's way or on damaged files harm nothing."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.see.build import tiny
from tests.see.build.changing import in_service, new_carers
from tilth.ground.errors import StoreError
from tilth.ground.keys import key_path
from tilth.see.build import build, work
from tilth.store.ledger import Ledger
from tilth.store.releases import open_release

ROOT = Path(__file__).parents[3]
STAGES = ("pseudonymise", "identity", "context", "link", "people", "events", "derive", "index")
pytestmark = pytest.mark.usefixtures("simple_linkage")


def interrupted(place, name):
    """Build, and be stopped when a stage of this name is done but not yet in its place."""
    real = work.stage

    def stopped(store, which, inputs, make, **more):
        def half(folder):
            make(folder)
            if which == name:
                raise KeyboardInterrupt

        return real(store, which, inputs, half, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "stage", stopped)
        patch.setattr("tilth.see.build.index.stage", stopped)
        with pytest.raises(KeyboardInterrupt):
            build(place, on=tiny.ON)


def test_FT_a_run_stopped_at_any_stage_leaves_the_last_release_and_is_taken_up(built_place):
    place = built_place
    first = in_service(place).name
    new_carers(place)
    for name in STAGES:
        interrupted(place, name)
        assert (in_service(place).name == first) == (name != "index")
        with Ledger.open(place) as ledger:
            assert ledger.runs()[-1]["state"] == "stopped"
    resumed = build(place, on=tiny.ON)
    assert set(resumed.made) == {"index"}
    shutil.rmtree(place.store_folder / "stages")
    assert build(place, on=tiny.ON).release.name == resumed.release.name != first


KILLED = """
import os, signal, sys
sys.path.insert(0, {root!r})
from tests.see.build import quick, tiny
from tilth.ground.place import Place
from tilth.see.build import build, steps
from tilth.store import whole
steps.linkage.link = quick.link
count = 0
real = whole.sync
def sync(path):
    global count
    count += 1
    if count == {moment}:
        os.kill(os.getpid(), signal.SIGKILL)
    real(path)
whole.sync = sync
build(Place.open({folder!r}), on=tiny.ON)
print(count)
"""


def killed_at(place, moment):
    script = KILLED.format(root=str(ROOT), moment=moment, folder=str(place.folder))
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


def test_FT_kill_9_at_any_moment_leaves_one_whole_release_and_a_rerun_completes(built_place):
    """Killed between any two writes to the disk: before, while and after it publishes."""
    place = built_place
    first = in_service(place).name
    new_carers(place)
    # Each run goes on where the one before was killed, so these moments lie all along the build.
    for moment in (9, 25):
        ended = killed_at(place, moment)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert in_service(place)
    last = build(place, on=tiny.ON).release.name
    assert last != first
    assert not list(place.store_folder.rglob("*.part"))
    shutil.rmtree(place.store_folder / "stages")
    assert build(place, on=tiny.ON).release.name == last


def test_FT_a_full_disk_publishes_nothing(built_place, monkeypatch):
    place = built_place
    first = in_service(place).name
    new_carers(place)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tilth.store.releases.shutil.copyfile", full)
    with pytest.raises(StoreError, match="the disk is full"):
        build(place, on=tiny.ON)
    assert in_service(place).name == first


def test_FT_rival_runs_are_told_to_wait(place):
    with (
        Ledger.open(place) as ledger,
        ledger.lock("build"),
        pytest.raises(StoreError, match="build is busy"),
    ):
        build(place, on=tiny.ON)


def flip(path, at=None):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 if at is None else at] ^= 4
    path.write_bytes(raw)


@pytest.mark.parametrize("where", ["releases", "stages/derive", "stages/people"])
def test_FT_a_flipped_bit_is_found_and_mended(built_place, where):
    place = built_place
    name = in_service(place).name
    flip(sorted((place.store_folder / where).rglob("person.parquet"))[0])
    if where == "releases":
        with pytest.raises(StoreError, match=r"person\.parquet is missing or has changed"):
            in_service(place)
    assert build(place, on=tiny.ON).release.name == name
    assert in_service(place).name == name


def test_FT_an_accepted_file_that_changed_is_not_read(place):
    (path,) = place.store_folder.glob("known/rovers/*/accepted.parquet")
    flip(path, -20)
    for changed in (False, True):
        with pytest.raises(StoreError, match=r"accepted\.parquet is missing or has changed"):
            build(place, on=tiny.ON, changed=changed)
    flip(path, -20)
    receipt = path.with_name("receipt.json")
    receipt.rename(path.with_name("aside"))
    with pytest.raises(StoreError, match=r"accepted\.parquet is missing or has changed"):
        build(place, on=tiny.ON)
    path.with_name("aside").rename(receipt)
    path.unlink()
    with pytest.raises(StoreError, match=r"accepted\.parquet is missing or has changed"):
        build(place, on=tiny.ON)


@pytest.mark.parametrize("damage", ["pointer", "release", "manifest", "card"])
def test_FT_a_lost_or_damaged_release_is_published_again(built_place, damage):
    place = built_place
    name = in_service(place).name
    store = place.store_folder
    if damage == "pointer":
        (store / "current").write_text("../../etc\n")
        with pytest.raises(StoreError, match="pointer"):
            open_release(place)
    elif damage == "release":
        shutil.rmtree(store / "releases" / name)
    elif damage == "manifest":
        (store / "releases" / name / "manifest.json").write_text("{}")
    else:
        next(store.glob("stages/build/*/build.json")).write_text("[]")
    built = build(place, on=tiny.ON, changed=True)
    assert built.release.name == name
    assert open_release(place, verify=True).name == name


def test_a_table_lost_from_a_release_is_noticed_by_a_quick_build_too(built_place):
    place = built_place
    release = in_service(place)
    release.path("seen").unlink()
    assert build(place, on=tiny.ON, changed=True).release.name == release.name
    assert open_release(place, verify=True)


def test_a_place_without_its_key_cannot_be_built(place, monkeypatch, tmp_path):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "no key"))
    with pytest.raises(StoreError, match="there is no key here"):
        build(place, on=tiny.ON)
    assert key_path(place.folder).name == "no key"
