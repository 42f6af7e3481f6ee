"""Made-up people: seconds, memory and growth, from twelve thousand to 1.2 million with events.

Greenmarch's land is drawn and its people, their partners' files and the truth are written, each
size in a process of its own. There is no peer that writes linked partners' files; what is claimed
is time, memory, and that time grows no faster than people.

    python -m benchmarks synthetic
"""

import shutil
import tempfile
from pathlib import Path

from benchmarks import harness
from tilth.demo import greenmarch, send
from tilth.demo.land import terrain

SEED, EVENTS_EACH = 1, 50
SIZES = (12_000, 60_000, 240_000, 1_200_000)


def write(folder, people):
    """Write a whole made-up system of so many people; what was written."""
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    terrain.draw(folder / "geography", people=people, seed=SEED)
    (folder / "place.toml").write_text(greenmarch.PLACE, encoding="utf-8")
    truth = send.make_people(folder, people=people, seed=SEED, events_each=EVENTS_EACH)
    files = [p for p in (folder / "incoming").iterdir() if p.suffix != ".json"]
    return {
        "people": truth["people"]["all"],
        "events": truth["gp_events"],
        "rows": sum(f["rows"] for f in truth["files"]),
        "files": len(files),
        "mb": round(sum(p.stat().st_size for p in files) / 1e6),
    }


def demo(folder):
    """The demo's own 25,000 people."""
    truth = greenmarch.make(folder)
    return {"people": truth["people"]["all"], "events": truth["gp_events"]}


def main(*, on, people=SIZES[-1]):
    folder = Path(tempfile.mkdtemp(prefix="tilth-synthetic-"))
    try:
        first = harness.once("synthetic", "demo", str(folder / "demo"))
        sizes = [size for size in SIZES if size < people] + [people]
        runs = [harness.once("synthetic", "write", str(folder / "system"), s) for s in sizes]
        result = {
            "seed": SEED,
            "events_each": EVENTS_EACH,
            "demo_25000": first,
            "runs": dict(zip(map(str, sizes), runs, strict=True)),
            "rows_per_second": round(runs[-1]["answer"]["rows"] / runs[-1]["wall"]),
            "anchors": harness.anchors(folder),
        }
        if len(sizes) >= 4:
            result["growth_of_cpu"] = harness.growth(sizes, [run["cpu"] for run in runs])
        harness.save("synthetic", result, on=on)
    finally:
        shutil.rmtree(folder)
