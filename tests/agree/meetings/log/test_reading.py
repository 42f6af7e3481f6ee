"""Files of old logs: what is read, and the many kinds of file that are refused, each in words."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agree.meetings.log import making
from tests.agree.meetings.log.making import HEADINGS, ROWS, csv_of, docx_of, with_part, xlsx_of
from tilth.agree.meetings.log import kinds, reading
from tilth.ground.errors import ExtractError

EVERY = {"csv": csv_of, "xlsx": xlsx_of, "docx": docx_of}


@pytest.mark.parametrize("kind", EVERY)
def test_one_log_reads_the_same_from_three_kinds_of_file(kind):
    table = reading.tables(EVERY[kind](), f"log.{kind}")[0]
    assert table.headings == HEADINGS
    assert table.rows == ROWS
    assert table.lines == (2, 3)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "log.csv", "empty"),
        (b"x" * (kinds.MOST_BYTES + 1), "log.csv", "larger than 2 MB"),
        (b"%PDF-1.7 ...", "log.pdf", "it is a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "log.xls", "old or password-protected"),
        (b"MZ\x90\0", "log.csv", "it is a program"),
        (b"<html><table><tr><td>1", "log.csv", "a web page"),
        (b"\x1f\x8b\x08\0", "log.csv", "a packed file"),
        (b"PK\x03\x04 and then nothing", "log.xlsx", "damaged or locked"),
        (xlsx_of(), "log.csv", "its name ends in .csv and its content is a spreadsheet"),
        (csv_of(), "log.exe", "its name ends in something else"),
        (b'Date,Title\n1/1/2020,"never closed\n', "log.csv", "quotation marks do not close"),
        (b"Date,Title\n1/1/2020,one,two,three\n", "log.csv", "row 2: it has more cells"),
        (b"Date,Title\n", "log.csv", "no table with headings and rows"),
        (b"a\0b,c\n1,2\n", "log.csv", "not plain text"),
        (b"\xff\xfeD\xd8", "log.csv", "letters cannot be read"),
        (b"Date,Title\n1/1/2020,caf\x81\n", "log.csv", "letters cannot be read"),
        (making.bombed(docx_of()), "log.docx", "unpacks to far more"),
        (making.entities(docx_of()), "log.docx", "definitions of its own"),
        (with_part(xlsx_of(), "xl/vbaProject.bin", b"x"), "log.xlsx", "macros"),
        (with_part(docx_of(), "word/activeX/activeX1.xml", b"<x/>"), "log.docx", "macros"),
        (with_part(xlsx_of(), "notes.txt", b"<!DOCTYPE x>"), "log.xlsx", "definitions"),
        (docx_of()[:3000], "log.docx", "damaged or locked"),
    ],
)  # fmt: skip
def test_AT_uploads_of_every_wrong_kind_are_refused_in_words(data, name, why):
    with pytest.raises(ExtractError, match=why) as told:
        reading.tables(data, name)
    assert told.value.remedy


def _archive(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return held.getvalue()


def test_AT_uploads_that_are_archives_of_other_things_are_not_opened():
    for parts in (
        [("log.csv", "Date,Title")],
        [("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>")],
        [("[Content_Types].xml", "macroEnabled"), ("xl/workbook.xml", "<w/>")],
        [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")],
        [(f"part{n}", "") for n in range(kinds.MOST_PARTS + 1)]
        + [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")],
        [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")],
    ):
        with pytest.raises(ExtractError):
            reading.tables(_archive(parts))


def test_AT_a_size_that_is_told_wrong_is_found_by_its_checksum():
    data = bytearray(docx_of())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        one = archive.getinfo("word/document.xml")
    data[one.header_offset + 60] ^= 0xFF
    with pytest.raises(ExtractError):
        reading.tables(bytes(data), "log.docx")


def test_a_title_above_the_table_and_blank_rows_are_passed_over():
    rows = (("", "", "", "", ""), *ROWS)
    table = reading.tables(xlsx_of(rows, above=[("Decision log of the board",), ()]))[0]
    assert table.headings == HEADINGS
    assert table.lines == (5, 6)


def test_semicolons_tabs_and_old_letters_are_read():
    for delimiter in (";", "\t"):
        assert reading.tables(csv_of(delimiter=delimiter))[0].rows == ROWS
    rows = (("1/1/2020", "Café", "Yes", "", ""),)
    old = reading.tables(csv_of(rows, encoding="cp1252"))[0]
    assert old.rows[0][1] == "Café"
    assert "Windows" in old.notes[0]
    assert reading.tables(csv_of(rows, encoding="utf-16"))[0].rows[0][1] == "Café"


def test_days_numbers_and_marks_of_a_sheet_become_words():
    import datetime

    rows = ((datetime.datetime(2019, 5, 14), 12.0, 1.5, True, None),)
    assert reading.tables(xlsx_of(rows))[0].rows == (("2019-05-14", "12", "1.5", "yes", ""),)


def test_AT_formulas_of_a_sheet_are_never_worked_out():
    rows = (("1/1/2020", '=HYPERLINK("http://x","y")', "d", "", ""),)
    table = reading.tables(xlsx_of(rows))[0]
    assert "http" not in table.rows[0][1]
    assert "formulas" in table.notes[0]


def test_two_columns_of_one_name_are_told_apart_and_a_column_without_name_is_numbered():
    table = reading.tables(b"Date,Note,Note,\n1/1/2020,a,b,c\n".replace(b",\n", b",,x\n", 1))[0]
    assert table.headings == ("Date", "Note", "Note (3)", "column 4", "x")


def test_merged_cells_of_a_document_say_the_same_in_each_row():
    import docx

    made = docx.Document()
    table = made.add_table(rows=3, cols=3)
    for place, words in enumerate(("Date", "Title", "Decision")):
        table.cell(0, place).text = words
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1/1/2020"
    table.cell(1, 1).text, table.cell(2, 1).text = "One", "Two"
    table.cell(2, 1).merge(table.cell(2, 2))
    held = io.BytesIO()
    made.save(held)
    rows = reading.tables(held.getvalue())[0].rows
    assert [row[:2] for row in rows] == [("1/1/2020", "One"), ("1/1/2020", "Two")]


def test_words_taken_out_by_tracked_changes_are_left_out():
    data = docx_of((("1/1/2020", "MARK", "d", "", ""),))
    inside = making.part_of(data, "word/document.xml")
    old = b"<w:r><w:t>MARK</w:t></w:r>"
    assert old in inside
    new = b"<w:ins><w:r><w:t>New</w:t></w:r></w:ins>"
    new += b"<w:del><w:r><w:delText>Old</w:delText></w:r></w:del>"
    changed = with_part(data, "word/document.xml", inside.replace(old, new), replace=True)
    table = reading.tables(changed)[0]
    assert table.rows[0][1] == "New"
    assert "tracked changes" in table.notes[0]


def test_too_many_rows_columns_or_letters_are_refused_with_their_place():
    many = csv_of([("1/1/2020", f"T{n}", "", "", "") for n in range(reading.MOST_ROWS + 1)])
    with pytest.raises(ExtractError, match="rows, more than 1,000"):
        reading.tables(many)
    wide = ",".join(f"c{n}" for n in range(61)) + "\n" + ",".join("x" * 61) + "\n"
    with pytest.raises(ExtractError, match="more than 60 columns"):
        reading.tables(wide.encode())
    with pytest.raises(ExtractError, match="row 2, Title: it is longer"):
        reading.tables(csv_of([("1/1/2020", "x" * 10_001, "", "", "")]))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_AT_no_bytes_whatever_bring_the_reader_down(data):
    for start in (b"", b"PK\x03\x04", b"Date,Title\n"):
        try:
            found = reading.tables(start + data)
        except ExtractError:
            continue
        assert all(len(row) == len(one.headings) for one in found for row in one.rows)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters='"')
WORDS = st.text(LETTERS, min_size=1, max_size=12).filter(lambda said: said.strip() == said)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_what_was_written_is_what_is_read(rows):
    rows = [("1/1/2020", *row) for row in rows]
    read = reading.tables(csv_of(rows, ("Date", "Title", "Decision")))[0]
    assert read.rows == tuple(rows)
