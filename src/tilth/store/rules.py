"""A contract's columns as SQL: what each cell is worth, and which rule it breaks.

A block of rows comes in as text, one column a field, empty text for an empty cell. What comes out
has every value typed and, for each column, the number of the first rule its cell breaks (0: none).
Rules that a column's letters cannot break are not asked: where no cell holds a #, none holds #N/A.
"""

from dataclasses import dataclass, field

from tilth.store.engine import name, text

CELL_RULES = (
    "fine empty error_word unseen spoiled line_break spreadsheet_number not_choice pattern "
    "not_date month_first not_moment not_whole too_long not_number not_yes_no not_postcode "
    "not_uprn not_email below above too_early too_late no_such_year"
).split()
NUMBER_OF = {rule: number for number, rule in enumerate(CELL_RULES)}

# Kinds of letter a column may hold. `holds` gives, for each column, those that some cell has.
DIGIT, LOWER, UPPER, GAP, HYPHEN, DOT, HASH, BREAK, OTHER, HIGH, CONTROL = (
    1 << n for n in range(11)
)
ANYTHING = (1 << 11) - 1

YES = ("y", "yes", "true", "t", "1")
NO = ("n", "no", "false", "f", "0")
ERROR_WORDS = r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#{2,})"
# What a spreadsheet leaves of a code it took for a number: 1.23E+10, 73211009.0, or the sixteenth
# and later digits as zeros. 1E10 and 250.0 may be real codes and stay.
SPREADSHEET = r"[0-9](\.[0-9]+)?E\+[0-9]+|[0-9]{5,}\.0"
LONG_CODE = r"[1-9][0-9]{14}0{2,}"
# Zero-width spaces, soft hyphen, marks of direction, C1 controls: they hide in a name and part it
# from itself. The joiners U+200C and U+200D belong to Persian and Indic names and stay in text.
UNSEEN = r"[\x{80}-\x{9F}\x{AD}\x{200B}\x{200E}\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]"
CONTROLS = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"  # the scan of a CSV has put these aside already
JOINERS = r"[\x{200C}\x{200D}]"
# UTF-8 read as Windows text and saved again, or the mark of a letter that was lost.
SPOILED = r"\x{FFFD}|[\x{C2}\x{C3}][\x{80}-\x{BF}]|\x{E2}\x{20AC}"
POSTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|GIR0AA"
NORMAL_POSTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}|GIR 0AA"
EMAIL = r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+"
MOMENT = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?"
FIRST_YEAR, LAST_YEAR = 1850, 2150


@dataclass
class Reading:
    """How one column is read: steps that lean on each other, its value, what makes two alike."""

    value: str
    first: dict = field(default_factory=dict)
    second: dict = field(default_factory=dict)
    same: str = ""
    faults: list = field(default_factory=list)
    unlinked: str = ""


def matches(expression, pattern):
    return f"regexp_full_match({expression}, {text(pattern)})"


@dataclass(frozen=True)
class Cell:
    """One column while its SQL is made: its name quoted, its contract, its number, its letters."""

    sql: str
    column: object
    at: int
    holds: int
    period_end: object

    def may_hold(self, letters):
        return bool(self.holds & letters)


def _text(cell):
    return Reading(value=f"nullif({cell.sql}, '')")


def _code(cell):
    faults = [("spreadsheet_number", f"strlen({cell.sql}) > 16 and {matches(cell.sql, LONG_CODE)}")]
    if cell.may_hold(DOT | OTHER):
        faults.append(("spreadsheet_number", matches(cell.sql, SPREADSHEET)))
    return Reading(value=f"nullif({cell.sql}, '')", faults=faults)


def _choice(cell):
    cases = " ".join(f"when {text(k)} then {text(v)}" for k, v in cell.column.values.items())
    word = f"first{cell.at}"
    return Reading(
        first={word: f"case {cell.sql} {cases} end"},
        value=f"nullif({word}, '')",  # a code that means "not known" leaves the cell empty
        faults=[("not_choice", f"{word} is null")],
    )


def _date(cell):
    form, day = cell.column.date_format, f"first{cell.at}"
    if form == "%Y-%m-%d":
        read, wrong = f"try_cast({cell.sql} as date)", _not_iso(cell)
    else:
        read = f"try_strptime({cell.sql}, {text(form)})::date"
        wrong = f"strftime({day}, {text(form)}) <> {cell.sql}"
    faults = [("not_date", f"{day} is null or {wrong}")]
    turned = form.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")
    if "%d" in form and "%m" in form:
        other = f"try_strptime({cell.sql}, {text(turned)})"
        swapped = f"{day} is null and strftime({other}, {text(turned)}) = {cell.sql}"
        faults.insert(0, ("month_first", swapped))
    return Reading(first={day: read}, value=day, faults=faults + _day_bounds(day, cell))


def _not_iso(cell):
    """A date that could be read and is not written 2026-05-14. Ten letters, nothing but digits and
    hyphens and a hyphen in the fifth place leave no other way to write one."""
    if cell.may_hold(ANYTHING & ~(DIGIT | HYPHEN)):
        return f"first{cell.at}::varchar <> {cell.sql}"
    return f"strlen({cell.sql}) <> 10 or {cell.sql}[5] <> '-'"


