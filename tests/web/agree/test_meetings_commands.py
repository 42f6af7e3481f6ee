"""tilth pack, tilth agree log, tilth agree remind at a terminal."""

import datetime
import json
import shutil

import pytest
from django.core import mail

from tests.agree.meetings.log.making import csv_of
from tests.web.agree.making import board_of, decision_of, round_table
from tilth.cli.main import main
from tilth.web.agree.models import Decision, Meeting

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 10)


@pytest.fixture
def tilth(settings, capsys, tmp_path, monkeypatch):
    """A function that runs a command on the place of these tests: exit code and what it says."""
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "keys" / "own.key"))
    monkeypatch.setenv("TILTH_PLACE", "")

    def run(*words):
        code = main([*map(str, words), "--place", str(settings.PLACE.folder)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def board():
    """A board with a meeting, five partners round the table."""
    round_table()
    board = board_of()
    Meeting.objects.create(body=board, on=DAY)
    return board


def test_the_pack_is_written_as_html_that_stands_alone(tilth, board, tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_CHROMIUM", "")
    code, said = tilth("pack", "place-board", "2026-03-10", "--out", tmp_path)
    assert code == 0
    assert "No browser is on this machine" in said
    html = (tmp_path / "pack-2026-03-10-place-board.html").read_text()
    assert "Pack for Place board, 10 March 2026" in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "<script" not in html


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not here")
def test_the_pack_is_printed_where_a_browser_is(tilth, board, tmp_path):
    code, said = tilth("pack", "place-board", "2026-03-10", "--out", tmp_path, "--json")
    assert code == 0
    files = json.loads(said.partition("Next:")[0])["files"]
    assert [one.rpartition(".")[2] for one in files] == ["html", "pdf"]


def test_wrong_words_say_what_there_is(tilth, board, tmp_path):
    for words, why in (
        (("pack", "nobody", "2026-03-10"), "There are: place-board"),
        (("pack", "place-board", "2026-03-11"), "Its newest are: 2026-03-10"),
        (("pack", "place-board", "2026-03-10", "--out", tmp_path / "no"), "no such folder"),
        (("agree", "log", "no.csv", "--body", "place-board"), "no such file"),
        (("agree", "log", "no.csv", "--body", "place-board", "--map", "x"), "no such file"),
        (("agree", "log", "no.csv", "--body", "place-board", "--proposer", "x"), "no partner"),
    ):
        code, said = tilth(*words)
        assert code == 2
        assert why in said


def test_a_log_is_looked_at_then_brought_in_all_or_nothing(tilth, board, tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(csv_of())
    code, said = tilth("agree", "log", path, "--body", "place-board", "--dry-run")
    assert code == 0
    assert "2 decisions would be brought in; nothing is kept." in said
    assert "Row 3, Proposed by: no partner goes by this name" in said
    assert not Decision.objects.exists()
    code, said = tilth("agree", "log", path, "--body", "place-board")
    assert code == 5
    assert "Row 3 does not say who put it forward" in said
    assert not Decision.objects.exists()
    code, said = tilth("agree", "log", path, "--body", "place-board", "--proposer", "homes")
    assert code == 0
    assert "2 decisions were brought in, D-001 to D-002." in said
    code, said = tilth("agree", "log", path, "--body", "place-board", "--dry-run")
    assert "Row 2 is here already, as D-001." in said


def test_a_log_says_row_column_rule_and_remedy_and_columns_can_be_told(tilth, board, tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(csv_of([("soon", "Hall")], ("Tag", "Thing")))
    words = ("agree", "log", path, "--body", "place-board")
    code, said = tilth(*words)
    assert code == 4
    assert "Say which: --map date=COLUMN" in said
    code, said = tilth(*words, "--map", "date=Tag", "--map", "title=Thing")
    assert code == 4
    assert "Row 2, Tag: this is not a day. Write it such as 14/05/2026" in said
    code, said = tilth(*words, "--map", "date")
    assert code == 2
    path.write_bytes(b"%PDF-1.4")
    assert tilth(*words)[0] == 4


def test_reminders_are_shown_then_sent_once(tilth, board, person_as):
    partners = round_table()
    decision_of(board, partners["hospital"], stage="objections")
    person_as("partner", partner="charities")
    on = ("--on", "2026-03-09")
    code, said = tilth("agree", "remind", "--dry-run", *on)
    assert code == 0
    assert "Circle of Small Charities,1,would go,Something new waits." in said
    assert mail.outbox == []
    code, said = tilth("agree", "remind", *on)
    assert code == 5
    assert "letters need the address of the site" in said
    for _ in range(2):
        assert tilth("agree", "remind", "--site", "https://tilth.example", *on)[0] == 0
    assert len(mail.outbox) == 1
    assert "https://tilth.example/agree/decisions/D-001/" in mail.outbox[0].body
    assert "It is the weekend" in tilth("agree", "remind", "--dry-run", "--on", "2026-03-14")[1]
