"""Rows as shown: the same digits for page, command, file and notebook."""

import datetime

import numpy as np
import pandas as pd
import pytest

from tests.see.findings.made import made, many, row
from tilth.see.findings.rows import headings, rows, said_group, said_period


def test_rows_are_rounded_once_and_hidden_ones_starred():
    told = {r["name"]: r for r in rows(made())}
    assert {k: str(v) for k, v in told["Beacon Park"].items()} == {
        "area": "code-Beacon Park",
        "name": "Beacon Park",
        "numerator": "455",
        "denominator": "3000",
        "value": "15.2",
        "lower": "13.6",
        "upper": "16.8",
        "compared": "lower",
        "unknown": "25",
        "note": "",
    }
    hidden = told["Market Quarter"]
    assert [hidden[c] for c in ("numerator", "denominator", "value", "lower", "upper")] == ["*"] * 5
    assert hidden["note"] == "hidden: a small number of people"


def test_what_does_not_exist_is_not_nought_and_not_a_star():
    table = pd.DataFrame([row("A", None, None, None, note="nobody")])
    told = rows(made(table))[0]
    assert told["value"] is None
    assert told["numerator"] is None
    assert told["note"] == "there is nobody here to count"


def test_a_number_that_protects_another_keeps_its_visible_parts():
    one = row("A", None, None, None, note="protects another") | {"denominator": 1200}
    told = rows(made(pd.DataFrame([one])))[0]
    assert (told["numerator"], told["denominator"], told["value"]) == ("*", 1200, "*")


def test_sums_that_are_not_whole_are_kept():
    one = row("A", 20.0, 18.0, 22.0) | {"numerator": 12.5}
    assert rows(made(pd.DataFrame([one])))[0]["numerator"] == 12.5


def test_each_indicator_of_many_is_shown_on_its_own_scale():
    told = rows(many())
    assert [str(r["value"]) for r in told] == ["30.0", "*", "32.0"]
    assert headings(many())["value"] == "Figure"
    assert headings(made())["value"] == "Per cent"


def test_headings_are_there_even_without_rows():
    empty = made(made().table.iloc[:0])
    assert rows(empty) == []
    assert headings(empty)["denominator"] == "Out of"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("deprivation_fifth", 1, "most deprived fifth"),
        ("deprivation_fifth", 5.0, "least deprived fifth"),
        ("deprivation_fifth", np.nan, "not known"),
        ("sex", None, "not known"),
        ("sex", "female", "female"),
        ("age_group", "65-69", "65 to 69"),
        ("age_group", "90+", "90 and over"),
        ("ethnic_group", pd.NA, "not known"),
    ],
)
def test_groups_are_in_plain_words(column, value, said):
    assert said_group(column, value) == said


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ("month", "Mar 2026"),
        ("quarter", "Jan to Mar 2026"),
        ("year", "Apr 2025 to Mar 2026"),
        (None, "31 Mar 2026"),
    ],
)
def test_periods_are_said_by_their_length(over, said):
    assert said_period(datetime.date(2026, 3, 31), over) == said


def test_a_calendar_year_and_a_published_period_are_said_as_they_are():
    assert said_period(datetime.date(2025, 12, 31), "year") == "Jan 2025 to Dec 2025"
    assert said_period("2019 to 2021") == "2019 to 2021"
    assert said_period(None) == ""
