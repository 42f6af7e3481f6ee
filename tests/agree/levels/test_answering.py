"""Who answers for what; asked for or chosen; the same or different; why not nearer."""

from datetime import date
from decimal import Decimal

import pytest

from tests.agree.levels.making import BODIES, CANAL, PITS, PLACE, SYSTEM, named, passed
from tilth.agree.levels.answering import answer_map, idle
from tilth.agree.levels.chosen import balance, common_and_different
from tilth.agree.levels.nearer import levels
from tilth.agree.levels.nearer import tested as judged
from tilth.agree.levels.values import Where

NOW = date(2026, 3, 1)


def the_map(some, said=(), bodies=BODIES):
    return {row["function"]: row for row in answer_map(some, said, bodies, NOW)}


def test_P_052_a_function_nobody_answers_for_is_shown_as_nobodys():
    """P-052."""
    over = named("Winter", until=date(2025, 3, 31), agreement="The old agreement")
    row = the_map([], [over])["Winter"]
    assert row["vacuum"]
    assert row["holders"] == []
    assert row["why"] == "It was named in The old agreement, which no longer holds."
    bodiless = the_map([], [named("Oral health", body=None)])["Oral health"]
    assert bodiless["why"] == "How we work names it, and no body is named to answer for it."
    gone = Where("gone", "Gone", "place", until=date(2025, 1, 1))
    lost = the_map([passed("G-001", SYSTEM, gone)])["Falls"]
    assert lost["why"] == "Nobody who stands today was named to answer for it."


def test_the_map_says_who_answers_who_keeps_a_part_and_who_passed_it_on():
    rows = the_map([passed("G-001", SYSTEM, PLACE, 100), passed("G-002", PLACE, PITS, 30)])
    assert rows["Falls"]["cells"] == {
        "pits": "answers", "canal": "", "place": "part", "system": "passed on",
    }  # fmt: skip
    assert not rows["Falls"]["double"]
    assert not rows["Falls"]["vacuum"]


def test_two_neighbourhoods_each_answer_for_their_own_people():
    rows = the_map([passed("G-001", PLACE, PITS, 1), passed("G-002", PLACE, CANAL, 1)])
    assert not rows["Falls"]["double"]


def test_two_that_answer_for_the_same_people_are_shown():
    rows = the_map([passed("G-001", SYSTEM, PITS, 1)], [named("falls")])
    assert rows["Falls"]["double"]
    assert rows["Falls"]["why"] == (
        "Old Pits team and Place board both answer for it, and neither passed it to the other."
    )


def test_bodies_with_nothing_written_down_are_named():
    rows = answer_map([passed("G-001", SYSTEM, PLACE)], (), BODIES, NOW)
    assert idle(rows, BODIES) == ["Canalside team", "Old Pits team"]


def test_P_051_what_was_asked_for_nationally_stands_beside_what_was_chosen():
    """P-051."""
    rows = balance([("Decisions", "place"), ("Decisions", "national"), ("Promises", "national"),
                    ("Decisions", "residents"), ("Decisions", "nobody knows")])  # fmt: skip
    told = {(row["kind"], row["origin"]): (row["mandated"], row["count"]) for row in rows}
    assert told["Decisions", "national"] == (True, 1)
    assert told["Decisions", "place"] == (False, 1)
    assert told["Decisions", "not known"] == (False, 1)
    assert [row["share"] for row in rows if row["kind"] == "Promises"] == [100]
    assert sum(row["count"] for row in rows) == 5


def test_P_088_what_must_be_the_same_and_what_may_differ_with_who_says_so():
    """P-088."""
    rows = common_and_different([
        ("System agreement", ("Who may see records", "Opening hours"), ()),
        ("Place agreement", ("who may see  records",), ("opening hours",)),
    ])  # fmt: skip
    assert [(r["words"], r["common"], r["differ"], r["clash"]) for r in rows] == [
        ("Opening hours", ["System agreement"], ["Place agreement"], True),
        ("Who may see records", ["Place agreement", "System agreement"], [], False),
    ]


def test_P_019_each_function_has_its_level_and_the_reason_why_not_nearer():
    """P-019."""
    some = [
        passed("G-001", SYSTEM, PLACE, 1, why_not_lower="Too few falls", indicator="falls"),
        passed("G-002", PLACE, PITS, 1, function="Housing advice"),
    ]
    said = [named("Oral health"), named("Falls", layer="system", because="Signed so")]
    rows = {row["function"]: row for row in levels(some, said, NOW)}
    assert rows["Falls"]["layers"] == ["place"]
    assert rows["Falls"]["indicator"] == "falls"
    assert rows["Falls"]["why"] == ["Too few falls", "Signed so"]
    assert rows["Falls"]["elsewhere"].startswith("How we work says it lies at the system")
    assert rows["Oral health"]["missing"]
    assert not rows["Housing advice"]["missing"]
    assert levels([], [named("Winter", until=date(2025, 1, 1))], NOW) == []


@pytest.mark.parametrize(
    ("level", "shares", "nearer", "words"),
    [
        ("place", {"place": 0.3, "neighbourhood": 0.5, "lsoa21": 0.2}, True, "70 in 100"),
        ("place", {"place": 0.6, "neighbourhood": 0.3, "lsoa21": 0.1}, False, "40 in 100"),
        ("system", {"system": 0.2, "place": 0.8}, True, "80 in 100"),
        ("neighbourhood", {"place": 0.3, "ward": 0.7}, False, "it lies there"),
        ("place", {"place": None, "ward": float("nan")}, None, "cannot say"),
    ],
)
def test_P_019_the_level_is_tested_by_where_the_differences_lie(level, shares, nearer, words):
    """P-019."""
    found = judged(level, [{"layer": k, "share": v} for k, v in shares.items()])
    assert found["nearer"] is nearer
    assert words in found["sentence"]


def test_shares_are_decimals_where_they_are_told():
    assert balance([("Decisions", "place")])[0]["share"] == Decimal("100.0")
