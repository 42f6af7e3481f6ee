"""The map of OWASP ASVS 5.0 (SAFETY section 8) is whole, and claims only what a test proves."""

import csv
from collections import Counter

import pytest

from tests.conftest import ROOT

MAP = ROOT / "docs" / "asvs.csv"
COLUMNS = ["requirement", "level", "about", "status", "where", "tests"]
STATUSES = {"met", "partly", "not yet", "by whoever serves it", "nothing of the kind"}
LEVELS = {"1": 70, "2": 183}
"""How many requirements ASVS 5.0.0 has at level 1, and more at level 2."""
CHAPTERS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9}
CHAPTERS |= {13: 13, 14: 9, 15: 13, 16: 16, 17: 7}


@pytest.fixture(scope="module")
def rows():
    with MAP.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert list(told[0]) == COLUMNS
    return told


def test_AT_01_every_requirement_of_levels_1_and_2_is_mapped_once(rows):
    names = [row["requirement"] for row in rows]
    assert len(set(names)) == len(names)
    found = Counter(row["level"] for row in rows)
    assert {level: found[level] for level in LEVELS} == LEVELS
    below = [row for row in rows if row["level"] in LEVELS]
    assert Counter(int(row["requirement"].split(".")[0]) for row in below) == CHAPTERS


def test_AT_01_level_3_is_mapped_for_formulas_archives_authorisation_and_races(rows):
    third = {row["requirement"] for row in rows if row["level"] == "3"}
    assert {"1.2.10", "5.2.5", "5.3.3", "8.2.4", "8.3.2", "8.3.3", "15.4.1", "15.4.2"} <= third


def test_each_says_where_it_is_met_or_why_not(rows):
    for row in rows:
        assert row["status"] in STATUSES, row
        assert row["about"], row
        assert row["where"], row


def test_each_test_that_is_named_is_there(rows):
    lost = []
    for row in rows:
        for test in filter(None, row["tests"].split("; ")):
            path, _, name = test.partition("::")
            file = ROOT / path
            if not file.is_file() or f"def {name}(" not in file.read_text(encoding="utf-8"):
                lost.append(f"{row['requirement']}: {test}")
    assert lost == []


def test_what_no_test_proves_is_rare_among_what_is_said_to_be_met(rows):
    met = [row for row in rows if row["status"] == "met"]
    assert sum(not row["tests"] for row in met) <= 25
