"""The two-sheet workbook that users of Kumu keep: Elements and Connections, out and in.

Elements: Label, Type (the sector), Tags, Description (the purpose), and ours: Other names, Layer,
Answers to, Areas. Connections: From, To, Direction (mutual, directed), Label, Type (horizontal,
vertical), Strength (1 to 5), Since. Several values in one cell are parted by |.
"""

import datetime
import io
import zipfile
from dataclasses import dataclass, field

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from tilth.agree.words import ACCOUNTABILITY, LAYERS, TIES
from tilth.ground.cells import FORMULA, safe_cell
from tilth.ground.errors import ExtractError, Fault

SHEETS = {
    "Elements": ("Label", "Type", "Tags", "Description", "Other names", "Layer", "Answers to",
                 "Areas"),
    "Connections": ("From", "To", "Direction", "Label", "Type", "Strength", "Since"),
}  # fmt: skip
NEEDED = {"Elements": ("Label",), "Connections": ("From", "To")}
WAYS = {"mutual": True, "undirected": True, "directed": False, "": False}
LARGEST = 5_000_000  # bytes of a file
UNPACKED = 60_000_000  # bytes it may grow to
MOST = {"Elements": 2_000, "Connections": 20_000}
LONGEST = {"Label": 200, "Description": 5_000, "Type": 100}


@dataclass(frozen=True)
class Element:
    """One organisation of a map. row: where it stands in the sheet, 0 where it comes from us."""

    label: str
    type: str = ""
    tags: tuple[str, ...] = ()
    description: str = ""
    other_names: tuple[str, ...] = ()
    layer: str = ""
    answers_to: str = ""
    areas: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Connection:
    """One tie of a map, from one label to another; mutual: it goes both ways."""

    one: str
    other: str
    mutual: bool = False
    label: str = ""
    type: str = "horizontal"
    strength: int | None = None
    since: datetime.date | None = None
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Sheets:
    """What a workbook holds, and every place in it that was not understood."""

    elements: tuple[Element, ...] = ()
    connections: tuple[Connection, ...] = ()
    faults: tuple[Fault, ...] = ()
    unread: tuple[str, ...] = ()


def write(sheets):
    """The bytes of a workbook: the same for the same sheets; cells are safe to open."""
    held = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, safe | {"strings_to_numbers": False})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True})
    rows = {
        "Elements": [
            (one.label, one.type, _many(one.tags), one.description, _many(one.other_names),
             one.layer, one.answers_to, _many(one.areas))
            for one in sheets.elements
        ],
        "Connections": [
            (one.one, one.other, "mutual" if one.mutual else "directed", one.label, one.type,
             one.strength, one.since.isoformat() if one.since else "")
            for one in sheets.connections
        ],
    }  # fmt: skip
    for name, headings in SHEETS.items():
        page = book.add_worksheet(name)
        page.freeze_panes(1, 0)
        for at, heading in enumerate(headings):
            page.write_string(0, at, heading, bold)
            page.set_column(at, at, 40 if heading == "Description" else 22)
        for line, row in enumerate(rows[name], start=1):
            for at, value in enumerate(row):
                if isinstance(value, int):
                    page.write_number(line, at, value)
                elif value:
                    page.write_string(line, at, safe_cell(value))
    book.close()
    return held.getvalue()


def _many(values):
    return "|".join(values)


def read(content, *, file="the workbook"):
    """Both sheets of a workbook. Raises ExtractError where it is not one that can be read."""
    pages = _pages(content, file)
    faults, unread = [], []
    found = {}
    for name, make in (("Elements", _element), ("Connections", _connection)):
        rows = pages.get(name.lower())
        if rows is None:
            faults.append(Fault(file, f"there is no sheet {name}", f"Add a sheet called {name}"))
            continue
        found[name] = list(_rows(name, rows, make, file, faults, unread))
    elements = _each_once(found.get("Elements", []), file, faults)
    return Sheets(
        tuple(elements), tuple(found.get("Connections", [])), tuple(faults), tuple(unread)
    )


def _pages(content, file):
    """The cells of every sheet, by its name in small letters."""
    refused = {"where": file, "remedy": "Save it as XLSX with the sheets Elements and Connections."}
    if len(content) > LARGEST:
        raise ExtractError("this file is larger than a map of partners can be", **refused)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise ExtractError("this file unpacks to more than a map can be", **refused)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name.strip().lower(): book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (zipfile.BadZipFile, CalamineError, OSError) as error:
        raise ExtractError("this is no spreadsheet that can be read", **refused) from error


