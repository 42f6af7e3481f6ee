"""tilth verify faults: stop runs dead, fill the disk, flip bits, let rivals race; then look."""

import random
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tilth.ground.progress import unwatched
from tilth.verify import flips, small_place, watching
from tilth.verify.child import STAGES

PEOPLE = 60
RIVALS = 20
COUNTED = ("unreadable", "partial", "lost", "doubled", "undetected", "unfinished")


@dataclass
class Tally:
    """Faults counted by name, and the numbers of what was tried."""

    tried: dict = field(default_factory=dict)
    wrong: dict = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    seconds: float = 0.0

    def add(self, names):
        for name in names:
            self.wrong[name] += 1

    def told(self):
        return {**self.tried, **self.wrong, "seconds": round(self.seconds, 1)}


@dataclass(frozen=True)
class Bench:
    """What every trial starts from and must end with.

    folder: a place with one month published and the next month's files waiting. before, after:
    the states with one month and with both, from runs nobody disturbed. timing: how long each
    entry of each stage took, halved each time a kill came too late for it.
    """

    folder: Path
    scratch: Path
    before: watching.State
    after: watching.State
    timing: dict
    seed: int

    def fresh(self, name):
        """The place again, undisturbed, in a folder of its own."""
        return watching.copy(self.folder, self.scratch / name / "place")


def verify(*, seed, kills=5, flipped=40, full=10, rivals=RIVALS, progress=unwatched):
    """All four kinds of fault; a report as plain values.

    kills: how often each of the eight stages is killed. flipped: bits flipped. full: disks that
    fill up. rivals: runs at once.
    """
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="tilth-verify-") as scratch:
        bench = prepare(Path(scratch), seed)
        parts = {}
        for name, check, times in (
            ("killed", killed, kills),
            ("disk_full", disk_full, full),
            ("bits_flipped", bits_flipped, flipped),
            ("rival_runs", rival_runs, rivals),
        ):
            started = time.perf_counter()
            parts[name] = check(bench, times, progress)
            parts[name].seconds = time.perf_counter() - started
    totals = {n: sum(p.wrong[n] for p in parts.values()) for n in COUNTED}
    return {
        "seed": seed,
        **totals,
        "seconds": round(time.perf_counter() - began, 1),
        "parts": {name: part.told() for name, part in parts.items()},
    }


def prepare(scratch, seed):
    """Publish one month, then both, undisturbed, and note what that gives."""
    place = small_place.make(scratch / "first" / "place", seed=seed, people=PEOPLE).folder
    _finish(place)
    before = watching.state_of(place)
    small_place.send(place, 1, seed=seed, people=PEOPLE)
    both = watching.copy(place, scratch / "both" / "place")
    run = _finish(both)
    return Bench(place, scratch, before, watching.state_of(both), _timing(run), seed)


def _finish(folder):
    run = watching.run(folder)
    if run.answer[:1] != ("done",):
        raise AssertionError(f"an undisturbed run did not finish: {run.answer}")
    return run


def _timing(run):
    """{stage: seconds of each entry} of an undisturbed run."""
    found = {stage: [] for stage in STAGES}
    ends = [at for _, at in run.told[1:]] + [run.seconds]
    for (stage, at), end in zip(run.told, ends, strict=True):
        found[stage].append(max(end - at, 0.001))
    return found


def killed(bench, kills, progress):
    """SIGKILL at a random moment of every stage, `kills` times each.

    One store is killed once in each stage, first to last, and then left to finish: so most runs
    start from what another left.
    """
    tally, hits = Tally(), dict.fromkeys(STAGES, 0)
    chain = 0
    while min(hits.values()) < kills and chain < 3 * kills + 2:
        waiting = [stage for stage in STAGES if hits[stage] < kills]
        progress("killed", sum(hits.values()), kills * len(STAGES))
        _kill_chain(bench, chain, waiting, hits, tally)
        chain += 1
    tally.tried = {"kills": dict(hits), "stores": chain}
    tally.wrong["unfinished"] += sum(hits[stage] < kills for stage in STAGES)
    return tally


