"""What a spreadsheet reader does not tell: cells in error, formulas not worked out, rows hidden.

Read from the sheet's own XML by pattern, never parsed, so no entity in it is ever followed.
"""

import re
import zipfile
from dataclasses import dataclass

SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
TARGET = re.compile(rb"<Relationship\b[^>]*>")
CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
HIDDEN = re.compile(rb'<(?:row|col)\b[^>]*\bhidden="(?:1|true)"')
ODS_ERROR = re.compile(
    rb'(?:calcext|office):value-type="error"|>(?:#N/A|#REF!|Err:[0-9]+|#[A-Z/0]+[!?])<'
)


@dataclass(frozen=True)
class Marks:
    """cells: (row, column) of cells in error or never worked out, from 1. hidden: rows or columns
    out of sight. unplaced: an error somewhere that cannot be told by row."""

    cells: frozenset = frozenset()
    hidden: bool = False
    unplaced: bool = False


def marks_of(path, sheet):
    """The Marks of one sheet of a spreadsheet."""
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            return Marks(unplaced=bool(ODS_ERROR.search(archive.read("content.xml"))))
        xml = archive.read(_file_of(archive, sheet))
    cells = set()
    if b't="e"' in xml or b"<f" in xml:
        for letters, row, attributes, inside in CELL.findall(xml):
            unworked = b"<f" in inside and not re.search(rb"<v>[^<]|<v [^>]*>[^<]", inside)
            if b't="e"' in attributes or unworked:
                cells.add((int(row), _column(letters)))
    return Marks(frozenset(cells), bool(HIDDEN.search(xml)))


def _file_of(archive, sheet):
    """Where in the archive a sheet lies: by its name in the workbook, then by its relation."""
    names = SHEET.findall(archive.read("xl/workbook.xml"))
    wanted = next(link for name, link in names if _unescaped(name) == sheet)
    for found in TARGET.findall(archive.read("xl/_rels/workbook.xml.rels")):
        if b'Id="' + wanted + b'"' in found:
            target = re.search(rb'Target="([^"]*)"', found)[1].decode()
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _unescaped(name):
    text = name.decode("utf-8")
    for mark, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(mark, letter)
    return text.replace("&amp;", "&")


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
