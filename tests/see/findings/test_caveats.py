"""Caveats are made by rule, each only where its cause is there."""

import datetime

import pandas as pd
import pytest

from tests.see.findings.made import areas_table, row
from tilth.see.findings.caveats import caveats
from tilth.see.findings.finding import Provenance
from tilth.see.findings.sources import Grounds

ON = datetime.date(2026, 3, 31)


def told(table, **options):
    return " ".join(caveats(table, provenance=Provenance(), **options))


def plain(**others):
    return pd.DataFrame([row("A", 20.0, 18.0, 22.0) | {"unknown": 0} | others])


def test_a_figure_with_nothing_wrong_has_no_caveat():
    good = Grounds(data_to=ON, precision=0.99, recall=0.99)
    assert caveats(plain(), provenance=Provenance(), grounds=good, on=ON, points=24) == ()


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        (plain(), {"synthetic": True}, "SYNTHETIC: these people are made up"),
        (plain(unknown=1000), {}, "Nothing is recorded for 25% of the people"),
        (areas_table(), {}, "1 figure hidden, shown as *: numbers of 1 to 7 people"),
        (plain(numerator=10), {}, "1 figure of 1 rests on fewer than 20"),
        (plain(), {"points": 9}, "trial limits: fewer than 12 points"),
        (plain(), {"points": 12}, "Only 12 points in this series (few points)"),
        (
            plain(),
            {"grounds": Grounds(data_to=datetime.date(2025, 9, 30), oldest="gp_events"), "on": ON},
            "The newest records (gp events) are of 30 September 2025.",
        ),
        (plain(), {"grounds": Grounds(recall=0.7)}, "finds 70 of 100 pairs"),
        (plain(), {"others": ("The definition changed in 2024.",)}, "The definition changed"),
    ],
)
def test_each_caveat_has_its_cause(table, options, words):
    assert words in told(table, **options)


def test_only_the_newest_period_s_unknown_people_are_told():
    old, new = datetime.date(2026, 2, 28), datetime.date(2026, 3, 31)
    table = pd.concat([plain(unknown=3000, period=old), plain(unknown=0, period=new)])
    assert "Nothing is recorded" not in told(table)


def test_a_hundred_unknown_of_many_is_not_worth_a_word():
    assert told(plain(unknown=100)) == ""
    assert told(pd.DataFrame({"value": [1.0], "note": [""]})) == ""
