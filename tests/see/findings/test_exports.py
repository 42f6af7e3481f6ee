"""Files hold the same digits as the page, are safe to open, and can be understood alone."""

import csv
import io
import json

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.findings.made import fifths, made, many, row
from tilth.ground.cells import FORMULA, safe_cell
from tilth.ground.errors import UsageError
from tilth.see.findings.exports.workbook import workbook
from tilth.see.findings.exports.writing import ENDINGS, content
from tilth.see.findings.rows import rows


def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_csv_holds_the_rows_as_shown_and_where_they_are_from():
    told = list(csv.DictReader(io.StringIO(content(made(), "csv").decode())))
    for read, shown in zip(told, rows(made()), strict=True):
        assert {k: read[k] for k in shown} == {
            k: "" if v is None else str(v) for k, v in shown.items()
        }
        assert read["about_licence"] == "Made-up figures."
        assert read["about_data_to"] == "2026-03-31"
        assert read["about_definition"] == "b" * 12
        assert read["about_synthetic"].startswith("SYNTHETIC")
        assert "1 to 7 people" in read["about_hidden"]
    assert not content(made(), "csv").startswith(b"#")


def test_a_csv_without_rows_still_has_its_header():
    empty = content(made(made().table.iloc[:0]), "csv").decode()
    assert empty.startswith("area,name,numerator")
    assert empty.count("\n") == 1


@given(st.text(min_size=1), st.sampled_from((*FORMULA, "\r=", "\n=")), st.booleans())
def test_AT_no_cell_of_any_file_opens_as_a_formula(text, lead, begun):
    name = text + lead + text if begun else lead + text
    table = pd.DataFrame([row(name, 20.0, 19.0, 21.0)])
    found = made(table)
    assert not content(found, "csv").decode().splitlines()[1].startswith(FORMULA)
    for cell in csv.reader(io.StringIO(content(found, "csv").decode())):
        assert not any(c.startswith(FORMULA) for c in cell)


def test_AT_a_workbook_holds_no_formula():
    table = pd.DataFrame([row('=HYPERLINK("x","y")', 20.0, 19.0, 21.0)])
    sheets = book(content(made(table, title="=1+1", caveats=("@now",)), "xlsx"))
    cells = [cell for sheet in sheets for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == '\'=HYPERLINK("x","y")' for cell in cells)


def test_only_text_is_made_safe():
    assert safe_cell(-3.5) == -3.5
    assert safe_cell("-3.5") == "'-3.5"
    assert safe_cell("3") == "3"
    assert safe_cell("\0x") == "' x"
    assert safe_cell("a\r=1") == "a =1"
    assert safe_cell("") == ""


def test_a_workbook_has_cover_notes_and_a_table_a_sheet_without_merged_cells():
    sheets = book(workbook([made(), made(title="Another: of [many] kinds, longer than a tab")]))
    assert sheets.sheetnames[:3] == ["Cover", "Notes", "Physically inactive adults"]
    assert all(len(name) <= 31 for name in sheets.sheetnames)
    assert all(not sheet.merged_cells.ranges for sheet in sheets)
    cover = {line[0].value: line[1].value for line in sheets["Cover"].iter_rows(max_row=12)}
    assert cover["In words"] == made().sentence
    assert cover["Licence"] == "Made-up figures."
    assert cover["Made up?"].startswith("SYNTHETIC")
    assert "1 to 7" in cover["Hidden numbers"]
    assert sheets["Notes"]["A2"].value.startswith("SYNTHETIC")


def test_a_workbook_s_numbers_are_the_rows_as_shown():
    sheet = book(content(made(), "xlsx"))["Physically inactive adults"]
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][:5] == ("Code", "Area", "Number", "Out of", "Per cent")
    for line, shown in zip(lines[1:], rows(made()), strict=True):
        assert ["" if v is None else v for v in line] == [
            "" if v is None else v for v in shown.values()
        ]
    assert sheet["E2"].number_format == "0.0"
    assert sheet["E5"].value == "*"


def test_sheets_of_the_same_name_are_told_apart():
    sheets = book(workbook([made(title="Cover"), made(title="Cover"), made(title="'[]:")]))
    assert sheets.sheetnames == ["Cover", "Notes", "Cover 2", "Cover 3", "Table"]
    assert book(workbook([made(caveats=())]))["Notes"]["A2"].value.startswith("Nothing more")


def test_json_is_the_finding_in_plain_values():
    told = json.loads(content(made(), "json"))
    assert told["rows"] == json.loads(json.dumps(rows(made())))
    assert told["sentence"] == made().sentence
    assert told["synthetic"] is True
    assert told["rows"][3]["value"] == "*"
    assert told["recipe"]["command"].startswith("tilth see indicator inactive_adults")


def test_geojson_holds_each_area_s_outline_and_row():
    told = json.loads(content(made(), "geojson"))
    assert [f["properties"]["name"] for f in told["features"]] == [r["name"] for r in rows(made())]
    assert told["features"][0]["geometry"]["type"] == "Polygon"
    assert told["about"]["synthetic"].startswith("SYNTHETIC")
    none = made(shapes=lambda: {})
    assert json.loads(content(none, "geojson"))["features"][0]["geometry"] is None
    with pytest.raises(UsageError, match="no outlines"):
        content(made(shapes=None), "geojson")


def test_parquet_holds_numbers_with_hidden_ones_empty():
    table = pq.read_table(io.BytesIO(content(made(), "parquet")))
    told = table.to_pylist()
    assert told[0]["value"] == 15.2
    assert told[3]["value"] is None
    assert told[3]["note"] == "hidden: a small number of people"
    assert "SYNTHETIC" in table.schema.metadata[b"tilth"].decode()


@pytest.mark.parametrize("found", [made(), fifths(), many(), many("rug")])
@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_every_finding_becomes_every_kind_of_file_in_the_same_bytes(found, ending):
    assert content(found, ending) == content(found, ending) != b""


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_DC_no_file_holds_a_hidden_number(ending):
    """A careless maker left figures in a hidden row: no file says them."""
    leak = row("A", 77.77, 76.76, 78.78, note="hidden") | {"numerator": pd.NA, "denominator": pd.NA}
    data = content(made(pd.DataFrame([leak, row("B", 20.0, 19.0, 21.0)])), ending)
    if ending == "xlsx":
        sheets = book(data)
        cells = [c for s in sheets for line in s.iter_rows(values_only=True) for c in line]
        data = " ".join(map(str, cells)).encode()
    if ending == "parquet":
        data = str(pq.read_table(io.BytesIO(data)).to_pylist()).encode()
    assert not any(word in data for word in (b"77.7", b"77.8", b"76.7", b"76.8", b"78.7", b"78.8"))


def test_a_finding_is_saved_by_the_ending_of_the_name(tmp_path):
    path = made().save(tmp_path / "out" / "o.SVG")
    assert path.read_text().startswith("<svg")
    assert "Data to 31 March 2026" in path.read_text()
    with pytest.raises(UsageError, match=r"Did you mean \.xlsx"):
        made().save(tmp_path / "o.xls")
    with pytest.raises(UsageError, match="Endings are csv"):
        made().save(tmp_path / "o")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
