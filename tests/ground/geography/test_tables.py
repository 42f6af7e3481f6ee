"""The geography's tables: typed, sorted, the same bytes for the same rows."""

import json

import pytest

from tilth.ground.geography.tables import SCHEMAS, SORTED_BY, read_table, table_of, write_tables


def test_a_row_that_lacks_what_it_must_have_is_our_mistake():
    with pytest.raises(ValueError, match=r"area\.name is empty"):
        table_of("area", [{"layer": "ward", "code": "W1", "source": "t"}])


def test_every_table_is_written_sorted_with_its_hash_and_the_same_bytes_again(tmp_path):
    rows = [{"layer": "ward", "code": c, "alias": "A", "kind": "familiar"} for c in "BA"]
    for folder in ("one", "two"):
        write_tables(tmp_path / folder, {"alias": table_of("alias", rows)}, {"synthetic": False})
    hashes = [
        json.loads((tmp_path / f / "about.json").read_text())["hashes"] for f in ("one", "two")
    ]
    assert hashes[0] == hashes[1]
    assert (
        set(hashes[0])
        == {f"{name}.parquet" for name in SCHEMAS}
        == {f"{name}.parquet" for name in SORTED_BY}
    )
    assert read_table(tmp_path / "one", "alias")["code"].to_pylist() == ["A", "B"]
    assert read_table(tmp_path / "two", "asset").num_rows == 0
