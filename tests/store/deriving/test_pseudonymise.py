"""Who someone is and what is said of them are kept apart, joined by a number only the key makes."""

import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tilth.ground.errors import StoreError
from tilth.ground.extracts import Column, EventRule, Extract, ListRule
from tilth.store.deriving import pseudonymise as module
from tilth.store.deriving.pseudonymise import payload_columns, pseudonymise

KEY = b"k" * 32
CONTRACT = Extract(
    "t", "w", "a", "r", ("id",),
    {
        "id": Column("code", means="local_id"),
        "number": Column("nhs_number", means="nhs_number"),
        "born": Column("date", means="date_of_birth"),
        "seen": Column("date"),
        "at": Column("moment"),
        "ward": Column("text"),
        "fee": Column("number"),
        "times": Column("whole"),
        "well": Column("yes_no"),
        "next_of_kin": Column("nhs_number"),
        "mail": Column("email"),
    },
    events=(EventRule(date="seen", concept="visit"),),
    lists=(ListRule("kept", since="seen"), ListRule("known")),
)  # fmt: skip
BORN = datetime.date(1950, 2, 1)


def accepted(path, rows, drop=()):
    columns = {
        "line": pa.int64(), "id": pa.string(), "number": pa.string(), "born": pa.date32(),
        "seen": pa.date32(), "at": pa.timestamp("us"), "ward": pa.string(), "fee": pa.float64(),
        "times": pa.int64(), "well": pa.bool_(), "next_of_kin": pa.string(), "mail": pa.string(),
    }  # fmt: skip
    schema = pa.schema([(c, t) for c, t in columns.items() if c not in drop])
    rows = [{"line": n, **row} for n, row in enumerate(rows, 2)]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


def day(n):
    return datetime.date(2026, 1, n)


@pytest.fixture
def made(tmp_path):
    first = accepted(
        tmp_path / "1.parquet",
        [
            {
                "id": "A",
                "number": "9990000018",
                "born": BORN,
                "seen": day(3),
                "ward": "x",
                "fee": 2.5,
            },
            {"id": "B", "born": BORN, "seen": day(1), "well": True, "next_of_kin": "9990000026"},
            {"id": "A", "number": "9990000018", "born": BORN, "ward": "y", "times": 4},
        ],
    )
    second = accepted(
        tmp_path / "2.parquet",
        [{"id": "A", "born": BORN, "seen": day(9)}, {"id": "B", "born": BORN, "seen": day(5)}],
        drop=("ward",),
    )
    out = tmp_path / "out"
    out.mkdir()
    files = [(first, datetime.date(2026, 1, 31)), (second, None)]
    assert pseudonymise(files, CONTRACT, "src", out, key=KEY) == 5
    return out


def test_each_distinct_identity_has_one_number(made):
    rows = pq.read_table(made / "identity.parquet").to_pylist()
    assert len(rows) == 3
    assert [r["record"] for r in rows] == sorted({r["record"] for r in rows})
    assert {(r["local_id"], r["nhs_number"]) for r in rows} == {
        ("A", "9990000018"), ("A", None), ("B", None),
    }  # fmt: skip
    assert all(0 <= r["record"] < 2**63 for r in rows)
    assert {r["source"] for r in rows} == {"src"}


def test_the_payload_says_nothing_of_who_and_keeps_the_order_of_files_and_lines(made):
    table = pq.read_table(made / "payload.parquet")
    assert table.column_names == [
        "record", "of_file", "seen", "at", "ward", "fee", "times", "well",
    ]  # fmt: skip
    assert payload_columns(CONTRACT) == table.column_names[2:]
    named = {
        r["record"]: r["local_id"] for r in pq.read_table(made / "identity.parquet").to_pylist()
    }
    rows = [(named[r["record"]], r["of_file"], r["seen"], r["ward"]) for r in table.to_pylist()]
    assert rows == [
        ("A", 0, day(3), "x"), ("B", 0, day(1), None), ("A", 0, None, "y"),
        ("A", 1, day(9), None), ("B", 1, day(5), None),
    ]  # fmt: skip
    assert b"9990000026" not in (made / "payload.parquet").read_bytes()


def test_records_know_their_rows_their_last_file_and_their_dates(made):
    identity = pq.read_table(made / "identity.parquet").to_pylist()
    named = {r["record"]: (r["local_id"], r["nhs_number"]) for r in identity}
    found = {
        named[r.pop("record")]: tuple(r.values())
        for r in pq.read_table(made / "record.parquet").to_pylist()
    }
    assert found == {
        ("A", "9990000018"): (datetime.date(2026, 1, 31), 2, day(3), day(3)),
        ("A", None): (None, 1, day(9), day(9)),
        ("B", None): (datetime.date(2026, 1, 31), 2, day(1), day(5)),
    }


def test_another_key_or_source_gives_other_numbers(made, tmp_path):
    files = [(tmp_path / "1.parquet", None), (tmp_path / "2.parquet", None)]
    records = [set(pq.read_table(made / "identity.parquet")["record"].to_pylist())]
    for source, key in (("src", b"j" * 32), ("other", KEY), ("src", KEY)):
        out = tmp_path / f"{source}{key[:1]}"
        out.mkdir()
        pseudonymise(files, CONTRACT, source, out, key=key)
        records.append(set(pq.read_table(out / "identity.parquet")["record"].to_pylist()))
    assert records[0] == records[3]
    assert not records[0] & records[1]
    assert not records[0] & records[2]


def test_two_identities_never_share_a_number(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "record_number", lambda *_: "1::bigint")
    path = accepted(tmp_path / "1.parquet", [{"id": "A"}, {"id": "B"}])
    with pytest.raises(StoreError, match="the same record number"):
        pseudonymise([(path, None)], CONTRACT, "src", tmp_path, key=KEY)


def test_a_source_that_says_nothing_of_who_is_one_record(tmp_path):
    contract = Extract("t", "w", "a", "r", (), {"ward": Column("text")})
    path = accepted(tmp_path / "1.parquet", [{"ward": "x"}, {"ward": "y"}])
    assert pseudonymise([(path, None)], contract, "src", tmp_path, key=KEY) == 2
    assert len(pq.read_table(tmp_path / "identity.parquet")) == 1
