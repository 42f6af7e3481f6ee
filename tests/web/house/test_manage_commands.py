"""tilth users, tilth status, tilth audit verify, tilth verify access: the same at a terminal."""

import dataclasses
import json

import pytest

from tilth.cli.main import main
from tilth.ground.errors import StoreError
from tilth.ground.place import Place
from tilth.web.house.models import AuditEntry, HeldRole, Job, Person
from tilth.web.records import open_records


@pytest.fixture
def tilth(db, settings, capsys, tmp_path, monkeypatch):
    """A function that runs a command on the place of these tests: exit code and what it says."""
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "keys" / "own.key"))
    monkeypatch.setenv("TILTH_PLACE", "")

    def run(*words):
        code = main([*words, "--place", str(settings.PLACE.folder)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_the_first_people_are_let_in_and_listed(tilth):
    code, said = tilth("users", "invite", "ann@example.org", "--name", "Ann", "--role", "ig_lead")
    assert code == 0
    assert "The role is theirs from now on." in said
    code, said = tilth("users", "invite", "bob@example.org", "--role", "link_worker")
    assert "waits until somebody who looks after sharing agrees" in said
    code, said = tilth("users")
    assert "Ann,ann@example.org,,ig_lead,,yes" in said
    assert "link_worker (waiting)" in said
    entries = AuditEntry.objects.filter(who="command").order_by("number")
    told = [e.act for e in entries.exclude(act="changed")]  # the partners of place.toml joined
    assert told == ["invited", "gave a role", "invited", "asked for a role"]


def test_somebody_is_shut_out_brought_back_and_given_a_role(tilth):
    tilth("users", "invite", "ann@example.org", "--until", "2099-01-01")
    assert "They cannot come in any more." in tilth("users", "deactivate", "ann@example.org")[1]
    assert "no" in tilth("users")[1]
    assert "They may come in again." in tilth("users", "bring-back", "ann@example.org")[1]
    assert "from now on" in tilth("users", "role", "ann@example.org", "--role", "chair")[1]
    assert Person.objects.get().roles_today() == ("chair",)
    told = json.loads(tilth("users", "list", "--json")[1])
    assert told["people"][0]["until"] == "2099-01-01"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("invite",), 2, "say whose address"),
        (("role", "nobody@example.org", "--role", "chair"), 2, "nobody of that address"),
        (("invite", "a@example.org", "--partner", "gone"), 2, "there is no partner called gone"),
        (("invite", "a@example.org", "--role", "king"), 5, "There is no such role"),
        (("crown",), 2, "there is no crown here"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_done(tilth, words, code, said):
    try:
        ended, heard = tilth("users", *words)
    except SystemExit as stop:
        ended, heard = stop.code, said
    assert ended == code
    assert said in heard
    assert not Person.objects.exists()


def test_status_tells_how_things_stand_and_writes_the_head_down(tilth, person_as, settings):
    person = person_as("analyst")
    Job.objects.create(kind="check", key="k", person=person)
    HeldRole.objects.create(person=person, role="checker", since="2026-01-01", waiting=True)
    tilth("users", "invite", "ann@example.org")
    code, said = tilth("status")
    assert code == 0
    assert "0 jobs run, 1 wait." in said
    assert "1 roles wait for a second yes" in said
    assert "The record has" in said
    assert "own.anchors.csv" in said
    told = json.loads(tilth("status", "--json")[1])
    assert told["record"]["head"] == AuditEntry.objects.latest("number").hash


def test_status_tells_sources_that_end(tilth, settings):
    from tilth.cli.keeping import _status_lines

    told = {"place": "Here", "release": None, "sources ended": ["gp"], "jobs running": 0}
    told |= {"sources ending soon": [], "jobs waiting": 0, "roles waiting": 0}
    told["record"] = {"entries": 0, "head": "0", "day": "2026-06-01", "anchors": "there"}
    lines = list(_status_lines(told))
    assert lines[0] == "Here: release none yet is in service."
    assert lines[1] == "Sources ended: gp."


def test_AU_04_audit_verify_says_whether_the_record_is_whole(tilth, monkeypatch):
    tilth("users", "invite", "ann@example.org")
    code, said = tilth("audit", "verify")
    assert code == 0
    assert "The record is whole" in said
    broken = {"broken": {"entry": 3, "why": "its content was changed"}}
    monkeypatch.setattr("tilth.web.house.audit.verify", lambda place: broken)
    code, said = tilth("audit", "verify")
    assert code == 6
    assert "broken at entry 3: its content was changed" in said


def test_one_process_opens_the_records_of_one_place(db, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_PLACE", "")
    other = dataclasses.replace(settings.PLACE, folder=tmp_path)
    with pytest.raises(StoreError, match="another place is open"):
        open_records(other)
    assert isinstance(other, Place)


@pytest.mark.parametrize("wrong", [[], ["chair /manage/people/: reached, not not found"]])
def test_verify_access_tells_every_difference(monkeypatch, capsys, wrong):
    import logging

    part = {"checked": 7, "differences": wrong}
    told = {"parts": {"addresses": part}, "checked": 7, "differences": len(wrong), "seconds": 0.1}
    monkeypatch.setattr("tilth.verify.access.verify", lambda seed, progress: told | {"seed": seed})
    try:
        code = main(["verify", "access", "--seed", "3"])
    finally:
        logging.disable(logging.NOTSET)
    said = "".join(capsys.readouterr())
    assert code == len(wrong)
    assert f"7 checks, 0.1 s: {len(wrong)} differences." in said
    assert all(one in said for one in wrong)
