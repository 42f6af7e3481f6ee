"""A made-up release for the needs benchmark: people in small areas, events with Zipf codes.

Concept k of 48 has a share of the events in proportion to 1/k; people have few or many by chance.
A concept's silence means no for everyone. Every fourth concept carries a whole number.
"""

import datetime
import hashlib
import json
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tilth.store.deriving.derive import MERGED_SCHEMA, write_table
from tilth.store.parquet import rows_into

AS_OF = datetime.date(2026, 3, 31)
CONCEPTS = 48
ETHNIC = ("asian", "black", "mixed", "other", "white")


def concept(k):
    return f"c{k:02d}"


def write(folder, people, events):
    """A release in a folder; returns where."""
    return _written(folder, people, events, {"": None})[0]


def write_changed(folder, people, events, changed):
    """Four releases of the same draw, in folders of their own; returns where each is.

    changed: the share of people who changed; their events are a little later and other. The four:
    everyone as they were and as they are, then only those who changed, likewise.
    """
    other = np.flatnonzero(np.random.default_rng(7).random(people) < changed)
    parts = {"whole": None, "new": other, "before": other, "after": other}
    return _written(folder, people, events, parts)


def _written(folder, people, events, parts):
    """A release of each part. parts: name -> places of those who changed."""
    rng = np.random.default_rng(2026)
    ids = np.cumsum(rng.integers(1, 1 << 20, people))
    person, folders = _person(rng, ids), {part: Path(folder) / part / "building" for part in parts}
    for part, building in folders.items():
        building.mkdir(parents=True)
        alone = part in ("before", "after")
        kept = ids[parts[part]] if alone else ids
        rows = person.take(parts[part]) if alone else person
        write_table(rows, building / "person.parquet", synthetic=True)
        small = {
            "membership": {"person": [], "list": [], "since": [], "until": [], "source": []},
            "seen": {"person": kept, "source": ["gp"] * len(kept), "partner": ["gp"] * len(kept)},
            "list": {"list": [], "sources": []},
        }
        for name, columns in small.items():
            write_table(_typed(columns), building / f"{name}.parquet", synthetic=True)
        write_table(_small_area(), building / "small_area.parquet", synthetic=True)
        write_table(_concept(), building / "concept.parquet", synthetic=True)
    _events(rng, ids, events, parts, folders)
    return [_named(building) for building in folders.values()]


def _person(rng, ids):
    n = len(ids)
    area = rng.integers(0, 723, n)
    months = np.minimum(rng.gamma(4, 120, n), 99 * 12).astype(int)
    born = (np.datetime64("2026-03") - months.astype("timedelta64[M]")).astype("datetime64[D]")
    sex = np.array(["female", "male", "other"])[rng.choice(3, n, p=[0.5, 0.495, 0.005])]
    group = np.array(ETHNIC)[rng.choice(5, n, p=[0.2, 0.08, 0.04, 0.03, 0.65])]
    return pa.table(
        {
            "person": ids,
            "birth_month": pa.array(born),
            "died_on": pa.nulls(n, pa.date32()),
            "sex": pa.array(sex),
            "ethnic_group": pa.array(group, mask=rng.random(n) < 0.05),
            "lsoa21": pa.array(_codes("E", area)),
        }
    )


def _codes(letter, numbers):
    return np.char.add(letter, np.char.zfill(numbers.astype(str), 5))


def _events(rng, ids, events, parts, folders):
    share = 1 / np.arange(1, CONCEPTS + 1)
    counts = (events * share / share.sum()).astype(int)
    with ExitStack() as closing:
        files = {
            part: closing.enter_context(rows_into(building / "event.parquet", MERGED_SCHEMA))
            for part, building in folders.items()
        }
        for k, n in enumerate(counts):
            drawn = _drawn(rng, len(ids), n)
            for part, into in files.items():
                into.add(_table(ids, k, *_changed(k, part, parts[part], *drawn)))
                into.end_group()


def _changed(k, part, other, place, day, value):
    """The events of a part, from those drawn."""
    if other is None:
        return place, day, value
    theirs = np.isin(place, other)
    if part != "before":
        day, value = day + 11 * theirs, np.where(theirs, (value + k) % 80, value)
    if part != "new":
        place, day, value = place[theirs], day[theirs], value[theirs]
    return place, day, value


def _table(ids, k, place, day, value):
    """The events of concept k as the store keeps them."""
    words = [concept(c) for c in range(CONCEPTS)]
    return pa.table(
        [
            pa.array(ids[place]),
            pa.DictionaryArray.from_arrays(np.full(len(place), k, np.int32), words),
            pa.array(day.astype(np.int32), pa.date32()),
            pa.nulls(len(place), pa.date32()),
            pa.array(value, mask=np.full(len(place), k % 4 != 3)),
            pa.DictionaryArray.from_arrays(np.zeros(len(place), np.int32), ["gp"]),
        ],
        schema=MERGED_SCHEMA,
    )


def _drawn(rng, people, n):
    """Events in order of person and day."""
    today = (np.datetime64(AS_OF) - np.datetime64("1970-01-01")).astype(int)
    key = np.sort(rng.integers(0, people, n) << 13 | rng.integers(0, 3650, n))
    return key >> 13, today - 3620 + (key & 8191), rng.integers(0, 80, n).astype(float)


def _small_area():
    n = np.arange(723)
    decile = n * 7 % 10 + 1
    return pa.table(
        {
            "lsoa21": _codes("E", n),
            "ward": _codes("W", n // 7),
            "place": _codes("P", n // 181),
            "system": ["S"] * 723,
            "imd_decile": pa.array(decile, pa.int16()),
            "imd_quintile": pa.array((decile + 1) // 2, pa.int16()),
        }
    )


def _concept():
    rows = [
        {"concept": concept(k), "title": "", "unit": "", "sources": ["gp"], "covers": "everyone"}
        for k in range(CONCEPTS)
    ]
    return pa.Table.from_pylist(rows)


def _typed(columns):
    kinds = {"person": pa.int64(), "since": pa.date32(), "until": pa.date32()}
    kinds["sources"] = pa.list_(pa.string())
    return pa.table({n: pa.array(v, kinds.get(n, pa.string())) for n, v in columns.items()})


def _named(building):
    """The release called by the hash of its manifest, as a build does."""
    files = {}
    for path in sorted(building.glob("*.parquet")):
        with open(path, "rb") as file:
            told = hashlib.file_digest(file, "sha256").hexdigest()
        files[path.name] = {"sha256": told, "rows": pq.read_metadata(path).num_rows}
    manifest = {"as_of": AS_OF.isoformat(), "synthetic": True, "files": files}
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (building / "manifest.json").write_text(text)
    release = building.parent / hashlib.sha256(text.encode()).hexdigest()[:16]
    building.rename(release)
    return str(release)
