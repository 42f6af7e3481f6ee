"""Sentences are made by rule: they agree with the interval and with the door."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.see.findings.made import SCALE, WHOLE, areas_table, fifths, month, row
from tilth.see.findings import sentences
from tilth.see.findings.digits import Scale

numbers = st.floats(0.5, 99)


def records(*rows):
    return pd.DataFrame([row(*each) for each in rows]).to_dict("records")


def test_one_area_is_told_beside_the_whole():
    said = sentences.of_one(
        "Inactive adults", row("Old Pits", 36.8, 35.2, 38.4, "higher"), SCALE, WHOLE
    )
    assert said == (
        "Inactive adults in Old Pits: 36.8% (likely 35.2 to 38.4). "
        "That is higher than in Greenmarch (25.0%)."
    )


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ((35.2, 38.4), "That is higher than in"),
        ((10.0, 20.0), "That is lower than in"),
        ((20.0, 30.0), "That is similar to"),
        ((None, None), "We cannot tell whether that differs from"),
    ],
)
def test_the_comparison_is_the_interval_s_own(limits, words):
    one = row("Old Pits", 25.5, *limits, compared=None)
    assert words in sentences.of_one("Inactive adults", one, SCALE, WHOLE)


def test_a_hidden_area_is_said_to_be_hidden_and_no_more():
    said = sentences.of_one("Inactive adults", row("Old Pits", None, None, None), SCALE, WHOLE)
    assert said == "Inactive adults in Old Pits: hidden: a small number of people."


@given(
    st.lists(st.tuples(numbers, st.floats(0, 30), st.booleans()), min_size=1, max_size=8), numbers
)
def test_DC_no_sentence_holds_a_hidden_number_or_a_claim_its_interval_does_not_bear(given_, whole):
    """P-156: neighbourhoods' figures are honest about small numbers."""
    rows = []
    for n, (value, width, hidden) in enumerate(given_):
        one = row(f"Area{n}", None if hidden else value, value - width, value + width, "higher")
        if hidden:  # a careless maker left the value in a hidden row: it must not be said
            one |= {"value": value, "lower": value - width, "upper": value + width}
        rows.append(one)
    beside = {"name": "All", "value": whole, "lower": whole - 1, "upper": whole + 1}
    said = sentences.of_areas("Title", rows, SCALE, beside)
    _, _, claims = said.partition(" in All. ")
    higher = re.search(r"[Hh]igher in ([^;.]*)", claims)
    for one, (value, width, hidden) in zip(rows, given_, strict=True):
        bears = not hidden and value - width > whole
        claimed = bool(higher) and re.search(rf"{one['name']}\b", higher[1]) is not None
        assert bears or not claimed
        told = sentences.of_one("Title", one, SCALE, beside)
        if hidden:
            assert "higher" not in told
            assert not re.search(r"\d", told.replace(one["name"], ""))


def test_areas_are_told_by_where_they_stand():
    told = areas_table().to_dict("records")
    assert sentences.of_areas("Inactive adults", told, SCALE, WHOLE) == (
        "Inactive adults: about 1 in 4 (25.0%, likely 24.4 to 25.6) in Greenmarch. "
        "Higher in Foundry Lane and Old Pits; lower in Beacon Park; similar in Canalside; "
        "we cannot tell for Market Quarter."
    )


def test_no_difference_is_said_as_such():
    told = records(("A", 25.0, 20.0, 30.0), ("B", 24.0, 20.0, 30.0))
    assert "No difference between areas that we can be sure of." in sentences.of_areas(
        "T", told, SCALE, WHOLE
    )
    told = records(("A", None, None, None), ("B", None, None, None))
    assert "We cannot tell how the areas differ." in sentences.of_areas("T", told, SCALE, WHOLE)
    assert sentences.of_areas("T", told, SCALE, {}).startswith("T.")


