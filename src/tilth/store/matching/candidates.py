"""The pairs to weigh and the records in them, as the tables the model reads."""

import numpy as np
import pyarrow as pa

from tilth.store.matching.joining import hold_words

MANY = 1 << 13  # pairs weighed at a time, so that every core has some


def hold_candidates(connection, left, right):
    """Make `candidate(join_key_l, join_key_r)` of some pairs."""
    names = ("join_key_l", "join_key_r")
    table = pa.table([np.asarray(side, np.int32) for side in (left, right)], names)
    connection.register("candidate", pa.Table.from_batches(table.to_batches(MANY), table.schema))


def candidate_pairs(connection, keys, *, base):
    """How many pairs share every key: the sum over blocks of n (n - 1) / 2."""
    present = " and ".join(f"({key}) is not null" for key in keys)
    blocks = f"select count(*)::hugeint as n from {base} where {present} group by {', '.join(keys)}"
    counted = f"select coalesce(sum(n * (n - 1) // 2), 0) from ({blocks})"
    return int(connection.execute(counted).fetchall()[0][0])


def make_learning(connection, pool, most):
    """Make the table `learning`: about `most` records, those of one NHS number together.

    Returns how many records, and how many pairs of them share an NHS number.
    """
    rows = np.arange(pool.records)
    every = max(1, pool.records // most)
    drawn = np.where(pool.nhs >= 0, pool.nhs // 10, rows) % every == 0
    hold_words(connection, pool, rows[drawn])
    connection.execute("create or replace temp table learning as from words order by i")
    return int(drawn.sum()), candidate_pairs(connection, ("nhs",), base="learning")


def clear_model_tables(connection):
    """Drop what the model made, so that the next run of it starts afresh."""
    made = connection.execute(
        "select table_name from duckdb_tables() where starts_with(table_name, '__splink')"
    ).fetchall()
    for (name,) in made:
        connection.execute(f'drop table "{name}"')
