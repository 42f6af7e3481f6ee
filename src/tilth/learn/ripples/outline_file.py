"""A ripple map as an outline in CSV, written and read back: the same ripples, in the same order."""

import csv
import datetime
import io

from tilth.ground.cells import FORMULA
from tilth.ground.errors import Fault
from tilth.learn.ripples.forest import DEEPEST, MOST, Node, one_line, outline

COLUMNS = {
    "number": "Number",
    "words": "What happened",
    "on": "When",
    "intended": "Was it planned",
    "good": "Was it good",
    "who": "For whom",
    "helped": "What helped",
}
MUST = ("number", "words", "on")
YES_NO = {"yes": True, "no": False, "cannot tell": None, "": None}
TOLD = {True: "yes", False: "no", None: "cannot tell"}
LONGEST = {"words": 300, "who": 200, "helped": 300}
MOST_BYTES = 500_000


def rows(nodes):
    """One dict a ripple, in the order of the outline, with the keys of COLUMNS."""
    return [
        {
            "number": line.number,
            "words": line.node.words,
            "on": line.node.on.isoformat(),
            "intended": TOLD[line.node.intended],
            "good": TOLD[line.node.good],
            "who": line.node.who,
            "helped": line.node.helped,
        }
        for line in outline(nodes)
    ]


def written(nodes):
    """The outline as CSV, safe to open in a spreadsheet."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row.values()] for row in rows(nodes))
    return held.getvalue()


def guarded(cell):
    """A cell no spreadsheet takes for a formula, with a mark that `bare` takes off again."""
    marked = cell[:1] in FORMULA or (cell[:1] == "'" and cell[1:2] in ("'", *FORMULA))
    return f"'{cell}" if cell and marked else cell


def bare(cell):
    """A cell without the mark that `guarded` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("'", *FORMULA) and cell[1:] else cell


def read(data, *, file="the file"):
    """(nodes, faults) of an outline as bytes; no nodes where anything is wrong, every fault told.

    Keys are 1, 2, 3 in the order of the file. A cause stands above what followed from it.
    """
    table, faults = _table(data, file)
    if faults:
        return [], faults
    nodes, numbers = [], {}
    for line, row in table:
        node, wrong = _node(row, len(nodes) + 1, numbers, file, line)
        faults += wrong
        if node is not None:
            numbers[row["number"]] = node
            nodes.append(node)
    if not table:
        faults.append(Fault(file, "there is no ripple in it", "Give one row to each ripple."))
    return ([], faults) if faults else (nodes, [])


def _table(data, file):
    """([(line, row)], faults): the rows as dicts of text, in one line each."""
    if len(data) > MOST_BYTES:
        return [], [Fault(file, "it is larger than 500 kB", "Split it into two maps.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Fault(file, "its letters cannot be read", "Save it as CSV UTF-8.")]
    if "\0" in text:
        return [], [Fault(file, "it is not plain text", "Save it as CSV UTF-8.")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        found = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        rule = "its quotation marks do not close"
        return [], [Fault(file, rule, "Save it as CSV again.", line=reader.line_num)]
    heads = [_key(cell) for cell in found[0][1]] if found else []
    return _with_heads(found, heads, file)


def _with_heads(found, heads, file):
    missing = [name for name in MUST if name not in heads]
    if missing:
        rule = f"there is no column {' and no column '.join(missing)}"
        remedy = f"The first row names the columns: {', '.join(COLUMNS)}."
        return [], [Fault(file, rule, remedy, line=1)]
    if len(found) - 1 > MOST:
        return [], [Fault(file, f"it has more than {MOST} ripples", "Split it into two maps.")]
    known = [(at, name) for at, name in enumerate(heads) if name in COLUMNS]
    return [
        (line, {name: _plain(row[at]) if at < len(row) else "" for at, name in known})
        for line, row in found[1:]
    ], []


def _key(cell):
    """The column a heading means: its name, or its words."""
    words = {said.lower(): name for name, said in COLUMNS.items()}
    told = cell.strip().lower()
    return words.get(told, told)


def _plain(cell):
    return one_line(bare(cell.strip()))


def _node(row, key, numbers, file, line):
    """(Node or None, faults) of one row."""
    faults = []

    def wrong(column, rule, remedy):
        faults.append(Fault(file, rule, remedy, line=line, column=column))

    cause = _cause(row["number"], numbers, wrong)
    on = _day(row["on"], wrong)
    if not row["words"]:
        wrong("words", "nothing is said of what happened", "Say it in a line.")
    for name, most in LONGEST.items():
        if len(row.get(name, "")) > most:
            wrong(name, f"it is longer than {most} letters", "Shorten it.")
    told = {name: row.get(name, "").lower() for name in ("intended", "good")}
    for name, value in told.items():
        if value not in YES_NO:
            wrong(name, "it is none of yes, no and cannot tell", "Write one of them.")
    if cause is not None and on is not None and on < cause.on:
        wrong("on", "it lies before what it followed from", "Mend one of the two days.")
    if faults:
        return None, faults
    more = {name: YES_NO[value] for name, value in told.items()}
    more |= {name: row.get(name, "") for name in ("who", "helped")}
    return Node(key, row["words"], on, cause.key if cause else None, **more), []


def _cause(number, numbers, wrong):
    """The Node that a number such as 1.2.1 follows from, or None."""
    parts = number.split(".")
    if len(parts) > DEEPEST or not all(part.isascii() and part.isdigit() for part in parts):
        wrong("number", "it is not a number such as 1 or 1.2", "Number it as an outline.")
        return None
    if number in numbers:
        wrong("number", "two rows have this number", "Give each row its own.")
    above = ".".join(parts[:-1])
    if above and above not in numbers:
        wrong("number", "no good row above it has the number it follows from",
              "Put the row it follows from above it.")  # fmt: skip
    return numbers.get(above)


def _day(cell, wrong):
    try:
        return datetime.date.fromisoformat(cell)
    except ValueError:
        wrong("on", "it is not a day", "Write it as 2026-03-04.")
        return None
