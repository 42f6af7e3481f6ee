"""The record itself: only added to, one chain however many write, nobody named in it."""

import json

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError, connection, transaction

from tests.web.at_once import EVERY_ENGINE, in_a_process
from tilth.web.house import audit
from tilth.web.house.audit import writing
from tilth.web.house.audit.anchors import anchors_path, read_anchors, write_anchor
from tilth.web.house.audit.chain import first_break
from tilth.web.house.manage.actions import act
from tilth.web.house.models import AuditEntry

LOOK = {"level": "D2", "purpose": "plan"}


@pytest.fixture
def own_anchors(tmp_path, monkeypatch):
    """Anchors nobody else's test has written."""
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "keys" / "own.key"))


@pytest.fixture
def entry(db, own_anchors):
    """A record with one entry."""
    return audit.record(audit.NOBODY, "looked", "see:rows", **LOOK)


def changed(statement):
    """Run a statement against the table of the record, as someone with the database would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update house_audit set who = 'nobody else'",
        "delete from house_audit",
        "delete from house_audit where number = (select max(number) from house_audit)",
    ],
)
def test_AU_03_entries_can_be_neither_changed_nor_removed(entry, statement):
    with pytest.raises(DatabaseError, match="only added to"):
        changed(statement)


def test_AU_03_an_entry_cannot_be_put_in_another_ones_place(entry):
    values = "'', '', '', '', '', '', '', '', '', 'p', 'h'"
    verb = "insert or replace into" if connection.vendor == "sqlite" else "insert into"
    with pytest.raises(DatabaseError):
        changed(f"{verb} house_audit values ({entry.number}, {values})")


def test_AU_03_through_our_own_models_neither(entry):
    entry.result = "something else"
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        AuditEntry.objects.all().delete()


def test_AU_04_every_entry_follows_the_one_before(entry, settings):
    second = audit.record(audit.NOBODY, "exported", "see:rows csv", **LOOK)
    assert second.previous == entry.hash
    assert second.number == entry.number + 1
    told = audit.verify(settings.PLACE)
    assert told["broken"] is None
    assert told["head"] == second.hash
    assert told["entries"] == told["read"]


def test_AU_04_a_change_made_behind_our_back_is_found(entry, settings, monkeypatch):
    monkeypatch.setattr(
        "tilth.web.house.audit.verifying.first_break",
        lambda entries, anchors: first_break(tampered(entries), anchors),
    )
    told = audit.verify(settings.PLACE)
    assert told["broken"]["why"] == "its content was changed"


def tampered(entries):
    """The entries with the first one's `who` changed, as a direct write to the file would."""
    for one in entries:
        yield one | {"who": "someone else"} if one["number"] == 1 else one


@pytest.mark.parametrize(
    "what",
    [
        "person 999 123 4567",
        "nhs 9991234567",
        "seen 999-123-4567 today",
        "mail of ann@example.org",
        "Zoë",
        "x" * 301,
        "line\nbreak",
    ],
)
def test_AU_06_what_could_tell_who_a_person_is_is_refused(db, what):
    with pytest.raises(ValueError, match="no identifiers"):
        audit.record(audit.NOBODY, "looked", what, **LOOK)


def test_AU_06_references_and_days_are_taken(entry):
    told = "person:9f86d081884c7d65 until 2026-06-30 job:12"
    assert audit.record(audit.NOBODY, "looked", told, **LOOK).what == told


def test_an_act_that_is_not_known_is_our_mistake(db):
    with pytest.raises(ValueError, match="no act called gossiped"):
        audit.record(audit.NOBODY, "gossiped", "see", **LOOK)


def test_AU_02_an_act_that_fails_leaves_no_entry(entry):
    before = AuditEntry.objects.count()

    @act
    def goes_wrong():
        audit.record(audit.NOBODY, "looked", "see:rows", **LOOK)
        raise RuntimeError("the act went wrong")

    with pytest.raises(RuntimeError, match="went wrong"):
        goes_wrong()
    assert AuditEntry.objects.count() == before


