"""DuckDB over one release and nothing else: no other file, no network, bounded time and memory."""

import contextlib
import threading
import weakref
from dataclasses import dataclass

import duckdb

from tilth.ground.errors import StoreError
from tilth.store.engine import engine, name, text
from tilth.store.published import TABLES


@dataclass(frozen=True)
class Limits:
    """How much one question may cost."""

    seconds: float = 30
    memory: str = "1GiB"
    threads: int | None = None


LIMITS = Limits()


class Sandbox:
    """Runs SQL over the tables of a release; threads may share it."""

    def __init__(self, release, limits):
        self.release, self.limits = release, limits
        self._stack = contextlib.ExitStack()
        self.close = weakref.finalize(self, self._stack.close)
        self._connection, self._views, self._lock = None, set(), threading.Lock()

    def run(self, sql, parameters, tables):
        """The answer as an Arrow table. tables: those the SQL names.

        Raises StoreError when it takes more time or memory than the limits allow, or when a
        table is not what was published.
        """
        self._see(tables)
        cursor = self._connection.cursor()
        timer = threading.Timer(self.limits.seconds, cursor.interrupt)
        timer.start()
        try:
            return cursor.sql(sql, params=parameters).to_arrow_table()
        except duckdb.InterruptException:
            raise self._too_much(f"{self.limits.seconds:g} seconds") from None
        except duckdb.OutOfMemoryException:
            raise self._too_much(f"{self.limits.memory} of memory") from None
        finally:
            timer.cancel()
            cursor.close()

    def _see(self, tables):
        """A view of each table, made when first asked for."""
        with self._lock:
            if self._connection is None:
                self._connection = self._connected()
            for table in sorted(set(tables) - self._views):
                path = text(self.release.path(table).absolute())
                self._connection.execute(
                    f"create view {name(table)} as select * from read_parquet({path})"
                )
                self._views.add(table)

    def _connected(self):
        """The engine, started when first asked: most questions are counted without it."""
        told = {"memory": self.limits.memory, "threads": self.limits.threads}
        connection = self._stack.enter_context(engine(**told))
        paths = (text((self.release.folder / f"{t}.parquet").absolute()) for t in TABLES)
        connection.execute(f"set allowed_paths = [{', '.join(paths)}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return connection

    def _too_much(self, limit):
        return StoreError(
            f"the question took more than {limit}",
            where=self.release.name,
            remedy="Ask it in smaller parts, or give Population.open larger limits.",
        )
