"""Questions about one column of one source: is it filled, and is what it says possible?"""

from dataclasses import replace

from tilth.store.checking.asking import Question
from tilth.store.engine import name, text

VERHOEFF_TURN = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
VERHOEFF_SHIFT = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def empty(rows, column):
    """Rows whose cell is empty, or holds nothing but spaces."""
    return Question(rows, f"{name(column)} is null or trim({name(column)}::varchar) = ''")


def never_filled(rows, columns, absent):
    """Columns, as units, that are absent from the files or empty in every row."""
    filled = ", ".join(f"count({name(c)}) as {name(c)}" for c in columns if c not in absent)
    lost = [f"select {text(c)} as unit, 0 as n" for c in columns if c in absent]
    counted = (
        f"select unit, n from (unpivot (select {filled} from {rows}) on * into name unit value n)"
    )
    parts = ([counted] if filled else []) + lost
    return Question(f"({' union all '.join(parts)})", "n = 0", units=True)


def wrong_types(columns, expected):
    """Columns, as units, whose type in the file is not what the contract says.

    columns: their types as the engine names them; expected: the types it should have.
    """
    parts = [
        f"select {text(c)} as unit, {str(columns[c] != t).lower()} as differs"
        for c, t in expected.items()
        if c in columns
    ]
    return Question(f"({' union all '.join(parts)})", "differs", units=True)


def outside(rows, column, least, most):
    """Numbers or dates below the least or above the most; a bound may be None."""
    tests = [f"{name(column)} < {_literal(least)}"] if least is not None else []
    tests += [f"{name(column)} > {_literal(most)}"] if most is not None else []
    return Question(rows, " or ".join(tests), f"{name(column)} is not null")


def not_among(rows, column, words):
    """Cells that hold something other than the words allowed."""
    known = ", ".join(text(w) for w in words)
    return Question(rows, f"{name(column)} not in ({known})", f"{name(column)} is not null")


def among(rows, column, words):
    """Cells, in capitals and without spaces round them, that hold one of the words."""
    known = ", ".join(text(w) for w in words)
    return Question(
        rows, f"upper(trim({name(column)})) in ({known})", f"{name(column)} is not null"
    )


def not_like(rows, column, pattern):
    """Cells that do not match a regular expression from end to end."""
    wrong = f"not regexp_full_match({name(column)}::varchar, {text(pattern)})"
    return Question(rows, wrong, f"{name(column)} is not null")


def like(rows, column, pattern):
    """Cells that match a regular expression from end to end."""
    found = f"regexp_full_match({name(column)}::varchar, {text(pattern)})"
    return Question(rows, found, f"{name(column)} is not null")


def nhs_number_wrong(rows, column, emptied=0):
    """NHS numbers that fail their Modulus 11 check; `emptied` were already taken out at intake."""
    digit = [f"ascii(substr({name(column)}, {i}, 1)) - 48" for i in range(1, 11)]
    total = " + ".join(f"{11 - i} * ({digit[i - 1]})" for i in range(1, 10))
    whole = f"regexp_full_match({name(column)}, '[0-9]{{10}}')"
    right = f"{whole} and (11 - ({total}) % 11) % 11 = {digit[9]}"
    known = f"{name(column)} is not null"
    return Question(rows, f"not ({right})", known, already=(emptied, emptied))


