"""What can be wrong in cells: words and codes that are not what they seem."""

from tilth.verify.sent import Class

QUARANTINED = ("quarantined",)
HIDDEN = ("\u200b", "\u00ad", "\ufeff", "\u2060", "\u202e")
SPACES = ("\u00a0", "\u2007", "\u202f", "\u3000", "\u2003")
NULL_WORDS = ("Null", "NA", "None", "nan", "NULL")
LOOK_ALIKE = {"A": "А", "B": "В", "E": "Е", "F": "Ϝ", "M": "М", "Z": "Ζ"}


def cells(column, change):
    """A fault that changes a few cells of one column: change(text, rng, variant)."""

    def apply(sent, rng, variant):
        for row in sent.some(rng):
            sent.set(row, column, change(sent.cell(row, column), rng, variant))

    return apply


def words(column, *choices):
    """A fault that writes one of some words, one for each variant, into a few cells."""
    return cells(column, lambda cell, rng, variant: choices[variant % len(choices)])


def true_words(column, *choices):
    """Words that look like faults and are what the sender means: they must be kept as they are."""

    def apply(sent, rng, variant):
        for row in sent.some(rng):
            word = choices[variant % len(choices)]
            sent.set(row, column, word)
            sent.now_true(row, **{column: word})

    return apply


def inserted(column, *marks):
    """A fault that puts one of some characters inside a few cells."""

    def change(cell, rng, variant):
        at = rng.randrange(1, len(cell))
        return cell[:at] + marks[variant % len(marks)] + cell[at:]

    return cells(column, change)


def spaced(sent, rng, variant):
    """Odd spaces round a name are put right and noted; the name stays the name."""
    for row in sent.some(rng):
        mark = SPACES[variant]
        sent.set(row, "surname", f"{mark}{sent.cell(row, 'surname')}{mark}")


def look_alike(sent, rng, variant):
    column = ("site", "postcode", "sex", "postcode", "sex")[variant]
    for row in sent.some(rng):
        cell = sent.cell(row, column)
        if column == "site":
            cell = "0А42"
        sent.set(row, column, "".join(LOOK_ALIKE.get(letter, letter) for letter in cell))


def spoiled(sent, rng, variant):
    """Names whose accents were read in the wrong encoding and saved again."""
    for row in sent.some(rng):
        name = sent.cell(row, "surname") + "éñüöç"[variant]
        sent.set(row, "surname", name.encode().decode("cp1252", "replace"))
        sent.now_true(row, surname=name)


def zeros_lost(cell, rng, variant):
    return ("42", "7A", "42", "0042.0", "42.0")[variant]


def in_science(cell, rng, variant):
    digits = 2 + variant
    return f"{int(cell):.{digits}E}"


def unlinked(column_change):
    """A fault of NHS numbers: the row is accepted, its number emptied and counted."""

    def apply(sent, rng, variant):
        for row in sent.some(rng):
            sent.set(row, "nhs_number", column_change(sent.cell(row, "nhs_number"), rng, variant))
            sent.now_true(row, nhs_number=None)

    return apply


def wrong_check(cell, rng, variant):
    return cell[:-1] + str((int(cell[-1]) + 1 + rng.randrange(9)) % 10)


def swapped_digits(cell, rng, variant):
    places = [i for i in range(3, 9) if cell[i] != cell[i + 1]]
    if not places:
        return wrong_check(cell, rng, variant)
    i = rng.choice(places)
    return cell[:i] + cell[i + 1] + cell[i] + cell[i + 2 :]


def spaced_number(sent, rng, variant):
    """An NHS number written with spaces or dashes is the same number."""
    mark = (" ", "-", "  ", " ", "-")[variant]
    for row in sent.some(rng):
        n = sent.cell(row, "nhs_number")
        sent.set(row, "nhs_number", mark.join((n[:3], n[3:6], n[6:])))


def blank_number(sent, rng, variant):
    """An NHS number of nothing but spaces is no number: empty, and no fault."""
    for row in sent.some(rng):
        sent.set(row, "nhs_number", " " * (1 + 3 * variant))
        sent.now_true(row, nhs_number=None)


