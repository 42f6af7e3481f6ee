"""The triggers that keep a figure of a decision as it was on its day."""

from django.db import migrations

REFUSED = "evidence stays as it was kept"
KEPT = '"decision_id", "on", "release", "finding", "picture", "hash"'
SQLITE = [
    f"create trigger agree_evidence_change before update of {KEPT} on agree_evidence "
    f"begin select raise(abort, '{REFUSED}'); end",
    "create trigger agree_evidence_remove before delete on agree_evidence "
    f"begin select raise(abort, '{REFUSED}'); end",
]
POSTGRESQL = [
    "create function agree_evidence_refuse() returns trigger language plpgsql as "
    f"$$ begin raise exception '{REFUSED}'; end $$",
    f"create trigger agree_evidence_change before update of {KEPT} on agree_evidence "
    "for each row execute function agree_evidence_refuse()",
    "create trigger agree_evidence_remove before delete on agree_evidence "
    "for each row execute function agree_evidence_refuse()",
]


def guard(apps, schema_editor):
    """Only whether it is shown can change."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("agree", "0004_levels"),)
    operations = (migrations.RunPython(guard),)
