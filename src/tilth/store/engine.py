"""The counting engine: DuckDB, offline, bounded, deterministic where it matters."""

import contextlib
import os

import duckdb

from tilth.store.spill import spill_folder


@contextlib.contextmanager
def engine(*, memory="4GB", threads=None, spill=None, within=None):
    """An in-memory DuckDB with no network, no extensions fetched, and a bound on memory.

    memory: as DuckDB writes it. threads: all the cores unless told.
    spill: folder for what does not fit; a temporary one unless told.
    within: an engine already open, whose bounds then hold; of its tables, variables and views
    nothing is seen, and nothing of ours is left in it.
    """
    if within is not None:
        with _connected(within.cursor()) as connection:
            yield connection
        return
    with spill_folder(spill) as folder:
        connection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "memory_limit": memory,
                "threads": threads or os.cpu_count() or 1,
                "temp_directory": folder,
                "preserve_insertion_order": False,
            },
        )
        with _connected(connection):
            yield connection


@contextlib.contextmanager
def _connected(connection):
    """A connection in use, closed afterwards."""
    try:
        connection.execute("set timezone = 'UTC'")
        yield connection
    except RuntimeError as error:
        # DuckDB says so when Ctrl-C stops a statement; everyone else says KeyboardInterrupt.
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.close()


def name(identifier):
    """An identifier, quoted for SQL."""
    return '"' + str(identifier).replace('"', '""') + '"'


def text(value):
    """A piece of text, quoted for SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def date(day):
    """A date, or no date, for SQL."""
    return f"date {text(day)}" if day else "null::date"
