"""Tiny tables, and what one kind of check finds in them."""

import datetime

import pytest

from tilth.ground.extracts import Concept, Extract
from tilth.ground.place import Place, Source
from tilth.ground.strict import value_of
from tilth.see.checks.conformance import ENGINE_TYPES
from tilth.see.checks.kind import Kind
from tilth.see.checks.kinds import OF_A_SHEET, OF_THE_WHOLE
from tilth.see.checks.sheet import Sheet, Whole
from tilth.store.checking import asking
from tilth.store.engine import engine, name, text
from tilth.store.ledger.service import Version

DAY = datetime.date(2026, 3, 31)
HEAD = {"title": "t", "why": "w", "after": "a", "reference": "r", "key": []}


@pytest.fixture
def connection():
    with engine(memory="500MB", threads=1) as opened:
        yield opened


@pytest.fixture(scope="session")
def kinds(tmp_path_factory):
    """Every kind of check Tilth ships."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "place.toml").write_text('[place]\nname = "Tiltham"\ncode = "T1"\n')
    return Place.open(folder).all(Kind)


def value(cell):
    if cell is None:
        return "null"
    if isinstance(cell, datetime.date):
        return f"date '{cell}'"
    return text(cell) if isinstance(cell, str) else str(cell).lower()


def table(connection, called, columns, rows):
    """A table of typed columns, from a list of dicts or of tuples; returns what SQL calls it."""
    connection.execute(
        f"create or replace table {name(called)} "
        f"({', '.join(f'{name(c)} {t}' for c, t in columns.items())})"
    )
    for row in rows:
        cells = [row.get(c) for c in columns] if isinstance(row, dict) else row
        connection.execute(f"insert into {name(called)} values ({', '.join(map(value, cells))})")
    return name(called)


def rows_of(connection, called, extract, rows, *, start=None, end=None, without=()):
    """Accepted rows of a contract as intake would leave them: the relation and its types."""
    types = {
        n: ENGINE_TYPES.get(c.type, "VARCHAR")
        for n, c in extract.columns.items()
        if n not in without
    }
    full = {"line": "BIGINT", **types, "_version": "VARCHAR"}
    full |= {"_period_start": "DATE", "_period_end": "DATE"}
    added = {"_period_start": start, "_period_end": end}
    told = [{"line": i, "_version": "v1", **added, **row} for i, row in enumerate(rows, start=2)]
    return table(connection, called, full, told), types


@pytest.fixture
def sheet(connection):
    """A sheet of a contract (as TOML would tell it) and a list of rows."""

    def make(
        contract, rows, *, called="gp", start=None, end=None, without=(), refresh="month", **more
    ):
        extract = value_of(Extract, {**HEAD, **contract}, where="test")
        relation, types = rows_of(
            connection, called, extract, rows, start=start, end=end, without=without
        )
        source = Source(called, "gp", "x.csv", "nhs", ("plan",), "law", DAY, refresh=refresh)
        unlinked = more.pop("unlinked", 0)
        version = Version(called, "v1", period_from=start, period_to=end, unlinked=unlinked)
        before = more.pop("before", None)
        if before is not None:
            more["before"] = rows_of(connection, f"before {called}", extract, before)[0]
        return Sheet(source, extract, relation, types, (version,), as_of=DAY, **more)

    return make


@pytest.fixture
def find(connection, kinds):
    """What one kind of check finds: {column: (checked, failed)}, and the rows it would keep."""

    def ask(kind, about):
        finders = OF_A_SHEET if isinstance(about, Sheet) else OF_THE_WHOLE
        found = list(finders[kind](kinds[kind], about))
        answers = asking.ask(connection, [question for _, question in found])
        asking.begin_keeping(connection)
        for (column, question), (_, failed) in zip(found, answers, strict=True):
            if failed:
                asking.keep_rows(connection, f"{kind}:{column}", "gp", question)
        ask.kept = connection.execute(
            f"select line, unit from {asking.KEPT} order by all"
        ).fetchall()
        return {column: answer for (column, _), answer in zip(found, answers, strict=True)}

    return ask


@pytest.fixture
def whole(connection):
    """The place as a whole, from tables given as name = (columns, rows)."""

    def make(sources=(), concepts=None, **tables):
        views = {n: table(connection, f"whole {n}", *told) for n, told in tables.items()}
        made = {n: value_of(Concept, c, where="test") for n, c in (concepts or {}).items()}
        return Whole(views, tuple(sources), made, "r1")

    return make
