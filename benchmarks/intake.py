"""Strict intake against pandas with the same checks: time, memory and how both grow.

    python -m benchmarks.intake [ROWS]

The file: ten columns such as a practice sends, a known share of rows broken in known ways, a few
repeats. Peer: `pandas.read_csv(dtype=str)`, the same checks written with pandas, Parquet out.
"""

import datetime
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks import harness

ROWS = 10_000_000
SIZES = [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
CONTRACT = """
title = "Contacts"
why = "To time the reading of a large file."
after = "none"
reference = "none"
key = ["contact_id"]
[columns]
contact_id = {type = "code", required = true, pattern = "C[0-9]{9}", means = "local_id"}
nhs_number = {type = "nhs_number", means = "nhs_number"}
surname = {type = "text", required = true, means = "surname"}
date_of_birth = {type = "date", required = true, means = "date_of_birth", earliest = 1900-01-01, \
latest = 2026-12-31}
postcode = {type = "postcode", means = "postcode"}
sex = {type = "choice", required = true, values = {M = "male", F = "female", X = "other"}}
seen_on = {type = "date", required = true, earliest = 2015-01-01, latest = 2026-12-31}
minutes = {type = "whole", least = 0.0, most = 600.0}
score = {type = "number", least = 0.0, most = 100.0}
first_visit = {type = "yes_no"}
"""
PLACE = """
[place]
name = "Bench"
code = "X1"
synthetic = true
[[partners]]
slug = "them"
name = "Them"
sector = "health"
[[sources]]
name = "contacts"
kind = "contacts_timed"
path = "incoming/*.csv"
partner = "them"
purpose = ["plan"]
basis = "made up"
until = 2030-01-01
"""
ON = datetime.date(2026, 6, 1)


def write_file(path, rows, seed=1):
    """A made-up extract: about 1 row in 500 broken, 1 in 5,000 a repeat of the row before."""
    rng = np.random.default_rng(seed)
    names = np.array(["Smith", "Khan", "O'Neill", "Null", "Begum", "Łaski", "Jones-Lee", "Ahmed"])
    outward = np.array(["WS1", "WS10", "B1", "M11", "SW1A", "E1W"])
    tail = np.array(["1AA", "2BB", "3QD", "9XY"])
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(
            "contact_id,nhs_number,surname,date_of_birth,postcode,sex,seen_on,minutes,score,"
            "first_visit\n"
        )
        for start in range(0, rows, 100_000):
            n = min(100_000, rows - start)
            ids = [f"C{i:09d}" for i in range(start, start + n)]
            birth = np.datetime64("1930-01-01") + rng.integers(0, 33_000, n)
            seen = np.datetime64("2024-01-01") + rng.integers(0, 800, n)
            columns = [
                ids,
                _nhs_numbers(rng, n),
                names[rng.integers(0, len(names), n)],
                birth.astype(str),
                np.char.add(
                    np.char.add(outward[rng.integers(0, 6, n)], " "), tail[rng.integers(0, 4, n)]
                ),
                np.array(["M", "F", "X"])[rng.integers(0, 3, n)],
                seen.astype(str),
                rng.integers(0, 300, n).astype(str),
                np.round(rng.random(n) * 100, 2).astype(str),
                np.array(["Y", "N", ""])[rng.integers(0, 3, n)],
            ]
            lines = [",".join(cells) for cells in zip(*(map(str, c) for c in columns), strict=True)]
            for at in range(250, n, 500):
                lines[at] = _broken(lines[at], at)
            for at in range(2_600, n, 5_000):
                lines[at] = lines[at - 1]
            file.write("\n".join(lines) + "\n")


def _nhs_numbers(rng, n):
    """Ten digits beginning with 999; one in a hundred fails its check."""
    digits = np.concatenate([np.full((n, 3), 9), rng.integers(0, 10, (n, 6))], axis=1)
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    wrong = (check == 10) | (rng.random(n) < 0.01)
    check = np.where(wrong, (check + 1) % 10, check)
    number = (digits * 10 ** np.arange(8, -1, -1)).sum(axis=1) * 10 + check
    return number.astype(str)


def _broken(line, at):
    cells = line.split(",")
    kind = (at // 500) % 5
    if kind == 0:
        cells[3] = "1970-02-30"
    elif kind == 1:
        cells[4] = "NOT A CODE"
    elif kind == 2:
        cells[5] = "Q"
    elif kind == 3:
        cells[7] = "9999"
    else:
        cells[2] = ""
    return ",".join(cells)


def prepare(folder, rows):
    """A place folder with one file of so many rows."""
    folder = Path(folder)
    (folder / "incoming").mkdir(parents=True, exist_ok=True)
    definitions = folder / "definitions" / "extracts"
    definitions.mkdir(parents=True, exist_ok=True)
    (folder / "place.toml").write_text(PLACE)
    (definitions / "contacts_timed.toml").write_text(CONTRACT)
    path = folder / "incoming" / f"contacts_{rows}.csv"
    if not path.exists():
        write_file(path, rows)
    return path


def ours(folder, rows):
    """Tilth's intake: from the file to accepted, quarantine and duplicate Parquet."""
    from tilth.ground.place import Place
    from tilth.see import intake

    place = Place.open(folder)
    shutil.rmtree(place.store_folder, ignore_errors=True)
    path = Path(folder) / "incoming" / f"contacts_{rows}.csv"
    started = time.perf_counter()
    receipt = intake.load(place, "contacts", path, on=ON)
    seconds = time.perf_counter() - started
    names = ("rows_in", "accepted", "quarantined", "duplicate", "unlinked")
    return {"answer": {n: getattr(receipt, n) for n in names}, "seconds": seconds}


def peer(folder, rows):
    """pandas: every column as text, the same checks, the same answer, Parquet out."""
    import pandas as pd

    path = Path(folder) / "incoming" / f"contacts_{rows}.csv"
    started = time.perf_counter()
    t = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows_in = len(t)
    born = pd.to_datetime(t.date_of_birth, format="%Y-%m-%d", errors="coerce")
    seen = pd.to_datetime(t.seen_on, format="%Y-%m-%d", errors="coerce")
    end = pd.Timestamp("2026-12-31")
    bare = t.postcode.str.replace(" ", "").str.upper()
    minutes = pd.to_numeric(t.minutes, errors="coerce")
    score = pd.to_numeric(t.score, errors="coerce")
    sex = t.sex.map({"M": "male", "F": "female", "X": "other"})
    first = t.first_visit.str.lower().map({"y": True, "n": False})
    bad = (
        ~t.contact_id.str.fullmatch("C[0-9]{9}")
        | (t.surname == "")
        | t.surname.str.fullmatch(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|#{2,})")
        | ~((born >= "1900-01-01") & (born <= end))
        | ~((seen >= "2015-01-01") & (seen <= end))
        | ~(bare.str.fullmatch("[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}") | (bare == ""))
        | sex.isna()
        | ~(t.minutes.str.fullmatch("-?[0-9]+") & minutes.between(0, 600) | (t.minutes == ""))
        | ~(t.score.str.fullmatch("-?[0-9]+([.][0-9]+)?") & score.between(0, 100))
        | (first.isna() & (t.first_visit != ""))
    )
    numbers = t.nhs_number.str.replace("[ -]", "", regex=True)
    shaped = numbers.str.fullmatch("[0-9]{10}")
    value = numbers.where(shaped, "0").astype("int64")
    total = sum(((value // 10 ** (9 - i)) % 10) * (10 - i) for i in range(9))
    sound = shaped & ((11 - total % 11) % 11 == value % 10) & (value % 1111111111 != 0)
    repeat = ~bad & t.where(~bad).duplicated()
    torn = ~bad & ~repeat & t[~bad & ~repeat].contact_id.duplicated(keep=False).reindex(t.index)
    torn = torn.fillna(False).astype(bool)
    keep = ~bad & ~repeat & ~torn
    typed = t.assign(
        nhs_number=numbers.where(sound),
        date_of_birth=born,
        seen_on=seen,
        postcode=bare.str[:-3] + " " + bare.str[-3:],
        minutes=minutes,
        score=score,
        sex=sex,
        first_visit=first,
    )
    out = Path(folder) / "peer"
    out.mkdir(exist_ok=True)
    typed[keep].to_parquet(out / "accepted.parquet", compression="zstd")
    t[bad | torn].to_parquet(out / "quarantine.parquet", compression="zstd")
    t[repeat].to_parquet(out / "duplicate.parquet", compression="zstd")
    seconds = time.perf_counter() - started
    answer = {
        "rows_in": rows_in,
        "accepted": int(keep.sum()),
        "quarantined": int((bad | torn).sum()),
        "duplicate": int(repeat.sum()),
        "unlinked": int((~bad & (t.nhs_number != "") & ~sound).sum()),
    }
    return {"answer": answer, "seconds": seconds}


def main(*, on, rows=ROWS, pairs=3):
    folder = Path(tempfile.mkdtemp(prefix="tilth-intake-"))
    try:
        sizes = [size for size in SIZES if size <= rows]
        for size in sizes:
            prepare(folder, size)
        grown = [harness.once("intake", "ours", str(folder), size) for size in sizes]
        duel = harness.duel("intake", "ours", "peer", str(folder), rows, pairs=pairs)
        result = {
            "rows": rows,
            "bytes": (folder / "incoming" / f"contacts_{rows}.csv").stat().st_size,
            "duel": duel,
            "processor_ratios": [
                round(peer["cpu"] / ours["cpu"], 3)
                for ours, peer in zip(duel["ours"], duel["peer"], strict=True)
            ],
            "growth": harness.growth(sizes, [run["inner"] for run in grown]),
            "peak_mb": {str(s): run["peak_mb"] for s, run in zip(sizes, grown, strict=True)},
            "anchors": harness.anchors(folder),
        }
        harness.save("intake", result, on=on)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(on=datetime.date.today())
