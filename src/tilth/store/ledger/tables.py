"""The ledger's tables: rows are added, never changed and never removed."""

import hashlib
import json

FORM = 2  # of these tables; raised with any change of them

TABLES = {
    "version": """
        id integer primary key, source text not null, version text not null,
        file text not null, sha256 text not null, size integer not null, sender text not null,
        sequence integer not null, period_from text, period_to text,
        delivery text not null, refresh text not null,
        rows_in integer not null, accepted integer not null, quarantined integer not null,
        duplicate integer not null, blank integer not null, erased integer not null,
        unlinked integer not null, contract_hash text not null,
        hold text not null, refusal text not null, at text not null,
        unique (source, version)""",
    "state": """
        id integer primary key, source text not null, version text not null,
        state text not null, because text not null, at text not null""",
    "ruling": """
        id integer primary key, source text not null, version text not null,
        ruling text not null, person text not null, because text not null, at text not null""",
    "disagreement": """
        id integer primary key, source text not null, version text not null,
        lines text not null, at text not null""",
    "review": """
        id integer primary key, record_l integer not null, record_r integer not null,
        verdict text not null, person text not null, reason text not null, at text not null""",
    "run": "id integer primary key, kind text not null, at text not null",
    "run_end": """
        id integer primary key, run integer not null, state text not null,
        told text not null, at text""",
    "notice": "id integer primary key, kind text not null, told text not null, at text not null",
    "erasure": "id integer primary key, mark text not null unique, at text not null",
}


def seal_of(table, row):
    """A hash of a row and its place: a bit changed later, or a row moved, no longer fits it.

    row: its values by column, the id among them.
    """
    told = json.dumps([table, row], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def broken(book):
    """The name of the first table with a row that does not fit its seal, or None.

    book: an open connection. SQLite keeps no checksums of its own.
    """
    for table in TABLES:
        rows = book.execute(f"select * from {table}")
        names = [column[0] for column in rows.description]
        for values in rows:
            row = dict(zip(names, values, strict=True))
            if row.pop("seal") != seal_of(table, row):
                return table
    return None


def unsealed(book):
    """Whether any of the tables is of the time before rows were sealed."""
    columns = [{row[1] for row in book.execute(f"pragma table_info({table})")} for table in TABLES]
    return any(found and "seal" not in found for found in columns)


def create():
    """The statements that make the ledger, with triggers that refuse any change of what is told."""
    for table, columns in TABLES.items():
        keys = columns.find("unique (")
        told, unique = (columns, "") if keys < 0 else (columns[:keys], ", " + columns[keys:])
        told = told.rstrip().rstrip(",")
        yield f"create table if not exists {table} ({told}, seal text not null{unique}) strict"
        for act in ("update", "delete"):
            yield (
                f"create trigger if not exists no_{act}_of_{table} before {act} on {table} "
                f"begin select raise(abort, 'the ledger only grows'); end"
            )