def test_a_claim_of_the_table_that_its_interval_does_not_bear_is_not_repeated():
    one = row("Old Pits", 26.0, 24.0, 28.0, "higher")
    assert sentences.standing(one, WHOLE) == "cannot tell"
    assert sentences.standing(row("Old Pits", 26.0, 24.0, 28.0, None), WHOLE) == "similar"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((5, 4, 6), (8, 7, 9), "That is higher than in Jan 2025"),
        ((8, 7, 9), (5, 4, 6), "That is lower than in Jan 2025"),
        ((5, 4, 7), (6, 5, 8), "We cannot tell whether it has changed since Jan 2025"),
    ],
)
def test_a_series_has_changed_only_where_intervals_do_not_overlap(first, last, words):
    rows = [row("Old Pits", *first, period=month(0)), row("Old Pits", *last, period=month(1))]
    said = sentences.of_series("Falls", rows, Scale("rate", 1000), "month", "Old Pits")
    assert words in said
    assert said.startswith("Falls in Old Pits, Feb 2025:")


def test_a_series_whose_newest_figure_is_hidden_says_so():
    rows = [
        row("Old Pits", 5, 4, 6, period=month(0)),
        row("Old Pits", None, None, None, period=month(1)),
    ]
    said = sentences.of_series("Falls", rows, SCALE, "month", "Old Pits")
    assert said == "Falls in Old Pits, Feb 2025: hidden: a small number of people."
    assert "no figure" in sentences.of_series("Falls", rows[1:], SCALE, "month", "Old Pits")
    alone = sentences.of_series("Falls", rows[:1], SCALE, "month", "Old Pits")
    assert alone == "Falls in Old Pits, Jan 2025: about 1 in 20 (5.0%, likely 4.0 to 6.0)."


def test_fairness_tells_both_ends_and_the_gap_with_how_sure_we_are():
    found = fifths()
    said = sentences.of_gap("Inactive adults", found.table.to_dict("records"), SCALE, found.slope)
    assert "36.7% (likely 34.7 to 38.7) in the most deprived fifth" in said
    assert "in the least deprived fifth" in said
    assert "23.0 percentage points (likely 20.4 to 25.6) higher at the most deprived end" in said


@given(st.floats(-40, 40), st.floats(0, 30), st.floats(0, 30))
def test_a_gap_is_claimed_only_where_its_interval_leaves_nought_out(value, below, above):
    slope = {"value": value, "lower": value - below, "upper": value + above}
    said = sentences.of_gap("T", fifths().table.to_dict("records"), SCALE, slope)
    claimed = "higher at the" in said
    assert claimed == (slope["lower"] > 0 or slope["upper"] < 0)
    if claimed:
        assert ("least deprived end" in said) == (value > 0)


def test_a_gap_that_is_not_known_is_not_claimed():
    assert "cannot tell how wide" in sentences.of_gap("T", [], SCALE, {})


def test_a_rank_is_claimed_only_with_its_interval():
    """B-205: rank claims are computed with uncertainty before they are repeated."""
    assert sentences.of_rank("Old Pits", 1, None, None, 7) == ""
    assert sentences.of_rank("Old Pits", 1, np.nan, 3, 7) == ""
    assert sentences.of_rank("Old Pits", 1, 1, 3, 7) == (
        "Old Pits may be anywhere from 1st to 3rd of 7, highest first."
    )
    assert sentences.of_rank("Old Pits", 1, 1, 1, 7) == "Old Pits is 1st of 7, highest first."
    assert [sentences.ordinal(n) for n in (2, 3, 4, 11, 12, 13, 21, 22, 101, 111)] == [
        *("2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th")
    ]


