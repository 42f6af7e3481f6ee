"""The whole path: what partners send, at the size of a system, to one published release.

    python -m benchmarks whole_path                       1.2 million people, 60 million events
    python -m benchmarks.whole_path [PEOPLE] [EVENTS_EACH]

Made-up people over the made-up land; every file is read strictly, every row accounted for, the
records matched, everything derived, published and indexed, on two cores. Reported: seconds and
processor seconds of each part, people a second, peak memory, and what per cent of the machine's
own speed of reading and of hashing it reaches (bytes of files and of the release over the seconds
of both). There is no peer: nothing else we know does the whole of this. Each part is told as it
ends; made-up files are kept from one run to the next where main is given a folder.
"""

import datetime
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import harness

PEOPLE, EVENTS_EACH = 1_200_000, 50
ON = datetime.date(2026, 3, 31)


def make(folder, people, events_each):
    """The made-up place, unless it is there; bytes and files that partners sent."""
    from tilth.demo import send
    from tilth.demo.greenmarch import PLACE
    from tilth.demo.land import terrain

    folder = Path(folder)
    if not (folder / "truth" / "truth.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        terrain.draw(folder / "geography", people=people, seed=1)
        (folder / "place.toml").write_text(PLACE, encoding="utf-8")
        send.make_people(folder, people=people, seed=1, events_each=events_each)
    return {"bytes": _bytes(folder / "incoming")}


def receive(folder):
    """Every file in, strictly; rows in and accepted."""
    from tilth.ground.keys import key_path, make_key
    from tilth.ground.place import Place
    from tilth.see.intake import load_all

    place = Place.open(folder)
    make_key(key_path(place.folder), secret=b"k" * 32)
    outcomes = load_all(place, on=place.place.as_of or ON)
    assert not any(o.error for o in outcomes), [str(o.error) for o in outcomes if o.error]
    receipts = [o.receipt for o in outcomes]
    return {
        "rows_in": sum(r.rows_in for r in receipts),
        "accepted": sum(r.accepted for r in receipts),
        "files": len(receipts),
        "bytes": _bytes(place.folder / "incoming"),
    }


def release(folder, changed=False):
    """The files in service to a release; the seconds and the peak memory of each part."""
    from tilth.ground.place import Place
    from tilth.see.build import build

    place = Place.open(folder)
    parts, at = {}, [time.perf_counter(), None]

    def progress(what, done=0, total=None):
        if what != at[1]:
            now = time.perf_counter()
            if at[1]:
                part = parts.setdefault(at[1], {"seconds": 0.0, "peak_mb": 0.0})
                part["seconds"] = round(part["seconds"] + now - at[0], 2)
                part["peak_mb"] = round(_peak_mb(), 0)
            at[:] = now, what

    started = time.perf_counter()
    built = build(place, on=place.place.as_of or ON, changed=changed, progress=progress)
    seconds = time.perf_counter() - started
    progress("end")
    found = built.release
    return {
        "answer": {
            "release": found.name,
            "people": found.rows("person"),
            "events": found.rows("event"),
            "bytes": _bytes(found.folder),
            "made": len(built.made),
            "parts": parts,
        },
        "seconds": seconds,
    }


def _peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _bytes(folder):
    return sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())


def _part(home, name, *args):
    """One part in a process of its own, told as soon as it ends."""
    settings = {"XDG_CONFIG_HOME": f"{home}/config"}
    cost = harness.once("whole_path", name, *args, environment=settings)
    print(name, {k: cost[k] for k in ("wall", "cpu", "peak_mb")}, flush=True)
    return cost


def _told(anchors, made, came, built, again, quick):
    """What is kept: of the files in and the release out together, then of each part."""
    seconds, worked = (came[clock] + built[clock] for clock in ("wall", "cpu"))
    moved = (came["answer"]["bytes"] + built["answer"]["bytes"]) / 1e9
    return {
        "people": built["answer"]["people"],
        "events": built["answer"]["events"],
        "rows_in": came["answer"]["rows_in"],
        "gb_in": round(came["answer"]["bytes"] / 1e9, 2),
        "gb_out": round(built["answer"]["bytes"] / 1e9, 2),
        "seconds": round(seconds, 1),
        "processor_seconds": round(worked, 1),
        "people_a_second": round(built["answer"]["people"] / seconds),
        "peak_gib": round(max(came["peak_mb"], built["peak_mb"]) / 1024, 2),
        "anchors": anchors,
        "percent_of_read_speed": round(100 * moved / seconds / anchors["read_gb_s"], 3),
        "percent_of_hash_speed": round(100 * moved / seconds / anchors["sha256_gb_s"], 3),
        "make": made,
        "receive": came,
        "build": built,
        "nothing_changed_every_hash_read": again["inner"],
        "nothing_changed": quick["inner"],
    }


def main(*, on, people=PEOPLE, events_each=EVENTS_EACH, folder=None):
    """Make, receive, release, and release again with nothing changed."""
    home = Path(folder or tempfile.mkdtemp(prefix="tilth-whole-path-"))
    home.mkdir(exist_ok=True)
    place = home / f"place-{people}-{events_each}"
    made = _part(home, "make", str(place), people, events_each)
    shutil.rmtree(place / "store", ignore_errors=True)
    came = _part(home, "receive", str(place))
    built, again = (_part(home, "release", str(place)) for _ in range(2))
    quick = _part(home, "release", str(place), True)
    assert quick["answer"]["release"] == again["answer"]["release"] == built["answer"]["release"]
    assert quick["answer"]["made"] == again["answer"]["made"] == 0
    anchors = harness.anchors(home)  # last: a child's peak memory starts at its parent's
    peak = max(came["peak_mb"], built["peak_mb"])
    harness.save("whole_path", _told(anchors, made, came, built, again, quick), on=on)
    assert peak < 8 * 1024, f"peak memory {peak} MB"
    if not folder:
        shutil.rmtree(home)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(on=datetime.date.today(), **dict(zip(("people", "events_each"), given, strict=False)))
