"""Events found by concept in a file of row groups, whatever its writer said of them."""

import datetime
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tilth.store.needs import runs
from tilth.store.needs.judging import Days
from tilth.store.needs.room import Room
from tilth.store.needs.runs import Events
from tilth.store.needs.telling import People, Telling

DAY = datetime.date(2025, 6, 1)


@pytest.fixture(params=[True, False], ids=["with statistics", "without"])
def events(request, tmp_path):
    """Events of people 1 to 4, of whom 2 and 3 are ours: two row groups, each of one concept."""
    persons = [1, 2, 3, 1, 4]
    table = pa.table({
        "person": pa.array(persons, pa.int64()),
        "concept": ["cost", "cost", "cost", "walk", "walk"],
        "date": pa.array([DAY] * 5, pa.date32()),
        "end_date": pa.array([None] * 5, pa.date32()),
        "value": [1.0, 2.0, 3.0, None, None],
    })  # fmt: skip
    path = tmp_path / "event.parquet"
    pq.write_table(table, path, row_group_size=3, write_statistics=request.param)
    return Events(SimpleNamespace(path=lambda name: path), np.array([2, 3], np.int64))


def test_the_few_events_of_our_people_are_found(events):
    found = events.few(["cost", "walk"]).tables
    assert found["cost"].column("person").to_pylist() == [2, 3]
    assert found["cost"].column("value").to_pylist() == [2.0, 3.0]
    assert not found.get("walk"), "nobody of ours"


def test_concepts_next_to_each_other_are_read_in_parts_of_a_size(events, monkeypatch):
    assert events._parts(["walk", "cost"]) == [["cost", "walk"]]
    monkeypatch.setattr(runs, "FEW_ROWS", 0)
    assert events._parts(["walk", "cost"]) == [["cost"], ["walk"]]


def test_small_row_groups_are_read_with_those_that_follow(events, monkeypatch):
    assert events._together([0, 1]) == [[0, 1]]
    monkeypatch.setattr(runs, "ROW_GROUP", 3)
    assert events._together([0, 1]) == [[0], [1]]


def test_what_one_table_tells_is_added_to_what_the_others_told():
    """Whether the next is as long, longer, or shorter."""
    how = Telling(People(np.array([2, 3])), [("count", None)], Days([DAY]), Room())
    for persons in ([2, 2], [2, 3, 4], [3]):
        days = pa.array([DAY] * len(persons), pa.date32())
        how.add(pa.table({"person": pa.array(persons, pa.int64()), "date": days}))
    assert how.made().found["count", None].tolist() == [3, 2]
