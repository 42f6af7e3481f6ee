"""What two files both tell is told once, against counting by hand."""

import datetime
import random
from collections import Counter
from itertools import pairwise

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.store.deriving.repeats import once

SCHEMA = pa.schema(
    [("person", pa.int64()), ("day", pa.date32()), ("value", pa.float64()), ("of_file", pa.int16())]
)
KEY = ("person", "day", "value")
DAYS = [None, datetime.date(2026, 1, 1), datetime.date(1970, 1, 1)]

rows = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(DAYS),
        st.sampled_from([None, 0.0, 1.5]),
        st.integers(0, 3),
    ),
    max_size=40,
)


def in_order(found):
    late, most = datetime.date.max, float("inf")
    return sorted(found, key=lambda r: (r[0], r[1] or late, most if r[2] is None else r[2], *r[3:]))


def by_hand(found):
    """Each row as often as the file that tells it most often."""
    told = {}
    for row in found:
        told.setdefault(row[:3], Counter())[row[3]] += 1
    return in_order(row for row, files in told.items() for _ in range(max(files.values())))


def run(found, cuts):
    found = in_order(found)
    edges = [0, *sorted(min(c, len(found)) for c in cuts), len(found)]
    batches = []
    for start, end in pairwise(edges):
        columns = [list(c) for c in zip(*found[start:end], strict=True)] or [[], [], [], []]
        arrays = [pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)]
        batches.append(pa.record_batch(arrays, schema=SCHEMA))
    tables = list(once(batches, KEY, "of_file"))
    if not tables:
        return []
    return [tuple(r.values())[:3] for r in pa.concat_tables(tables).to_pylist()]


@settings(max_examples=200, deadline=None)
@given(found=rows, cuts=st.lists(st.integers(0, 40), max_size=5))
def test_IN_each_row_is_kept_as_often_as_the_file_that_tells_it_most(found, cuts):
    assert run(found, cuts) == by_hand(found)


def test_one_file_may_say_a_thing_twice():
    assert len(run([(1, None, 1.0, 0)] * 2 + [(1, None, 1.0, 1)], [])) == 2


def test_nothing_gives_nothing():
    assert run([], []) == []
    assert list(once([], KEY, "of_file")) == []


def test_minus_nought_is_nought():
    assert len(run([(1, None, -0.0, 0), (1, None, 0.0, 1)], [])) == 1


def test_many_rows_cut_anywhere_agree_with_counting_by_hand():
    rng = random.Random(1)
    found = [(rng.randint(0, 9), rng.choice(DAYS), rng.choice([None, 2.0]), rng.randint(0, 4))
             for _ in range(2_000)]  # fmt: skip
    assert run(found, [rng.randint(0, 2_000) for _ in range(20)]) == by_hand(found)
