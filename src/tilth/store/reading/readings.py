"""How each type of column is read, as SQL: its value, and the rules that its cells may break."""

from dataclasses import dataclass, field

from tilth.store.engine import text
from tilth.store.reading.letters import ANYTHING, DIGIT, DOT, HYPHEN, OTHER

YES = ("y", "yes", "true", "t", "1")
NO = ("n", "no", "false", "f", "0")
# What a spreadsheet leaves of a code it took for a number: 1.23E+10, 73211009.0, or the sixteenth
# and later digits as zeros. 1E10 and 250.0 may be real codes and stay.
SPREADSHEET = r"[0-9](\.[0-9]+)?E\+[0-9]+|[0-9]{5,}\.0"
LONG_CODE = r"[1-9][0-9]{14}0{2,}"
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
    period_end: str  # as SQL; empty where nothing tells it

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
    latest = column.latest and f"date {text(column.latest)}"
    if column.latest == "period_end":
        latest = cell.period_end
    if latest:
        faults.append(("too_late", f"{day}::date > {latest}"))
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
