"""On PostgreSQL, rows of the record, of jobs and of tokens are there for known readers only."""

from django.db import migrations

ACTOR = "coalesce(current_setting('tilth.actor', true), '')"
WRITING = "current_setting('tilth.writing', true) = 'yes'"
MINE = f"person_id = (select id from house_person where ref = {ACTOR})"
OWN = f"{ACTOR} in ('command', 'token') or {MINE}"
POLICIES = {
    "house_audit": [
        # Changing and removing are for the triggers to refuse, aloud.
        f"for all using ({ACTOR} <> '' or {WRITING}) with check (true)",
    ],
    "house_job": [f"for all using ({ACTOR} <> '') with check ({ACTOR} <> '')"],
    "house_token": [f"for all using ({OWN}) with check ({OWN})"],
}


def guard(apps, schema_editor):
    """Forced: the owner of the tables is held to it too."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, policies in POLICIES.items():
        schema_editor.execute(f"alter table {table} enable row level security")
        schema_editor.execute(f"alter table {table} force row level security")
        for number, policy in enumerate(policies):
            schema_editor.execute(f"create policy {table}_{number} on {table} {policy}")


class Migration(migrations.Migration):
    dependencies = (("house", "0004_sign_in_tries"),)
    operations = (migrations.RunPython(guard),)
