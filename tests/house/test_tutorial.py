"""The tutorial is what happens: every command and every line of Python in it is run (B-014)."""

import re
import shlex
import subprocess
import sys

import pytest

from tests.conftest import ROOT, SHARED
from tilth.cli.main import main
from tilth.ground.errors import ROWS_QUARANTINED

TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
OPENED = {"../shared/data", "walsall"}  # what needs the open data, and the place opened from them
FEWER = ["--people", "3000"]  # so that it ends soon; the words are the tutorial's own


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def commands():
    return [line for block in blocks("console") for line in block.splitlines()]


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return tmp_path_factory.mktemp("tutorial")


def run(words, capsys):
    """A command's exit code and what it says; one that opens records has a process of its own."""
    if words[0] in ("agree", "learn", "demo"):
        asked = [sys.executable, "-m", "tilth", *words]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_tutorial_runs_from_end_to_end(here, monkeypatch, capsys):
    """B-014: linked, validated local data with their quality shown, from files to figures."""
    monkeypatch.chdir(here)
    ran = 0
    for line in commands():
        words = shlex.split(line)[1:]
        if OPENED & set(words) and not SHARED.is_dir():
            continue
        words = [str(SHARED / "data") if w == "../shared/data" else w for w in words]
        code, out, err = run(words + (FEWER if words[0] == "demo" else []), capsys)
        assert code in (0, ROWS_QUARANTINED), (line, err)
        assert out, line
        ran += 1
    assert ran >= 8
    for block in blocks("python"):
        answers = {}
        exec(compile(block, "tutorial", "exec"), answers)
        last = block.strip().splitlines()[-1]
        found = eval(last, answers)
        assert {"numerator", "denominator", "unknown"} <= set(found.columns)
        assert len(found) > 3
