"""A contract's columns as SQL: what each cell is worth, and which rule it breaks.

A block of rows comes in as text, one column a field, empty text for an empty cell. What comes out
has every value typed and, for each column, the number of the first rule its cell breaks (0: none).
Rules that a column's letters cannot break are not asked: where no cell holds a #, none holds #N/A.
"""

from tilth.store.engine import name, text
from tilth.store.reading.letters import ANYTHING, BREAK, CONTROL, HASH, HIGH
from tilth.store.reading.readings import READERS, Cell, matches

CELL_RULES = (
    "fine empty error_word unseen spoiled line_break spreadsheet_number not_choice pattern "
    "not_date month_first not_moment not_whole too_long not_number not_yes_no not_postcode "
    "not_uprn not_email below above too_early too_late no_such_year"
).split()
PERIOD_END = "$1::date"
NUMBER_OF = {rule: number for number, rule in enumerate(CELL_RULES)}

ERROR_WORDS = r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#{2,})"
# Zero-width spaces, soft hyphen, marks of direction, C1 controls: they hide in a name and part it
# from itself. The joiners U+200C and U+200D belong to Persian and Indic names and stay in text.
UNSEEN = r"[\x{80}-\x{9F}\x{AD}\x{200B}\x{200E}\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]"
CONTROLS = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"  # the scan of a CSV has put these aside already
JOINERS = r"[\x{200C}\x{200D}]"
# UTF-8 read as Windows text and saved again, or the mark of a letter that was lost.
SPOILED = r"\x{FFFD}|[\x{C2}\x{C3}][\x{80}-\x{BF}]|\x{E2}\x{20AC}"


def _letters(cell):
    """Rules of what letters a cell may hold, those that the column's letters can break."""
    sql, rules = cell.sql, []
    if cell.may_hold(HASH):
        rules.append(("error_word", f"{sql}[1] = '#' and {matches(sql, ERROR_WORDS)}"))
    if cell.may_hold(HIGH):
        hidden = UNSEEN if cell.column.type == "text" else f"{UNSEEN}|{JOINERS}"
        beyond = f"strlen({sql}) <> length({sql})"  # quick, and true where any letter is not ASCII
        rules.append(("unseen", f"{beyond} and regexp_matches({sql}, {text(hidden)})"))
        rules.append(("spoiled", f"{beyond} and regexp_matches({sql}, {text(SPOILED)})"))
    if cell.may_hold(CONTROL):
        rules.append(("unseen", f"regexp_matches({sql}, {text(CONTROLS)})"))
    if cell.may_hold(BREAK) and cell.column.type != "text":
        rules.append(("line_break", f"contains({sql}, chr(10)) or contains({sql}, chr(13))"))
    if cell.column.pattern:
        rules.append(("pattern", f"not {matches(sql, cell.column.pattern)}"))
    return rules


def _fault(cell, reading):
    """The number of the first rule a cell breaks, as SQL. A wrong NHS number leaves the row
    unlinked, and nothing more."""
    rules = [] if cell.column.type == "nhs_number" else _letters(cell) + reading.faults
    cases = " ".join(f"when {said} then {NUMBER_OF[rule]}" for rule, said in rules)
    empty = NUMBER_OF["empty"] if cell.column.required else 0
    return f"(case when {cell.sql} = '' then {empty} {cases} else 0 end)::utinyint"


def judging(columns, key, present, *, holds=None, period_end=None, block="block"):
    """The question that judges one block of rows, as SQL.

    columns: the contract's, by name. present: those the file has; the others come out empty.
    holds: the kinds of letter in each column; anything unless told. Comes back with line, every
    column, `fault.NAME` for those present, `same_key`, `same_row` (hashes) and `unlinked`.
    period_end: a day, or PERIOD_END where it is told when the question is asked.
    """
    holds = holds or {}
    if period_end and period_end != PERIOD_END:
        period_end = f"date {text(period_end)}"
    cells = {
        known: Cell(name(known), column, at, holds.get(known, ANYTHING), period_end)
        for at, (known, column) in enumerate(columns.items())
        if known in present
    }
    readings = {known: READERS[cell.column.type](cell) for known, cell in cells.items()}
    values = [
        f"{readings[known].value} as {name(known)}"
        if known in readings
        else f"null::{sql_type(column)} as {name(known)}"
        for known, column in columns.items()
    ]
    faults = [
        f"{_fault(cells[known], reading)} as {name('fault.' + known)}"
        for known, reading in readings.items()
    ]
    unlinked = " or ".join(r.unlinked for r in readings.values() if r.unlinked) or "false"
    first = [f"{e} as {a}" for r in readings.values() for a, e in r.first.items()]
    second = [f"{e} as {a}" for r in readings.values() for a, e in r.second.items()]
    outputs = ["line", *values, *faults, *_alike(readings, key), f"({unlinked}) as unlinked"]
    return (
        f"select {', '.join(outputs)} from (select *{_and(second)} from "
        f"(select *{_and(first)} from {block}))"
    )


def _and(parts):
    return "".join(f", {part}" for part in parts)


def _alike(readings, key):
    """Hashes that are equal for rows of one key and for equal rows.

    Where part of the key is empty it cannot tell rows apart, and only the whole row counts.
    """
    same = {known: reading.same or reading.value for known, reading in readings.items()}
    row = f"hash({', '.join(same.values())})"
    parts = [same.get(known, "null") for known in key]
    if not parts:
        return [f"{row} as same_key", f"{row} as same_row"]
    whole = " and ".join(f"({part}) is not null" for part in parts)
    judged = f"case when {whole} then hash({', '.join(parts)}) else {row} end"
    return [f"{judged} as same_key", f"{row} as same_row"]


def sql_type(column):
    """The type a column has once it is read."""
    kinds = {"date": "date", "moment": "timestamp", "whole": "bigint", "number": "double"}
    return kinds.get(column.type, "boolean" if column.type == "yes_no" else "varchar")
