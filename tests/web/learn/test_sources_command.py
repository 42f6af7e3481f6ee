"""The commands of sources, and the example in the docs, run as they are written."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.learn.sources.founding import FOLDER, founding
from tilth.cli.main import main
from tilth.web.agree.models import Document
from tilth.web.learn.models import Claim, Passage

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[3] / "docs" / "learn" / "sources.md"


@pytest.fixture
def run(capsys, monkeypatch, settings):
    """A function that runs a command on the place of the tests and gives (exit code, out, err)."""
    monkeypatch.setattr("tilth.web.records.open_records", lambda place: None)

    def done(*words):
        code = main([*words, "--place", str(settings.PLACE.folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return done


def test_the_example_in_the_docs_brings_the_founding_documents_in(run):
    founding("podcast")
    block = re.search(r"```sh\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)[1]
    said = []
    for line in block.strip().splitlines():
        words = shlex.split(line)[1:]
        words = [str(FOLDER / Path(w).name) if w.startswith("../shared") else w for w in words]
        code, out, err = run(*words)
        assert code == 0, err
        said.append(out)
    assert "99 passages" in said[0]
    assert "Stephanie Cartwright: 11 turns, 41 passages" in said[0]
    assert "14 claims were written down." in said[0]
    assert "Likely slip in passage 84: Sue Moss, for Sue Goss" in said[1]
    assert Passage.objects.filter(speaker="Tracey Bleakley").count() == 13
    assert Claim.objects.exclude(said_in=None).count() == 14
    assert "/learn/sources/how-important-is-integration-at-place-le/#p17" in said[2]


def test_a_talk_is_looked_at_or_refused_without_being_kept(run, tmp_path):
    talk = tmp_path / "talk.txt"
    talk.write_text("Anna: Hello.\nBen: Hello.\nAnna: Bye.\n", encoding="utf-8")
    code, out, _ = run("learn", "source", str(talk), "--dry-run", "--json", "--speaker", "ANNA=A K")
    told = json.loads(out)
    assert (code, told["kind"], told["kept"]) == (0, "transcript", False)
    assert told["speakers"][0] == {"name": "A K", "turns": 2, "passages": 2}
    assert "has no title" in run("learn", "source", str(talk))[2]
    code, _, err = run("learn", "source", str(talk), "--title", "A talk", "--speaker", "Zoe=Z")
    assert code == 2
    assert "nobody called Zoe speaks in it" in err
    for wrong, why in (
        (["--no-speaker", "Zoe"], "nobody called Zoe speaks in it"),
        (["--speaker", "=Z"], "told as NAME=FULL NAME"),
        (["--title", "x", "--url", "javascript:x"], "begins with https://"),
    ):
        assert why in run("learn", "source", str(talk), *wrong)[2]
    assert run("learn", "source", str(tmp_path / "none.txt"))[0] == 2
    talk.write_bytes(b"one\ntwo \xff")
    code, _, err = run("learn", "source", str(talk), "--title", "A talk")
    assert code == 4
    assert "talk.txt line 2, column 5: a letter cannot be read" in err
    assert not Document.objects.exists()