def _rows(name, rows, make, file, faults, unread):
    headings = [_text(cell).strip() for cell in rows[0]] if rows else []
    known = {one.lower(): one for one in SHEETS[name]}
    at = {}
    for place, heading in enumerate(headings):
        if heading.lower() in known:
            at.setdefault(known[heading.lower()], place)
        elif heading:
            unread.append(f"{name}: {heading}")
    missing = [one for one in NEEDED[name] if one not in at]
    if missing:
        told = ", ".join(missing)
        faults.append(Fault(file, f"{name} has no column {told}", "Add it to the first row", 1))
        return
    if len(rows) - 1 > MOST[name]:
        rule = f"{name} has more than {MOST[name]:,} rows"
        faults.append(Fault(file, rule, "Send a part of it", MOST[name] + 1))
        return
    for line, row in enumerate(rows[1:], start=2):
        cells = {one: _text(row[place]).strip() for one, place in at.items()}
        if any(cells.values()):
            wrong = _too_long(name, cells, line, file)
            made = None if wrong else make(cells, line, file, faults)
            faults.extend(wrong)
            if made is not None:
                yield made


def _text(cell):
    """A cell as text; a whole number without its point; our own mark of safety taken off."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    text = str(cell)
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA and text[1:] else text


def _too_long(name, cells, line, file):
    return [
        Fault(file, f"{name}: it is longer than {LONGEST[one]:,} letters", "Make it shorter", line,
              one)
        for one, text in cells.items()
        if len(text) > LONGEST.get(one, 2_000)
    ]  # fmt: skip


def _element(cells, line, file, faults):
    wrong = []
    if not cells.get("Label"):
        wrong.append(Fault(file, "Elements: a row without a label", "Give its name", line, "Label"))
    for column, words in (("Layer", LAYERS), ("Answers to", tuple(ACCOUNTABILITY))):
        if cells.get(column) and cells[column].lower() not in words:
            rule = f"Elements: {column} is not one we know"
            wrong.append(Fault(file, rule, f"Use one of {', '.join(words)}", line, column))
    faults.extend(wrong)
    if wrong:
        return None
    return Element(
        label=cells["Label"],
        type=cells.get("Type", ""),
        tags=_split(cells.get("Tags", "")),
        description=cells.get("Description", ""),
        other_names=_split(cells.get("Other names", "")),
        layer=cells.get("Layer", "").lower(),
        answers_to=cells.get("Answers to", "").lower(),
        areas=_split(cells.get("Areas", "")),
        row=line,
    )


def _split(text):
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def _connection(cells, line, file, faults):
    wrong = []
    for column in ("From", "To"):
        if not cells.get(column):
            wrong.append(Fault(file, f"Connections: no {column}", "Name it", line, column))
    if cells.get("From") and plain(cells["From"]) == plain(cells.get("To", "")):
        wrong.append(Fault(file, "Connections: a tie to itself", "Take the row out", line, "To"))
    way, type_ = cells.get("Direction", "").lower(), cells.get("Type", "").lower()
    if way not in WAYS:
        told = ", ".join(one for one in WAYS if one)
        rule = "Connections: this direction is not one we know"
        wrong.append(Fault(file, rule, f"Use {told}", line, "Direction"))
    if type_ and type_ not in TIES:
        rule = "Connections: this type is not one we know"
        wrong.append(Fault(file, rule, f"Use {', '.join(TIES)}, or leave it empty", line, "Type"))
    strength = cells.get("Strength", "")
    if strength not in ("", "1", "2", "3", "4", "5"):
        rule = "Connections: strength is a whole number from 1 to 5"
        wrong.append(Fault(file, rule, "Write 1, 2, 3, 4 or 5, or nothing", line, "Strength"))
    since = _day(cells.get("Since", ""))
    if since is False:
        rule = "Connections: this is not a day"
        wrong.append(Fault(file, rule, "Write it as 2026-05-14, or a year", line, "Since"))
    faults.extend(wrong)
    if wrong:
        return None
    return Connection(
        one=cells["From"],
        other=cells["To"],
        mutual=WAYS[way],
        label=cells.get("Label", ""),
        type=type_ or "horizontal",
        strength=int(strength) if strength else None,
        since=since,
        row=line,
    )


def _day(text):
    """A day, or the first of a year; None for nothing, False for what is neither."""
    if not text:
        return None
    if len(text) == 4 and text.isascii() and text.isdigit():
        text = f"{text}-01-01"
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return False


def plain(name):
    """A name as it is compared: small letters, single spaces."""
    return " ".join(name.lower().split())


def _each_once(elements, file, faults):
    """An organisation stands once; the second row of it is told."""
    seen = {}
    for one in elements:
        name = plain(one.label)
        if name in seen:
            rule = f"Elements: the same label as in row {seen[name].row}"
            faults.append(Fault(file, rule, "Keep one of the two", one.row, "Label"))
            continue
        seen[name] = one
    return seen.values()
