"""The table of an old log as rows of text, from CSV, a spreadsheet or a document."""

import csv
import datetime
import io
import zipfile
from dataclasses import dataclass

from tilth.agree.meetings.log.kinds import kind_of, refusal

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_000, 60, 10_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Table:
    """The rows of a log, headings first. lines: the number of each row in its file, from 1.

    notes: what its reader should know. A cell is text; a day of a spreadsheet is 2026-05-14.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    notes: tuple[str, ...] = ()


def tables(data, name=""):
    """Every table of a file that has headings and a row; at least one.

    Raises ExtractError: what is wrong with the file, what to do.
    """
    kind = kind_of(data, name)
    found = [one for one in READERS[kind](data) if one.rows]
    if not found:
        raise refusal("it holds no table with headings and rows",
                      "Put one row of headings above the decisions.")  # fmt: skip
    for one in found:
        _refuse_large(one)
    return found


def _refuse_large(table):
    if len(table.rows) > MOST_ROWS:
        raise refusal(f"it has {len(table.rows):,} rows, more than {MOST_ROWS:,}",
                      "Split it, for example by year.")  # fmt: skip
    if len(table.headings) > MOST_COLUMNS:
        raise refusal(f"it has more than {MOST_COLUMNS} columns", "Leave out what is not needed.")
    for line, row in zip(table.lines, table.rows, strict=True):
        for column, cell in enumerate(row):
            if len(cell) > LONGEST:
                heading = table.headings[column]
                raise refusal(f"row {line}, {heading}: it is longer than {LONGEST:,} letters",
                              "Shorten it.")  # fmt: skip


def _csv(data):
    text, notes = _decoded(data)
    if "\0" in text:
        raise refusal("it is not plain text", "Save it as CSV again.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append((reader.line_num - sum(cell.count("\n") for cell in row), row))
            if len(rows) > MOST_ROWS + 50:
                break
    except csv.Error:
        raise refusal(
            f"row {len(rows) + 1}: its quotation marks do not close",
            "Save it as CSV again from your spreadsheet.",
        ) from None
    return [_table("the file", rows, notes)]


def _decoded(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            raise refusal("its letters cannot be read", "Save it as CSV UTF-8.") from None
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        told = "Its letters were read as Windows ones; look whether names with accents are right."
        return data.decode("cp1252"), [told]
    except UnicodeDecodeError:
        raise refusal("its letters cannot be read", "Save it as CSV UTF-8.") from None


def _xlsx(data):
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        filled = [(name, sheet.to_python(skip_empty_area=False)) for name, sheet in sheets
                  if sheet.total_height <= MOST_ROWS * 50]  # fmt: skip
    except (CalamineError, OSError, ValueError):
        raise refusal("this spreadsheet is damaged or locked", "Save it again.") from None
    if len(filled) < len(sheets):
        raise refusal(
            "a sheet is far longer than a log of decisions", "Copy its rows to a new file."
        )
    hidden = {m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible}
    worked = _formulas(data)
    found = []
    for name, rows in filled:
        notes = ["This sheet was out of sight."] if name in hidden else []
        if worked:
            notes.append("Some cells are worked out by formulas: what they last showed is taken.")
        cells = [(n, [_cell(c) for c in row]) for n, row in enumerate(rows, 1)]
        found.append(_table(f"sheet {name}", cells, notes))
    return found


def _formulas(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        return any(b"<f>" in (xml := archive.read(n)) or b"<f " in xml for n in sheets)


def _cell(cell):
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell)


def _docx(data):
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        body = Document(io.BytesIO(data)).element.body
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError):
        raise refusal("this document is damaged", "Save it again.") from None
    notes = []
    if next(body.iter(f"{W}ins", f"{W}del"), None) is not None:
        notes.append("It holds tracked changes: what was taken out is left out.")
    tops = [t for t in body.iter(f"{W}tbl") if not _inside(t)]
    return [_table(f"table {n}", _rows_of(top), notes) for n, top in enumerate(tops, 1)]


def _inside(table):
    """Whether a table lies in a cell of another, whose text holds its words."""
    return next(table.iterancestors(f"{W}tc"), None) is not None


def _rows_of(table):
    """Rows of text; a cell over several rows says the same in each, over several columns once."""
    above: dict = {}
    for number, row in enumerate(table.iterchildren(f"{W}tr"), 1):
        cells: list = []
        for cell in row.iterchildren(f"{W}tc"):
            place, text = len(cells), _text(cell)
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart":
                text = above.get(place, "")
            above[place] = text
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            wide = int(span.get(f"{W}val") or 1) if span is not None else 1
            cells += [text] + [""] * (min(wide, MOST_COLUMNS) - 1)
        yield number, cells


def _text(cell):
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        pieces = []
        for one in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
            if next(one.iterancestors(f"{W}moveFrom"), None) is None:
                pieces.append(one.text or "" if one.tag == f"{W}t" else " ")
        lines.append("".join(pieces))
    return "\n".join(line for line in lines if line.strip())


READERS = {"csv": _csv, "xlsx": _xlsx, "docx": _docx}


def _table(name, rows, notes):
    """A table from numbered rows; the first filled row holds the headings, blank rows go."""
    filled = [(number, [cell.strip() for cell in row]) for number, row in rows]
    filled = [(number, row) for number, row in filled if any(row)]
    if not filled:
        return Table(name, (), (), (), tuple(notes))
    # A title above the table stands alone in its row: the headings are the first row with two.
    start = next((n for n, (_, row) in enumerate(filled) if sum(map(bool, row)) > 1), 0)
    headings = _headings(filled[start][1])
    width = len(headings)
    lines, body = [], []
    for number, row in filled[start + 1 :]:
        if len(row) > width and any(row[width:]):
            raise refusal(
                f"row {number}: it has more cells than there are headings",
                "Give each column a heading, or quote cells that hold commas.",
            )
        lines.append(number)
        body.append(tuple((row + [""] * width)[:width]))
    return Table(name, headings, tuple(body), tuple(lines), tuple(notes))


def _headings(row):
    """Each heading once: a second of the same name is numbered, one without a name too."""
    while row and not row[-1]:
        row = row[:-1]
    found: list = []
    for place, name in enumerate(row, 1):
        name = " ".join(name.split())[:80] or f"column {place}"
        found.append(name if name not in found else f"{name} ({place})")
    return tuple(found)
