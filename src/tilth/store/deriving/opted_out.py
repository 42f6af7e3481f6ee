"""The opt-out list as it is kept: tokens that only this place's key can make."""

import pyarrow as pa

from tilth.store.engine import engine
from tilth.store.matching.tokens import hold_key, token
from tilth.store.parquet import write_query

TOKEN_SCHEMA = pa.schema([("token", pa.string())])
PURPOSE = "opt_out"


def write_tokens(numbers, path, *, key):
    """Write token.parquet: the HMAC of each NHS number, sorted, each once."""
    with engine() as connection:
        hold_key(connection, PURPOSE, key)
        connection.register("given", pa.table({"number": numbers}))
        query = f"select distinct {token('number', purpose=PURPOSE)} as token from given order by 1"
        write_query(connection, query, path, TOKEN_SCHEMA)
