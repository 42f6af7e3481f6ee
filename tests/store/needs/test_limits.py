"""What the quick way cannot hold is answered by SQL; what it leaves out, it leaves out rightly."""

import datetime

import numpy as np
import pytest

from tests.releases import people_of, rows_of, write_release
from tests.store.needs.test_needs_twin import by_sql, rows
from tilth.store.counting.population import Population
from tilth.store.needs import Measure, counting, runs, tallying
from tilth.store.needs.sums import halves
from tilth.store.published import Release

PEOPLE = "| neighbourhood | age | sex | people\n| Birchills | 40 | female | 3\n| | 95 | | 1"
COSTS = """
    | person | concept | date       | value
    | 1      | cost    | 2025-06-01 | 90000000
    | 2      | cost    | 2025-06-01 | 12.5
    | 4      | walk    | 2025-06-01 |
    | 99     | cost    | 2025-06-01 | 7
    | 99     | walk    | 2025-06-01 |
"""
SEEN = "| person | source\n" + "\n".join(f"| 2 | source{i}" for i in range(70))
ASKED = {"cost": Measure(value="cost latest"), "walked": Measure("walk ever")}


@pytest.fixture
def people(tmp_path):
    persons, areas = people_of(PEOPLE)
    concept = [
        {"concept": "cost", "title": "", "sources": [], "covers": "everyone"},
        {"concept": "walk", "title": "", "sources": ["source3"], "covers": "members"},
    ]
    folder = write_release(
        tmp_path, people=persons, small_areas=areas, event=rows_of(COSTS), seen=rows_of(SEEN),
        concept=concept,
    )  # fmt: skip
    with Population(Release(folder)) as found:
        yield found


def both(people, asked, **options):
    found, expected = people.measure_many(asked, **options), by_sql(people, asked, **options)
    for name in asked:
        assert rows(found[name]) == rows(expected[name])
    return found


def test_a_value_whose_square_is_too_large_is_added_up_by_sql(people, monkeypatch):
    found = both(people, {"cost": Measure(value="cost latest")}, by="sex")["cost"]
    assert found.numerator.tolist()[0] == 90_000_012.5
    assert found.sum_squares.tolist()[0] == 8_100_000_000_000_156.25
    both(people, {"cost": Measure(value="cost count")}, by="sex")


def test_sums_beyond_what_a_number_holds_exactly_are_the_nearest_there_is(people):
    asked = {"low": Measure(value="cost latest within 1 year", among="cost latest < 100")}
    assert both(people, asked)["low"].numerator.tolist() == [12.5]
    upper, lower = np.array([2**21, -1]), np.array([2**32 - 1, 2**32 - 500_000])
    whole = [2**21 * 2**32 + 2**32 - 1, -500_000]
    assert halves(upper, lower, 1_000_000).tolist() == [w / 1_000_000 for w in whole]


def test_more_sources_than_bits_are_asked_of_sql(people):
    found = both(people, {"walked": Measure("walk ever")})["walked"]
    assert found[["numerator", "denominator", "unknown"]].values.tolist() == [[1, 2, 2]]


@pytest.mark.parametrize(
    ("where", "what", "most"), [(runs, "MOST_ROWS", 0), (tallying, "MOST_BYTES", 1)]
)
def test_more_than_this_way_holds_is_asked_of_sql(people, monkeypatch, where, what, most):
    monkeypatch.setattr(where, what, most)
    both(people, {"many": Measure("cost highest < 100")}, by="sex")


def test_events_of_nobody_we_know_are_passed_over_however_they_are_asked_about(people):
    """Whether they are looked at as they pass, or kept one after another."""
    asked = {how: Measure(value=f"cost {how}") for how in ("latest", "count", "highest", "total")}
    found = both(people, asked | {"ever": Measure("cost ever"), "walk": Measure("walk ever")})
    highest, ever = found["highest"], found["ever"]
    assert (highest.numerator[0], highest.denominator[0]) == (90_000_012.5, 2)
    assert ever.numerator.tolist() == [2]


def test_what_is_kept_in_memory_is_bounded_the_newest_last(people, monkeypatch):
    monkeypatch.setattr(counting, "MOST_BYTES", 100)
    for day in (1, 2, 3):
        as_of = datetime.date(2026, 1, day)
        both(people, {"here": Measure("cost ever")}, by="sex", as_of=as_of)
    assert len(people._needs._kept) < 3


def test_the_same_question_again_counts_nobody(people, monkeypatch):
    first = people.measure_many({"here": Measure("cost ever")}, by="sex")["here"]
    monkeypatch.setattr(counting, "Tally", None)
    again = people.measure_many({"here": Measure("cost ever")}, by="sex")["here"]
    assert rows(first) == rows(again)
    for _ in range(2):
        by_area = people.measure_many({"here": Measure("cost ever")}, by="neighbourhood")["here"]
        assert by_area.numerator.sum() == first.numerator.sum()


def test_an_age_group_may_be_named_in_a_criterion(people):
    asked = {
        "forties": Measure("age_group in ('40-44', '45-49')"),
        "not oldest": Measure("age_group != '90+'"),
        "unknown": Measure("age_group is null"),
    }
    found = both(people, asked)
    assert [found[name].numerator.tolist() for name in asked] == [[3], [3], [0]]


def test_people_no_source_has_seen_are_counted_all_the_same(tmp_path):
    persons, areas = people_of(PEOPLE)
    walk = {"concept": "walk", "title": "", "sources": ["clubs"], "covers": "members"}
    told = {"people": persons, "small_areas": areas, "seen": [], "concept": [walk]}
    with Population(Release(write_release(tmp_path, **told))) as people:
        found = people.measure_many({"walked": Measure("walk ever")})["walked"]
        assert found.numerator.tolist() == [0]
        assert found.unknown.sum() > 0  # nobody's silence is a no
