"""Full-text search over the words of records: FTS5 on SQLite, a text vector on PostgreSQL.

The index holds no copy of the texts: it hangs on learn_indexed by triggers. A later migration that
makes learn_indexed anew must call `make` again.
"""

from django.db import migrations

GONE = (
    "insert into learn_search(learn_search, rowid, title, words) "
    "values ('delete', old.id, old.title, old.words);"
)
KEPT = "insert into learn_search(rowid, title, words) values (new.id, new.title, new.words);"
SQLITE = [
    "create virtual table learn_search using fts5(title, words, content='learn_indexed', "
    "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2', prefix='3')",
    "create virtual table learn_search_words using fts5vocab('learn_search', 'row')",
    f"create trigger learn_search_kept after insert on learn_indexed begin {KEPT} end",
    f"create trigger learn_search_gone after delete on learn_indexed begin {GONE} end",
    f"create trigger learn_search_changed after update on learn_indexed begin {GONE} {KEPT} end",
    "insert into learn_search(learn_search) values ('rebuild')",
]
POSTGRESQL = [
    "alter table learn_indexed add column found tsvector generated always as ("
    "setweight(to_tsvector('english', title), 'A') || "
    "setweight(to_tsvector('english', left(words, 200000)), 'B')) stored",
    "create index learn_indexed_found on learn_indexed using gin (found)",
]
UNDO = {
    "sqlite": [
        "drop trigger learn_search_kept",
        "drop trigger learn_search_gone",
        "drop trigger learn_search_changed",
        "drop table learn_search_words",
        "drop table learn_search",
    ],
    "postgresql": ["alter table learn_indexed drop column found"],
}


def make(apps, schema_editor):
    """The index, and what keeps it."""
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    """Without it; the texts stay where they are."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("learn", "0001_records"),)
    operations = (migrations.RunPython(make, undo),)
