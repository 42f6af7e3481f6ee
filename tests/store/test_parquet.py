"""Equal tables have equal bytes, however they came."""

import datetime
from itertools import pairwise

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.store import parquet
from tilth.store.parquet import rows_in, rows_into, write_query

SCHEMA = pa.schema(
    [("person", pa.int64()), ("word", pa.string()), ("day", pa.date32()), ("value", pa.float64())]
)


def table(rows):
    day = datetime.date(2026, 1, 1)
    return pa.table(
        {
            "person": list(range(rows)),
            "word": [f"w{n % 7}" if n % 3 else None for n in range(rows)],
            "day": [day + datetime.timedelta(n % 5) for n in range(rows)],
            "value": [n / 4 if n % 2 else None for n in range(rows)],
        },
        schema=SCHEMA,
    )


def write(path, pieces, **more):
    with rows_into(path, SCHEMA, **more) as rows:
        for piece in pieces:
            rows.add(piece)
    return path.read_bytes()


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, 100), max_size=8))
def test_FT_rows_arriving_in_any_pieces_give_the_same_bytes(tmp_path_factory, cuts):
    folder = tmp_path_factory.mktemp("rows")
    whole = table(100)
    edges = [0, *sorted(cuts), 100]
    pieces = [whole.slice(a, b - a) for a, b in pairwise(edges)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "ROW_GROUP", 16)
        assert write(folder / "a", [whole]) == write(folder / "b", pieces)
    assert pq.read_table(folder / "b").equals(whole)


def test_row_groups_have_a_fixed_size(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROW_GROUP", 16)
    write(tmp_path / "a", [table(40)])
    told = pq.ParquetFile(tmp_path / "a").metadata
    assert [told.row_group(n).num_rows for n in range(told.num_row_groups)] == [16, 16, 8]
    assert rows_in(tmp_path / "a") == 40


def test_a_last_row_group_may_be_full(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROW_GROUP", 16)
    write(tmp_path / "a", [table(32)])
    assert pq.ParquetFile(tmp_path / "a").metadata.num_row_groups == 2


def test_a_group_ends_where_it_is_told_to_and_none_is_empty(tmp_path):
    with rows_into(tmp_path / "a", SCHEMA) as rows:
        for piece in (table(3), table(5)):
            rows.add(piece)
            rows.end_group()
            rows.end_group()
    told = pq.ParquetFile(tmp_path / "a").metadata
    assert [told.row_group(n).num_rows for n in range(told.num_row_groups)] == [3, 5]
    assert pq.read_table(tmp_path / "a").equals(pa.concat_tables([table(3), table(5)]))


def test_numbers_are_kept_as_steps_and_words_once(tmp_path):
    write(tmp_path / "a", [table(40)])
    group = pq.ParquetFile(tmp_path / "a").metadata.row_group(0)
    person, word = group.column(0), group.column(1)
    assert "DELTA_BINARY_PACKED" in person.encodings
    assert (person.compression, word.compression) == ("LZ4", "ZSTD")
    assert "RLE_DICTIONARY" in word.encodings


def test_a_file_without_rows_still_has_its_columns(tmp_path):
    write(tmp_path / "a", [])
    assert pq.read_schema(tmp_path / "a").names == SCHEMA.names
    assert rows_in(tmp_path / "a") == 0


def test_made_up_people_are_marked_in_the_file_itself(tmp_path):
    write(tmp_path / "a", [table(3)], synthetic=True)
    write(tmp_path / "b", [table(3)])
    assert pq.read_metadata(tmp_path / "a").metadata[b"synthetic"] == b"true"
    assert b"synthetic" not in (pq.read_metadata(tmp_path / "b").metadata or {})


def test_a_query_streams_into_a_file(tmp_path):
    schema = pa.schema([("n", pa.int64())])
    with duckdb.connect() as connection:
        query = "select range as n from range(300000) order by n desc"
        assert write_query(connection, query, tmp_path / "a", schema) == 300_000
    assert pq.read_table(tmp_path / "a")["n"].to_pylist() == list(range(299_999, -1, -1))


def test_a_failure_half_way_is_passed_on(tmp_path):
    def half_way():
        with rows_into(tmp_path / "a", SCHEMA) as rows:
            rows.add(table(3))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_way()


def test_statistics_of_repeated_words_tell_only_the_words_used(tmp_path):
    """Readers skip row groups by them, so they must not be those of the whole dictionary."""
    word = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema([("word", word)])
    with rows_into(tmp_path / "a", schema) as rows:
        used = pa.DictionaryArray.from_arrays(pa.array([1, 1], pa.int32()), ["a", "b", "c"])
        rows.add(pa.record_batch([used], ["word"]))
    told = pq.ParquetFile(tmp_path / "a").metadata.row_group(0).column(0).statistics
    assert (told.min, told.max) == ("b", "b")
    assert pq.read_table(tmp_path / "a")["word"].to_pylist() == ["b", "b"]
