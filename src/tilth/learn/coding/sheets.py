"""Codes from a file made in a spreadsheet: read whole, or refused with every fault."""

import csv
import io
from dataclasses import dataclass

from tilth.ground.errors import ExtractError, Fault
from tilth.ground.strict import nearest
from tilth.learn.words import CODES

NEEDED = ("type", "name", "means")
KNOWN = (*NEEDED, "under", "source")
IGNORED = ("code", "stories", "passages", "into")
"""Columns of the file Tilth gives out that are not read back."""
MOST_ROWS, NAME, MEANS, SOURCE = 500, 120, 2000, 300


@dataclass(frozen=True)
class Row:
    """One code of a file. line: where it stands. under: the name or address of the one above."""

    line: int
    type: str
    name: str
    means: str
    under: str = ""
    source: str = ""


def read_codes(data, *, file, known=()):
    """The codes of a CSV file, as (rows, faults); nothing is to be taken where there are faults.

    data: its bytes. file: what it is called. known: {name or address, in small letters: kind} of
    the codes that are there. A row whose name is there already is left out, so that a file can be
    sent again. Raises ExtractError where no row can be read.
    """
    rows, faults, known = [], [], dict(known)
    for line, told in _lines(data, file):
        row = Row(line, **{name: " ".join(told.get(name, "").split()) for name in KNOWN})
        if not any((row.type, row.name, row.means)):
            continue
        row = Row(**{**row.__dict__, "type": row.type.lower()})
        if row.name.lower() in known and known[row.name.lower()] == row.type:
            continue
        wrong = list(_wrong(row, file, known))
        faults += wrong
        if row.name and not wrong:
            known[row.name.lower()] = row.type
            rows.append(row)
    return rows, faults


def _wrong(row, file, known):
    def fault(column, rule, remedy):
        return Fault(file, rule, remedy, row.line, column)

    if row.type not in CODES:
        near = nearest(row.type, CODES)
        hint = f"Did you mean {near}?" if near else f"Use one of {', '.join(CODES)}."
        yield fault("type", "this is no kind of code", hint)
    if not row.name or len(row.name) > NAME:
        yield fault("name", f"a name has 1 to {NAME} letters", "Give it a short name.")
    elif row.name.lower() in known:
        there = known[row.name.lower()]
        yield fault("name", f"there is a code of that name already: {there}", "Name it otherwise.")
    if not row.means or len(row.means) > MEANS:
        yield fault("means", f"what it means takes 1 to {MEANS:,} letters", "Say what it means.")
    if len(row.source) > SOURCE:
        yield fault("source", f"a source has up to {SOURCE} letters", "Shorten it.")
    if row.under and row.under.lower() not in known:
        yield fault("under", "no code above it is called that",
                    "Put the one above it into an earlier row, or leave it empty.")  # fmt: skip
    elif row.under and known[row.under.lower()] != row.type:
        yield fault("under", "the code above it is of another kind", "Choose one of its kind.")


def _lines(data, file):
    """Each row with its line, as {column: cell}."""
    text = _text(data, file)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found, line = [], 1
    try:
        for row in reader:
            found.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        raise _refused(file, f"line {line}: its quotation marks do not close",
                       "Save it as CSV again.") from None  # fmt: skip
    if not found:
        raise _refused(file, "it is empty", "Put the columns type, name and means into it.")
    headings = [one.strip().lower() for one in found[0][1]]
    _check(headings, file)
    if len(found) - 1 > MOST_ROWS:
        raise _refused(file, f"it has more than {MOST_ROWS} rows", "Send it in parts.")
    return [(at, dict(zip(headings, row, strict=False))) for at, row in found[1:]]


def _check(headings, file):
    lost = [one for one in NEEDED if one not in headings]
    if lost:
        why = f"line 1: there is no column called {lost[0]}"
        raise _refused(file, why, f"It needs the columns {', '.join(NEEDED)}.")
    strange = [one for one in headings if one and one not in KNOWN + IGNORED]
    if strange:
        near = nearest(strange[0], KNOWN)
        remedy = f"Did you mean {near}?" if near else f"Columns are {', '.join(KNOWN)}."
        raise _refused(file, f"line 1: {strange[0]} is not a column of codes", remedy)
    twice = next((one for one in headings if one and headings.count(one) > 1), None)
    if twice:
        raise _refused(file, f"line 1: {twice} is there twice", "Keep one of them.")


def _text(data, file):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(file, "its letters cannot be read", "Save it as CSV UTF-8.") from None
    if "\0" in text:
        raise _refused(file, "it is not plain text", "Save it as CSV UTF-8.")
    return text


def _refused(file, what, remedy):
    return ExtractError(what, where=file, remedy=remedy)
