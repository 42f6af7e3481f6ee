"""On PostgreSQL, no context, no rows: a reader nobody let in finds the tables empty."""

import datetime

import pytest
from django.db import connection, transaction

from tilth.web.house import audit
from tilth.web.house.access import context
from tilth.web.house.models import AuditEntry, Job, Token

ON_POSTGRESQL = connection.vendor == "postgresql"
GUARDED = {"house_audit", "house_job", "house_token"}


@pytest.fixture
def kept(person_as):
    """An entry, a job and a token of an analyst."""
    analyst = person_as("analyst")
    audit.record(audit.NOBODY, "looked", "see:rows", level="D2", purpose="plan")
    Job.objects.create(kind="check", key="k", person=analyst)
    day = datetime.date(2026, 6, 1)
    Token.objects.create(person=analyst, name="mine", hash="h", made=day, until=day)
    return analyst


def seen():
    """How many rows of each guarded table a reader finds."""
    return [kind.objects.count() > 0 for kind in (AuditEntry, Job, Token)]


def is_guarded():
    """Whether this database holds its readers to the rows: not SQLite, nor a superuser."""
    if not ON_POSTGRESQL:
        return False
    with connection.cursor() as cursor:
        asked = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        cursor.execute(asked)
        return not cursor.fetchone()[0]


def test_AC_06_no_context_no_rows(kept, person_as):
    """SQLite has no such guard: there the rows are found by whoever holds the file."""
    guarded = is_guarded()
    with context.speaking_as(context.NOBODY):
        assert seen() == [not guarded] * 3
    with context.speaking_as(kept.ref):
        assert seen() == [True, True, True]
    with context.speaking_as(person_as("director").ref):
        assert seen() == [True, True, not guarded]
    assert seen() == [True, True, True]


def test_AC_06_the_guard_is_forced_on_the_owner_of_the_tables_too(db):
    if not ON_POSTGRESQL:
        assert not connection.features.has_select_for_update
        return
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        assert {name for (name,) in cursor.fetchall()} == GUARDED


def test_AC_06_an_entry_is_written_by_whoever_signs_in_and_read_by_nobody(kept):
    with context.speaking_as(context.NOBODY):
        with transaction.atomic():
            entry = audit.record(audit.NOBODY, "signed in", "session", level="D0", purpose="assure")
        assert entry.number > 1


def test_a_connection_of_our_own_begins_as_a_command(db, monkeypatch):
    said = []

    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *told):
            return None

        def execute(self, statement, values):
            said.append(values)

    class Connection:
        vendor = "postgresql"

        def cursor(self):
            return Cursor()

    context.begins(None, Connection())
    context.speak_as("9f86d081884c7d65", Connection())
    assert said == [["command"], ["9f86d081884c7d65"]]
