"""Taken back is gone: from the file of the records, from its log, from pages that are free."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from tilth.demo.corpus import corpus
from tilth.web import environment
from tilth.web.learn.search import engines

MIGRATION = import_module("tilth.web.learn.migrations.0002_search")
TABLE = (
    "create table learn_indexed (id integer primary key autoincrement, key text unique, "
    "kind text, title text, words text)"
)
CANARY = "xyzzyquokka"
pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(tmp_path, monkeypatch):
    """A file of records as a site opens it, with the index, 300 stories and one canary."""
    told = {**connection.settings_dict, **environment._sqlite(str(tmp_path / "records.sqlite"))}
    file = DatabaseWrapper(told, alias="filed")
    monkeypatch.setattr(engines, "connection", file)
    monkeypatch.setattr(engines, "SHORT", 1)
    with file.cursor() as cursor:
        for statement in (TABLE, *MIGRATION.SQLITE):
            cursor.execute(statement)
        cursor.execute("begin")
        put = "insert into learn_indexed(key, kind, title, words) values (%s, 'story', %s, %s)"
        for one in corpus(300):
            cursor.execute(put, [f"story:{one['number']}", one["title"], one["words"]])
            if one["number"] == 150:
                cursor.execute(
                    put, ["story:canary", f"A {CANARY}", f"{CANARY}s, {CANARY}ish. " * 9]
                )
        cursor.execute("commit")
    yield file
    file.close()


def bytes_of(file):
    """Every byte of the file and of what lies beside it."""
    folder = Path(file.settings_dict["NAME"]).parent
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir())).lower()


def test_CO_no_byte_of_a_story_taken_back_is_left_in_the_files(filed):
    assert CANARY.encode() in bytes_of(filed)
    with filed.cursor() as cursor:
        cursor.execute("delete from learn_indexed where key = 'story:canary'")
        cursor.execute("select count(*) from learn_search where learn_search match %s", [CANARY])
        assert cursor.fetchone() == (0,)
    assert CANARY.encode() in bytes_of(filed)  # not found any more, but its bytes are there
    assert engines.SQLite.forget()
    assert CANARY[1:].encode() not in bytes_of(filed)
    with filed.cursor() as cursor:  # and the others are found as before
        cursor.execute("select count(*) from learn_search where learn_search match 'canal'")
        assert cursor.fetchone()[0] >= 5
        cursor.execute("insert into learn_search(learn_search) values ('integrity-check')")


def test_CO_while_somebody_reads_an_older_page_it_is_said_that_not_all_is_gone(filed):
    reader = DatabaseWrapper(filed.settings_dict, alias="reader")
    with reader.cursor() as cursor:
        cursor.execute("begin deferred")
        cursor.execute("select count(*) from learn_indexed")
        with filed.cursor() as writer:
            writer.execute("delete from learn_indexed where key = 'story:canary'")
        assert engines.SQLite.forget() is False
        cursor.execute("commit")
    assert engines.SQLite.forget() is True
    assert CANARY[1:].encode() not in bytes_of(filed)
    reader.close()
    with filed.cursor() as cursor:  # who writes is waited for as long as before
        cursor.execute("pragma busy_timeout")
        assert cursor.fetchone() == (60_000,)


def test_the_index_can_be_taken_away_and_made_again(filed):
    with filed.cursor() as cursor:
        for statement in (*MIGRATION.UNDO["sqlite"], *MIGRATION.SQLITE):
            cursor.execute(statement)
        cursor.execute("select count(*) from learn_search where learn_search match %s", [CANARY])
        assert cursor.fetchone() == (1,)
