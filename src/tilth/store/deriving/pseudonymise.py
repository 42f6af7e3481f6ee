"""Accepted rows become a record number and a payload; who they are is kept apart."""

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.ground.errors import StoreError
from tilth.ground.extracts import IDENTITY
from tilth.store.engine import date, engine, name, text
from tilth.store.matching.tokens import hold_key, record_number
from tilth.store.parquet import ROW_GROUP, rows_into, write_query

# What the engine and Arrow call each type a contract may give a column.
KINDS = {
    "date": ("date", pa.date32()),
    "moment": ("timestamp", pa.timestamp("us")),
    "whole": ("bigint", pa.int64()),
    "number": ("double", pa.float64()),
    "yes_no": ("boolean", pa.bool_()),
}
TEXT = ("varchar", pa.string())
# A column of these types points at one person even where the contract gives it no part to play.
TELLING = ("nhs_number", "postcode", "uprn", "email")

IDENTITY_SCHEMA = pa.schema(
    [("record", pa.int64()), ("source", pa.string())]
    + [(part, pa.date32() if part == "date_of_birth" else pa.string()) for part in IDENTITY]
)
RECORD_SCHEMA = pa.schema(
    [
        ("record", pa.int64()),
        ("last_on", pa.date32()),
        ("rows", pa.int64()),
        ("first", pa.date32()),
        ("last", pa.date32()),
    ]
)


def payload_columns(extract):
    """The columns of a contract that say nothing of who a person is."""
    return [
        column
        for column, how in extract.columns.items()
        if not how.means and how.type not in TELLING
    ]


def kind_of(column):
    """(engine type, Arrow type) of a contract's column."""
    return KINDS.get(column.type, TEXT)


def pseudonymise(files, extract, source, folder, *, key, **room):
    """Write identity.parquet, payload.parquet and record.parquet of one source; return rows read.

    files: (accepted.parquet, last day of its period) of each file in service, in the order their
    periods lie. key: the key of record numbers. room: as engine has it. payload keeps the order of
    the files and lines; of_file is the file's place in that order. The HMAC is worked out once for
    each distinct identity and joined back. Raises StoreError should two identities share a number.
    """
    with engine(**room) as connection:
        hold_key(connection, "record", key)
        hold_rows(connection, enumerate(files), extract)
        connection.execute(f"create temp table identity as {_identities(extract, source)}")
        _refuse_collisions(connection, folder)
        columns = ", ".join(IDENTITY_SCHEMA.names)
        query = f"select {columns} from identity order by record"
        write_query(connection, query, folder / "identity.parquet", IDENTITY_SCHEMA)
        schema = pa.schema(
            [("record", pa.int64()), ("of_file", pa.int16())]
            + [(c, kind_of(extract.columns[c])[1]) for c in payload_columns(extract)]
        )
        payload = folder / "payload.parquet"
        rows = _write_payload(connection, files, extract, payload, schema)
        write_query(
            connection, _records(files, payload, extract), folder / "record.parquet", RECORD_SCHEMA
        )
    return rows


def hold_rows(connection, files, extract):
    """Let row_in be the rows of some files, each with its place among all of them."""
    connection.execute(f"create or replace temp view row_in as {_rows(files, extract)}")


def _write_payload(connection, files, extract, path, schema):
    """File after file, so that no more than one is sorted at a time; return the rows written."""
    with rows_into(path, schema) as rows:
        for numbered in enumerate(files):
            hold_rows(connection, [numbered], extract)
            for batch in connection.sql(_payload(extract)).to_arrow_reader(ROW_GROUP):
                rows.add(batch)
    return rows.rows


def _rows(files, extract):
    """Every accepted row, under the contract's names and types; a column a file lacks is empty.

    files: (place among all files, (path, last day)).
    """
    parts = []
    for of_file, (path, _) in files:
        held = set(pq.read_schema(path).names)
        columns = [
            f"{name(c) if c in held else 'null'}::{kind_of(how)[0]} as {name(c)}"
            for c, how in extract.columns.items()
        ]
        parts.append(
            f"select {of_file}::smallint as of_file, line, {', '.join(columns)} "
            f"from read_parquet({text(path)})"
        )
    return " union all ".join(parts)


def _identities(extract, source):
    """One row for each distinct identity, numbered by the HMAC of all that is known of it."""
    parts = {part: extract.meaning(part) for part in IDENTITY}
    seen = ", ".join(name(c) for c in parts.values() if c) or "1"
    columns = ", ".join(
        f"{name(c) if c else 'null'}::{'date' if part == 'date_of_birth' else 'varchar'} as {part}"
        for part, c in parts.items()
    )
    number = record_number(text(source), *IDENTITY)
    return (
        f"select *, {number} as record, {text(source)} as source "
        f"from (select distinct {columns} from (select distinct {seen} from row_in))"
    )


def _payload(extract):
    known = [(part, extract.meaning(part)) for part in IDENTITY if extract.meaning(part)]
    same = " and ".join(f"r.{name(c)} is not distinct from i.{part}" for part, c in known)
    same = same or "true"
    columns = ["i.record", "r.of_file", *(f"r.{name(c)}" for c in payload_columns(extract))]
    return f"select {', '.join(columns)} from row_in r join identity i on {same} order by r.line"


def _records(files, payload, extract):
    """One row a record: how many rows it has, in which file last, and between which dates."""
    days = ", ".join(f"({n}, {date(day)})" for n, (_, day) in enumerate(files))
    told = {r.date for r in extract.events} | {r.since for r in extract.lists if r.since}
    told = [f"{name(column)}::date" for column in sorted(told)]
    first = f"min(least({', '.join(told)}))" if told else "null::date"
    last = f"max(greatest({', '.join(told)}))" if told else "null::date"
    return (
        "select record, max(d.day) as last_on, sum(n)::bigint as rows, min(first) as first, "
        f"max(last) as last from (select record, of_file, count(*) as n, {first} as first, "
        f"{last} as last from read_parquet({text(payload)}) group by record, of_file) "
        f"join (values {days}) d(of_file, day) using (of_file) group by record order by record"
    )


def _refuse_collisions(connection, folder):
    ((rows, numbers),) = connection.execute(
        "select count(*), count(distinct record) from identity"
    ).fetchall()
    if rows != numbers:
        raise StoreError(
            "two different identities were given the same record number",
            where=str(folder),
            remedy="Make a new key (tilth doctor says where it lies) and build again.",
        )
