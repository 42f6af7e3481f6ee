"""The pairs to weigh and the records in them, as the tables the model reads."""

import numpy as np
import pyarrow as pa

from tilth.store.matching.joining import hold_words

FREQUENT = ("first", "surname")


def hold_candidates(connection, left, right):
    """Make the table `candidate(join_key_l, join_key_r, match_key)` of some pairs."""
    table = pa.table({"l": np.asarray(left, np.int32), "r": np.asarray(right, np.int32)})
    connection.register("pairs_found", table)
    connection.execute(
        """create or replace temp table candidate as select l as join_key_l, r as join_key_r,
        '0' as match_key from pairs_found order by all"""
    )
    connection.unregister("pairs_found")


def make_comparing(connection):
    """Make the table `comparing`: the table `words`, and how common the names are in the pool."""
    _with_frequencies(connection, "comparing")


def _with_frequencies(connection, table):
    connection.execute(_frequencies())
    connection.execute(
        f"""create or replace temp table {table} as select words.*, tf_first, tf_surname from words
        left join frequency_first using (first) left join frequency_surname using (surname)
        order by i"""
    )


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
    _with_frequencies(connection, "learning")
    return int(drawn.sum()), candidate_pairs(connection, ("nhs",), base="learning")


def _frequencies():
    made = (
        f"""create or replace temp table frequency_{c} as select form as {c}, sum(had) /
        sum(sum(had)) over () as tf_{c} from {c}_form where form is not null group by form"""
        for c in FREQUENT
    )
    return "; ".join(made)


def clear_model_tables(connection):
    """Drop what the model made, so that the next run of it starts afresh."""
    made = connection.execute(
        "select table_name from duckdb_tables() where starts_with(table_name, '__splink')"
    ).fetchall()
    for (name,) in made:
        connection.execute(f'drop table "{name}"')
