"""Old logs to test with: CSV, spreadsheets and documents, good and bad, as bytes."""

import io
import zipfile

HEADINGS = ("Date", "Title", "Decision", "Outcome", "Proposed by")
ROWS = (
    ("14/05/2019", "Open the hall", "The hall opens on Sundays.", "Agreed", "Council"),
    ("2 June 2020", "Close the yard", "The yard closes.", "Rejected", "Harbour Friends"),
)


def csv_of(rows=ROWS, headings=HEADINGS, delimiter=",", encoding="utf-8"):
    """A CSV file."""
    lines = [headings, *rows]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    return text.encode(encoding)


def xlsx_of(rows=ROWS, headings=HEADINGS, *, above=()):
    """A spreadsheet; above: rows over the headings."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (*above, headings, *rows):
        book.active.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def docx_of(rows=ROWS, headings=HEADINGS):
    """A document with a paragraph and a table."""
    import docx

    made = docx.Document()
    made.add_paragraph("Decisions of the board")
    table = made.add_table(rows=0, cols=len(headings))
    for line in (headings, *rows):
        for cell, words in zip(table.add_row().cells, line, strict=True):
            cell.text = words
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def with_part(data, name, content, *, replace=False):
    """An Office file with one more part, or with one replaced."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.infolist():
            if not (replace and one.filename == name):
                new.writestr(one.filename, old.read(one.filename))
        new.writestr(name, content)
    return held.getvalue()


def part_of(data, name):
    """One part of an Office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def bombed(data):
    """A document whose main part unpacks to 40 MB of nothing."""
    inside = part_of(data, "word/document.xml").replace(b"</w:body>", b" " * 40_000_000, 1)
    return with_part(data, "word/document.xml", inside + b"</w:body></w:document>", replace=True)


def entities(data):
    """A document that defines words which grow."""
    inside = part_of(data, "word/document.xml")
    head, _, rest = inside.partition(b"?>")
    bad = head + b'?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rest
    return with_part(data, "word/document.xml", bad, replace=True)
