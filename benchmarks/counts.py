"""Counting a population by criteria, against the same counts written by hand in pandas.

1.2 million people and 12 million events in a release; four questions by neighbourhood, each with
its unknowns. Libraries are imported before the clock starts. Both sides read the same Parquet
files and must give the same whole numbers first.
"""

import datetime
import hashlib
import json
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.harness import anchors, duel, growth, once, save

AS_OF = datetime.date(2026, 3, 31)
QUESTIONS = {
    "hypertension": ("hypertension ever", "age >= 40"),
    "high_pressure": ("systolic latest within 5 years >= 140", "hypertension ever"),
    "twice_in_hospital": ("emergency_admission count within 1 year >= 2", None),
    "inactive": ("active_minutes < 30", "age >= 19 and active_minutes is not null"),
}
SHARES = {
    "hypertension": 0.02,
    "emergency_admission": 0.04,
    "systolic": 0.14,
    "gp_contact": 0.50,
    "prescription": 0.30,
}
SEEN_BY_GP = 0.93


def write(folder, people, events):
    """A release of made-up people and events; return its folder."""
    rng = np.random.default_rng(2026)
    building = Path(folder) / "building"
    building.mkdir(parents=True)
    tables = {
        "person": _person(rng, people),
        "event": _event(rng, people, events),
        "membership": _empty({"person": pa.int64(), "list": pa.string(), "since": pa.date32()}),
        "seen": _seen(rng, people),
        "small_area": _small_area(),
        "concept": _concept(),
        "list": _empty({"list": pa.string(), "sources": pa.list_(pa.string())}),
    }
    files = {}
    for name, table in tables.items():
        path = building / f"{name}.parquet"
        pq.write_table(table, path, compression="zstd")
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        files[path.name] = {"sha256": sha256, "rows": table.num_rows}
    manifest = {"as_of": AS_OF.isoformat(), "synthetic": True, "files": files}
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (building / "manifest.json").write_text(text)
    release = building.parent / hashlib.sha256(text.encode()).hexdigest()[:16]
    building.rename(release)
    return str(release)


def _person(rng, people):
    months = rng.integers(0, 95 * 12, people)
    birth = np.datetime64("2026-03") - months.astype("timedelta64[M]")
    minutes = rng.integers(0, 400, people)
    return pa.table(
        {
            "person": np.arange(people),
            "birth_month": pa.array(birth.astype("datetime64[D]")),
            "died_on": pa.nulls(people, pa.date32()),
            "lsoa21": pa.array(np.char.add("E", rng.integers(0, 700, people).astype(str))),
            "active_minutes": pa.array(minutes, mask=rng.random(people) < 0.4),
        }
    )


def _event(rng, people, events):
    pieces = []
    for concept in sorted(SHARES):
        n = int(events * SHARES[concept])
        person, day = rng.integers(0, people, n), rng.integers(-3650, 30, n)
        order = np.lexsort((day, person))
        value = rng.normal(135, 18, n).round(0)
        pieces.append(
            pa.table(
                {
                    "person": person[order],
                    "concept": pa.array([concept]).take(pa.array(np.zeros(n, np.int8))),
                    "date": pa.array((np.datetime64(AS_OF) + day[order]).astype("datetime64[D]")),
                    "end_date": pa.nulls(n, pa.date32()),
                    "value": pa.array(value, mask=np.full(n, concept != "systolic")),
                    "source": pa.array(["gp"]).take(pa.array(np.zeros(n, np.int8))),
                }
            )
        )
    return pa.concat_tables(pieces)


def _seen(rng, people):
    person = np.flatnonzero(rng.random(people) < SEEN_BY_GP)
    gp = pa.array(["gp"]).take(pa.array(np.zeros(len(person), np.int8)))
    return pa.table({"person": person, "source": gp, "partner": gp})


def _small_area():
    codes = [f"E{i}" for i in range(700)]
    wards = [f"N{i % 28}" for i in range(700)]
    decile = pa.array([i % 10 + 1 for i in range(700)], pa.int8())
    return pa.table({"lsoa21": codes, "neighbourhood": wards, "imd_decile": decile})


def _concept():
    members = ["emergency_admission"]
    rows = [
        {
            "concept": name,
            "title": name,
            "unit": "",
            "sources": ["gp"],
            "covers": "everyone" if name in members else "members",
        }
        for name in sorted(SHARES)
    ]
    return pa.Table.from_pylist(rows)


def _empty(schema):
    columns = {name: pa.array([], kind) for name, kind in schema.items()}
    return pa.table(columns)


