"""A contract's columns as SQL: what each cell is worth, and which rule it breaks.

A block of rows comes in as text, one column a field, empty text for an empty cell. What comes out
has every value typed and, for each column, the number of the first rule its cell breaks (0: none).
"""

from dataclasses import dataclass, field

from tilth.store.engine import name, text

CELL_RULES = (
    "fine empty error_word unseen spoiled line_break spreadsheet_number not_choice pattern "
    "not_date month_first not_moment not_whole too_long not_number not_yes_no not_postcode "
    "not_uprn not_email below above too_early too_late no_such_year"
).split()
NUMBER_OF = {rule: number for number, rule in enumerate(CELL_RULES)}

YES = ("y", "yes", "true", "t", "1")
NO = ("n", "no", "false", "f", "0")
ERROR_WORDS = r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#{2,})"
# What a spreadsheet leaves of a code it took for a number: 1.23E+10, 73211009.0, or the sixteenth
# and later digits as zeros. 1E10 and 250.0 may be real codes and stay.
SPREADSHEET = r"[0-9](\.[0-9]+)?E\+[0-9]+|[0-9]{5,}\.0|[1-9][0-9]{14}0{2,}"
# Zero-width spaces, soft hyphen, marks of direction, C1 controls: they hide in a name and part it
# from itself. The joiners U+200C and U+200D belong to Persian and Indic names and stay in text.
UNSEEN = r"[\x{80}-\x{9F}\x{AD}\x{200B}\x{200E}\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]"
JOINERS = r"[\x{200C}\x{200D}]"
# UTF-8 read as Windows text and saved again, or the mark of a letter that was lost.
SPOILED = r"\x{FFFD}|[\x{C2}\x{C3}][\x{80}-\x{BF}]|\x{E2}\x{20AC}"
POSTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|GIR0AA"
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


def _text(cell, column, at, period_end):
    return Reading(value=f"nullif({cell}, '')")


def _code(cell, column, at, period_end):
    return Reading(
        value=f"nullif({cell}, '')", faults=[("spreadsheet_number", matches(cell, SPREADSHEET))]
    )


def _choice(cell, column, at, period_end):
    cases = " ".join(f"when {text(k)} then {text(v)}" for k, v in column.values.items())
    word = f"first{at}"
    return Reading(
        first={word: f"case {cell} {cases} end"},
        value=word,
        faults=[("not_choice", f"{word} is null")],
    )


def _date(cell, column, at, period_end):
    form, day = column.date_format, f"first{at}"
    if form == "%Y-%m-%d":
        read, back = f"try_cast({cell} as date)", f"{day}::varchar"
    else:
        read = f"try_strptime({cell}, {text(form)})::date"
        back = f"strftime({day}, {text(form)})"
    faults = [("not_date", f"{day} is null or {back} <> {cell}")]
    turned = form.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")
    if "%d" in form and "%m" in form:
        other = f"try_strptime({cell}, {text(turned)})"
        swapped = f"{day} is null and strftime({other}, {text(turned)}) = {cell}"
        faults.insert(0, ("month_first", swapped))
    return Reading(
        first={day: read}, value=day, faults=faults + _day_bounds(day, column, period_end)
    )


def _day_bounds(day, column, period_end):
    faults = [("no_such_year", f"year({day}) not between {FIRST_YEAR} and {LAST_YEAR}")]
    if column.earliest:
        faults.append(("too_early", f"{day} < date {text(column.earliest)}"))
    latest = period_end if column.latest == "period_end" else column.latest
    if latest:
        faults.append(("too_late", f"{day}::date > date {text(latest)}"))
    return faults


def _moment(cell, column, at, period_end):
    when = f"first{at}"
    if column.date_format == "%Y-%m-%d":
        read, fault = f"try_cast({cell} as timestamp)", f"not {matches(cell, MOMENT)}"
    else:
        read = f"try_strptime({cell}, {text(column.date_format)})"
        fault = f"strftime({when}, {text(column.date_format)}) <> {cell}"
    faults = [("not_moment", f"{when} is null or {fault}")]
    return Reading(
        first={when: read}, value=when, faults=faults + _day_bounds(when, column, period_end)
    )


def _bounds(value, column):
    faults = []
    if column.least is not None:
        faults.append(("below", f"{value} < {column.least!r}"))
    if column.most is not None:
        faults.append(("above", f"{value} > {column.most!r}"))
    return faults


def _whole(cell, column, at, period_end):
    value = f"first{at}"
    faults = [
        ("not_whole", f"not {matches(cell, '-?[0-9]+')}"),
        ("too_long", f"{value} is null"),
        *_bounds(value, column),
    ]
    return Reading(first={value: f"try_cast({cell} as bigint)"}, value=value, faults=faults)


