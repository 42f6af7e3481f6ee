"""tilth agree balance: the page's numbers in a terminal, and one letter to each chair."""

import datetime
import json

import pytest

from tests.web.agree.making import board_of, round_table, signed
from tilth.web.agree.models import Meeting, Role, Turn
from tilth.web.house.models import Person

pytestmark = pytest.mark.django_db
BEGAN = datetime.date(2025, 1, 1)


@pytest.fixture
def tilth(command):
    """A board where one partner alone spoke in six meetings; the command that tells of it."""
    table, board = round_table(), board_of()
    signed(board, table, since=BEGAN)
    chair = Person.objects.create_user("alex@example.org", "Alex Unmistakable")
    Role.objects.create(
        person=chair, body=board, title="chair", chair=True, independent=True, since=BEGAN
    )
    for week in range(6):
        on = datetime.date(2026, 1, 12) + datetime.timedelta(weeks=week)
        meeting = Meeting.objects.create(body=board, on=on, state="agreed")
        Turn.objects.create(meeting=meeting, partner=table["hospital"], type="spoke", count=6)
    return lambda *words: command("agree", "balance", *words, "--on", "2026-04-14")


def test_the_command_tells_what_the_page_tells(tilth):
    """P-042 by a command; never a person."""
    code, told, said = tilth("place-board", "--cycle", "2026-Q1")
    assert code == 0, said
    row = next(one for one in told["balance"] if one["partner"] == "General Hospital"
               and one["what"] == "Turns to speak")  # fmt: skip
    assert (row["amount"], row["total"], row["stands_out"]) == (36, 36, "yes")
    assert "Unmistakable" not in json.dumps(told)
    assert tilth()[1]["bodies"] == [{"body": "place-board", "name": "Place board"}]


def test_P_045_each_chair_is_written_to_once(tilth):
    """P-045: after each cycle, once."""
    assert tilth("--tell")[1]["told"] == [{"body": "Place board", "told": "yes", "why_not": ""}]
    assert tilth("--tell")[1]["told"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [(["place-bord"], "Did you mean place-board?"), (["zzz"], "tilth agree balance lists them."),
     (["place-board", "--cycle", "2031-Q1"], "There are: 2026-Q2, 2026-Q1")],
)  # fmt: skip
def test_a_wrong_word_is_told_with_the_near_one(tilth, words, said):
    code, _, told = tilth(*words)
    assert code == 2
    assert said in told
