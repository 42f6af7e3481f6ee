"""The records of PostgreSQL as text: one file a table, one row a line."""

import json
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from tilth.ground.errors import StoreError

FOLDER, ENDING = "records", ".jsonl"
MIGRATIONS = "migrations"
SET_UP = ("django_content_type", "auth_permission")
"""What bringing the tables up to date fills by itself."""
AT_ONCE = 1_000


def _kinds():
    """Every kind of record by its table, those that others lean on among them."""
    kinds = apps.get_models(include_auto_created=True)
    return {one._meta.db_table: one for one in kinds if not one._meta.proxy}


def _applied():
    return sorted(map(list, MigrationRecorder(connection).applied_migrations()))


def write(folder):
    """Write every table into a folder, all as they stood at one moment."""
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:  # else whoever holds the transaction has chosen
            cursor.execute("set transaction isolation level repeatable read, read only")
        for table in sorted(_kinds()):
            _write_table(folder / f"{table}{ENDING}", table)
        at = folder / f"{MIGRATIONS}{ENDING}"
        at.write_text("\n".join(json.dumps(one) for one in _applied()), encoding="utf-8")


def _write_table(at, table):
    with connection.chunked_cursor() as cursor, at.open("w", encoding="utf-8") as file:
        cursor.execute(f'select row_to_json("a row")::text from "{table}" "a row"')
        for (line,) in cursor:
            file.write(line.replace("\n", " ") + "\n")


def read(folder):
    """Put the rows of a folder into the empty tables of this database: all of them or none.

    Raises StoreError where something is there already, or the tables are of another version.
    """
    told = (folder / f"{MIGRATIONS}{ENDING}").read_text(encoding="utf-8").splitlines()
    if [json.loads(line) for line in told] != _applied():
        raise _refused("its tables are those of another version of Tilth")
    kinds = _kinds()
    with transaction.atomic(), connection.cursor() as cursor:
        _empty(cursor, kinds)
        for table in sorted(kinds):
            _read_table(cursor, folder / f"{table}{ENDING}", table)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kinds.values())):
            cursor.execute(statement)


def _empty(cursor, kinds):
    """See that nobody's records are in the way; what set-up filled makes room."""
    for table in kinds.keys() - set(SET_UP):
        cursor.execute(f'select 1 from "{table}" limit 1')
        if cursor.fetchone():
            raise _refused("the database it would go to holds records already")
    cursor.execute(f"truncate {', '.join(SET_UP)} cascade")


def _read_table(cursor, at: Path, table):
    cursor.execute(
        "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute "
        "where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
        [table],
    )
    columns = cursor.fetchone()[0]
    with at.open(encoding="utf-8") as file:
        while lines := [line for line, _ in zip(file, range(AT_ONCE), strict=False)]:
            cursor.execute(
                f'insert into "{table}" ({columns}) overriding system value '
                f'select {columns} from json_populate_recordset(null::"{table}", %s)',
                [f"[{','.join(lines)}]"],
            )


def _refused(why):
    return StoreError(
        f"the records of this backup cannot be put back: {why}",
        where="TILTH_DATABASE_URL",
        remedy="Name an empty database, and use the version of Tilth that made the backup.",
    )
