"""What was made is kept, checked, and never made twice."""

import errno
import hashlib
import json

import duckdb
import pytest

from tilth.ground.errors import StoreError
from tilth.store.stages import clear_stages, disk_trouble, hash_of, stage, stage_folder
from tilth.store.whole import hashes_of


class Maker:
    """Writes one file and counts how often it was asked to."""

    def __init__(self, text="made"):
        self.text, self.times = text, 0

    def __call__(self, folder):
        self.times += 1
        (folder / "a.txt").write_text(self.text)


def test_FT_the_same_inputs_are_made_once(tmp_path):
    make = Maker()
    first = stage(tmp_path, "derive", {"b": 1, "a": 2}, make)
    again = stage(tmp_path, "derive", {"a": 2, "b": 1}, make)
    assert (make.times, first.made, again.made) == (1, True, False)
    assert first.folder == again.folder == tmp_path / "stages" / "derive" / first.key
    assert first.content == again.content
    assert again.path("a.txt").read_text() == "made"
    assert first.told() == {"of": "", "key": first.key, "content": first.content}


def test_other_inputs_are_made_apart(tmp_path):
    one, two = (stage(tmp_path, "derive", {"n": n}, Maker()) for n in (1, 2))
    assert one.folder != two.folder
    assert one.content == two.content


def test_the_hash_of_inputs_is_that_of_their_plain_text():
    assert hash_of({"b": 1, "a": "é"}) == hash_of({"a": "é", "b": 1})
    assert hash_of([1, 2]) == hashlib.sha256(b"[1,2]").hexdigest()


@pytest.mark.parametrize("damage", ["changed", "missing", "added", "card", "no card", "not a card"])
def test_FT_a_damaged_stage_is_made_anew(tmp_path, damage):
    make = Maker()
    found = stage(tmp_path, "derive", {}, make)
    file, card = found.path("a.txt"), found.path("stage.json")
    if damage == "changed":
        file.write_text("mads")
    elif damage == "missing":
        file.unlink()
    elif damage == "added":
        (found.folder / "b.txt").write_text("more")
    elif damage == "card":
        card.write_text(card.read_text().replace(found.key, "0" * 64))
    elif damage == "no card":
        card.unlink()
    else:
        card.write_text("[]")
    again = stage(tmp_path, "derive", {}, make)
    assert (again.made, make.times) == (True, 2)
    assert again.path("a.txt").read_text() == "made"
    assert sorted(p.name for p in found.folder.parent.iterdir()) == [found.key]


def test_a_stage_may_be_trusted_unread_but_never_with_a_card_of_another(tmp_path):
    make = Maker()
    found = stage(tmp_path, "derive", {}, make)
    found.path("a.txt").write_text("mads")
    assert not stage(tmp_path, "derive", {}, make, verify=False).made
    card = found.path("stage.json")
    card.write_text(card.read_text().replace(found.key, "0" * 64))
    assert stage(tmp_path, "derive", {}, make, verify=False).made


def test_FT_what_a_stage_reads_is_checked_first_though_it_was_trusted(tmp_path):
    before = stage(tmp_path, "link", {}, Maker())
    before = stage(tmp_path, "link", {}, Maker(), verify=False)
    before.path("a.txt").write_text("flip")
    make = Maker()
    with pytest.raises(StoreError, match=r"a\.txt is missing or has changed"):
        stage(tmp_path, "derive", {}, make, reads=[before])
    assert make.times == 0


def test_what_this_run_made_is_not_read_again(tmp_path):
    before = stage(tmp_path, "link", {}, Maker())
    assert stage(tmp_path, "derive", {}, Maker(), reads=[before]).made


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EIO, "Input/output error"),
        duckdb.IOException("could not write"),
        duckdb.OutOfMemoryException("failed to offload"),
    ],
)
def test_FT_a_full_or_failing_disk_is_a_store_error_and_leaves_nothing(tmp_path, error):
    def make(folder):
        (folder / "a.txt").write_text("half")
        raise error

    with pytest.raises(StoreError, match="the disk is full or failing") as told:
        stage(tmp_path, "derive", {}, make)
    assert told.value.exit_code == 6
    assert not hashes_of(tmp_path)


def test_FT_too_little_memory_says_to_give_more_and_leaves_nothing(tmp_path):
    def make(folder):
        raise duckdb.OutOfMemoryException("failed to allocate data of size 256.0 KiB")

    with pytest.raises(StoreError, match=r"more memory.*--memory 6GB"):
        stage(tmp_path, "derive", {}, make)
    assert not hashes_of(tmp_path)


def test_another_error_is_passed_on(tmp_path):
    with pytest.raises(FileNotFoundError), disk_trouble(tmp_path):
        raise FileNotFoundError(errno.ENOENT, "gone")


def test_leavings_and_old_stages_are_cleared(tmp_path):
    kept = stage(tmp_path, "derive", {"n": 1}, Maker())
    old = stage(tmp_path, "derive", {"n": 2}, Maker())
    other = stage(tmp_path, "other", {}, Maker())
    (tmp_path / "stages" / "derive" / ".x.part").mkdir()
    (tmp_path / "stages" / ".y.part").write_text("half")
    (tmp_path / "stages" / "tilth-spill-1").mkdir()
    clear_stages(tmp_path)
    assert old.folder.is_dir()
    assert sorted(p.name for p in (tmp_path / "stages").iterdir()) == ["derive", "other"]
    clear_stages(tmp_path, {("derive", kept.key)})
    assert (kept.folder.is_dir(), old.folder.is_dir(), other.folder.is_dir()) == (True, False, True)


def test_clearing_where_there_is_nothing_does_nothing(tmp_path):
    clear_stages(tmp_path)
    assert not list(tmp_path.iterdir())


def test_where_a_stage_lies_is_known_before_it_is_made(tmp_path):
    folder = stage_folder(tmp_path, "derive", {"n": 1})
    assert not folder.exists()
    assert stage(tmp_path, "derive", {"n": 1}, Maker()).folder == folder
    assert json.loads((folder / "stage.json").read_text())["stage"] == "derive"


def test_FT_a_stage_opened_under_another_name_or_without_its_card_is_refused(tmp_path):
    from tilth.store.stages import CARD, open_stage

    made = stage(tmp_path, "derive", {"a": 1}, lambda f: (f / "x.txt").write_text("x"))
    assert open_stage(made.folder).hashes == made.hashes
    moved = made.folder.with_name("0" * 64)
    made.folder.rename(moved)
    with pytest.raises(StoreError):
        open_stage(moved)
    (moved / CARD).unlink()
    with pytest.raises(StoreError, match="missing or damaged"):
        open_stage(moved)
