"""The same counts on Spark: the SQL written for DuckDB, carried over by sqlglot."""

import functools
import re
import threading

import sqlglot

from tilth.ground.errors import StoreError

PARAMETER = re.compile(r"\$(p\d+)\b")
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.ansi.enabled": "true",
}


@functools.lru_cache(maxsize=256)
def carried(sql):
    """DuckDB's SQL with $p0 parameters, as Spark's with :p0.

    Names are safe to look for in the text: no literal is ever written in it.
    """
    return sqlglot.transpile(PARAMETER.sub(r":\1", sql), read="duckdb", write="spark")[0]


def session():
    """The Spark session in use, or a new one on this machine's cores alone.

    Raises StoreError where Spark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise StoreError(
            "Spark is not installed", remedy="Install it with pip install 'tilth[spark]'."
        ) from None
    running = SparkSession.getActiveSession()
    if running is not None:
        return running
    builder = SparkSession.builder.appName("tilth").master("local[*]")
    for setting, value in SETTINGS.items():
        builder = builder.config(setting, value)
    return builder.getOrCreate()


class Spark:
    """Runs SQL over the tables of a release, in a Spark session of its own."""

    def __init__(self, release):
        self.release = release
        self._session = session().newSession()
        self._views, self._lock = set(), threading.Lock()

    def run(self, sql, parameters, tables):
        """The answer as an Arrow table. tables: those the SQL names."""
        with self._lock:
            for table in sorted(set(tables) - self._views):
                read = self._session.read.parquet(str(self.release.path(table).absolute()))
                read.createOrReplaceTempView(table)
                self._views.add(table)
        return self._session.sql(carried(sql), args=parameters).toArrow()

    def close(self):
        """Forget the tables; the session itself serves others."""
        for table in sorted(self._views):
            self._session.catalog.dropTempView(table)
        self._views = set()
