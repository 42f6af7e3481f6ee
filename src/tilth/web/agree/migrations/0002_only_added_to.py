"""The triggers that let history only be added to."""

from django.db import migrations

REFUSED = "history is only added to"
SQLITE = [
    f"create trigger agree_step_{act} before {act} on agree_step "
    f"begin select raise(abort, '{REFUSED}'); end"
    for act in ("update", "delete")
]
POSTGRESQL = [
    "create function agree_step_refuse() returns trigger language plpgsql as "
    f"$$ begin raise exception '{REFUSED}'; end $$",
    "create trigger agree_step_change before update or delete on agree_step "
    "for each row execute function agree_step_refuse()",
    "create function agree_step_keep() returns trigger language plpgsql as $$ begin "
    f"if exists (select 1 from agree_step) then raise exception '{REFUSED}'; end if; "
    "return null; end $$",
    "create trigger agree_step_empty before truncate on agree_step "
    "for each statement execute function agree_step_keep()",
]


def guard(apps, schema_editor):
    """What was done stays as it was written down."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("agree", "0001_records"),)
    operations = (migrations.RunPython(guard),)