def ours(release):
    """The four questions asked of a Population."""
    from tilth.store.counting.population import Population
    from tilth.store.published import Release

    started = time.perf_counter()
    with Population(Release(release)) as people:
        frames = people.counts_many(QUESTIONS, by="neighbourhood")
    answer = {name: frame.values.tolist() for name, frame in frames.items()}
    return {"answer": answer, "seconds": time.perf_counter() - started}


def peer(release):
    """The same four questions in pandas, by hand, with the same three answers."""
    started, folder = time.perf_counter(), Path(release)
    people = pd.read_parquet(folder / "person.parquet").merge(
        pd.read_parquet(folder / "small_area.parquet"), on="lsoa21", how="left"
    )
    people = people.set_index("person").sort_index()
    wanted = ["hypertension", "systolic", "emergency_admission"]
    event = pd.read_parquet(folder / "event.parquet", filters=[("concept", "in", wanted)])
    event["date"] = pd.to_datetime(event["date"])
    event = event[event.date <= pd.Timestamp(AS_OF)]
    seen = pd.read_parquet(folder / "seen.parquet", columns=["person"]).person
    known = people.index.isin(seen)

    birth = pd.to_datetime(people.birth_month)
    age = ((AS_OF.year - birth.dt.year) * 12 + AS_OF.month - birth.dt.month) // 12
    had = people.index.isin(event.person[event.concept == "hypertension"])
    hypertension = pd.Series(np.where(had, 1.0, np.where(known, 0.0, np.nan)), people.index)

    since = pd.Timestamp(AS_OF) - pd.DateOffset(years=5)
    systolic = event[(event.concept == "systolic") & (event.date > since) & event.value.notna()]
    last = systolic.sort_values(["person", "date", "value"]).groupby("person").value.last()
    last = last.reindex(people.index)
    high = (last >= 140).astype(float).where(last.notna())

    year = pd.Timestamp(AS_OF) - pd.DateOffset(years=1)
    recent = event[(event.concept == "emergency_admission") & (event.date > year)]
    twice = recent.groupby("person").size().reindex(people.index).fillna(0) >= 2

    minutes = people.active_minutes
    inactive = (minutes < 30).astype(float).where(minutes.notna())
    everyone = pd.Series(1.0, people.index)
    adults = ((age >= 19) & minutes.notna()).astype(float)
    answer = {
        "hypertension": _by_area(people, hypertension, (age >= 40).astype(float)),
        "high_pressure": _by_area(people, high, hypertension),
        "twice_in_hospital": _by_area(people, twice.astype(float), everyone),
        "inactive": _by_area(people, inactive, adults),
    }
    return {"answer": answer, "seconds": time.perf_counter() - started}


def _by_area(people, numerator, among):
    inside = among == 1
    table = pd.DataFrame(
        {
            "area": people.neighbourhood,
            "numerator": inside & (numerator == 1),
            "denominator": inside & numerator.notna(),
            "unknown": inside & numerator.isna(),
            "among_unknown": among.isna(),
        }
    )
    summed = table.groupby("area").sum().astype(int).reset_index()
    return summed.sort_values("area").values.tolist()


def again(release):
    """Seconds for the four questions asked again of a Population already open."""
    from tilth.store.counting.population import Population
    from tilth.store.published import Release

    with Population(Release(release)) as people:
        people.counts_many(QUESTIONS, by="neighbourhood")
        started = time.perf_counter()
        frames = people.counts_many(QUESTIONS, by="neighbourhood")
        seconds = time.perf_counter() - started
    return {"answer": int(frames["hypertension"].numerator.sum()), "seconds": seconds}


def main(*, on, people=1_200_000, events=12_000_000, pairs=3):
    with tempfile.TemporaryDirectory(prefix="tilth-counts-") as folder:
        # Written in processes of their own: a child's peak memory starts at its parent's.
        release = once("counts", "write", f"{folder}/whole", people, events)["answer"]
        result = duel("counts", "ours", "peer", release, pairs=pairs, clock="inner")
        result.pop("answer")
        result["asked_again"] = once("counts", "again", release)
        sizes = [people // part for part in (32, 8, 2, 1)]
        parts = [
            once("counts", "write", f"{folder}/part{n}", n, events * n // people)["answer"]
            for n in sizes[:-1]
        ]
        costs = [once("counts", "ours", part)["inner"] for part in [*parts, release]]
        result["growth"] = growth(sizes, costs)
        result |= {"people": people, "events": events, "anchors": anchors(folder)}
    save("counts", result, on=on)


if __name__ == "__main__":
    main(on=datetime.date.today())
