"""Each source's events become one table, in one order."""

import datetime
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tilth.store import parquet
from tilth.store.deriving import derive
from tilth.store.deriving.derive import (
    CONCEPT_SCHEMA,
    merge_events,
    merge_lists,
    merge_seen,
    write_rows,
)
from tilth.store.deriving.events import EVENT_SCHEMA, MEMBERSHIP_SCHEMA, SEEN_SCHEMA
from tilth.store.parquet import rows_into

DAY = datetime.date(2026, 1, 1)


def put(folder, file, schema, rows):
    (folder / "events").mkdir(parents=True, exist_ok=True)
    names = schema.names
    with rows_into(folder / file, schema) as into:
        into.add(
            pa.Table.from_pylist([dict(zip(names, r, strict=True)) for r in rows], schema=schema)
        )


def in_order(rows):
    late, most = datetime.date.max, float("inf")
    return sorted(rows, key=lambda r: (r[0], r[1], r[2] or late, most if r[3] is None else r[3]))


@pytest.fixture
def sources(tmp_path):
    """Three sources: one concept told by one, another by two."""
    rng = random.Random(1)
    told, stages = [], {}
    for source, concepts in (("b", ("ill", "well")), ("a", ("ill",)), ("c", ())):
        stages[source] = tmp_path / source
        (tmp_path / source / "events").mkdir(parents=True)
        for concept in concepts:
            rows = in_order(
                (
                    rng.randint(1, 20),
                    DAY + datetime.timedelta(rng.randint(0, 3)),
                    rng.choice([None, DAY]),
                    rng.choice([None, 1.0, 2.0]),
                )
                for _ in range(50)
            )
            put(tmp_path / source, f"events/{concept}.parquet", EVENT_SCHEMA, rows)
            told += [(p, concept, d, e, v, source) for p, d, e, v in rows]
    return stages, told


def test_events_of_all_sources_stand_in_one_order(sources, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROW_GROUP", 16)
    stages, told = sources
    steps = []
    counts = merge_events(
        stages,
        tmp_path / "event.parquet",
        synthetic=True,
        progress=lambda *said: steps.append(said),
    )
    assert counts == {"ill": {"a": 50, "b": 50}, "well": {"b": 50}}
    late, most = datetime.date.max, float("inf")
    told.sort(key=lambda r: (r[1], r[0], r[2], r[3] or late, most if r[4] is None else r[4], r[5]))
    assert [
        tuple(r.values()) for r in pq.read_table(tmp_path / "event.parquet").to_pylist()
    ] == told
    assert steps == [("merge", 1, 2), ("merge", 2, 2)]
    assert pq.read_metadata(tmp_path / "event.parquet").metadata[b"synthetic"] == b"true"


def test_FT_the_bytes_do_not_depend_on_how_many_threads_merge(sources, tmp_path, monkeypatch):
    stages, _ = sources
    merge_events(stages, tmp_path / "1", synthetic=False)
    monkeypatch.setattr(derive, "ROW_GROUP", 7)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    merge_events(dict(reversed(stages.items())), tmp_path / "2", synthetic=False)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_without_events_the_table_is_there_and_empty(tmp_path):
    (tmp_path / "a" / "events").mkdir(parents=True)
    assert merge_events({"a": tmp_path / "a"}, tmp_path / "event.parquet", synthetic=False) == {}
    assert pq.read_schema(tmp_path / "event.parquet").names == [
        "person", "concept", "date", "end_date", "value", "source",
    ]  # fmt: skip


def test_lists_and_sightings_stand_in_order(tmp_path):
    stages = {}
    for source, list_ in (("b", "swim"), ("a", "walk")):
        folder = stages[source] = tmp_path / source
        put(folder, "membership.parquet", MEMBERSHIP_SCHEMA, [
            (2, list_, None, None, source), (2, list_, DAY, None, source),
            (1, list_, DAY, None, source),
        ])  # fmt: skip
        put(folder, "seen.parquet", SEEN_SCHEMA, [(2, source, "p", DAY, DAY, 3)])
    merge_lists(stages, tmp_path / "m", synthetic=False)
    merge_seen(stages, tmp_path / "s", synthetic=False)
    found = [tuple(r.values()) for r in pq.read_table(tmp_path / "m").to_pylist()]
    assert [r[:3] for r in found] == [
        (1, "swim", DAY), (2, "swim", DAY), (2, "swim", None),
        (1, "walk", DAY), (2, "walk", DAY), (2, "walk", None),
    ]  # fmt: skip
    seen = [tuple(r.values()) for r in pq.read_table(tmp_path / "s").to_pylist()]
    assert seen == [(2, "a", "p", DAY, DAY, 3), (2, "b", "p", DAY, DAY, 3)]


def test_small_tables_keep_their_lists(tmp_path):
    row = {
        "concept": "ill",
        "title": "Ill",
        "unit": None,
        "sources": ["a"],
        "covers": "members",
        "recorded_by": ["a", "b"],
    }
    write_rows([row], CONCEPT_SCHEMA, tmp_path / "concept.parquet", synthetic=False)
    assert pq.read_table(tmp_path / "concept.parquet").to_pylist() == [row]
