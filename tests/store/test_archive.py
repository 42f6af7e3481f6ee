"""One archive of a place: what goes in comes out, and what is not as it was is refused."""

import io
import json
import os
import sqlite3
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.ground.errors import StoreError
from tilth.store import archive


@pytest.fixture
def made(tmp_path):
    """An archive of two files, and where it lies."""
    (tmp_path / "a.txt").write_bytes(b"one" * 1000)
    (tmp_path / "b.txt").write_bytes(b"")
    path = tmp_path / "made.tar"
    files = [("place.toml", tmp_path / "a.txt"), ("store/deep/b.txt", tmp_path / "b.txt")]
    archive.write(path, files, {"place": "Tiltham"})
    return path


def read(path, tmp_path):
    into = tmp_path / "into"
    into.mkdir()
    return archive.read(path, into), into


def test_P_063_what_goes_in_comes_out_for_its_owner_alone(made, tmp_path):
    card, into = read(made, tmp_path)
    assert card["place"] == "Tiltham"
    assert (into / "place.toml").read_bytes() == b"one" * 1000
    assert (into / "store/deep/b.txt").read_bytes() == b""
    assert set(card["files"]) == {"place.toml", "store/deep/b.txt"}
    assert made.stat().st_mode & 0o077 == 0
    assert (into / "place.toml").stat().st_mode & 0o077 == 0


@settings(max_examples=60, deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), cut=st.booleans())
def test_P_063_a_bit_that_flipped_or_an_end_that_is_missing_is_never_silent(
    at, cut, tmp_path_factory
):
    """FT: every byte of what comes out is as it went in, or nothing comes out."""
    tmp_path = tmp_path_factory.mktemp("flip")
    (tmp_path / "a").write_bytes(b"word " * 300)
    path = tmp_path / "made.tar"
    archive.write(path, [("a", tmp_path / "a")], {})
    held = bytearray(path.read_bytes())
    where = int(at * len(held))
    path.write_bytes(bytes(held[:where]) if cut else _flipped(held, where))
    into = tmp_path / "into"
    into.mkdir()
    refused = ""
    try:
        archive.read(path, into)
    except StoreError as error:
        refused = error.what
    assert "refused" in refused or (into / "a").read_bytes() == b"word " * 300


def _flipped(held, where):
    held[where] ^= 1
    return bytes(held)


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "a/../../out.txt", "a//b", "./a"])
def test_AT_a_name_that_leads_elsewhere_is_refused_and_nothing_is_written_there(tmp_path, name):
    path = tmp_path / "sly.tar"
    with tarfile.open(path, "w") as out:
        info = tarfile.TarInfo(name)
        info.size = 1
        out.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(StoreError, match="holds something that no backup holds"):
        read(path, tmp_path)
    assert not (tmp_path / "out.txt").exists()


def test_AT_a_link_in_an_archive_is_refused(tmp_path):
    path = tmp_path / "sly.tar"
    with tarfile.open(path, "w") as out:
        info = tarfile.TarInfo("place.toml")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
        out.addfile(info)
    with pytest.raises(StoreError, match="no backup holds"):
        read(path, tmp_path)


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (b"{", "card cannot be read"),
        (b'{"form": 2, "files": {}}', "another version"),
        (b'{"form": 1, "files": {"gone": "00"}}', "gone is not as it was"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(tmp_path, card, why):
    path = tmp_path / "odd.tar"
    with tarfile.open(path, "w") as out:
        info = tarfile.TarInfo(archive.CARD)
        info.size = len(card)
        out.addfile(info, io.BytesIO(card))
    with pytest.raises(StoreError, match=why):
        read(path, tmp_path)


def test_an_archive_without_a_card_was_cut_short_or_is_none_of_ours(tmp_path):
    path = tmp_path / "odd.tar"
    with tarfile.open(path, "w") as out:
        info = tarfile.TarInfo("place.toml")
        info.size = 1
        out.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(StoreError, match="cut short, or it is no backup"):
        read(path, tmp_path)


def test_a_card_too_large_is_not_read_at_all(tmp_path, monkeypatch, made):
    monkeypatch.setattr(archive, "LARGEST_CARD", 10)
    with pytest.raises(StoreError, match="too large"):
        read(made, tmp_path)


def test_a_file_that_grows_or_goes_while_it_is_copied_stops_the_backup(tmp_path, monkeypatch):
    growing = tmp_path / "growing"
    growing.write_bytes(b"x" * 10)
    with pytest.raises(StoreError, match="changed while it was copied"):
        archive.write(tmp_path / "one.tar", [("a", tmp_path / "gone")], {})
    real = os.fstat

    def told(handle, size):
        found = real(handle)
        return os.stat_result((*found[:6], size, *found[7:]))

    for size in (4, 99):
        with monkeypatch.context() as patch:
            patch.setattr(archive.os, "fstat", lambda handle, size=size: told(handle, size))
            with pytest.raises(StoreError, match="changed while it was copied"):
                archive.write(tmp_path / "two.tar", [("a", growing)], {})
    with pytest.raises(IsADirectoryError):
        archive.write(tmp_path / "two.tar", [("a", tmp_path)], {})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["growing"]


def test_a_book_is_copied_while_another_writes_and_a_torn_one_is_refused(tmp_path):
    path = tmp_path / "book.sqlite"
    writer = sqlite3.connect(path)
    writer.execute("pragma journal_mode = wal")
    writer.execute("create table t (n)")
    writer.executemany("insert into t values (?)", [(n,) for n in range(100)])
    writer.commit()
    writer.execute("insert into t values (100)")  # not yet committed
    archive.copy_book(path, tmp_path / "copy.sqlite")
    writer.close()
    copy = sqlite3.connect(tmp_path / "copy.sqlite")
    assert copy.execute("select count(*) from t").fetchone() == (100,)
    copy.close()
    held = bytearray((tmp_path / "copy.sqlite").read_bytes())
    held[4096:4196] = b"\xff" * 100
    (tmp_path / "torn.sqlite").write_bytes(held)
    with pytest.raises(StoreError, match="damaged"):
        archive.check_book(tmp_path / "torn.sqlite")
    (tmp_path / "none.sqlite").write_text("not a book at all, only words " * 50)
    with pytest.raises(StoreError, match="cannot be copied"):
        archive.copy_book(tmp_path / "none.sqlite", tmp_path / "to.sqlite")


def test_the_card_says_the_form_and_every_hash(made):
    with tarfile.open(made) as opened:
        told = json.load(opened.extractfile(archive.CARD))
    assert told["form"] == archive.FORM
    assert all(len(mark) == 64 for mark in told["files"].values())
