"""Parquet files written the same way every time: equal tables have equal bytes."""

import contextlib

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 1 << 18
MADE_UP = {"synthetic": "true"}


class Rows:
    """Rows on their way into one Parquet file, in row groups of a fixed size.

    Pages break where Arrow's chunks do, so every row group is one chunk before it is written.
    """

    def __init__(self, path, schema, *, synthetic=False):
        self.schema = schema.with_metadata(None)
        self.rows = 0
        self._waiting, self._waiting_rows = [], 0
        # Record and person numbers hardly ever repeat within a group, where a dictionary only
        # costs; often they rise, and the steps between them are read in half the time.
        numbers = {f.name for f in schema if f.type == pa.int64()}
        self._writer = pq.ParquetWriter(
            path,
            self.schema,
            compression={f.name: "lz4" if f.name in numbers else "zstd" for f in schema},
            use_dictionary=[f.name for f in schema if f.name not in numbers],
            column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
            store_schema=False,
            write_statistics=True,
        )
        if synthetic:
            self._writer.add_key_value_metadata(MADE_UP)

    def add(self, table):
        """Add a table or batch whose columns are in the file's order."""
        table = _plain(table, self.schema)
        self._waiting.append(table)
        self._waiting_rows += table.num_rows
        while self._waiting_rows >= ROW_GROUP:
            self._write(ROW_GROUP)

    def end_group(self):
        """Let what follows lie in other row groups than what there is so far."""
        if self._waiting_rows:
            self._write(self._waiting_rows)

    def close(self):
        if self._waiting_rows or not self.rows:
            self._write(self._waiting_rows)
        self._writer.close()

    def _write(self, rows):
        waiting = pa.concat_tables([self.schema.empty_table(), *self._waiting])
        group = waiting.slice(0, rows).combine_chunks()
        self._writer.write_table(group, row_group_size=max(rows, 1))
        rest = waiting.slice(rows)
        self._waiting, self._waiting_rows = [rest], rest.num_rows
        self.rows += rows


def _plain(table, schema):
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    return table.rename_columns(schema.names).cast(schema)


@contextlib.contextmanager
def rows_into(path, schema, *, synthetic=False):
    """A Rows that is closed when all went well."""
    rows = Rows(path, schema, synthetic=synthetic)
    try:
        yield rows
    except BaseException:
        with contextlib.suppress(OSError):
            rows._writer.close()
        raise
    rows.close()


def write_query(connection, query, path, schema, *, synthetic=False):
    """Stream the rows of a query into a file; return how many there were.

    The query must order its rows: the engine promises no order of its own.
    """
    with rows_into(path, schema, synthetic=synthetic) as rows:
        for batch in connection.sql(query).to_arrow_reader(ROW_GROUP):
            rows.add(batch)
    return rows.rows


def rows_in(path):
    """How many rows a Parquet file says it holds."""
    return pq.ParquetFile(path).metadata.num_rows
