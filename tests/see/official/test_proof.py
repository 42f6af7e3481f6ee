"""Published limits worked out again: by each way on drawn rows, and on Greater Manchester's."""

import csv

import pytest

from tests.conftest import ROOT
from tilth.see.methods import intervals
from tilth.see.official.proof import NAMES, prove
from tilth.see.official.proof_page import page

PAGE = ROOT / "docs" / "see" / "fingertips-proof.md"


def proven(tmp_path, kind, *rows, number="1"):
    """The Proof of some rows: (count, denominator, value, lower, upper)."""
    path = tmp_path / "extract.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for count, people, value, lower, upper in rows:
            writer.writerow((number, "A thing", kind, count, people, value, lower, upper))
    return prove(path)[0]


def of_share(count, people):
    low, high = (float(x) for x in intervals.wilson(count, people))
    return count, people, 100 * count / people, 100 * low, 100 * high


def of_rate(count, people, shown=None):
    low, high = (float(x) for x in intervals.count(count))
    given = count if shown is None else shown
    return given, people, 1e5 * given / people, 1e5 * low / people, 1e5 * high / people


def test_shares_come_of_wilson_and_one_that_does_not_is_told(tmp_path):
    good, bad = of_share(20, 100), (*of_share(30, 100)[:3], 29.0, 31.0)
    found = proven(tmp_path, "Proportion", good, of_share(0, 50), bad)
    assert (found.rows, found.reproduced, found.left) == (3, 2, 1)
    assert found.worst < 1e-12
    assert "The published count does not lead to its limits" in page([found])


def test_shares_without_a_count_come_of_the_value(tmp_path):
    found = proven(tmp_path, "Proportion", ("", *of_share(20, 100)[1:]))
    assert list(found.ways) == [
        "Wilson, from the published value and denominator (its count is not there)"
    ]


def test_rates_come_of_byar_and_a_rounded_count_is_found_out(tmp_path):
    found = proven(tmp_path, "Crude rate", of_rate(7, 9000), of_rate(17, 63817, shown=15))
    assert found.reproduced == 2
    assert [words for words in found.ways if "rounded to 5" in words]


def test_the_limits_of_a_count_put_beside_a_rate_are_found_out(tmp_path):
    low, high = (float(x) for x in intervals.count(7))
    found = proven(tmp_path, "Crude rate", of_rate(20, 9000), (7, 3530337, 0.198281, low, high))
    assert "the limits of the count itself, not of the rate" in found.ways


def test_standardised_rates_need_more_than_a_count_and_say_so(tmp_path):
    rate = "Directly standardised rate"
    found = proven(tmp_path, rate, (100, 5000, 2000.0, 1630.0, 2430.0))
    assert (found.reproduced, found.left) == (0, 1)
    assert "0.17% off at the middle" in found.nearest
    assert "need the events and people of each age" in page([found])


def test_a_published_ratio_is_reached_within_its_rounding(tmp_path):
    low, high = (float(x) for x in intervals.count(4450))
    ratio = ("4450", "33005", "13.5", f"{13.5 * low / 4450:.1f}", f"{13.5 * high / 4450:.1f}")
    found = proven(tmp_path, "Indirectly standardised proportion", ratio)
    assert found.reproduced == 1


def test_an_indicator_without_limits_is_listed_all_the_same(tmp_path):
    found = proven(tmp_path, "Count", ("5", "", "5", "", ""), of_share(1, 2))
    assert found.rows == 1
    bare = proven(tmp_path, "Count", ("5", "", "5", "", ""))
    assert "no limits are published" in page([bare, proven(tmp_path, "", of_share(1, 2))])


def test_the_page_is_as_the_data_say(shared):
    told = prove(shared / "data" / "health" / "fingertips_gm_england.csv")
    assert PAGE.read_text(encoding="utf-8") == page(told), "python -m tilth.see.official.proof"


def test_every_published_limit_is_worked_out_again_or_explained(shared):
    """Issue 3, proof on real data: indicator by indicator, and those that are not, with why."""
    told = {one.id: one for one in prove(shared / "data/health/fingertips_gm_england.csv")}
    whole = (241, 247, 20401, 41203, 91040, 91894, 92266, 92904, 93085, 93124, 93474, 93701, 94063)
    for number in whole:
        assert told[number].left == 0, number
        assert told[number].worst < 0.0031, number
    assert told[93474].worst < 1e-6
    assert sum(one.reproduced for one in told.values()) == 3769
    explained = page(list(told.values()))
    for one in told.values():
        if one.left:
            assert f"- **{one.id} " in explained
    assert "The published count does not lead to its limits" not in explained


@pytest.mark.parametrize("per", [100, 1000])
def test_what_a_rate_is_per_is_told_by_the_rows_themselves(tmp_path, per):
    low, high = (float(x) for x in intervals.count(40))
    row = (40, 500, per * 40 / 500, per * low / 500, per * high / 500)
    assert proven(tmp_path, "Crude rate", row).reproduced == 1