def formula(sent, rng, variant):
    """A text that a spreadsheet would run is a text: kept as it is, never run."""
    word = ("=1+1", "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "-2+3", '=HYPERLINK("x","y")')[variant]
    for row in sent.some(rng):
        sent.set(row, "note", word)
        sent.now_true(row, note=word)


CLASSES = (
    Class(
        "hidden_characters",
        "characters nobody sees, inside a name or code",
        QUARANTINED,
        lambda s, r, v: inserted(("surname", "first_name")[v % 2], HIDDEN[v])(s, r, v),
    ),
    Class(
        "odd_spaces",
        "spaces that are no plain spaces round a name",
        ("noted", "quarantined"),
        spaced,
    ),
    Class(
        "look_alike_letters",
        "Greek and Cyrillic letters that look like ours, in codes",
        QUARANTINED,
        look_alike,
    ),
    Class(
        "spoiled_accents",
        "accents read in the wrong encoding and saved again",
        QUARANTINED,
        spoiled,
    ),
    Class(
        "control_characters",
        "a bell or an escape inside a cell",
        QUARANTINED,
        inserted("first_name", "\x07", "\x1b", "\x0c", "\x01", "\x7f"),
    ),
    Class(
        "surname_null",
        "people whose surname is Null, NA or None",
        ("accepted",),
        true_words("surname", *NULL_WORDS),
    ),
    Class(
        "code_like_a_number",
        "codes such as 1E10 and 007A, which are no numbers",
        ("accepted",),
        true_words("site", "1E10", "007A", "0042", "2E05", "0000"),
    ),
    Class(
        "leading_zeros_lost",
        "codes whose leading noughts a spreadsheet took away",
        QUARANTINED,
        cells("site", zeros_lost),
    ),
    Class(
        "nhs_number_in_science",
        "NHS numbers written as 9.99E+09",
        ("noted", "quarantined"),
        unlinked(in_science),
    ),
    Class(
        "nhs_number_check",
        "NHS numbers whose check digit is wrong",
        ("noted",),
        unlinked(wrong_check),
    ),
    Class(
        "nhs_number_digits_swapped",
        "NHS numbers with two digits swapped",
        ("noted",),
        unlinked(swapped_digits),
    ),
    Class(
        "nhs_number_spaced",
        "NHS numbers written with spaces or dashes",
        ("accepted",),
        spaced_number,
    ),
    Class(
        "nhs_number_blank", "NHS numbers of nothing but spaces", ("accepted", "noted"), blank_number
    ),
    Class(
        "nhs_number_short",
        "NHS numbers with a digit missing or too many",
        ("noted",),
        unlinked(lambda c, r, v: (c[:9], c + "0", c[:5], "0" * 10, "1" * 10)[v]),
    ),
    Class(
        "unknown_choice",
        "codes nobody agreed",
        QUARANTINED,
        words("sex", "X", "9", "Female", "U", "1"),
    ),
    Class(
        "choice_in_other_case",
        "agreed codes in small letters",
        ("quarantined", "accepted", "noted"),
        cells("sex", lambda c, r, v: c.lower()),
    ),
    Class(
        "neither_yes_nor_no",
        "words that are neither yes nor no",
        QUARANTINED,
        words("smoker", "maybe", "2", "-", "yn", "X"),
    ),
    Class(
        "postcodes_that_are_not",
        "postcodes that cannot be",
        QUARANTINED,
        words("postcode", "ZZ1", "1ZZ 1AA", "unknown", "ZZ1 AAA", "ZZ111 1AA"),
    ),
    Class(
        "emails_that_are_not",
        "emails that cannot be",
        QUARANTINED,
        words("email", "none", "a@b", "a b@c.org", "a@@c.org", "@c.org"),
    ),
    Class(
        "required_empty",
        "required cells left empty",
        QUARANTINED,
        words("surname", "", " ", "   ", "", "\t"),
    ),
    Class("formulas", "texts a spreadsheet would run", ("accepted", "noted"), formula),
    Class(
        "spreadsheet_error_words",
        "#N/A and its like",
        QUARANTINED,
        lambda s, r, v: words(
            ("site", "systolic", "first_name", "seen_on", "note")[v],
            ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?")[v],
        )(s, r, v),
    ),
)