def _number(cell, column, at, period_end):
    value = f"first{at}"
    faults = [
        ("not_number", f"not {matches(cell, '-?[0-9]+([.][0-9]+)?')}"),
        ("too_long", f"{value} is null or isinf({value})"),
        *_bounds(value, column),
    ]
    return Reading(first={value: f"try_cast({cell} as double)"}, value=value, faults=faults)


def _yes_no(cell, column, at, period_end):
    answer = f"first{at}"
    yes, no = (", ".join(map(text, words)) for words in (YES, NO))
    read = (
        f"case when lower({cell}) in ({yes}) then true when lower({cell}) in ({no}) then false end"
    )
    return Reading(first={answer: read}, value=answer, faults=[("not_yes_no", f"{answer} is null")])


def _nhs_number(cell, column, at, period_end):
    """Modulus 11 over ten digits. One digit ten times over passes the sum, yet nobody holds it."""
    digits, number = f"first{at}", f"second{at}"
    total = " + ".join(f"(({number} // {10 ** (9 - i)}) % 10) * {10 - i}" for i in range(9))
    sound = (
        f"({number} is not null and (11 - ({total}) % 11) % 11 = {number} % 10 "
        f"and {number} % 1111111111 <> 0)"
    )
    read = f"case when {matches(digits, '[0-9]{10}')} then try_cast({digits} as bigint) end"
    return Reading(
        first={digits: f"replace(replace({cell}, ' ', ''), '-', '')"},
        second={number: read},
        value=f"case when {sound} then {digits} end",
        same=digits,
        unlinked=f"{cell} <> '' and not {sound}",
    )


def _postcode(cell, column, at, period_end):
    whole = f"first{at}"
    return Reading(
        first={whole: f"upper(replace({cell}, ' ', ''))"},
        value=f"case when {whole} <> '' then {whole}[:-4] || ' ' || {whole}[-3:] end",
        faults=[("not_postcode", f"not {matches(whole, POSTCODE)}")],
    )


def _uprn(cell, column, at, period_end):
    """Property numbers come padded to twelve digits or not: the normal form has no leading zero."""
    return Reading(
        value=f"nullif(ltrim({cell}, '0'), '')",
        faults=[("not_uprn", f"not {matches(cell, '0*[1-9][0-9]{0,11}')}")],
    )


def _email(cell, column, at, period_end):
    return Reading(
        value=f"nullif(lower({cell}), '')", faults=[("not_email", f"not {matches(cell, EMAIL)}")]
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


def _odd_letters(cell, column):
    """Rules for a column that holds more than plain ASCII; never asked of one that does not."""
    hidden = UNSEEN if column.type == "text" else f"{UNSEEN}|{JOINERS}"
    return [
        ("unseen", f"regexp_matches({cell}, {text(hidden)})"),
        ("spoiled", f"regexp_matches({cell}, {text(SPOILED)})"),
    ]


def _fault(cell, column, reading, odd):
    """The number of the first rule a cell breaks, as SQL."""
    rules = [("error_word", f"{cell}[1] = '#' and {matches(cell, ERROR_WORDS)}")]
    if cell in odd:
        rules += _odd_letters(cell, column)
    if column.type != "text":
        rules.append(("line_break", f"contains({cell}, chr(10)) or contains({cell}, chr(13))"))
    if column.pattern:
        rules.append(("pattern", f"not {matches(cell, column.pattern)}"))
    if column.type == "nhs_number":  # a wrong number leaves the row unlinked, and nothing more
        rules = []
    cases = " ".join(f"when {said} then {NUMBER_OF[rule]}" for rule, said in rules + reading.faults)
    empty = NUMBER_OF["empty"] if column.required else 0
    return f"(case when {cell} = '' then {empty} {cases} else 0 end)::utinyint"


def judging(columns, key, present, *, odd=(), period_end=None, block="block"):
    """The question that judges one block of rows, as SQL.

    columns: the contract's, by name. present: those the file has; the others come out empty.
    odd: those of this block that hold more than plain ASCII. Comes back with line, every column,
    `fault.NAME` for those present, `same_key`, `same_row` (hashes) and `unlinked`.
    """
    readings = {}
    for at, (known, column) in enumerate(columns.items()):
        if known in present:
            readings[known] = READERS[column.type](name(known), column, at, period_end)
    odd = {name(known) for known in odd}
    values = [
        f"{readings[known].value} as {name(known)}"
        if known in readings
        else f"null::{sql_type(column)} as {name(known)}"
        for known, column in columns.items()
    ]
    faults = [
        f"{_fault(name(known), columns[known], reading, odd)} as {name('fault.' + known)}"
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