def test_nobody_is_called_the_worst_whose_rank_is_not_sure():
    """B-205."""

    def told(*ranks):
        rows = [
            {"name": n, "rank": r, "rank_lower": a, "rank_upper": b, "note": ""}
            for n, r, a, b in ranks
        ]
        return sentences.of_ranks("Falls", rows, "highest")

    assert told(("A", 1, 1, 1), ("B", 2, 2, 2)) == "Falls: A has the highest figure of 2 areas."
    assert told(("A", 1, 1, 2), ("B", 2, 2, 2)) == (
        "Falls: A may have the highest figure of 2 areas."
    )
    assert told(("A", 1, 1, 2), ("B", 2, 1, 2), ("C", 3, 3, 3)) == (
        "Falls: any of 2 areas may have the highest figure of 3: A and B."
    )
    assert told(("A", None, None, None)) == "Falls: no area can be ranked."
    hidden = [{"name": "A", "rank": 1, "rank_lower": 1, "rank_upper": 1, "note": "hidden"}]
    assert sentences.of_ranks("Falls", hidden, "highest") == "Falls: no area can be ranked."


def test_a_profile_counts_what_stands_out():
    told = [
        {"compared": "higher", "meaning": "worse"},
        {"compared": "higher", "meaning": ""},
        {"compared": "similar", "meaning": ""},
        {"compared": "cannot tell", "meaning": ""},
    ]
    assert sentences.of_profile("Old Pits", told) == (
        "Old Pits, of 4 figures: 0 better, 1 worse, 1 similar, 1 different, neither better nor "
        "worse and 1 we cannot tell."
    )
    assert sentences.of_profile("Old Pits", told[3:]) == "Old Pits: no figure can be compared."


def test_many_areas_are_counted_never_ranked():
    told = [
        {"name": n, "compared": c, "meaning": m}
        for n, c, m in (
            ("A", "higher", "worse"),
            ("A", "lower", ""),
            ("B", "similar", ""),
            ("B", "cannot tell", ""),
        )
    ]
    assert sentences.of_comparison(told, "Greenmarch") == (
        "4 figures for 2 areas beside Greenmarch: 0 are better, 1 worse, 1 higher or lower, "
        "neither better nor worse, 1 similar and 1 we cannot tell."
    )


def test_groups_are_named_with_their_area_where_there_are_several():
    rows = [
        row("A", 40.0, 38.0, 42.0, "higher", sex="female"),
        row("A", 10.0, 8.0, 12.0, "lower", sex="male"),
    ]
    assert "Higher in female; lower in male." in sentences.of_groups(
        "T", rows, SCALE, WHOLE, ("sex",)
    )
    rows.append(row("B", 40.0, 38.0, 42.0, "higher", sex=None))
    assert "Higher in A, female and B, not known" in sentences.of_groups(
        "T", rows, SCALE, WHOLE, ("sex",)
    )


def test_DC_people_by_age_are_never_summed_over_a_hidden_number():
    rows = [
        row("G", 20.0, 18.0, 22.0, people=n, sex="female", age_group=age)
        for age, n in (("0-4", 300), ("40-44", 500), ("90+", 200))
    ]
    assert sentences.of_people("People", rows, "Greenmarch") == (
        "People in Greenmarch: of about 1,000 people counted, 30% are under 20 and 20% are 65 or "
        "over."
    )
    rows.append(row("G", None, None, None, sex="male", age_group="90+"))
    assert "%" not in sentences.of_people("People", rows, "Greenmarch")
    nobody = [row("G", 0.0, 0.0, 0.0, people=0, sex="male", age_group="90+")]
    assert "nobody" in sentences.of_people("People", nobody, "Greenmarch")


def test_a_figure_that_is_not_there_says_why():
    assert sentences.figure({"value": np.nan, "note": "nobody"}, SCALE) == (
        "there is nobody here to count"
    )
    assert sentences.figure({"value": None, "note": ""}, SCALE) == "not known"
    assert sentences.figure({"value": 12.34}, Scale("published", 1, "points")) == "12.3 points"
    assert sentences.figure({"value": 12.34, "lower": 1.0, "upper": 20.0}, Scale("mean", 1)) == (
        "12.3 (likely 1.0 to 20.0)"
    )
