"""The whole path: what partners send, at the size of a system, to one published release.

    python -m benchmarks.whole_path [PEOPLE] [EVENTS_EACH]

Made-up people over the made-up land; every file is read strictly, every row accounted for, the
records matched, everything derived, published and indexed, on two cores. Reported: seconds of
each part, people a second, peak memory, and what share of the machine's own speed of reading and
of hashing the build reaches (bytes of files and of the release over the seconds of the build).
There is no peer: nothing else we know does the whole of this.
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


def main(*, on, people=PEOPLE, events_each=EVENTS_EACH, folder=None):
    """Make, receive, release, and release again with nothing changed."""
    home = Path(folder or tempfile.mkdtemp(prefix="tilth-whole-path-"))
    home.mkdir(exist_ok=True)
    place = home / f"place-{people}-{events_each}"
    settings = {"environment": {"XDG_CONFIG_HOME": str(home / "config")}}
    anchors = harness.anchors(home)
    made = harness.once("whole_path", "make", str(place), people, events_each, **settings)
    shutil.rmtree(place / "store", ignore_errors=True)
    came = harness.once("whole_path", "receive", str(place), **settings)
    built = harness.once("whole_path", "release", str(place), **settings)
    again = harness.once("whole_path", "release", str(place), **settings)
    quick = harness.once("whole_path", "release", str(place), True, **settings)
    assert quick["answer"]["release"] == again["answer"]["release"] == built["answer"]["release"]
    assert quick["answer"]["made"] == again["answer"]["made"] == 0
    seconds = came["wall"] + built["wall"]
    moved = (came["answer"]["bytes"] + built["answer"]["bytes"]) / 1e9
    peak = max(came["peak_mb"], built["peak_mb"])
    harness.save(
        "whole_path",
        {
            "people": built["answer"]["people"],
            "events": built["answer"]["events"],
            "rows_in": came["answer"]["rows_in"],
            "gb_in": round(came["answer"]["bytes"] / 1e9, 2),
            "gb_out": round(built["answer"]["bytes"] / 1e9, 2),
            "seconds": round(seconds, 1),
            "people_a_second": round(built["answer"]["people"] / seconds),
            "peak_gib": round(peak / 1024, 2),
            "anchors": anchors,
            "share_of_read_speed": round(moved / seconds / anchors["read_gb_s"], 5),
            "share_of_hash_speed": round(moved / seconds / anchors["sha256_gb_s"], 5),
            "make": made,
            "receive": came,
            "build": built,
            "nothing_changed_every_hash_read": again["inner"],
            "nothing_changed": quick["inner"],
        },
        on=on,
    )
    assert peak < 8 * 1024, f"peak memory {peak} MB"
    if not folder:
        shutil.rmtree(home)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(on=datetime.date.today(), **dict(zip(("people", "events_each"), given, strict=False)))
