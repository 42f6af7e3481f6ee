import datetime
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.see.intake.places import VISITS, accepted, aside, column, parts, place, send
from tilth.ground.errors import ExtractError, StoreError
from tilth.ground.extracts import Column
from tilth.see.intake import sheets
from tilth.see.intake.parquet import as_text, day_text, fits
from tilth.see.intake.remedies import told
from tilth.see.intake.sheet_marks import marks_of
from tilth.see.intake.sheets import cell_text

HEAD = ["visit", "nhs_number", "born", "name"]


def workbook(path, *rows, more=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if more:
        more(book)
    book.save(path)
    return path.read_bytes()


def sent(tmp_path, *rows, more=None, contract=VISITS):
    here = place(tmp_path, contract)
    data = workbook(tmp_path / "book.xlsx", *rows, more=more)
    return send(here, data, "visits.xlsx")


def test_a_spreadsheet_is_read_cell_by_cell(tmp_path):
    day = datetime.date(1970, 1, 2)
    receipt = sent(
        tmp_path,
        HEAD,
        ["V1", 9434765919, day, " Null "],
        [None, None, None, None],
        ["V2", "943 476 5919", "1970-01-02", "x"],
        [3, "", None, "leading zeros"],
        ["V4", "", datetime.datetime(1970, 1, 2, 3), "an hour"],
        ["V5", "", 25000, "a number"],
        ["V6", "", None, "#N/A"],
        ["V7", "", None, "=1/0"],
        ["V8", 1.5, None, ""],
        ["V9", "", True, ""],
        ["V0", "", None, 5],
    )
    assert [(r["line"], r["nhs_number"], r["born"], r["name"]) for r in accepted(receipt)] == [
        (2, "9434765919", day, "Null"),
        (4, "9434765919", day, "x"),
    ]
    assert parts(receipt) == (2, 8, 0, 1, 0)
    assert [(line, rules[0]) for line, rules, _ in aside(receipt)] == [
        (5, told("not_text", "visit")[0]),
        (6, told("not_value", "born")[0]),
        (7, told("not_value", "born")[0]),
        (8, told("error_word", "name")[0]),
        (9, told("error_word", "name")[0]),
        (10, told("not_value", "nhs_number")[0]),
        (11, told("not_value", "born")[0]),
        (12, told("not_text", "name")[0]),
    ]


def test_what_a_spreadsheet_hides_is_noted(tmp_path):
    def hide(book):
        book.active.row_dimensions[2].hidden = True
        book.active.merge_cells("D2:D3")
        notes = book.create_sheet('Notes & "more"')
        notes.append(["hello"])
        notes.sheet_state = "hidden"
        book.create_sheet("Empty")

    receipt = sent(tmp_path, HEAD, ["V1", "", None, "a"], ["V2", "", None, None], more=hide)
    assert receipt.accepted == 2
    assert receipt.notes == (
        'it has several sheets (Sheet, Notes & "more"); one is read',
        'sheets out of sight: Notes & "more"',
        "merged cells in Sheet: only the first of each is filled",
        "it has hidden rows or columns, which are read like the rest",
    )


def test_two_sheets_of_the_same_headings_refuse_the_file(tmp_path):
    def twice(book):
        book.create_sheet("Again").append(HEAD)

    with pytest.raises(ExtractError, match="the sheets Sheet, Again all have these headings"):
        sent(tmp_path, HEAD, more=twice)


def test_IN_04_a_damaged_empty_or_wrong_spreadsheet_is_refused(tmp_path):
    here = place(tmp_path)
    with pytest.raises(ExtractError, match="no filled sheet"):
        send(here, workbook(tmp_path / "a.xlsx"), "visits.xlsx")
    with pytest.raises(ExtractError, match="no heading in its first line is known"):
        send(here, workbook(tmp_path / "a.xlsx", ["x"]), "visits.xlsx")
    data = bytearray(workbook(tmp_path / "a.xlsx", HEAD, ["V1", "", None, "a" * 50]))
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    for place_of in range(at, at + 30):
        data[place_of] ^= 0xFF
    with pytest.raises(ExtractError, match="damaged"):
        send(here, bytes(data), "visits.xlsx")


def test_a_sheet_as_long_as_any_can_be_waits_for_a_person(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "ROW_CAPS", (3,))
    receipt = sent(tmp_path, HEAD, ["V1", "", None, "a"], ["V2", "", None, "b"])
    assert receipt.state == "held"
    assert "it has 3 rows, as many as a spreadsheet can hold" in receipt.because


def test_a_sheet_whose_marks_cannot_be_found_is_refused(tmp_path, monkeypatch):
    def lost(path, sheet):
        raise KeyError(sheet)

    monkeypatch.setattr(sheets, "marks_of", lost)
    with pytest.raises(ExtractError, match="this spreadsheet is damaged"):
        sent(tmp_path, HEAD, ["V1", "", None, "a"])


def ods(path, *rows, error=False):
    book = OpenDocumentSpreadsheet()
    table = Table(name="Visits")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(path)
    return path.read_bytes()


def test_an_ods_file_is_read_and_refused_where_formulas_failed(tmp_path):
    here = place(tmp_path)
    good = ods(tmp_path / "a.ods", ["visit", "name"], ["V1", "Null"])
    assert accepted(send(here, good, "visits.ods"))[0]["name"] == "Null"
    bad = ods(tmp_path / "b.ods", ["visit", "name"], ["V1", "#REF!"])
    with pytest.raises(ExtractError, match="formulas that ended in an error"):
        send(here, bad, "visits.ods")


def test_a_sheet_is_found_by_the_workbooks_relations_wherever_it_lies(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<sheet name="A &lt;1&gt;" sheetId="1" r:id="rId7"/>')
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationship Id="rId1" Target="x.xml"/>'
            '<Relationship Id="rId7" Target="/xl/deep/s.xml"/>',
        )
        archive.writestr("xl/deep/s.xml", '<c r="AB12" t="e"><v>#N/A</v></c><c r="A1"><v>2</v></c>')
    assert marks_of(path, "A <1>").cells == {(12, 28)}
    lost = tmp_path / "b.xlsx"
    with zipfile.ZipFile(lost, "w") as archive:
        archive.writestr("xl/workbook.xml", '<sheet name="A" sheetId="1" r:id="rId7"/>')
        archive.writestr("xl/_rels/workbook.xml.rels", "")
    with pytest.raises(KeyError):
        marks_of(lost, "A")


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (7.0, Column("whole"), "7"),
        (7.5, Column("number"), "7.5"),
        (7.5, Column("whole"), "not_value"),
        (1e-9, Column("number"), "not_value"),
        (7.0, Column("date"), "not_value"),
        (True, Column("yes_no"), "true"),
        (False, Column("yes_no"), "false"),
        (datetime.date(2026, 5, 1), Column("date", date_format="%d/%m/%Y"), "01/05/2026"),
        (datetime.date(2026, 5, 1), Column("text"), "not_value"),
        (datetime.time(1), Column("text"), "not_value"),
        (datetime.datetime(2026, 5, 1, 9), Column("moment"), "2026-05-01T09:00:00"),
    ],
)
def test_a_cell_is_its_contracts_text_or_unfit(cell, column, text):
    found = cell_text(cell, column)
    assert (found if isinstance(found, str) else found.rule) == text


