"""The style sheet is made again from the pinned package, byte for byte."""

import io
import tarfile

import pytest

from tilth.web import front_end

STYLE = """@charset "UTF-8";@font-face{font-family:"Frutiger W01";src:url(https://x/f.woff)}
/*! note */
body{font-family:"Frutiger W01",arial,sans-serif}
.nhsuk-button{color:red}.nhsuk-header,.nhsuk-button:hover{color:blue}
.nhsuk-u-margin-top-1{margin:0}
@media print{.nhsuk-header{display:none}}@media (min-width:1em){.nhsuk-table{width:1px}}
.nhsuk-table__sort{background:url(/assets/images/arrow.svg);color:green}
.nhsuk-input[type=search]::-webkit-search-cancel-button{background:currentcolor;appearance:none}"""


def packed(tmp_path, style):
    path, data = tmp_path / "package.tgz", style.encode()
    with tarfile.open(path, "w:gz") as box:
        told = tarfile.TarInfo(front_end.STYLE)
        told.size = len(data)
        box.addfile(told, io.BytesIO(data))
    return path


def test_pruning_keeps_what_pages_use_and_drops_fonts_and_logos():
    kept = front_end.pruned(STYLE)
    assert "@font-face" not in kept
    assert "Frutiger" not in kept
    assert "font-family:Arial,Helvetica,sans-serif" in kept
    assert ".nhsuk-button{color:red}" in kept
    assert ".nhsuk-button:hover{color:blue}" in kept
    assert "nhsuk-header" not in kept
    assert "nhsuk-u-margin" not in kept
    assert "@media print" not in kept
    assert "@media (min-width:1em){.nhsuk-table{width:1px}}" in kept
    assert ".nhsuk-table__sort{color:green}" in kept
    assert "search-cancel" not in kept  # its picture is not here: the browser draws its own


def test_the_cross_that_empties_a_search_box_is_no_black_box():
    css = (front_end.INTO / "nhsuk.css").read_text(encoding="utf-8")
    assert "[type=search]" in css
    assert "search-cancel-button" not in css


def test_AT_another_package_is_refused(tmp_path):
    with pytest.raises(front_end.Damaged, match="as published"):
        front_end.main(packed(tmp_path, STYLE))


def test_the_style_sheet_is_written_once_the_bytes_are_the_pinned_ones(tmp_path, monkeypatch):
    import hashlib

    package = packed(tmp_path, STYLE)
    digest = hashlib.sha512(package.read_bytes()).hexdigest()
    monkeypatch.setattr(front_end, "SHA512", digest)
    monkeypatch.setattr(front_end, "INTO", tmp_path / "static")
    front_end.main(package)
    first = (tmp_path / "static" / "nhsuk.css").read_bytes()
    front_end.main(package)
    assert (tmp_path / "static" / "nhsuk.css").read_bytes() == first


def test_AT_a_style_sheet_that_asks_outside_is_refused(tmp_path, monkeypatch):
    import hashlib

    package = packed(tmp_path, ".a{background:url(https://elsewhere.example/x.png)}")
    monkeypatch.setattr(front_end, "SHA512", hashlib.sha512(package.read_bytes()).hexdigest())
    monkeypatch.setattr(front_end, "INTO", tmp_path / "static")
    with pytest.raises(front_end.Damaged, match="elsewhere"):
        front_end.main(package)
