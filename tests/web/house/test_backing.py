"""A place into one file and back: whole or not at all, without keys, and what was taken back."""

import json
import shutil
import tarfile

import pytest

from tests.conftest import ROOT
from tests.web.at_once import EVERY_ENGINE, in_a_process
from tilth.cli.main import main
from tilth.ground.errors import StoreError, UsageError
from tilth.ground.place import Place
from tilth.web.house.backing import making

TELL = """
    import contextlib
    sys.path.insert(0, sys.argv[3])
    from django.contrib.sessions.backends.db import SessionStore
    from tests.web.learn.making import story_of
    from tilth.cli.main import main
    from tilth.web.house.models import Person
    from tilth.web.learn.actions.withdrawing import withdraw
    from tilth.web.learn.telling.teller import TELLER

    Person.objects.create_user("ann@example.org", "Ann", roles=["chair"])
    SessionStore().save()
    kept, taken = story_of("Kept", words="Stays."), story_of("Taken back", words="Quixotry.")
    (place.store_folder / "media").mkdir()
    (place.store_folder / "media" / "one.jpg").write_bytes(b"picture")
    with contextlib.redirect_stdout(sys.stderr):
        code = main(["backup", sys.argv[2], "--place", str(place.folder), "--quiet"])
    withdraw(TELLER, taken)
    print(json.dumps({"code": code, "kept": kept.slug, "taken": taken.slug}))
"""
RESTORE = """
    import json, sys
    from tilth.cli.main import main
    file, folder, kept, taken = sys.argv[1:]
    code = main(["restore", file, "--place", folder, "--json"])
    from django.contrib.sessions.models import Session
    from tilth.ground.place import Place
    from tilth.web.house import audit
    from tilth.web.house.models import AuditEntry, Person
    from tilth.web.learn.models import Story
    told = {
        "code": code, "people": Person.objects.filter(email="ann@example.org").count(),
        "kept": Story.objects.get(slug=kept).state, "taken": Story.objects.get(slug=taken).state,
        "words": Story.objects.get(slug=kept).words, "sessions": Session.objects.count(),
        "entered": AuditEntry.objects.filter(what__startswith="brought back from").count(),
        "exported": AuditEntry.objects.filter(act="exported").count(),
        "broken": audit.verify(Place.open(folder))["broken"],
    }
    Person.objects.create_user("new@example.org", "New")  # numbers go on from where they were
    print(json.dumps(told))
"""
EMPTY = """
    import psycopg, sys
    with psycopg.connect(sys.argv[1], autocommit=True) as base:
        base.execute("drop schema public cascade")
        base.execute("create schema public")
"""


