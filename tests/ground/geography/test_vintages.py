"""Figures from one vintage of small areas to the other, only through the lookup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.open_data import L1, L2, L3, L4, L5, OLD92, OLD95, PEOPLE
from tilth.ground.errors import DefinitionError
from tilth.ground.geography import Figures, Geography
from tilth.ground.geography.tables import table_of
from tilth.ground.geography.vintages import across


def looked_up(rows):
    """A geography that has a lookup and nothing else."""
    return Geography(lambda name: table_of(name, rows), {})


WEIGHTS = Figures("lsoa21", PEOPLE)
OLD = {L1: 10.0, OLD92: 100.0, L4: 7.0, OLD95: 3.0, L5: 5.0}


def test_nothing_but_the_lookup_joins_the_two_vintages(tiny):
    assert tiny.shares("lsoa11", "lsoa21") == {} == tiny.shares("lsoa21", "lsoa11")


def test_a_count_is_shared_among_the_parts_of_a_split_and_added_in_a_merger(tiny):
    found = across(tiny, Figures("lsoa11", OLD), to="lsoa21", kind="count", weights=WEIGHTS)
    assert found.values == {L1: 10.0, L2: 60.0, L3: 40.0, L4: 10.0, L5: 5.0}
    assert found.layer == "lsoa21"
    even = across(tiny, Figures("lsoa11", OLD), to="lsoa21", kind="count")
    assert (even.values[L2], even.values[L3]) == (50.0, 50.0)


def test_a_level_holds_in_every_part_of_a_split_and_is_averaged_in_a_merger(tiny):
    people = Figures("lsoa11", {L4: 300, OLD95: 100})
    found = across(tiny, Figures("lsoa11", OLD), to="lsoa21", kind="level", weights=people)
    assert (found.values[L2], found.values[L3]) == (100.0, 100.0)
    assert found.values[L4] == pytest.approx((7 * 300 + 3 * 100) / 400)
    nobody = Figures("lsoa11", {})
    assert across(tiny, Figures("lsoa11", OLD), to="lsoa21", kind="level", weights=nobody).values[
        L4
    ] == pytest.approx(5.0)


def test_it_goes_back_as_it_came(tiny):
    new = Figures("lsoa21", {L1: 1.0, L2: 60.0, L3: 40.0, L4: 10.0, L5: 5.0})
    found = across(
        tiny, new, to="lsoa11", kind="count", weights=Figures("lsoa11", {L4: 7, OLD95: 3})
    )
    assert found.values == {L1: 1.0, OLD92: 100.0, L4: 7.0, OLD95: 3.0, L5: 5.0}


def test_a_part_not_known_makes_the_whole_not_known_never_zero(tiny):
    for kind in ("count", "level"):
        found = across(tiny, Figures("lsoa11", {L4: 7.0, OLD95: None}), to="lsoa21", kind=kind)
        assert found.values == {L4: None}


def test_a_code_the_lookup_does_not_have_is_refused_even_if_the_other_vintage_has_it(tiny):
    with pytest.raises(DefinitionError, match=f"1 codes are not lsoa11 .*{L2}"):
        across(tiny, Figures("lsoa11", {L2: 1.0}), to="lsoa21", kind="count")
    with pytest.raises(DefinitionError, match=r"6 codes .* \.\.\."):
        across(tiny, Figures("lsoa11", dict.fromkeys("ABCDEF", 1)), to="lsoa21", kind="count")
    with pytest.raises(DefinitionError, match="no lookup joins ward to lsoa21"):
        across(tiny, Figures("ward", {}), to="lsoa21", kind="count")
    with pytest.raises(DefinitionError, match="no lookup joins lsoa21 to lsoa21"):
        across(tiny, WEIGHTS, to="lsoa21", kind="count")
    with pytest.raises(ValueError, match="neither count nor level"):
        across(tiny, WEIGHTS, to="lsoa11", kind="mean")


@given(
    pairs=st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), unique=True),
    weights=st.dictionaries(st.sampled_from("uvwxyz"), st.integers(0, 50)),
    values=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 1000)),
)
def test_no_one_is_lost_or_counted_twice_whatever_the_lookup_says(pairs, weights, values):
    rows = [{"lsoa11": a, "lsoa21": b, "change": "X"} for a, b in pairs]
    geography = looked_up(rows)
    known = {a for a, _ in pairs}
    figures = Figures("lsoa11", {code: v for code, v in values.items() if code in known})
    found = across(
        geography, figures, to="lsoa21", kind="count", weights=Figures("lsoa21", weights)
    )
    assert found.total == pytest.approx(figures.total)


@given(
    pairs=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), unique=True),
    values=st.dictionaries(st.sampled_from("abc"), st.floats(-5, 5), min_size=3),
)
def test_a_level_brought_across_lies_between_those_it_came_from(pairs, values):
    rows = [{"lsoa11": a, "lsoa21": b, "change": "X"} for a, b in pairs]
    figures = Figures("lsoa11", {a: values[a] for a, _ in pairs})
    found = across(looked_up(rows), figures, to="lsoa21", kind="level")
    for new, value in found.values.items():
        came = [values[a] for a, b in pairs if b == new]
        assert min(came) - 1e-9 <= value <= max(came) + 1e-9
