"""Random criteria of random people: DuckDB, Spark and plain Python say the same."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.criteria import AS_OFS, DEFINITIONS, criteria, populations
from tests.releases import write_release
from tests.store import twin
from tilth.store.counting.population import Population
from tilth.store.published import Release

COUNTS = ["numerator", "denominator", "unknown", "among_unknown"]
GROUPS = [[], ["neighbourhood"], ["sex"], ["age"], ["neighbourhood", "imd_decile"], ["smoker"]]
questions = st.tuples(criteria, st.none() | criteria)


def opened(tables, engine):
    folder = write_release(Path(tempfile.mkdtemp()), **tables)
    return Population(Release(folder), engine=engine, criteria=DEFINITIONS)


def plain(value):
    """A cell of a frame as plain Python has it."""
    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value


def as_told(frame, by):
    """{(group, period): counts} of a frame, its empty areas left out."""
    names = ["area" if n == "neighbourhood" else n for n in by]
    rows = frame.to_dict("records")
    return {
        (tuple(plain(r[n]) for n in names), r.get("period")): tuple(r[c] for c in COUNTS)
        for r in rows
    }


def same(tables, asked, by, dates, living, engine):
    with opened(tables, engine) as people:
        over = dates if len(dates) > 1 else None
        found = people.counts_many(
            asked, by=by, over=over, as_of=None if over else dates[0], living=living
        )
        settle = people.vocabulary.settle
        for name, (numerator, among) in asked.items():
            trees = settle(numerator.test), among and settle(among.test)
            told = as_told(found[name], by)
            for date in dates:
                expected = twin.counts(tables, *trees, by, date, living)
                for group, numbers in expected.items():
                    assert told.pop((group, date if over else None)) == numbers, (
                        str(numerator),
                        str(among),
                        group,
                        date,
                    )
            assert not any(any(numbers) for numbers in told.values())


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    populations(),
    st.lists(questions, min_size=1, max_size=6),
    st.sampled_from(GROUPS),
    st.lists(st.sampled_from(AS_OFS), min_size=1, unique=True),
    st.booleans(),
)
def test_duckdb_counts_as_the_twin_does(tables, drawn, by, dates, living):
    asked = {f"q{i}": question for i, question in enumerate(drawn)}
    same(tables, asked, by, sorted(dates), living, "duckdb")


@pytest.mark.usefixtures("spark")
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    populations(most=20),
    st.lists(questions, min_size=12, max_size=16),
    st.sampled_from(GROUPS),
    st.lists(st.sampled_from(AS_OFS), min_size=1, max_size=2, unique=True),
)
def test_spark_counts_as_the_twin_does(tables, drawn, by, dates):
    asked = {f"q{i}": question for i, question in enumerate(drawn)}
    same(tables, asked, by, sorted(dates), True, "spark")
