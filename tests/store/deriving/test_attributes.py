"""One answer where sources disagree: the declared rules against counting by hand."""

import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.see.build.twin import settle
from tilth.ground.errors import DefinitionError
from tilth.ground.extracts import Column, Extract
from tilth.store.deriving.attributes import Told, attribute_types, person_schema, settled

DAYS = [datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 31)]
said = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 3), st.sampled_from(DAYS), st.sampled_from([None, *"abc"])
    ),
    max_size=25,
)


def answer(rows, majority):
    table = pa.table(
        {
            "person": pa.array([r[0] for r in rows], pa.int64()),
            "rank": pa.array([r[1] for r in rows], pa.int16()),
            "last_on": pa.array([r[2] for r in rows], pa.date32()),
            "value": pa.array([r[3] for r in rows], pa.string()),
        }
    )
    with duckdb.connect() as connection:
        connection.register("said", table)
        found = connection.execute(settled("select * from said", majority=majority)).fetchall()
    return dict(found)


@settings(max_examples=60, deadline=None)
@given(rows=said, majority=st.booleans())
def test_disagreement_is_settled_as_declared(rows, majority):
    by_hand = {
        person: settle([r[1:] for r in rows if r[0] == person], majority) for person in (0, 1)
    }
    assert answer(rows, majority) == {p: v for p, v in by_hand.items() if v is not None}


def test_a_newer_file_wins_then_the_first_source_then_the_least_value():
    old, new = DAYS[0], DAYS[2]
    assert answer([(1, 0, old, "a"), (1, 3, new, "b")], False) == {1: "b"}
    assert answer([(1, 2, new, "a"), (1, 1, new, "b")], False) == {1: "b"}
    assert answer([(1, 1, new, "b"), (1, 1, new, "a")], False) == {1: "a"}
    assert answer([(1, 1, None, "a"), (1, 2, old, "b")], False) == {1: "b"}


def test_what_most_sources_say_wins_however_often_one_repeats_itself():
    old, new = DAYS[0], DAYS[2]
    loud = [(1, 0, day, "a") for day in DAYS]
    assert answer([*loud, (1, 1, old, "b"), (1, 2, old, "b")], True) == {1: "b"}
    assert answer([(1, 0, old, "a"), (1, 1, new, "b")], True) == {1: "b"}


def extract(**columns):
    return Extract("t", "w", "a", "r", (), columns, name="test")


def told(one):
    return Told("s", "p", Path(), one, (), 0)


def test_attributes_keep_their_type_and_stand_after_our_own():
    found = attribute_types(
        [
            told(extract(x=Column("yes_no", attribute="smokes"))),
            told(extract(y=Column("whole", attribute="age_left_school"), z=Column("code"))),
        ]
    )
    assert list(found)[-2:] == ["age_left_school", "smokes"]
    assert found["smokes"] == pa.bool_()
    assert person_schema(found).names == [
        "person", "birth_month", "died_on", "sex", "ethnic_group", "postcode_district", "lsoa21",
        "lsoa11", "practice", "lives_in", "resident", "registered", "known_to",
        "age_left_school", "smokes",
    ]  # fmt: skip


def test_one_attribute_of_two_types_is_refused():
    with pytest.raises(DefinitionError, match="died_on is string here and date32"):
        attribute_types([told(extract(x=Column("code", attribute="died_on")))])


@pytest.mark.parametrize("word", ["lsoa21", "known_to", "birth_month"])
def test_what_we_work_out_may_not_be_given(word):
    with pytest.raises(DefinitionError, match=f"{word} is worked out, not given"):
        attribute_types([told(extract(x=Column("code", attribute=word)))])
