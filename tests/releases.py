"""Tiny releases for tests, written from tables of text."""

import datetime
import hashlib
import json

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.store.whole import sha256_of

AS_OF = datetime.date(2026, 3, 31)
DATE, TEXT = pa.date32(), pa.string()
PERSON = {
    "birth_month": DATE,
    "died_on": DATE,
    "sex": TEXT,
    "ethnic_group": TEXT,
    "postcode_district": TEXT,
    "lsoa21": TEXT,
    "lsoa11": TEXT,
    "practice": TEXT,
    "lives_in": TEXT,
    "resident": pa.bool_(),
    "registered": pa.bool_(),
    "known_to": pa.int16(),
}
SMALL_AREA = {"imd_decile": pa.int8(), "imd_quintile": pa.int8()}
SCHEMAS = {
    "event": {
        "person": pa.int64(),
        "concept": TEXT,
        "date": DATE,
        "end_date": DATE,
        "value": pa.float64(),
        "source": TEXT,
    },
    "membership": {
        "person": pa.int64(),
        "list": TEXT,
        "since": DATE,
        "until": DATE,
        "source": TEXT,
    },
    "seen": {
        "person": pa.int64(),
        "source": TEXT,
        "partner": TEXT,
        "first": DATE,
        "last": DATE,
        "rows": pa.int64(),
    },
    "concept": {
        "concept": TEXT,
        "title": TEXT,
        "unit": TEXT,
        "sources": pa.list_(TEXT),
        "covers": TEXT,
    },
    "list": {"list": TEXT, "sources": pa.list_(TEXT)},
}
ATTRIBUTES = {"moved_on": DATE, "smoker": pa.bool_(), "active_minutes": pa.int64()}
LAYERS = ("neighbourhood", "ward", "locality", "place", "system")
ORDERS = {
    "person": ["person"],
    "event": ["concept", "person", "date", "end_date", "value", "source"],
    "membership": ["list", "person", "since"],
    "seen": ["person", "source"],
    "small_area": ["lsoa21"],
    "concept": ["concept"],
    "list": ["list"],
}


def rows_of(text):
    """A table, a bar before each cell, as dicts: number, yes or no, date, text, none, a; list."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    names, *rows = [[cell.strip() for cell in line.split("|")[1:]] for line in lines]
    return [dict(zip(names, map(_cell, row), strict=True)) for row in rows]


def _cell(text):
    if ";" in text:
        return [part.strip() for part in text.split(";") if part.strip()]
    if text in ("", "yes", "no"):
        return {"": None, "yes": True, "no": False}[text]
    for kind in (int, float, datetime.date.fromisoformat):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def born(age, as_of=AS_OF):
    """A birth month that makes someone this old."""
    return None if age is None else datetime.date(as_of.year - age, as_of.month, 1)


def people_of(text):
    """(people, small areas) of a drawn table of people: age, layers, attributes, how many.

    Each different set of areas is a small area of its own; people with none live nowhere known.
    """
    people, areas = [], {}
    for row in rows_of(text):
        times = row.pop("people", 1)
        if "age" in row:
            row["birth_month"] = born(row.pop("age"))
        layers = {k: row.pop(k) for k in [k for k in row if k in (*LAYERS, *SMALL_AREA)]}
        if layers and any(v is not None for v in layers.values()):
            key = tuple(sorted(layers.items(), key=str))
            lsoa = row.get("lsoa21") or areas.get(key, {}).get("lsoa21")
            row["lsoa21"] = lsoa or f"E0100000{len(areas) + 1}"
            areas.setdefault(key, {"lsoa21": row["lsoa21"], **layers})
        people += [dict(row) for _ in range(times)]
    for number, person in enumerate(people, 1):
        person.setdefault("person", number)
    return people, list(areas.values())


def write_release(store, *, people, small_areas=(), as_of=AS_OF, synthetic=True, **tables):
    """Publish a release in a store folder from lists of dicts; return its folder.

    tables: event, membership, seen, concept, list as lists of dicts. Concepts and lists that are
    used and not described are added, their silence speaking for everyone.
    """
    tables = {name: list(tables.get(name, ())) for name in SCHEMAS}
    _describe(tables)
    building = store / "releases" / "building"
    building.mkdir(parents=True)
    _write(building, "person", people, {"person": pa.int64(), **PERSON})
    layers = {k: TEXT for area in small_areas for k in area if k not in SMALL_AREA}
    _write(building, "small_area", small_areas, {"lsoa21": TEXT, **layers, **SMALL_AREA})
    for name, schema in SCHEMAS.items():
        _write(building, name, tables[name], schema)
    files = {
        p.name: {"sha256": sha256_of(p), "rows": pq.read_metadata(p).num_rows}
        for p in sorted(building.glob("*.parquet"))
    }
    manifest = {"as_of": as_of.isoformat(), "synthetic": synthetic, "files": files}
    (building / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    name = hashlib.sha256((building / "manifest.json").read_bytes()).hexdigest()[:16]
    folder = store / "releases" / name
    if not folder.exists():
        building.rename(folder)
    (store / "current").write_text(name + "\n")
    return folder


def _describe(tables):
    known = {row["concept"] for row in tables["concept"]}
    for concept in sorted({row["concept"] for row in tables["event"]} - known):
        tables["concept"].append(
            {"concept": concept, "title": concept, "sources": [], "covers": "everyone"}
        )
    known = {row["list"] for row in tables["list"]}
    for name in sorted({row["list"] for row in tables["membership"]} - known):
        tables["list"].append({"list": name, "sources": []})


def _write(folder, name, rows, schema):
    """Extra columns of people are attributes; their type is their values'."""
    extra = list(dict.fromkeys(k for row in rows for k in row if k not in schema))
    columns = {k: pa.array([row.get(k) for row in rows], t) for k, t in schema.items()}
    columns |= {k: pa.array([row.get(k) for row in rows], ATTRIBUTES.get(k)) for k in extra}
    table = pa.table(columns)
    order = [(key, "ascending") for key in ORDERS[name]]
    pq.write_table(table.sort_by(order), folder / f"{name}.parquet", compression="zstd")
