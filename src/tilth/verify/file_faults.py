"""What can be wrong with a file as a whole: its headings, its columns, lines that are no rows."""

from tilth.verify.scratch import HEADER, MONTHS, as_accepted, made_up_rows
from tilth.verify.sent import Class, Sent


def other_delimiter(sent, rng, variant):
    sent.delimiter = (";", "\t", "|", ";", "\t")[variant]


def no_headings(sent, rng, variant):
    sent.put(sent.lines()[1:])


def heading_twice(sent, rng, variant):
    first, second = (
        ("surname", "first_name"),
        ("seen_on", "date_of_birth"),
        ("visits", "systolic"),
        ("site", "reference"),
        ("note", "email"),
    )[variant]
    sent.header[HEADER.index(second)] = first


def headings_again(sent, rng, variant):
    lines = sent.lines()
    for _ in range(1 + variant % 2):
        lines.insert(rng.randrange(2, len(lines)), lines[0])
    sent.put(lines)


def renamed(sent, rng, variant):
    new = ("who", "ward", "given", "seen_last", "attendances")[variant]
    old = ("reference", "site", "first_name", "seen_on", "visits")[variant]
    sent.header[HEADER.index(old)] = new


def without(sent, rng, variant):
    at = HEADER.index(("surname", "nhs_number", "seen_on", "note", "smoker")[variant])
    sent.data = sent.bytes  # the cells are written before the column is taken out
    sent.header.pop(at)
    for row in sent.rows:
        row.pop(at)
    sent.data = None


def one_more(sent, rng, variant):
    at = rng.randrange(len(HEADER) + 1)
    sent.header.insert(at, ("extra", "ward", "id", "comment", "x1")[variant])
    for row in sent.rows:
        row.insert(at, str(rng.randrange(100)))


def moved(sent, rng, variant):
    order = list(range(len(HEADER)))
    rng.shuffle(order)
    sent.header = [HEADER[i] for i in order]
    sent.rows = [[row[i] for i in order] for row in sent.rows]


def swapped(sent, rng, variant):
    """The cells of two columns change places and the headings do not."""
    one, other = (
        ("postcode", "sex"),
        ("seen_on", "visits"),
        ("email", "site"),
        ("systolic", "smoker"),
        ("reference", "postcode"),
    )[variant]
    i, j = HEADER.index(one), HEADER.index(other)
    for row in sent.rows:
        row[i], row[j] = row[j], row[i]


def joined(sent, rng, variant):
    """Last month's file, headings and all, behind this one's."""
    last = made_up_rows(rng, len(sent.rows), MONTHS[0], first=5001)
    sent.truth |= {row[0]: as_accepted(row) for row in last}
    tail = Sent(last).bytes
    if variant % 2:
        tail = b"\xef\xbb\xbf" + tail
    sent.data = sent.bytes + tail


def empty(sent, rng, variant):
    sent.data = (b"", b"\n", b" \n", b"\n\n\n", b"\xef\xbb\xbf")[variant]


def headings_only(sent, rng, variant):
    sent.put([sent.lines()[0], *[b"\n"] * variant])


def blank_lines(sent, rng, variant):
    lines = sent.lines()
    blank = (b"\n", b",,,,,,,,,,,,,,\n", b"   \n", b'""\n', b"\r\n")[variant]
    for _ in range(4):
        lines.insert(rng.randrange(1, len(lines)), blank)
    sent.put([*lines, blank])
    sent.extra["blank"] = 5


def total_line(sent, rng, variant):
    ends = (
        b"Total,,,,,,,,,,,%d,,,\n",
        b"TOTAL ROWS %d\n",
        b",,,,,,,,,,,%d,,,\n",
        b"Count: %d\n",
        b"End of report,,,,,,,,,,,,,,%d\n",
    )
    sent.data = sent.bytes + ends[variant] % len(sent.rows)


def remarks(sent, rng, variant):
    lines = sent.lines()
    remark = (b"# exported 2026-05-01\n", b"-- end of page 1\n", b"//\n", b"* draft *\n", b"# ,,\n")
    at = 0 if variant == 0 else rng.randrange(2, len(lines))
    lines.insert(at, remark[variant])
    sent.put(lines)


def copies(sent, rng, variant):
    """Rows sent twice over count once."""
    again = [list(sent.rows[row]) for row in sent.some(rng, 3 + variant)]
    for row in again:
        sent.rows.insert(rng.randrange(len(sent.rows) + 1), row)
    sent.extra["duplicate"] = len(again)


def torn(sent, rng, variant):
    """Two rows of one key that do not agree: nobody but the sender knows which is right."""
    column = ("surname", "date_of_birth", "visits", "postcode", "smoker")[variant]
    value = ("Elsewhere", "1999-09-09", "4321", "ZZ98 9ZZ", None)[variant]
    for row in sent.some(rng):
        other = list(sent.rows[row])
        at = HEADER.index(column)
        other[at] = value or {"Y": "N", "N": "Y"}[other[at]]
        sent.rows.append(other)


ASIDE = ("quarantined", "refused", "held")
CLASSES = (
    Class("delimiter_changed", "another delimiter than agreed", ("refused",), other_delimiter),
    Class("headings_missing", "no row of headings", ("refused",), no_headings),
    Class("heading_twice", "two columns of one name", ("refused",), heading_twice),
    Class("headings_again", "the headings again in the middle", ("quarantined",), headings_again),
    Class("column_renamed", "a column under a name nobody knows", ("refused",), renamed),
    Class("column_missing", "a column left out", ("refused",), without),
    Class("column_extra", "a column nobody agreed", ("accepted", "noted"), one_more),
    Class("columns_moved", "the columns in another order, headings too", ("accepted",), moved),
    Class(
        "columns_swapped", "the cells of two columns swapped under their headings", ASIDE, swapped
    ),
    Class("files_joined", "last month's file behind this one's", ASIDE, joined),
    Class("file_empty", "nothing in the file", ("refused",), empty),
    Class("headings_only", "headings and no rows", ("refused", "held"), headings_only),
    Class("blank_lines", "lines with nothing in them", ("accepted", "noted"), blank_lines),
    Class("total_line", "a line of totals at the foot", ("quarantined",), total_line),
    Class(
        "remarks",
        "remarks between the rows, or above the headings",
        ("quarantined", "refused"),
        remarks,
    ),
    Class("rows_repeated", "the same rows twice", ("noted",), copies),
    Class("rows_that_disagree", "two rows of one key that do not agree", ("quarantined",), torn),
)