def _day_bounds(day, cell):
    column = cell.column
    faults = [("no_such_year", f"year({day}) not between {FIRST_YEAR} and {LAST_YEAR}")]
    if column.earliest:
        faults.append(("too_early", f"{day} < date {text(column.earliest)}"))
    latest = cell.period_end if column.latest == "period_end" else column.latest
    if latest:
        faults.append(("too_late", f"{day}::date > date {text(latest)}"))
    return faults


def _moment(cell):
    when, form = f"first{cell.at}", cell.column.date_format
    if form == "%Y-%m-%d":
        read, wrong = f"try_cast({cell.sql} as timestamp)", f"not {matches(cell.sql, MOMENT)}"
    else:
        read = f"try_strptime({cell.sql}, {text(form)})"
        wrong = f"strftime({when}, {text(form)}) <> {cell.sql}"
    faults = [("not_moment", f"{when} is null or {wrong}"), *_day_bounds(when, cell)]
    return Reading(first={when: read}, value=when, faults=faults)


def _bounds(value, column):
    faults = []
    if column.least is not None:
        faults.append(("below", f"{value} < {column.least!r}"))
    if column.most is not None:
        faults.append(("above", f"{value} > {column.most!r}"))
    return faults


def _whole(cell):
    value = f"first{cell.at}"
    faults = [("too_long", f"{value} is null"), *_bounds(value, cell.column)]
    if cell.may_hold(ANYTHING & ~DIGIT):
        faults.insert(0, ("not_whole", f"not {matches(cell.sql, '-?[0-9]+')}"))
    return Reading(first={value: f"try_cast({cell.sql} as bigint)"}, value=value, faults=faults)


def _number(cell):
    value = f"first{cell.at}"
    wrong = f"not {matches(cell.sql, '-?[0-9]+([.][0-9]+)?')}"
    if not cell.may_hold(ANYTHING & ~(DIGIT | DOT)):
        wrong = f"{value} is null or {cell.sql}[1] = '.' or {cell.sql}[-1] = '.'"
    faults = [
        ("not_number", wrong),
        ("too_long", f"{value} is null or isinf({value})"),
        *_bounds(value, cell.column),
    ]
    return Reading(first={value: f"try_cast({cell.sql} as double)"}, value=value, faults=faults)


def _yes_no(cell):
    answer = f"first{cell.at}"
    yes, no = (", ".join(map(text, words)) for words in (YES, NO))
    word = f"lower({cell.sql})"
    read = f"case when {word} in ({yes}) then true when {word} in ({no}) then false end"
    return Reading(first={answer: read}, value=answer, faults=[("not_yes_no", f"{answer} is null")])


def _nhs_number(cell):
    """Modulus 11 over ten digits. One digit ten times over passes the sum, yet nobody holds it."""
    digits, number = f"first{cell.at}", f"second{cell.at}"
    bare = cell.sql
    if cell.may_hold(ANYTHING & ~DIGIT):
        bare = f"replace(replace({cell.sql}, ' ', ''), '-', '')"
        shaped = matches(digits, "[0-9]{10}")
    else:
        shaped = f"strlen({digits}) = 10"
    total = " + ".join(f"(({number} // {10 ** (9 - i)}) % 10) * {10 - i}" for i in range(9))
    sound = (
        f"({number} is not null and (11 - ({total}) % 11) % 11 = {number} % 10 "
        f"and {number} % 1111111111 <> 0)"
    )
    return Reading(
        first={digits: bare},
        second={number: f"case when {shaped} then try_cast({digits} as bigint) end"},
        value=f"case when {sound} then {digits} end",
        same=digits,
        unlinked=f"{cell.sql} <> '' and not {sound}",
    )


def _postcode(cell):
    normal, bare = f"first{cell.at}", f"upper(replace({cell.sql}, ' ', ''))"
    return Reading(
        first={normal: matches(cell.sql, NORMAL_POSTCODE)},
        value=f"case when {normal} then {cell.sql} when {cell.sql} <> '' "
        f"then {bare}[:-4] || ' ' || {bare}[-3:] end",
        faults=[("not_postcode", f"not {normal} and not {matches(bare, POSTCODE)}")],
    )


def _uprn(cell):
    """Property numbers come padded to twelve digits or not: the normal form has no leading zero."""
    return Reading(
        value=f"nullif(ltrim({cell.sql}, '0'), '')",
        faults=[("not_uprn", f"not {matches(cell.sql, '0*[1-9][0-9]{0,11}')}")],
    )


def _email(cell):
    return Reading(
        value=f"nullif(lower({cell.sql}), '')",
        faults=[("not_email", f"not {matches(cell.sql, EMAIL)}")],
    )


READERS = {
    "text": _text,
    "code": _code,
    "choice": _choice,
    "date": _date,
    "moment": _moment,
    "whole": _whole,
    "number": _number,
    "yes_no": _yes_no,
    "nhs_number": _nhs_number,
    "postcode": _postcode,
    "uprn": _uprn,
    "email": _email,
}


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
    """
    holds = holds or {}
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
