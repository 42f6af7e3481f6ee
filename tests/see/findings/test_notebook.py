"""The notebook's lines run on the made-up place, and the files R reads are there."""

import csv
import re
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tilth.cli.main import main
from tilth.see.findings.finding import Finding
from tilth.see.methods.intervals import proportion

DOCS = Path(__file__).parents[3] / "docs" / "see"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.S | re.M)


def blocks(name, language):
    text = (DOCS / name).read_text(encoding="utf-8")
    return [body for kind, body in FENCE.findall(text) if kind == language]


@pytest.fixture
def beside(demo_folder, tmp_path, monkeypatch):
    """A folder in which "tiltham" is the made-up place."""
    (tmp_path / "tiltham").symlink_to(demo_folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def a_few_indicators(monkeypatch):
    """A profile of eight indicators, to spare the test; the area page's own tests take them all."""
    from tilth.see.findings import known

    every = known.in_order
    monkeypatch.setattr(known, "in_order", lambda *told: dict(islice(every(*told).items(), 8)))


def test_every_line_of_the_notebook_runs(beside, a_few_indicators):
    known = {}
    for body in blocks("notebook.md", "python"):
        exec(compile(body, "notebook.md", "exec"), known)
    assert isinstance(known["found"], Finding)
    assert "<svg" in known["found"]._repr_html_()
    assert (beside / "inactive.xlsx").stat().st_size > 4000
    assert (beside / "o.svg").read_text().startswith("<svg")
    assert set(known["tables"]) == {"inactive_adults", "smoking_adults"}
    known["people"].close()


def test_the_files_the_r_page_reads_are_there_with_their_columns(beside):
    for line in "".join(blocks("r.md", "console")).splitlines():
        assert main(line.split()[1:]) == 0
    code = "".join(blocks("r.md", "r"))
    columns = {}
    for path in re.findall(r'"(findings/[\w.]+)"', code):
        if path.endswith(".csv"):
            with open(beside / path, encoding="utf-8") as file:
                columns[path] = set(csv.DictReader(file).fieldnames)
        else:
            columns[path] = set(pq.read_schema(beside / path).names)
    assert len(columns) == 2
    read = columns["findings/inactive_adults.csv"]
    used = set(re.findall(r"\b(?:known|inactive)\$(\w+)", code))
    for some in re.findall(r"\[, c\(([^)]*)\)\]", code):
        used |= set(re.findall(r'"(\w+)"', some))
    assert used <= read
    assert {"note", "value"} <= columns["findings/inactive_adults.parquet"]


def test_limits_worked_out_from_the_file_are_those_in_the_file(beside):
    """What the R page says of prop.test: Wilson's limits, from the counts as shown."""
    for line in "".join(blocks("r.md", "console")).splitlines():
        main(line.split()[1:])
    with open(beside / "findings" / "inactive_adults.csv", encoding="utf-8") as file:
        told = [row for row in csv.DictReader(file) if row["value"] not in ("", "*")]
    assert told
    counts = np.array([[float(r["numerator"]), float(r["denominator"])] for r in told])
    again = proportion(counts[:, 0], counts[:, 1], per=100)
    for row, one in zip(told, again.to_dict("records"), strict=True):
        for name in ("value", "lower", "upper"):
            assert row[name] == f"{one[name]:.1f}"
