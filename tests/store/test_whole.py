"""Files are whole or not there at all (FT)."""

import os

import pytest

from tilth.ground.errors import StoreError
from tilth.store.whole import (
    check_hashes,
    clear_leavings,
    hashes_of,
    sha256_of,
    whole_file,
    whole_folder,
    write_json,
    write_text,
)


def test_FT_a_file_appears_only_when_it_is_whole(tmp_path):
    path = tmp_path / "deep" / "a.txt"
    with whole_file(path) as temporary:
        temporary.write_text("soil")
        assert not path.exists()
    assert path.read_text() == "soil"
    assert os.listdir(path.parent) == ["a.txt"]


def test_FT_a_failure_leaves_the_last_good_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def fail():
        with whole_file(path) as temporary:
            temporary.write_text("half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_FT_a_folder_appears_only_when_it_is_whole(tmp_path):
    path = tmp_path / "release"
    with whole_folder(path) as temporary:
        (temporary / "inner").mkdir()
        write_json(temporary / "inner" / "a.json", {"b": 1})
        assert not path.exists()
    assert hashes_of(path) == {"inner/a.json": sha256_of(path / "inner" / "a.json")}
    with pytest.raises(RuntimeError), whole_folder(tmp_path / "other"):
        raise RuntimeError
    assert os.listdir(tmp_path) == ["release"]


def test_FT_a_changed_missing_or_added_file_is_noticed(tmp_path):
    for name in ("a", "b"):
        write_text(tmp_path / name, name)
    hashes = hashes_of(tmp_path)
    check_hashes(tmp_path, hashes)
    (tmp_path / "a").write_text("changed")
    (tmp_path / "b").unlink()
    write_text(tmp_path / "c", "new")
    with pytest.raises(StoreError, match="a, b, c is missing or has changed"):
        check_hashes(tmp_path, hashes)


def test_FT_leavings_of_a_killed_run_are_cleared(tmp_path):
    (tmp_path / ".a.txt.0a1b.part").write_text("half")
    (tmp_path / "in").mkdir()
    half = tmp_path / "in" / ".release.ffff.part"
    half.mkdir()
    (half / ".receipt.json.0a1b.part").write_text("half of a half")
    (half / ".index.0a1b.part").mkdir()
    write_text(tmp_path / "whole", "x")
    assert clear_leavings(tmp_path) == 4
    assert sorted(os.listdir(tmp_path)) == ["in", "whole"]
