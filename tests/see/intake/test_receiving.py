import datetime
import json
import zipfile

import pytest

from tilth.ground.errors import ExtractError
from tilth.see.intake import receiving
from tilth.see.intake.receiving import Manifest, kind_of, read_manifest, receive, refuse_changed


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b"%PDF-1.7", "it is a PDF"),
        ("a.csv", b"PAR1....", "name says plain text and its content is Parquet"),
        ("a.parquet", b"a,b\n", "name says Parquet and its content is plain text"),
        ("a.csv", b"<!DOCTYPE html>", "a web page or a data file of another form"),
        ("a.csv", b'\xef\xbb\xbf {"a": 1}', "a web page or a data file of another form"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
        ("a.xlsx", b"PK\x03\x04 and nothing", "its archive is damaged"),
    ],
)
def test_IN_04_what_is_not_what_it_says_is_refused(tmp_path, name, data, said):
    with pytest.raises(ExtractError, match=said):
        receive(written(tmp_path, name, data))


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    with pytest.raises(ExtractError, match="there is no such file"):
        receive(tmp_path / "none.csv")
    with pytest.raises(ExtractError, match="this is not a file"):
        receive(tmp_path)


def test_the_content_tells_the_kind_where_the_name_does_not(tmp_path):
    assert kind_of(written(tmp_path, "a.dat", b"a,b\n")) == "text"
    assert kind_of(written(tmp_path, "a.bin", b"\x1f\x8b")) == "gzip"


def test_archives_other_than_spreadsheets_are_never_opened(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a,b\n")
    with pytest.raises(ExtractError, match="it is a zip archive"):
        receive(path)


def test_IN_04_a_spreadsheet_that_unpacks_to_more_than_any_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2**20)
    assert kind_of(path) == "sheet"
    monkeypatch.setattr(receiving, "MOST_UNPACKED", 2**19)
    with pytest.raises(ExtractError, match=r"it unpacks to 0\.0 GiB"):
        kind_of(path)


def test_IN_02_the_manifests_hash_must_be_the_files(tmp_path):
    path = written(tmp_path, "a.csv", b"a\n1\n")
    good = receive(path).sha256
    assert receive(path, Manifest(sha256=good.upper())).vouched
    with pytest.raises(ExtractError, match="not the one its manifest gives"):
        receive(path, Manifest(sha256="0" * 64))


def test_IN_02_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "a.csv", b"a\n1\n")
    received = receive(path)
    refuse_changed(received)
    path.write_bytes(b"a\n1\n2\n")
    with pytest.raises(ExtractError, match="still being written"):
        refuse_changed(received)
    monkeypatch.setattr(receiving, "sha256_of", lambda path: path.write_bytes(b"x") and "")
    with pytest.raises(ExtractError, match="still being written"):
        receive(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        ('{"row": 1}', "unknown key row: did you mean rows?"),
        ('{"rows": -1}', "not negative"),
        ('{"sequence": -1}', "not negative"),
        ('{"sha256": "abc"}', "64 hexadecimal digits"),
        ('{"period_from": "2026-05-01"}', "both its ends"),
        ('{"period_from": "2026-05-02", "period_to": "2026-05-01"}', "ends before it begins"),
        ('{"period_from": "May", "period_to": "June"}', "isoformat"),
    ],
)
def test_a_manifest_that_cannot_be_meant_refuses_its_file(tmp_path, text, said):
    path = written(tmp_path, "a.csv", b"a\n1\n")
    data = text if isinstance(text, bytes) else text.encode()
    written(tmp_path, "a.csv.manifest.json", data)
    with pytest.raises(ExtractError, match=said):
        receive(path)


def test_a_manifest_is_found_beside_its_file_or_where_one_says(tmp_path):
    path = written(tmp_path, "a.csv", b"a\n1\n")
    assert read_manifest(path) == Manifest()
    table = {"rows": 1, "period_from": "2026-05-01", "period_to": "2026-05-31", "sender": "GP"}
    written(tmp_path, "a.csv.manifest.json", json.dumps(table).encode())
    received = receive(path)
    assert received.manifest.period_to == datetime.date(2026, 5, 31)
    assert received.vouched
    elsewhere = written(tmp_path, "other.json", b'{"sequence": 4}')
    assert receive(path, elsewhere).manifest.sequence == 4
    with pytest.raises(ExtractError, match="no such manifest"):
        receive(path, tmp_path / "none.json")


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("gp_2026-05.csv", ("2026-05-01", "2026-05-31")),
        ("gp_202612.csv", ("2026-12-01", "2026-12-31")),
        ("gp_2026-05-14.csv", ("2026-05-14", "2026-05-14")),
        ("gp_20260501_20260531.csv", ("2026-05-01", "2026-05-31")),
        ("gp_20260531_20260501.csv", None),
        ("gp_2026-02-30.csv", None),
        ("gp_2026-05_2026-06.csv", None),
        ("gp.csv", None),
        ("gp_1234567890.csv", None),
    ],
)
def test_the_period_is_read_from_the_name_where_nobody_tells_it(tmp_path, name, period):
    manifest = receive(written(tmp_path, name, b"a\n1\n")).manifest
    found = manifest.period_to and (str(manifest.period_from), str(manifest.period_to))
    assert found == period


def test_IN_04_a_spreadsheet_packed_tighter_than_any_is_refused(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (65 * 2**20))
    with pytest.raises(ExtractError, match=r"unpacks to 0\.1 GiB"):
        kind_of(path)
