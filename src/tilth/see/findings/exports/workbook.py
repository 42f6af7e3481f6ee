"""Findings as one XLSX workbook: a cover, notes, and one table a sheet; no merged cells."""

import datetime
import io
import re

import xlsxwriter

from tilth.ground.cells import safe_cell
from tilth.see.findings.exports.about import about
from tilth.see.findings.rows import headings, rows

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST = 31
ABOUT = {
    "data_to": "Data to",
    "source": "Source",
    "definition": "Definition, version",
    "release": "Release",
    "licence": "Licence",
    "hidden": "Hidden numbers",
    "synthetic": "Made up?",
}


def workbook(findings):
    """One or many findings as the bytes of a workbook: the same bytes for the same findings."""
    findings = findings if isinstance(findings, list | tuple) else [findings]
    held = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, safe | {"strings_to_numbers": False})
    book.set_properties({"title": findings[0].title, "created": datetime.datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    formats = {n: book.add_format({"num_format": "0." + "0" * n if n else "0"}) for n in (0, 1, 2)}
    names = _sheet_names(findings)
    _cover(book, findings, names, bold, wrap)
    _notes(book, findings, bold, wrap)
    for finding, name in zip(findings, names, strict=True):
        _table(book.add_worksheet(name), finding, bold, formats)
    book.close()
    return held.getvalue()


def _cover(book, findings, names, bold, wrap):
    page = book.add_worksheet("Cover")
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 90)
    at = 0
    for finding, name in zip(findings, names, strict=True):
        told = [("Finding", finding.title), ("In words", finding.sentence)]
        told += [("Figures", finding.subtitle), ("Sheet", name), ("Method", finding.method)]
        told += [(ABOUT[k], v) for k, v in about(finding).items() if k in ABOUT]
        for heading, text in told:
            page.write_string(at, 0, heading, bold)
            page.write_string(at, 1, str(safe_cell(text)), wrap)
            at += 1
        at += 1


def _notes(book, findings, bold, wrap):
    page = book.add_worksheet("Notes")
    page.set_column(0, 0, 120)
    page.write_string(0, 0, "What to bear in mind", bold)
    told = dict.fromkeys(caveat for finding in findings for caveat in finding.caveats)
    for at, caveat in enumerate(told or ["Nothing more than the cover says."], start=1):
        page.write_string(at, 0, safe_cell(caveat), wrap)


def _table(page, finding, bold, formats):
    """The rows as shown: numbers are numbers with their decimals, hidden ones are text."""
    names = headings(finding)
    page.freeze_panes(1, 0)
    for column, (name, heading) in enumerate(names.items()):
        page.write_string(0, column, heading, bold)
        page.set_column(column, column, 28 if name in ("name", "title", "note") else 14)
    for at, row in enumerate(rows(finding), start=1):
        for column, name in enumerate(names):
            _cell(page, at, column, row[name], formats)


def _cell(page, row, column, value, formats):
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        page.write_string(row, column, str(safe_cell(str(value))))
        return
    page.write_number(row, column, float(value), formats.get(getattr(value, "decimals", 0)))


def _sheet_names(findings):
    """A name for each sheet: from the title, at most 31 letters, each its own."""
    names = []
    for finding in findings:
        plain = FORBIDDEN.sub(" ", finding.title).strip()[:LONGEST] or "Table"
        name, again = plain, 2
        while name.lower() in {"cover", "notes", *(n.lower() for n in names)}:
            ending = f" {again}"
            name, again = plain[: LONGEST - len(ending)] + ending, again + 1
        names.append(name)
    return names
