"""The least share of branches the tests must take, room by room (HOUSE: Habits)."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

GATES = {
    "src/tilth/ground/": 100,
    "src/tilth/store/": 100,
    "src/tilth/see/intake/": 100,
    "src/tilth/web/house/access/": 100,
    "src/tilth/web/house/audit/": 100,
    "src/tilth/": 90,
}


def covered(files):
    """Lines and branches taken, as a percentage of all there are."""
    totals = [f["summary"] for f in files]
    taken = sum(t["covered_lines"] + t["covered_branches"] for t in totals)
    there = sum(t["num_statements"] + t["num_branches"] for t in totals)
    return 100 * taken / there if there else 100


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        command = [sys.executable, "-m", "coverage", "json", "-q", "-o", str(path)]
        subprocess.run(command, check=True)
        files = json.loads(path.read_text())["files"]
    short = False
    for room, least in GATES.items():
        inside = {name: f for name, f in files.items() if name.startswith(room)}
        share = covered(inside.values())
        print(f"{room}: {share:.2f}% of lines and branches, at least {least}% wanted")
        if share < least:
            short = True
            for name, f in inside.items():
                if covered([f]) < least:
                    gaps = f["missing_lines"] + f["missing_branches"]
                    print(f"  {name}: {covered([f]):.1f}% {gaps}")
    sys.exit(short)


if __name__ == "__main__":
    main()