def _kill_chain(bench, chain, stages, hits, tally):
    rng = random.Random(f"{bench.seed} kill {chain}")
    folder = bench.fresh(f"kill-{chain}")
    allowed = {bench.before.release, bench.after.release}
    for stage in stages:
        # The first entry of a stage may be the only one left to do, so it is hit most.
        durations = bench.timing[stage]
        entry = rng.randrange(len(durations)) if rng.random() < 0.5 else 0
        run = watching.run(folder, kill=(stage, entry, rng.random() * durations[entry]))
        hits[stage] += run.killed
        tally.wrong["unfinished"] += run.broke
        if not run.killed and stage in dict(run.told):  # it was over too soon
            bench.timing[stage] = [seconds / 2 for seconds in durations]
        tally.add(watching.faults_now(folder, allowed))
    tally.add(_after_rerun(bench, folder))
    shutil.rmtree(folder.parent)


def _after_rerun(bench, folder):
    """Run once more, undisturbed: what differs from the state of runs nobody disturbed."""
    run = watching.run(folder)
    if run.answer[:1] != ("done",):
        return ["unfinished"]
    return differences(watching.state_of(folder), bench.after)


def differences(found, wanted):
    """Names of what is wrong with a state: lost, doubled, partial."""
    wrong = []
    if found.release != wanted.release:
        wrong.append("lost")
    for told, right in (
        (found.versions, wanted.versions),
        (found.serving, wanted.serving),
        (found.notices, wanted.notices),
    ):
        wrong += ["lost"] * bool(set(right) - set(told))
        wrong += ["doubled"] * (len(told) > len(set(told)) or bool(set(told) - set(right)))
    return wrong + ["partial"] * bool(found.leavings)


def disk_full(bench, times, progress):
    """Runs on a disk that fills up at a random point; the same run again once there is room."""
    tally, stopped = Tally(), 0
    sizes = [p.stat().st_size for p in bench.folder.parent.parent.rglob("*") if p.is_file()]
    largest = max(sizes)
    for trial in range(times):
        progress("disk full", trial, times)
        rng = random.Random(f"{bench.seed} full {trial}")
        folder = bench.fresh(f"full-{trial}")
        run = watching.run(
            folder, most_bytes=rng.randrange(largest // 2 + trial % 2 * largest // 2)
        )
        stopped += run.answer[:1] == ("refused",)
        tally.wrong["unfinished"] += run.broke
        tally.add(watching.faults_now(folder, {bench.before.release, bench.after.release}))
        tally.add(_after_rerun(bench, folder))
        shutil.rmtree(folder.parent)
    tally.tried = {"runs": times, "stopped": stopped, "by": "a limit on the size of files"}
    return tally


def bits_flipped(bench, times, progress):
    """One bit of one kept file flipped, of every kind of file in turn: it must be noticed."""
    folder = bench.fresh("flips")
    _finish(folder)
    tally, found = Tally(), {}
    for trial in range(times):
        progress("bits flipped", trial, times)
        rng = random.Random(f"{bench.seed} flip {trial}")
        kind, noticed = flips.flip(folder, trial, rng)
        counts = found.setdefault(kind, {"flipped": 0, "noticed": 0, "without effect": 0})
        counts["flipped"] += 1
        counts["noticed"] += noticed == "noticed"
        counts["without effect"] += noticed == "without effect"
        tally.wrong["undetected"] += noticed == "undetected"
    tally.tried = {"bits": times, "by_file": found}
    return tally


def rival_runs(bench, rivals, progress):
    """Many runs of the same place at once: each finishes or says it is busy."""
    progress("rival runs", 0, 1)
    folder = bench.fresh("rivals")
    with ThreadPoolExecutor(rivals) as pool:
        runs = list(pool.map(lambda _: watching.run(folder), range(rivals)))
    answers = [run.answer[0] if run.answer else "none" for run in runs]
    tally = Tally()
    tally.add(watching.faults_now(folder, {bench.before.release, bench.after.release}))
    tally.add(_after_rerun(bench, folder))
    tally.wrong["unfinished"] += sum(run.broke for run in runs)
    tally.tried = {"runs": rivals, "done": answers.count("done"), "busy": answers.count("refused")}
    return tally
