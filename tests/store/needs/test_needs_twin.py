"""Random measures of random people: the fast way, SQL and plain Python say the same."""

import tempfile
from collections import Counter
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.criteria import AS_OFS, DEFINITIONS, NUMBERS, criteria, populations, summaries
from tests.releases import write_release
from tests.store import twin
from tests.store.counting.test_population_twin import plain
from tilth.ground.criteria import tree
from tilth.ground.criteria.writing import named
from tilth.store.counting.population import Population
from tilth.store.needs import Measure, cells, columns, room, runs, sums, tallying
from tilth.store.published import Release

GROUPS = [
    [],
    ["neighbourhood"],
    ["lsoa21"],
    ["sex"],
    ["age_group"],
    ["age"],
    ["deprivation_fifth"],
    ["neighbourhood", "sex", "age_group"],
    ["practice"],
    ["smoker", "neighbourhood"],
    ["alive"],
    ["neighbourhood", "imd_decile"],
    ["sex", "known_to"],
]
MANY = [
    (columns, "FEW", 0),
    (tallying, "FEW", 0),
    (tallying, "FEWEST", 1),
    (tallying, "BLOCK", 1),
    (cells, "MOST_CODES", 0),
    (sums, "FULL", 1),
    (room, "SMALL", 0),
    (runs, "FEW_ROWS", 0),
]
words = st.sampled_from([tree.Word(name) for name in NUMBERS])
operands = (words | summaries(tree.NUMBERS)).map(named)
edges = st.none() | st.lists(st.sampled_from([0, 1, 29.5, 30, 65, 140]), min_size=1, unique=True)
measures = st.one_of(
    st.builds(Measure, criteria, st.none() | criteria),
    st.builds(
        Measure,
        st.none(),
        st.none() | criteria,
        operands,
        edges.map(lambda found: found and tuple(sorted(found))),
    ),
)


def opened(tables):
    folder = write_release(Path(tempfile.mkdtemp()), **tables)
    return Population(Release(folder), criteria=DEFINITIONS)


@contextmanager
def as_of_many(many):
    """Where many: people and events shared out as if there were millions, a person at a time."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, few in MANY * many:
            patch.setattr(module, name, few)
        yield


def by_sql(people, asked, **options):
    """The same call, answered by the engine's SQL."""
    people._needs, fast = None, people._needs
    try:
        return people.measure_many(asked, **options)
    finally:
        people._needs = fast


def rows(frame):
    return [tuple(plain(value) for value in row) for row in frame.itertuples(index=False)]


@settings(
    max_examples=60,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    populations(),
    st.lists(measures, min_size=1, max_size=5),
    st.lists(st.sampled_from(GROUPS), min_size=1, max_size=3),
    st.lists(st.sampled_from(AS_OFS), min_size=1, unique=True),
    st.booleans(),
    st.booleans(),
)
def test_the_fast_way_answers_as_the_engine_and_the_twin_do(
    tables, drawn, views, dates, living, many
):
    asked = {f"m{i}": measure for i, measure in enumerate(drawn)}
    over = sorted(dates) if len(dates) > 1 else None
    with as_of_many(many), opened(tables) as people:
        for by in views:
            options = {"by": by, "over": over, "as_of": dates[0], "living": living}
            found, expected = (
                people.measure_many(asked, **options),
                by_sql(people, asked, **options),
            )
            for name, measure in asked.items():
                assert list(found[name].columns) == list(expected[name].columns)
                assert rows(found[name]) == rows(expected[name]), (str(measure), by)
            settled = {n: m.settled(people.vocabulary) for n, m in asked.items()}
            for name, measure in settled.items():
                told = {}
                for row in found[name].to_dict("records"):
                    group = tuple(plain(row[n]) for n in by)
                    told[group, row.get("period")] = tuple(plain(row[c]) for c in measure.columns)
                for date in over or dates[:1]:
                    for group, sums in counted(tables, measure, by, date, living).items():
                        assert told.pop((group, date if over else None)) == sums
                assert not any(any(sums) for sums in told.values())


def counted(tables, measure, by, as_of, living):
    """{group: the measure's columns}, person by person."""
    if measure.value is None:
        return twin.counts(tables, measure.numerator, measure.among, by, as_of, living)
    found = {}
    for person in tables["people"]:
        record = twin.Record(tables, person, as_of)
        tally = found.setdefault(tuple(record.attribute(n) for n in by), Counter())
        if living and not record.living():
            continue
        belongs = True if measure.among is None else record.judge(measure.among)
        value = record.value(measure.value)
        if belongs is None:
            tally["among_unknown"] += 1
        elif belongs and value is None:
            tally["unknown"] += 1
        elif belongs:
            tally["denominator"] += 1
            tally["numerator"] += whole(value, measure.parts)
            tally["sum_squares"] += whole(value * value, measure.parts)
            if measure.edges:
                tally[f"bin{sum(value >= edge for edge in measure.edges)}"] += 1
    return {
        g: tuple(summed(t, c, measure.parts) for c in measure.columns) for g, t in found.items()
    }


def whole(value, parts):
    """A value in whole parts, halves away from nought."""
    size = abs(Fraction(value) * parts)
    return int(size + Fraction(1, 2)) * (1 if value >= 0 else -1)


def summed(tally, column, parts):
    return tally[column] / parts if column in ("numerator", "sum_squares") else tally[column]
