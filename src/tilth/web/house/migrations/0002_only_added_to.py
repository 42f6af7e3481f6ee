"""The table of the record, and the triggers that let it only be added to."""

from django.db import migrations

TABLE = """
create table house_audit (
    number bigint primary key,
    at text not null, who text not null, organisation text not null, role text not null,
    level text not null, purpose text not null, act text not null, what text not null,
    result text not null, previous text not null unique, hash text not null unique
)
"""
REFUSED = "the record is only added to"
SQLITE = [
    f"create trigger house_audit_{act} before {act} on house_audit "
    f"begin select raise(abort, '{REFUSED}'); end"
    for act in ("update", "delete")
] + [
    # `insert or replace` takes a row away without a delete trigger unless this says no first.
    "create trigger house_audit_insert before insert on house_audit "
    "when new.number <> (select coalesce(max(number), 0) + 1 from house_audit) "
    f"begin select raise(abort, '{REFUSED}, one after the other'); end"
]
POSTGRESQL = [
    "create function house_audit_refuse() returns trigger language plpgsql as "
    f"$$ begin raise exception '{REFUSED}'; end $$",
    "create trigger house_audit_change before update or delete on house_audit "
    "for each row execute function house_audit_refuse()",
    "create trigger house_audit_empty before truncate on house_audit "
    "for each statement execute function house_audit_refuse()",
]


def make(apps, schema_editor):
    """The table, then what guards it."""
    guards = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in (TABLE, *guards):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("house", "0001_initial"),)
    # There is no way back: a record that can be removed is none.
    operations = (migrations.RunPython(make),)