def said(process):
    """What a process printed last, as JSON."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out, json.loads(out.strip().splitlines()[-1])


@EVERY_ENGINE
def test_P_063_one_command_backs_up_one_restores_and_what_was_taken_back_stays_so(
    many_at_once, scratch, tmp_path, engine, request
):
    """CO: a restore replays what was taken back since; DC: keys are in no backup."""
    file, back = tmp_path / "friday.tar", tmp_path / "back"
    told = many_at_once(TELL, file, ROOT, engine=engine)
    assert told["code"] == 0
    place, environment = scratch
    for key in (tmp_path / "keys").iterdir():
        assert key.read_bytes().strip() not in file.read_bytes()
    if engine == "postgresql":
        url = request.getfixturevalue("postgresql")
        in_a_process(EMPTY, url).communicate(timeout=60)
    (place / "place.toml").write_text("not this one")  # what is lost is lost
    out, found = said(in_a_process(RESTORE, file, back, told["kept"], told["taken"], **environment))
    assert found == {
        "code": 0, "people": 1, "kept": "published", "taken": "withdrawn", "words": "Stays.",
        "sessions": 0, "entered": 1, "exported": 1, "broken": None,
    }  # fmt: skip
    assert "gone again: 1" in out
    assert Place.open(back).name == "Scratch"
    assert (back / "store" / "media" / "one.jpg").read_bytes() == b"picture"


@pytest.fixture
def backed(db, settings, tmp_path, monkeypatch):
    """The place of these tests copied, with a release of a kind, and its backup."""
    folder = tmp_path / "place"
    left_out = shutil.ignore_patterns("records.sqlite*", "site")
    shutil.copytree(settings.PLACE.folder, folder, ignore=left_out)
    settings.PLACE = Place.open(folder)
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "keys" / "own.key"))
    return settings.PLACE


def names(path):
    with tarfile.open(path) as opened:
        return set(opened.getnames())


def test_P_063_what_is_made_again_by_itself_is_left_out_and_nothing_else(backed, tmp_path):
    store = backed.store_folder
    gone = "stages/a/b", "kept/x.json", "locks/y.lock", "releases/old/z", ".hidden", "worker.lock"
    for name in (*gone, "media/one.jpg", "known/gp/1.parquet"):
        (store / name).parent.mkdir(parents=True, exist_ok=True)
        (store / name).write_text("x")
    making.backup(backed, tmp_path / "b.tar")
    found = names(tmp_path / "b.tar")
    assert {"place.toml", "store/media/one.jpg", "store/known/gp/1.parquet"} <= found
    held = {p.relative_to(backed.folder).as_posix() for p in backed.folder.rglob("*.csv")}
    assert held
    assert held <= found
    assert not found & {f"store/{name}" for name in gone}


def test_a_backup_is_entered_in_the_record_before_it_is_made(backed, tmp_path):
    from tilth.web.house.models import AuditEntry

    making.backup(backed, tmp_path / "b.tar")
    entry = AuditEntry.objects.order_by("number").last()
    assert (entry.act, entry.what, entry.level) == ("exported", "backup of the whole place", "D3")


@pytest.mark.parametrize("where", ["inside", "there", "nowhere"])
def test_a_backup_lies_outside_the_place_and_over_nothing(backed, tmp_path, where):
    (tmp_path / "there.tar").write_text("mine")
    at = {"inside": backed.folder / "b.tar", "there": tmp_path / "there.tar",
          "nowhere": tmp_path / "no" / "b.tar"}[where]  # fmt: skip
    with pytest.raises(UsageError):
        making.backup(backed, at)
    assert (tmp_path / "there.tar").read_text() == "mine"


def test_a_link_or_a_damaged_release_stops_the_backup_and_leaves_none(backed, tmp_path):
    link = backed.folder / "incoming" / "elsewhere.csv"
    link.symlink_to("/etc/hostname")
    with pytest.raises(StoreError, match="link to somewhere else"):
        making.backup(backed, tmp_path / "b.tar")
    link.unlink()
    from tilth.store.whole import json_text, sha256_of

    release = backed.store_folder / "releases"
    manifest = json_text({"files": {"person.parquet": {"sha256": "0" * 64}}})
    (release / "new").mkdir(parents=True)
    (release / "new" / "manifest.json").write_text(manifest)
    name = sha256_of(release / "new" / "manifest.json")[:16]
    (release / "new").rename(release / name)
    (release / name / "person.parquet").write_text("not as it was")
    (backed.store_folder / "current").write_text(name + "\n")
    with pytest.raises(StoreError, match=r"person.parquet is missing or has changed"):
        making.backup(backed, tmp_path / "b.tar")
    assert not list(tmp_path.glob("*.tar"))


def test_P_063_a_damaged_backup_brings_nothing_back(backed, tmp_path, capsys):
    making.backup(backed, tmp_path / "b.tar")
    held = bytearray((tmp_path / "b.tar").read_bytes())
    held[len(held) // 2] ^= 1
    (tmp_path / "torn.tar").write_bytes(held)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    for file, folder, code, words in (
        ("torn.tar", "new", 6, "is not as it was"),
        ("none.tar", "new", 2, "there is no such file"),
        ("b.tar", "full", 2, "there is something in this folder already"),
    ):
        asked = ["restore", str(tmp_path / file), "--place", str(tmp_path / folder)]
        assert main(asked) == code
        assert words in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".*.part"))


def test_CO_a_place_whose_withdrawals_cannot_be_read_is_not_brought_back(
    backed, tmp_path, capsys, monkeypatch
):
    """What was taken back would stand again: so nothing stands."""
    from tilth.cli import backup

    def refused(place, card):
        raise StoreError("line 3 does not say what was taken back")

    monkeypatch.setattr(backup, "_settled", refused)
    making.backup(backed, tmp_path / "b.tar")
    assert main(["restore", str(tmp_path / "b.tar"), "--place", str(tmp_path / "new")]) == 6
    assert not (tmp_path / "new").exists()


def test_records_of_one_kind_of_database_are_not_put_into_another(backed, tmp_path, monkeypatch):
    from tilth.cli.backup import _check

    told = {"records": "sqlite", "release": None}
    monkeypatch.delenv("TILTH_DATABASE_URL", raising=False)
    _check(backed.folder, told, lambda *_: None)
    monkeypatch.setenv("TILTH_DATABASE_URL", "postgresql://tilth@127.0.0.1/none")
    with pytest.raises(StoreError, match="were kept in sqlite, and here in postgresql"):
        _check(backed.folder, told, lambda *_: None)
