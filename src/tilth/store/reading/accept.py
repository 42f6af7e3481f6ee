"""Rows of a partner's file, judged block by block, and rows that say the same thing twice."""

import contextlib

import duckdb
import pyarrow as pa

from tilth.ground.errors import DefinitionError
from tilth.store.engine import engine
from tilth.store.reading.rules import judging

MEMORY = "320MB"


class Judge:
    """Judges blocks of one file against one contract. Open it with judge(...)."""

    def __init__(self, connection, columns, key, present, period_end):
        self.connection, self.columns, self.key = connection, columns, key
        self.present, self.period_end = present, period_end
        self.questions = {}

    def __call__(self, block, holds=None):
        """The block, typed, with a fault number for each cell (rules.CELL_RULES), row by row.

        block: an Arrow table of `line` and text columns. holds: the letters each has (rules.py).
        """
        kinds = tuple(sorted((holds or {}).items()))
        if kinds not in self.questions:
            self.questions[kinds] = judging(
                self.columns, self.key, self.present, holds=holds, period_end=self.period_end
            )
        self.connection.register("block", block)
        return self.connection.sql(self.questions[kinds]).to_arrow_table()


@contextlib.contextmanager
def judge(extract, present, *, period_end=None, threads=None):
    """A Judge for the columns a file has. Raises DefinitionError where a pattern or a date form of
    the contract cannot be read."""
    with engine(memory=MEMORY, threads=threads) as connection:
        connection.execute("set preserve_insertion_order = true")
        made = Judge(connection, extract.columns, extract.key, tuple(present), period_end)
        try:
            made(nothing(present))
        except duckdb.Error as error:
            raise DefinitionError(
                f"a pattern or date form in this contract cannot be used: {error}",
                where=f"extracts/{extract.name}.toml",
            ) from None
        yield made


def nothing(present):
    """A block of one empty row, so that patterns are read as well as parsed."""
    empty = pa.array([""], pa.string())
    return pa.table({"line": pa.array([0], pa.int64()), **dict.fromkeys(present, empty)})


def said_twice(staged, candidates, columns, key):
    """Rows of a staged file that repeat another, and rows of one key that disagree.

    staged: path of the typed Parquet file. candidates: an Arrow table of line, same_key and
    same_row: every row whose same_key hash is not alone. Hashes only find candidates; the values
    themselves decide. Returns Arrow tables (line, first_line) and (line, group).
    """
    with engine(memory=MEMORY) as connection:
        connection.register("candidate", candidates)
        alike = ", ".join(f'"{column}"' for column in columns)
        keyed = ", ".join(f'"{column}"' for column in key) or "same_row"
        connection.execute(
            f"create table row as select c.same_key, c.same_row, s.* "
            f"from candidate c join read_parquet('{_quoted(staged)}') s using (line)"
        )
        connection.execute(
            f"create table told as select *, "
            f"min(line) over (partition by same_row, {alike}) as first_line, "
            f"min(line) over (partition by same_key, {keyed}) as first_of_key from row"
        )
        connection.execute(
            "create table torn as select same_key, first_of_key from told "
            "group by all having count(distinct first_line) > 1"
        )
        disagree = connection.sql(
            "select line, first_of_key as first_line from told semi join torn "
            "using (same_key, first_of_key) order by line"
        ).to_arrow_table()
        again = connection.sql(
            "select line, first_line from told anti join torn using (same_key, first_of_key) "
            "where line <> first_line order by line"
        ).to_arrow_table()
    return again, disagree


def _quoted(path):
    return str(path).replace("'", "''")


def in_line_order(path, target):
    """Copy a Parquet file, sorted by line."""
    with engine(memory=MEMORY) as connection:
        connection.execute(
            f"copy (select * from read_parquet('{_quoted(path)}') order by line) "
            f"to '{_quoted(target)}' (format parquet, compression zstd)"
        )