# -- Parquet -----------------------------------------------------------------------------------


def parquet(path, **columns):
    pq.write_table(pa.table(columns), path)
    return path.read_bytes()


def test_a_parquet_file_obeys_the_same_rules(tmp_path):
    at = datetime.datetime
    data = parquet(
        tmp_path / "a.parquet",
        nhs_number=pa.array([9434765919, None, None, 9434765918, None]),
        visit=pa.array(["V1", "V2", None, "V4", "V5"]).dictionary_encode(),
        dob=pa.array(
            [at(1970, 1, 2), at(1970, 1, 2, 4), None, at(2400, 1, 1), None], pa.timestamp("ms")
        ),
        name=pa.array([" Null", "b", None, "c", "d\x00"], pa.large_string()),
        shoe=[1, 2, 3, 4, 5],
    )
    receipt = send(place(tmp_path), data, "visits.parquet")
    assert parts(receipt) == (1, 3, 0, 1, 0)
    assert accepted(receipt)[0] | {"line": 1} == {
        "line": 1,
        "visit": "V1",
        "nhs_number": "9434765919",
        "born": datetime.date(1970, 1, 2),
        "name": "Null",
    }
    assert [(line, rules) for line, rules, _ in aside(receipt)] == [
        (2, [told("not_value", "born")[0]]),
        (4, [told("no_such_year", "born")[0]]),
        (5, [told("unseen", "name")[0]]),
    ]
    assert receipt.extra == ("shoe",)
    assert b"V4" in aside(receipt)[1][2]


def test_numbers_and_answers_of_parquet_keep_their_value(tmp_path):
    for kind, values, expected in (
        ("number", [1.5, 1e-7, float("nan"), None], [1.5, 1e-7, None]),
        ("whole", [1, None], [1, None]),
        ("yes_no", [True, False], [True, False]),
    ):
        folder = tmp_path / kind
        folder.mkdir()
        visits = [f"V{n}" for n in range(len(values))]
        data = parquet(folder / "a.parquet", visit=visits, it=values)
        receipt = send(place(folder, column(f'type = "{kind}"')), data, "visits.parquet")
        assert [r["it"] for r in accepted(receipt)] == expected


def test_a_type_that_is_neither_text_nor_agreed_refuses_the_file(tmp_path):
    data = parquet(tmp_path / "a.parquet", visit=[1, 2])
    with pytest.raises(ExtractError, match="visit is int64 and should be text or code"):
        send(place(tmp_path), data, "visits.parquet")
    assert fits(pa.null(), Column("code"))
    assert not fits(pa.list_(pa.string()), Column("text"))


def test_IN_04_a_damaged_parquet_file_is_refused(tmp_path):
    data = bytearray(parquet(tmp_path / "a.parquet", visit=[f"V{n}" for n in range(1000)]))
    here = place(tmp_path)
    with pytest.raises(ExtractError, match="its Parquet form is damaged"):
        send(here, bytes(data[:-20]), "visits.parquet")
    data[60] ^= 0xFF
    data[400] ^= 0xFF
    with pytest.raises(ExtractError, match="its Parquet form is damaged"):
        send(here, bytes(data), "visits.parquet")


def test_a_parquet_file_that_is_gone_is_no_damaged_one(tmp_path, monkeypatch):
    data = parquet(tmp_path / "a.parquet", visit=["V1"])

    def gone(*given, **more):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(pq, "ParquetFile", gone)
    with pytest.raises(StoreError, match="Input/output"):
        send(place(tmp_path), data, "visits.parquet")


def test_days_and_decimals_as_text():
    assert day_text(None, Column("date")) is None
    assert day_text(datetime.date(2026, 5, 1), Column("date")) == "2026-05-01"
    assert as_text(pa.array(["1"]), Column("date")).to_pylist() == ["1"]
    assert as_text(pa.array([1.0, float("inf")]), Column("number")).to_pylist() == ["1.0", None]
