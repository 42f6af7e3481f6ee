"""tilth agree balance: the page's numbers in a terminal, and one letter to each chair."""

import json
import os
import subprocess
import sys

import pytest

from tilth.verify import small_place

MADE = """
import datetime
from tests.web.agree.making import board_of, round_table, signed
from tilth.web.agree.models import Meeting, Role, Turn
from tilth.web.house.models import Person
table, board = round_table(), board_of()
signed(board, table, since=datetime.date(2025, 1, 1))
chair = Person.objects.create_user("alex@example.org", "Alex Unmistakable")
Role.objects.create(person=chair, body=board, title="chair", chair=True, independent=True,
                    since=datetime.date(2025, 1, 1))
for week in range(6):
    on = datetime.date(2026, 1, 12) + datetime.timedelta(weeks=week)
    meeting = Meeting.objects.create(body=board, on=on, state="agreed")
    Turn.objects.create(meeting=meeting, partner=table["hospital"], type="spoke", count=6)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("balance") / "place"
    small_place.make(folder, seed=1, people=60)
    opened = "from pathlib import Path; from tilth.ground.place import Place\n"
    opened += (
        f"from tilth.web.records import open_records\nopen_records(Place.open({str(folder)!r}))"
    )
    done = run([sys.executable, "-c", f"{opened}\n{MADE}"])
    assert done.returncode == 0, done.stderr
    return folder


def run(command):
    told = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    told |= {"TILTH_SECRET_KEY": "only for tests " * 4}
    return subprocess.run(command, capture_output=True, text=True, env=told, check=False)


def tilth(place, *words):
    command = [sys.executable, "-m", "tilth", "agree", "balance", *words]
    done = run([*command, "--place", str(place), "--on", "2026-04-14", "--json"])
    return done.returncode, json.loads(done.stdout or "null"), done.stderr


def test_the_command_tells_what_the_page_tells(place):
    """P-042 by a command; never a person."""
    code, told, said = tilth(place, "place-board", "--cycle", "2026-Q1")
    assert code == 0, said
    row = next(one for one in told["balance"] if one["partner"] == "General Hospital"
               and one["what"] == "Turns to speak")  # fmt: skip
    assert (row["amount"], row["total"], row["stands_out"]) == (36, 36, "yes")
    assert "Unmistakable" not in json.dumps(told)
    assert tilth(place)[1]["bodies"] == [{"body": "place-board", "name": "Place board"}]


def test_P_045_each_chair_is_written_to_once(place):
    """P-045: after each cycle, once."""
    assert tilth(place, "--tell")[1]["told"] == [
        {"body": "Place board", "told": "yes", "why_not": ""}
    ]
    assert tilth(place, "--tell")[1]["told"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [(["place-bord"], "Did you mean place-board?"), (["zzz"], "tilth agree balance lists them."),
     (["place-board", "--cycle", "2031-Q1"], "There are: 2026-Q2, 2026-Q1")],
)  # fmt: skip
def test_a_wrong_word_is_told_with_the_near_one(place, words, said):
    code, _, told = tilth(place, *words)
    assert code == 2
    assert said in told
