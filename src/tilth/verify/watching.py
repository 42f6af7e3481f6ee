"""Start runs in processes of their own, stop them dead, and look at what they left."""

import contextlib
import multiprocessing
import shutil
import signal
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path

from tilth.ground.errors import StoreError
from tilth.ground.place import Place
from tilth.see.intake.loading import open_version
from tilth.store.ledger import Ledger
from tilth.store.releases import name_in_service, open_release
from tilth.store.stages import open_stage
from tilth.verify import child

LONGEST = 600  # seconds: a busy machine may give a run next to nothing for minutes


@dataclass
class Run:
    """How one run went: the stages it told with their times, its answer, whether it was killed.

    broke: it ended with a defect of ours, or not at all.
    """

    told: list = field(default_factory=list)
    answer: tuple = ()
    killed: bool = False
    broke: bool = False
    seconds: float = 0.0

    @property
    def stage(self):
        """The stage it was in when it ended."""
        return self.told[-1][0] if self.told else "start"


def start(folder, **limits):
    """Start a run; returns the process and the pipe's end to listen on."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "tilth.verify.warm"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=child.run, args=(str(folder), there), kwargs=limits)
    process.start()
    there.close()
    return process, here


def run(folder, *, kill=None, **limits):
    """One run to its end, or killed with SIGKILL. kill: (stage, entry, seconds after it began)."""
    began, told = time.perf_counter(), Run()
    process, pipe = start(folder, **limits)
    entries = 0
    with contextlib.suppress(EOFError):
        while pipe.poll(LONGEST):
            said = pipe.recv()
            if isinstance(said, tuple):
                told.answer = said
                continue
            told.told.append((said, time.perf_counter() - began))
            if kill and said == kill[0]:
                entries += 1
                if entries > kill[1]:
                    told.killed = _kill_after(process, pipe, kill[2], told, began)
                    break
    process.join(LONGEST)
    pipe.close()
    told.broke = process.exitcode not in (0, -signal.SIGKILL)
    told.seconds = time.perf_counter() - began
    return told


def _kill_after(process, pipe, seconds, told, began):
    """Wait so long, then kill; whether it was alive until then."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        with contextlib.suppress(EOFError):
            if pipe.poll(left):
                said = pipe.recv()
                if isinstance(said, tuple):
                    told.answer = said
                else:
                    told.told.append((said, time.perf_counter() - began))
                continue
        break
    alive = process.is_alive()
    process.kill()
    return alive and not told.answer


def copy(folder, target):
    """The place again in another folder, its key beside it."""
    target = Path(target)
    target.parent.mkdir(parents=True)
    shutil.copytree(folder, target)
    shutil.copyfile(Path(folder).parent / "scratch.key", target.parent / "scratch.key")
    return target


@dataclass(frozen=True)
class State:
    """What is in a store: what must be equal after any interruption and a rerun."""

    release: str
    versions: tuple
    serving: tuple
    notices: tuple
    leavings: int


def state_of(folder):
    """The state of a store, everything in it read and checked. Raises StoreError."""
    place = Place.open(folder)
    release = open_release(place, verify=True)
    with Ledger.open(place) as ledger:
        versions = ledger.versions()
        notices = sorted(str(n["told"]) for n in ledger.notices())
    for version in versions:
        if not version.refusal:
            open_version(version.folder)
    return State(
        release.fingerprint,
        tuple(sorted((v.source, v.version, v.rows_in, v.accepted) for v in versions)),
        tuple(sorted((v.source, v.version) for v in versions if v.state == "in_service")),
        tuple(notices),
        len(list(place.store_folder.rglob("*.part"))),
    )


def faults_now(folder, allowed):
    """What is wrong right after a run was stopped: names among unreadable, partial.

    allowed: fingerprints of releases that may be in service (None: none at all).
    """
    place = Place.open(folder)
    store = place.store_folder
    try:
        found = open_release(place, verify=True).fingerprint if name_in_service(store) else None
    except StoreError:
        return ["unreadable"]
    wrong = [] if found in allowed else ["partial"]
    if _ledger_is_torn(store / "ledger.sqlite"):
        wrong.append("unreadable")
    whole = [*_versions(store), *_stages(store)]
    return wrong + ["partial"] * sum(not sound() for sound in whole)


def _versions(store):
    """A check for each accepted file's folder."""
    for folder in sorted((store / "known").glob("*/*")):
        if not folder.name.endswith(".part"):
            yield lambda folder=folder: _sound(lambda: open_version(folder))


def _stages(store):
    """A check for each stage's folder: under its name, it is whole."""
    for folder in sorted((store / "stages").glob("*/*")):
        if folder.is_dir() and not folder.name.startswith("."):
            yield lambda folder=folder: _sound(lambda: open_stage(folder))


def _sound(check):
    try:
        check()
    except StoreError:
        return False
    return True


def _ledger_is_torn(path):
    if not path.exists():
        return False
    book = sqlite3.connect(path)
    try:
        return book.execute("pragma integrity_check").fetchone() != ("ok",)
    except sqlite3.DatabaseError:
        return True
    finally:
        book.close()
