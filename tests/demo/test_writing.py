import gzip
import zipfile

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from tilth.demo.writing import write_csv, write_xlsx

TABLE = pa.table({"name": ["O'Brien", None, "Łukasz & <Co>"], "born": ["01/02/1990", "", None]})


def test_a_workbook_is_text_that_another_reader_reads_back(tmp_path):
    path = tmp_path / "register.xlsx"
    write_xlsx(path, TABLE)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["SYNTHETIC register"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows == [["name", "born"], ["O'Brien", "01/02/1990"], ["", ""], ["Łukasz & <Co>", ""]]
    first = path.read_bytes()
    write_xlsx(path, TABLE)
    assert path.read_bytes() == first
    assert {i.date_time for i in zipfile.ZipFile(path).infolist()} == {(2026, 3, 31, 0, 0, 0)}


def test_plain_and_packed_files_hold_the_same_and_no_clock_time(tmp_path):
    table = pa.table({"a": pa.array(["x", "y"]).dictionary_encode(), "b": [1, None]})
    write_csv(tmp_path / "t.csv", table)
    write_csv(tmp_path / "t.csv.gz", table)
    plain, packed = (tmp_path / "t.csv").read_bytes(), (tmp_path / "t.csv.gz").read_bytes()
    assert plain == b"a,b\nx,1\ny,\n"
    assert gzip.decompress(packed) == plain
    assert packed[4:8] == bytes(4)


def test_a_cell_that_would_need_quotes_stops_rather_than_being_written_wrong(tmp_path):
    with pytest.raises(pa.ArrowInvalid):
        write_csv(tmp_path / "t.csv", pa.table({"a": ["one, two"]}))
