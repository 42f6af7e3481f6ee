"""A release is whole, known by its hash, and in service in one step."""

import json

import pyarrow as pa
import pytest

from tilth.ground.errors import StoreError
from tilth.store.parquet import rows_into
from tilth.store.published import Release
from tilth.store.releases import (
    clear_unfinished,
    keep_latest,
    manifest_of,
    name_in_service,
    open_release,
    publish,
    put_in_service,
    read_json,
)
from tilth.store.stages import stage
from tilth.store.whole import sha256_of

SCHEMA = pa.schema([("person", pa.int64())])


class Home:
    """A place's store folder, for open_release."""

    def __init__(self, folder):
        self.store_folder = folder


def finished(store, people=3):
    def make(folder):
        with rows_into(folder / "person.parquet", SCHEMA) as rows:
            rows.add(pa.table({"person": list(range(people))}, schema=SCHEMA))
        (folder / "lineage.json").write_text('{"run": "x"}')

    return stage(store, "derive", {"people": people}, make)


def published(store, people=3):
    return publish(store, finished(store, people), as_of="2026-03-31", synthetic=True)


def test_FT_a_release_is_named_by_the_hash_of_its_manifest(tmp_path):
    name = published(tmp_path)
    folder = tmp_path / "releases" / name
    assert sha256_of(folder / "manifest.json")[:16] == name
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest == manifest_of(finished(tmp_path), as_of="2026-03-31", synthetic=True)
    assert manifest["files"]["person.parquet"]["rows"] == 3
    assert manifest["files"]["person.parquet"]["sha256"] == sha256_of(folder / "person.parquet")
    assert set(manifest["files"]) == {"person.parquet", "lineage.json"}
    assert (tmp_path / "current").read_text() == name + "\n"


def test_FT_publishing_again_changes_nothing(tmp_path):
    name = published(tmp_path)
    before = (tmp_path / "current").stat().st_mtime_ns
    folder = (tmp_path / "releases" / name).stat().st_ino
    assert published(tmp_path) == name
    assert (tmp_path / "current").stat().st_mtime_ns == before
    assert (tmp_path / "releases" / name).stat().st_ino == folder


@pytest.mark.parametrize("damage", ["flip", "lost", "manifest", "added", "no manifest"])
def test_FT_a_damaged_release_is_put_in_its_place_again(tmp_path, damage):
    name = published(tmp_path)
    folder = tmp_path / "releases" / name
    if damage == "flip":
        (folder / "lineage.json").write_text('{"run": "y"}')
    elif damage == "lost":
        (folder / "lineage.json").unlink()
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{")
    elif damage == "added":
        (folder / "more.txt").write_text("more")
    else:
        (folder / "manifest.json").unlink()
    assert published(tmp_path) == name
    assert open_release(Home(tmp_path), verify=True).name == name


def test_a_release_is_opened_by_name_or_as_the_one_in_service(tmp_path):
    one, two = published(tmp_path, 3), published(tmp_path, 4)
    assert open_release(Home(tmp_path)).name == two == name_in_service(tmp_path)
    assert open_release(Home(tmp_path), one).rows("person") == 3
    assert isinstance(open_release(Home(tmp_path), one), Release)
    for name in ("0" * 16, "../" + one):
        with pytest.raises(StoreError, match="there is no release called"):
            open_release(Home(tmp_path), name)


@pytest.mark.parametrize("name", ["../../x", "abc", ""])
def test_FT_a_pointer_to_anything_else_is_refused(tmp_path, name):
    published(tmp_path)
    (tmp_path / "current").write_text(name + "\n")
    with pytest.raises(StoreError, match="pointer"):
        open_release(Home(tmp_path))


def test_without_a_release_it_says_so(tmp_path):
    assert name_in_service(tmp_path) is None
    with pytest.raises(StoreError, match="no release is in service"):
        open_release(Home(tmp_path))


def test_FT_all_of_a_release_is_checked_when_asked(tmp_path):
    name = published(tmp_path)
    file = tmp_path / "releases" / name / "person.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert open_release(Home(tmp_path)).name == name
    with pytest.raises(StoreError, match=r"person\.parquet is missing or has changed"):
        open_release(Home(tmp_path), verify=True)


def test_FT_its_notes_are_checked_when_read(tmp_path):
    release = open_release(Home(tmp_path), published(tmp_path))
    assert read_json(release, "lineage.json") == {"run": "x"}
    (release.folder / "lineage.json").write_text('{"run": "y"}')
    with pytest.raises(StoreError, match=r"lineage\.json is missing or has changed"):
        read_json(release, "lineage.json")
    (release.folder / "lineage.json").unlink()
    with pytest.raises(StoreError, match=r"lineage\.json is missing or has changed"):
        read_json(release, "lineage.json")


def test_the_last_releases_are_kept_in_the_order_they_were_published(tmp_path):
    names = []
    for people in (1, 2, 3, 4, 2):
        names.append(published(tmp_path, people))
        kept = keep_latest(tmp_path, names[-1])
    assert kept == [names[2], names[3], names[1]]
    found = {p.name for p in (tmp_path / "releases").iterdir() if p.is_dir()}
    assert found == set(kept)
    assert name_in_service(tmp_path) == names[1]


@pytest.mark.parametrize("told", ["{", "3", '{"a": 1}'])
def test_a_damaged_list_of_what_was_published_is_begun_again(tmp_path, told):
    name = published(tmp_path)
    (tmp_path / "releases" / "published.json").write_text(told)
    assert keep_latest(tmp_path, name)[-1] == name
    assert open_release(Home(tmp_path), verify=True).name == name


def test_pointing_at_a_release_is_one_step(tmp_path):
    put_in_service(tmp_path, "a" * 16)
    put_in_service(tmp_path, "b" * 16)
    assert [p.name for p in tmp_path.iterdir()] == ["current"]
    assert name_in_service(tmp_path) == "b" * 16


def test_FT_what_a_stopped_run_left_of_a_pointer_or_a_release_is_cleared(tmp_path):
    (tmp_path / "releases" / ".0123456789abcdef.ab12cd34.part").mkdir(parents=True)
    for half in (".current.ab12cd34.part", "releases/.published.json.ab12cd34.part"):
        (tmp_path / half).write_text("half")
    (tmp_path / "current").write_text("0123456789abcdef\n")
    clear_unfinished(tmp_path)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["current", "releases"]
