"""Rows of a partner's file, judged block by block, and rows that say the same thing twice."""

import contextlib
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from tilth.ground.errors import DefinitionError
from tilth.store.engine import date, engine
from tilth.store.reading.rules import PERIOD_END, judging

MEMORY = "320MB"
SMALL = 2**13  # rows


class Bench:
    """One engine for file after file; what was planned for one file need not be for the next.

    Open it with bench(). It holds no row of a file once that file is done.
    """

    def __init__(self, connection):
        self.connection = connection
        self.planned = {}

    def judge(self, extract, present, *, period_end=None):
        """A Judge for the columns a file has.

        Raises DefinitionError where a pattern or a date form of the contract cannot be read.
        """
        present = tuple(present)
        # The contract itself is kept beside its plan, so that no other takes its place in memory.
        if (id(extract), present) not in self.planned:
            self.planned[id(extract), present] = extract, self._plan(extract, present)
        _, plan = self.planned[id(extract), present]
        return Judge(self.connection, extract, present, period_end, plan)

    def _plan(self, extract, present):
        """A question for small blocks, planned once, asked of one row; (its name, its table)."""
        number = len(self.planned)
        plan, table = f"judging{number}", f"block{number}"
        row = nothing(present)
        told = judging(extract.columns, extract.key, present, period_end=PERIOD_END, block=table)
        self.connection.register("given", row)
        self.connection.execute(f"create or replace temp table {table} as from given")
        try:
            self.connection.execute(f"prepare {plan} as {told}")
            made = Plan(plan, table, PERIOD_END in told)
            made.ask(self.connection, row, None)
        except duckdb.Error as error:
            raise DefinitionError(
                f"a pattern or date form in this contract cannot be used: {error}",
                where=f"extracts/{extract.name}.toml",
            ) from None
        return made

    def said_twice(self, staged, candidates, columns, key):
        """As said_twice, on this bench's engine."""
        return said_twice(self.connection, staged, candidates, columns, key)


@dataclass(frozen=True)
class Plan:
    """A planned question. name: what the engine calls it. table: where its block is put.

    dated: whether it is told the end of the period.
    """

    name: str
    table: str
    dated: bool

    def ask(self, connection, block, period_end):
        """The block, judged. Nothing of it stays behind."""
        connection.register("given", block)
        connection.execute(f"insert into {self.table} from given")
        try:
            told = f"({date(period_end)})" if self.dated else ""
            return connection.sql(f"execute {self.name}{told}").to_arrow_table()
        finally:
            connection.unregister("given")
            connection.execute(f"truncate {self.table}")


class Judge:
    """Judges blocks of one file against one contract. A Bench makes it."""

    def __init__(self, connection, extract, present, period_end, plan):
        self.connection, self.extract = connection, extract
        self.present, self.period_end, self.plan = present, period_end, plan
        self.questions = {}

    def __call__(self, block, holds=None):
        """The block, typed, with a fault number for each cell (rules.CELL_RULES), row by row.

        block: an Arrow table of `line` and text columns. holds: the letters each has (rules.py).
        A small block costs less by the plan made for all of them than by a question of its own.
        """
        if block.num_rows <= SMALL:
            return self.plan.ask(self.connection, block, self.period_end)
        kinds = tuple(sorted((holds or {}).items()))
        if kinds not in self.questions:
            extract, end = self.extract, self.period_end
            self.questions[kinds] = judging(
                extract.columns, extract.key, self.present, holds=holds, period_end=end
            )
        self.connection.register("block", block)
        judged = self.connection.sql(self.questions[kinds]).to_arrow_table()
        self.connection.unregister("block")
        return judged


@contextlib.contextmanager
def bench(*, threads=None):
    """A Bench, closed again afterwards."""
    with engine(memory=MEMORY, threads=threads) as connection:
        connection.execute("set preserve_insertion_order = true")
        yield Bench(connection)


def nothing(present):
    """A block of one empty row, so that patterns are read as well as parsed."""
    empty = pa.array([""], pa.string())
    return pa.table({"line": pa.array([0], pa.int64()), **dict.fromkeys(present, empty)})


def said_twice(connection, staged, candidates, columns, key):
    """Rows of a staged file that repeat another, and rows of one key that disagree.

    connection: an engine's, left as it was. staged: path of the typed Parquet file.
    candidates: an Arrow table of line, same_key and same_row: every row whose same_key hash is
    not alone. Hashes only find candidates; the values themselves decide. Returns Arrow tables
    (line, first_line) and (line, group).
    """
    connection.register("candidate", candidates)
    alike = ", ".join(f'"{column}"' for column in columns)
    keyed = ", ".join(f'"{column}"' for column in key) or "same_row"
    connection.execute(
        f"create temp table row as select c.same_key, c.same_row, s.* "
        f"from candidate c join read_parquet('{_quoted(staged)}') s using (line)"
    )
    connection.execute(
        f"create temp table told as select *, "
        f"min(line) over (partition by same_row, {alike}) as first_line, "
        f"min(line) over (partition by same_key, {keyed}) as first_of_key from row"
    )
    connection.execute(
        "create temp table torn as select same_key, first_of_key from told "
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
    for table in ("torn", "told", "row"):
        connection.execute(f"drop table {table}")
    connection.unregister("candidate")
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
