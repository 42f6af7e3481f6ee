import pytest

from tilth.store.engine import engine, name, text


def test_AT_the_engine_fetches_nothing_from_outside():
    with engine(memory="500MB", threads=1) as connection:
        settings = dict(
            connection.execute(
                "select name, value from duckdb_settings() where name in "
                "('autoinstall_known_extensions', 'autoload_known_extensions', 'threads')"
            ).fetchall()
        )
    assert settings.pop("threads") == "1"
    assert set(settings.values()) == {"false"}


def test_engine_closes_when_a_query_fails():
    with pytest.raises(Exception, match="nowhere"), engine() as connection:
        connection.execute("select * from nowhere")
    with pytest.raises(Exception, match=r"[Cc]losed"):
        connection.execute("select 1")


def test_AT_names_and_texts_are_quoted():
    hostile = """a"; drop table b; --'"""
    with engine() as connection:
        got = connection.execute(f"select {text(hostile)} as {name(hostile)}")
        assert got.description[0][0] == hostile
        assert got.fetchone() == (hostile,)


def test_an_engine_within_another_leaves_nothing_in_it():
    with engine(memory="500MB", threads=1) as outer:
        with engine(within=outer) as inner:
            inner.execute("create temp table mine as select 1 as it")
            inner.execute("set variable key = 'secret'")
            assert inner.execute("select current_setting('threads')").fetchone() == (1,)
        with pytest.raises(Exception, match="mine"):
            outer.execute("select * from mine")
        with engine(within=outer) as another:
            asked = "select getvariable('key'), current_setting('timezone')"
            assert another.execute(asked).fetchone() == (None, "UTC")
        with pytest.raises(Exception, match=r"[Cc]losed"):
            inner.execute("select 1")
        assert outer.execute("select 1").fetchone() == (1,)
