"""Ask many questions of tables in few passes, and keep every row at fault."""

from dataclasses import dataclass

import duckdb

from tilth.store.engine import name, text

KEPT = '"tilth: rows at fault"'


@dataclass(frozen=True)
class Question:
    """What is asked of rows, or of units made of them (months, digits, practices).

    over: the relation asked. among: SQL, true where the question can be asked. bad: SQL, true
    where the answer is a fault. Rows carry `_version` and `line`; units carry `unit`, a text, and
    `lines` is then the relation of `_version, line, unit` they were made from, where there is one.
    already: checked and at fault before these rows were written, and added to what is found.
    """

    over: str
    bad: str
    among: str = "true"
    lines: str = ""
    units: bool = False
    already: tuple[int, int] = (0, 0)


def ask(connection, questions):
    """Checked and failed for each question, in order; one pass for each relation asked.

    questions: a list of Question. Returns a list of (checked, failed), or of the name of the
    engine's error where a question could not be asked. Empty answers count as no fault.
    """
    found = [None] * len(questions)
    together = {}
    for place, question in enumerate(questions):
        together.setdefault(question.over, []).append(place)
    for over, places in together.items():
        answers = _pass(connection, over, [questions[p] for p in places])
        for place, answer in zip(places, answers, strict=True):
            found[place] = answer
    return found


def _pass(connection, over, questions):
    columns = ", ".join(
        f"count(*) filter ({q.among}), count(*) filter (({q.among}) and ({q.bad}))"
        for q in questions
    )
    try:
        row = connection.execute(f"select {columns} from {over}").fetchone()
    except duckdb.Error as error:
        if len(questions) == 1:
            # The engine's own words may quote a value, so only the kind of error is kept.
            return [type(error).__name__]
        return [_pass(connection, over, [q])[0] for q in questions]
    return [
        (row[2 * i] + q.already[0], row[2 * i + 1] + q.already[1]) for i, q in enumerate(questions)
    ]


def begin_keeping(connection):
    """Make the empty table of rows at fault."""
    connection.execute(
        f'create or replace temp table {KEPT} ("check" varchar, source varchar, version varchar, '
        "line bigint, unit varchar)"
    )


def keep_rows(connection, check, source, question):
    """Add every row at fault to the table; a unit without rows is kept with no line."""
    wrong = f"({question.among}) and ({question.bad})"
    if not question.units:
        rows = f"select _version, line, null from {question.over} where {wrong}"
    elif question.lines:
        rows = (
            f"select l._version, l.line, u.unit from (select unit from {question.over} "
            f"where {wrong}) u left join {question.lines} l using (unit)"
        )
    else:
        rows = f"select null, null, unit from {question.over} where {wrong}"
    head = f"select {text(check)}, {text(source)}, *"
    connection.execute(f"insert into {KEPT} {head} from ({rows}) t")


def write_kept(connection, path):
    """Write the rows at fault as Parquet, sorted; return how many there are."""
    connection.execute(
        f"copy (select * from {KEPT} order by all) to {text(path)} "
        "(format parquet, compression zstd)"
    )
    return connection.execute(f"select count(*) from {KEPT}").fetchone()[0]


def make_rows_view(connection, view, versions, file="accepted.parquet"):
    """A view of one file of several versions of a source; return its columns and their types.

    versions: (name, folder, period start, period end), the dates as dates or None. The view has
    every column of the files, `_version`, `_period_start` and `_period_end`.
    """
    parts = [
        f"select *, {text(label)} as _version, {_date(start)} as _period_start, "
        f"{_date(end)} as _period_end from read_parquet({text(folder / file)})"
        for label, folder, start, end in versions
    ]
    connection.execute(f"create view {name(view)} as {' union all by name '.join(parts)}")
    return columns_of(connection, name(view))


def make_view(connection, view, path):
    """A view of one Parquet file; return its columns and their types."""
    connection.execute(f"create view {name(view)} as select * from read_parquet({text(path)})")
    return columns_of(connection, name(view))


def union_of(parts):
    """The records of several files as one relation. parts: (source, file, column) of each.

    It has `record`, `source` and the column under the name `ethnic_group`.
    """
    return (
        "("
        + " union all ".join(
            f"select record, {text(source)} as source, {name(column)} as ethnic_group "
            f"from read_parquet({text(path)})"
            for source, path, column in parts
        )
        + ")"
    )


def relation(view):
    """What SQL calls a view."""
    return name(view)


def columns_of(connection, relation):
    """The columns of a relation and their types, in order."""
    return {r[0]: r[1] for r in connection.execute(f"describe select * from {relation}").fetchall()}


def _date(day):
    return f"date '{day.isoformat()}'" if day else "null::date"
