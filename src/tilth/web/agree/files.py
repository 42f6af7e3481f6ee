"""Any table of AGREE as a file: CSV, JSON or XLSX, every cell safe to open in a spreadsheet."""

import csv
import io
import json

import xlsxwriter
from django.http import Http404, HttpResponse

from tilth.ground.cells import safe_cell
from tilth.web.see.indicators import TYPES

ENDINGS = {"csv": "CSV, for a spreadsheet", "xlsx": "Excel", "json": "JSON, for a program"}
LONGEST = 31  # letters a sheet's name may have
FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")


def table_file(name, title, columns, rows, ending, *, notes=()):
    """One table to take away. Http404 for an ending that is not of ENDINGS.

    name: of the file, without its ending. columns: {key: heading}. rows: dicts, with keys that
    `columns` does not list left out. notes: what a reader should bear in mind; JSON and XLSX only.
    """
    if ending not in ENDINGS:
        raise Http404
    plain = [{key: _plain(row.get(key)) for key in columns} for row in rows]
    write = {"csv": _csv, "json": _json, "xlsx": _xlsx}[ending]
    response = HttpResponse(write(title, columns, plain, notes), TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _plain(value):
    if value is None or isinstance(value, bool | int | float):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return str(value)


def _csv(title, columns, rows, notes):
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row.values()] for row in rows)
    return written.getvalue()


def _json(title, columns, rows, notes):
    told = {"title": title, "headings": columns, "rows": rows, "notes": list(notes)}
    return json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _xlsx(title, columns, rows, notes):
    held = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, safe | {"strings_to_numbers": False})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(title.translate(FORBIDDEN).strip()[:LONGEST] or "Table")
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(columns.values()):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, 22)
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row.values()):
            _cell(sheet, at, column, value, wrap)
    if notes:
        page = book.add_worksheet("Notes")
        page.set_column(0, 0, 120)
        for at, note in enumerate(notes):
            page.write_string(at, 0, str(safe_cell(note)), wrap)
    book.close()
    return held.getvalue()


def _cell(sheet, row, column, value, wrap):
    if value is None:
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, str(safe_cell(str(value))), wrap)
