"""What the tests of AGREE's pages and acts share: a promise, a command."""

import json

import pytest

from tests.web.agree.making import DAY
from tilth.cli.main import main
from tilth.web.agree.actions import commitments


@pytest.fixture
def promised(table, stands):
    """A function that gives a promise of the club to the charities."""

    def make(by="club", to="charities", type="commitment", **told):
        told = {"words": "Open the hall on Sundays", "made": DAY, **told}
        made_by, made_to = table[by], table.get(to)
        return commitments.propose(stands(by), type=type, made_by=made_by, made_to=made_to, **told)

    return make


@pytest.fixture
def command(settings, capsys, tmp_path, monkeypatch):
    """A function that runs `tilth ... --json` on the place of the tests: exit, answer, errors."""
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "keys" / "own.key"))
    monkeypatch.setattr("tilth.web.records.open_records", lambda place: None)

    def run(*words):
        ended = main([*map(str, words), "--place", str(settings.PLACE.folder), "--json"])
        told = capsys.readouterr()
        return ended, json.loads(told.out or "null"), told.err

    return run
