"""What rows tell us: blank is not zero, shares add to one, names make codes."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.publishers.test_reading import publication
from tilth.ground.publishers import counting, deriving
from tilth.ground.publishers.keeping import Kept
from tilth.ground.publishers.publication import AreaRule, ResidentRule, WithinRule
from tilth.ground.publishers.reading import Cells


def of(told, **rules):
    """A publication with the columns of these cells, and these rules."""
    names = {word: (word,) for word in (*told.columns, *told.missing)}
    return replace(publication(optional=[]), columns=names, name="p", **rules)


def cells(**columns):
    return Cells(columns, len(next(iter(columns.values()))))


@pytest.mark.parametrize("text", ["", " ", ":", "..", "-", "*", "NA", "[c]", "[x]", "[z]", "[u]"])
def test_what_is_not_published_is_nothing_never_zero(text):
    assert deriving.number(text) is None


def test_figures_are_numbers_as_written():
    assert [deriving.number(t) for t in ("0", "1,234", " -0.75 ", "1e3")] == [0, 1234, -0.75, 1000]
    for text in ("nan", "inf", "-inf", "about 5"):
        with pytest.raises(ValueError):
            deriving.number(text)


@pytest.mark.parametrize(
    ("said", "postcode"),
    [("ws11aa", "WS1 1AA"), ("B16  0NA", "B16 0NA"), ("M1 1AE", "M1 1AE"), ("", ""), ("WS1", ""),
     ("WS11 1AAX", ""), ("WS1-1AA", "")],
)  # fmt: skip
def test_a_postcode_has_one_normal_form(said, postcode):
    assert deriving.normal_postcode(said) == postcode


def test_codes_are_made_of_names_where_the_publisher_gives_none():
    assert deriving.code_of("Old Trafford & Môn", "trafford-") == "trafford-old-trafford-mon"
    assert deriving.code_of("E01", "") == "E01"
    assert deriving.code_of("", "trafford-") == ""


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 99))))
def test_shares_of_each_child_add_to_one_whatever_the_weights(rows):
    rule = WithinRule("small", "child", "big", "parent", weight="people")
    told = cells(
        child=[a for a, _, _ in rows],
        parent=[b for _, b, _ in rows],
        people=[str(n) for _, _, n in rows],
    )
    found = deriving.within_rows(of(told, within=(rule,)), told)
    totals = {}
    for row in found:
        assert 0 < row["share"] <= 1
        totals[row["child_code"]] = totals.get(row["child_code"], 0) + row["share"]
    assert all(abs(total - 1) < 1e-9 for total in totals.values())
    assert set(totals) == {a for a, _, n in rows if n}


def test_a_weight_the_file_lacks_counts_rows_and_a_blank_parent_is_no_parent():
    rule = WithinRule("small", "child", "big", "parent", weight="people")
    told = cells(child=["a", "a", "b"], parent=["x", "y", ""])
    told.missing = ("people",)
    found = deriving.within_rows(of(told, within=(rule,)), told)
    assert [(r["child_code"], r["parent_code"], r["share"]) for r in found] == [
        ("a", "x", 0.5), ("a", "y", 0.5),
    ]  # fmt: skip
    always = WithinRule("small", "child", "big", parent_always="all")
    found = deriving.within_rows(of(told, within=(always,)), told)
    assert {r["parent_code"] for r in found} == {"all"}


def test_an_area_has_its_familiar_name_and_point_where_both_are_given():
    rule = AreaRule("ward", "c", "n", common_name="f", longitude="x", latitude="y")
    told = cells(c=["A", "A", "B"], n=["One", "", "Two"], f=["Uno", "", ""], x=["1", "", "2"],
                 y=["52", "", ""])  # fmt: skip
    kept = Kept({"ward": {"A", "B"}}, "small")
    rows = deriving.area_rows(of(told, areas=(rule,)), told, kept)
    assert rows == [
        {"layer": "ward", "code": "A", "name": "One", "source": "p", "common_name": "Uno",
         "longitude": 1.0, "latitude": 52.0},
        {"layer": "ward", "code": "B", "name": "Two", "source": "p"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "ages"),
    [("Aged under 1 year", (0, 0)), ("Aged 7 years", (7, 7)), ("Aged 16 to 64 years", (16, 64)),
     ("Aged 90 years and over", (90, 120)), ("85+", (85, 120))],
)  # fmt: skip
def test_ages_in_words_are_both_ends_included(words, ages):
    assert counting.ages_of(words) == ages
    with pytest.raises(ValueError, match="no age"):
        counting.ages_of("All ages")


def test_people_by_sex_and_age_in_long_form_leave_out_the_totals():
    rule = ResidentRule("place", "c", sex="s", sexes={"Female": "female"}, age="a", people="p")
    told = cells(c=["A"] * 3, s=["Female", "All persons", "Female"], a=["Aged 1 year"] * 3,
                 p=["5", "9", ""])  # fmt: skip
    rows = list(
        counting.resident_rows(
            of(told, residents=(rule,), period="2021"), told,
            SimpleNamespace(has=lambda layer, code: True),
        )
    )  # fmt: skip
    assert [(r["sex"], r["age_from"], r["people"]) for r in rows] == [("female", 1, 5.0)]


def test_people_by_sex_in_columns_and_by_age_in_columns():
    kept = SimpleNamespace(has=lambda layer, code: True)
    by_sex = ResidentRule("place", "c", total="t", by_sex={"f": "female", "m": "male"})
    told = cells(c=["A"], t=["9"], f=["5"])
    told.missing = ("m",)
    rows = counting.resident_rows(of(told, residents=(by_sex,)), told, kept)
    assert [(r["sex"], r["people"]) for r in rows] == [("all", 9.0), ("female", 5.0)]
    by_age = ResidentRule("place", "c", ages=True)
    ages = {f"age_{n}": [str(n)] for n in range(91)}
    told = cells(c=["A"], **ages)
    rows = counting.resident_rows(of(told, residents=(by_age,)), told, kept)
    assert [(r["age_from"], r["age_to"], r["people"]) for r in rows[-2:]] == [
        (89, 89, 89.0), (90, 120, 90.0),
    ]  # fmt: skip