def snomed_wrong(rows, column):
    """SNOMED CT identifiers that are not 6 to 18 digits or fail their Verhoeff check.

    Codes that are not made of digits are local ones and are not judged.

    Source: SNOMED International, Technical Implementation Guide, SCTID check-digit.
    """
    turn = "[" + ",".join(d for row in VERHOEFF_TURN for d in row) + "]"
    shift = "[" + ",".join(d for row in VERHOEFF_SHIFT for d in row) + "]"
    digits = (
        "list_transform(range(length(code)), lambda i: ascii(substr(reverse(code), i + 1, 1)) - 48)"
    )
    moved = f"list_transform({digits}, lambda d, i: ({shift})[((i - 1) % 8) * 10 + d + 1])"
    folded = f"list_reduce(list_prepend(0, {moved}), lambda a, b: ({turn})[a * 10 + b + 1])"
    numbers = f"regexp_full_match({name(column)}, '[0-9]+')"
    right = f"length(code) between 6 and 18 and code[1] <> '0' and {folded} = 0"
    codes = f"select distinct {name(column)} as code from {rows} where {numbers}"
    judged = f"select code, {right}"
    joined = (
        f"from {rows} r left join ({judged} as ok from ({codes})) c on c.code = r.{name(column)}"
    )
    return Question(f"(select r._version, r.line, c.ok {joined})", "not ok", "ok is not null")


def code_unknown(rows, column, codes):
    """Codes that no concept lists. codes: every code the concepts hold; a prefix ends in *.

    Dots are left out on both sides, as partners write ICD-10 with and without.
    """
    plain = f"replace(upper({name(column)}), '.', '')"
    whole = [c.replace(".", "").upper() for c in codes if not c.endswith("*")]
    starts = [c[:-1].replace(".", "").upper() for c in codes if c.endswith("*")]
    tests = [f"{plain} in ({', '.join(map(text, whole))})"] if whole else []
    tests += [f"starts_with({plain}, {text(s)})" for s in starts]
    return Question(rows, f"not ({' or '.join(tests) or 'false'})", f"{name(column)} is not null")


def only(question, column, codes):
    """The same question of rows with these codes alone; of every row where there are none."""
    if not codes:
        return question
    listed = ", ".join(map(text, codes))
    return replace(question, among=f"({question.among}) and {name(column)} in ({listed})")


def sex_cannot_have(rows, code, sex, female, male):
    """Codes that begin as only women's or only men's do, on rows of the other sex."""
    plain = f"replace(upper({name(code)}), '.', '')"

    def begins(starts):
        return " or ".join(f"starts_with({plain}, {text(s)})" for s in starts) or "false"

    wrong = f"case when {name(sex)} = 'male' then {begins(female)} else {begins(male)} end"
    asked = f"({begins(female)} or {begins(male)}) and {name(sex)} in ('female', 'male')"
    return Question(rows, wrong, asked)


def in_another_unit(rows, column, low, high, factors):
    """Numbers outside the bounds of their unit that a known factor brings inside them."""
    c = name(column)
    moved = " or ".join(f"{c} * {factor!r} between {low!r} and {high!r}" for factor in factors)
    return Question(rows, f"{c} not between {low!r} and {high!r} and ({moved})", f"{c} is not null")


def false_zeros(rows, column):
    """Noughts in a column whose other numbers lie far from nought.

    Far: a hundredth of the positive ones are below, and that is over a tenth of their middle.
    """
    c = name(column)
    positive = (
        f"select quantile_cont({c}, 0.01) as low, median({c}) as mid, count(*) as n "
        f"from {rows} where {c} > 0"
    )
    over = f"(select r._version, r.line, r.{c} as x, s.* from {rows} r cross join ({positive}) s)"
    return Question(over, "x = 0", "x is not null and n >= 20 and low > 0.1 * mid")


def same_as(rows, column, other):
    """Rows whose two cells say the same word."""
    a, b = (f"upper(trim({name(c)}))" for c in (column, other))
    return Question(rows, f"{a} = {b}", f"{name(column)} is not null and {name(other)} is not null")


def always_the_same(rows, column):
    """The column, as one unit, if a hundred filled cells or more all say the same."""
    c = name(column)
    over = (
        f"(select {text(column)} as unit, count({c}) as n, min({c}) = max({c}) as one from {rows})"
    )
    return Question(over, "one", "n >= 100", units=True)


def _literal(value):
    return repr(value) if isinstance(value, int | float) else f"date '{value.isoformat()}'"