def test_AU_05_the_head_is_written_outside_when_the_day_turns(
    entry, settings, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(writing, "now", lambda: "2126-06-02T00:00:00.000000+00:00")
    with django_capture_on_commit_callbacks(execute=True):
        audit.record(audit.NOBODY, "looked", "see:rows", **LOOK)
    told = read_anchors(anchors_path(settings.PLACE))
    assert told == [(entry.at[:10], entry.number, entry.hash)]


def test_AU_05_an_anchor_that_cannot_be_written_is_told_in_the_log(settings, monkeypatch, caplog):
    def full(*told):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_anchor", full)
    writing.anchor("2026-06-01", 1, "a" * 64)
    assert "could not be written down outside: No space left" in caplog.text


def test_AU_05_status_writes_todays_head_once(entry, settings):
    first, second = audit.anchor_now(settings.PLACE), audit.anchor_now(settings.PLACE)
    assert first == second
    assert first["head"] == entry.hash
    assert len(read_anchors(anchors_path(settings.PLACE))) == 1
    assert audit.verify(settings.PLACE)["last_anchored"] == first["day"]


def test_AU_05_a_record_shorter_than_its_anchors_is_broken(entry, settings):
    write_anchor(anchors_path(settings.PLACE), "2026-06-01", entry.number + 5, "a" * 64)
    told = audit.verify(settings.PLACE)
    assert told["broken"]["entry"] == entry.number + 1


def test_an_empty_record_is_whole(db, own_anchors, settings, monkeypatch):
    monkeypatch.setattr(AuditEntry.objects, "order_by", lambda *by: AuditEntry.objects.none())
    assert audit.head() == (0, "0" * 64)
    assert audit.anchor_now(settings.PLACE)["entries"] == 0
    assert not anchors_path(settings.PLACE).exists()


def test_AU_01_signing_in_and_out_is_written_down(db, client, person_as):
    chair = person_as("chair")
    client.force_login(chair)
    client.logout()
    told = AuditEntry.objects.filter(who=chair.ref).order_by("number").values_list("act", flat=True)
    assert list(told) == ["signed in", "signed out"]


def test_AU_01_a_failed_try_says_the_same_for_known_and_unknown(db, rf, person_as):
    chair = person_as("chair")
    for email in (chair.email, "nobody@example.org"):
        assert authenticate(rf.post("/"), email=email, password="guess") is None
    told = AuditEntry.objects.filter(act="could not sign in").values_list("who", "what", "result")
    assert set(told) == {("nobody", "session", "refused")}
    assert len(told) == 2


def test_nobody_who_signs_out_leaves_no_entry(entry):
    from django.contrib.auth.signals import user_logged_out

    user_logged_out.send(object, request=None, user=None)
    assert AuditEntry.objects.latest("number") == entry


def test_AU_04_writers_on_postgresql_take_turns_and_read_the_last_entry(monkeypatch, entry):
    said = []

    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *told):
            return None

        def execute(self, statement, values=None):
            said.append(statement.split("(")[0] + str(values or statement.split(",")[1].strip()))

    class Connection:
        vendor = "postgresql"

        def cursor(self):
            return Cursor()

    monkeypatch.setattr(writing, "connection", Connection())
    assert writing._last() == (entry.number, entry.at, entry.hash)
    assert said == [
        f"select pg_advisory_xact_lock[{writing.CHAIN_LOCK}]",
        "select set_config'yes'",
        "select set_config''",
    ]


def test_an_entry_says_its_number():
    assert str(AuditEntry(number=7)) == "entry 7"


WRITERS = """
    import sys, threading
    from pathlib import Path
    from tilth.ground.place import Place
    from tilth.web.records import open_records
    open_records(Place.open(sys.argv[1]))
    from django.db import connection
    from tilth.web.house import audit
    ready = threading.Barrier(10)

    def write():
        ready.wait()
        for _ in range(5):
            audit.record("nobody", "looked", "see:rows", level="D2", purpose="plan")
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(10)]
    [t.start() for t in threads]
    [t.join() for t in threads]
"""


def tilth(place, environment, *words):
    """Run a command on a place: its exit code and what it printed."""
    code = "import sys; from tilth.cli.main import main; sys.exit(main(sys.argv[1:]))"
    one = in_a_process(code, *words, "--place", str(place), **environment)
    out, err = one.communicate(timeout=120)
    return one.returncode, out, err


@EVERY_ENGINE
def test_AU_04_twenty_writers_at_once_keep_one_chain(scratch, engine, request):
    place, environment = scratch
    if engine == "postgresql":
        environment["TILTH_DATABASE_URL"] = request.getfixturevalue("postgresql")
    code, out, _ = tilth(place, environment, "audit", "verify", "--json")
    before = json.loads(out)["entries"]  # of what the place itself brings
    writers = [in_a_process(WRITERS, place, **environment) for _ in range(2)]
    ends = [(*one.communicate(timeout=240), one.returncode) for one in writers]
    assert [code for *_, code in ends] == [0, 0], ends
    code, out, err = tilth(place, environment, "audit", "verify", "--json")
    told = json.loads(out)
    assert (code, told["entries"], told["broken"]) == (0, before + 2 * 10 * 5, None), err


def test_AU_04_audit_verify_names_the_first_break_in_a_damaged_file(scratch):
    import sqlite3

    place, environment = scratch
    tilth(place, environment, "users", "invite", "ann@example.org", "--role", "chair")
    with sqlite3.connect(place / "store" / "records.sqlite") as database:
        database.execute("drop trigger house_audit_update")
        database.execute("update house_audit set result = 'never' where number = 2")
    code, out, _ = tilth(place, environment, "audit", "verify")
    assert code == 6
    assert "broken at entry 2: its content was changed" in out
