"""The release's tables, gathered from what each source gave."""

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.store.deriving.events import EVENT_SCHEMA, MEMBERSHIP_SCHEMA, SEEN_SCHEMA
from tilth.store.engine import engine, text
from tilth.store.parquet import ROW_GROUP, rows_in, rows_into, write_query

WORD = pa.dictionary(pa.int32(), pa.string())
MERGED_SCHEMA = pa.schema(
    [
        pa.field("person", pa.int64(), nullable=False),
        ("concept", WORD),
        pa.field("date", pa.date32(), nullable=False),
        ("end_date", pa.date32()),
        ("value", pa.float64()),
        ("source", WORD),
    ]
)


def merge_events(stages, path, *, synthetic, progress=None, **room):
    """Write event.parquet from each source's events; return counts by concept and source.

    stages: {source: folder of its events stage}. One concept is merged at a time, so memory is
    bounded by the largest concept that several sources tell; one that a single source tells
    is already in order and streams through. room: as engine has it.
    """
    found = {}
    for source, folder in sorted(stages.items()):
        for file in sorted((folder / "events").glob("*.parquet")):
            found.setdefault(file.stem, []).append((source, file))
    concepts, sources = sorted(found), sorted(stages)
    counts = {}
    with (
        engine(**room) as connection,
        rows_into(path, MERGED_SCHEMA, synthetic=synthetic) as rows,
    ):
        for number, concept in enumerate(concepts):
            counts[concept] = {source: rows_in(file) for source, file in found[concept]}
            for batch, source in _merged(connection, found[concept], sources):
                concept_of = _same(number, concepts, batch.num_rows)
                first, *others = (batch.column(c) for c in EVENT_SCHEMA.names)
                rows.add(pa.record_batch([first, concept_of, *others, source], MERGED_SCHEMA.names))
            rows.end_group()  # one concept is found and read without another
            if progress:
                progress("merge", number + 1, len(concepts))
    return counts


def _merged(connection, files, sources):
    """Batches of (person, date, end_date, value) of one concept in order, and whose each is."""
    if len(files) == 1:
        ((source, file),) = files
        for batch in batches(file):
            yield batch, _same(sources.index(source), sources, batch.num_rows)
        return
    parts = [
        f"select *, {sources.index(source)}::integer as source from read_parquet({text(file)})"
        for source, file in files
    ]
    order = ", ".join(f"{c} nulls last" for c in (*EVENT_SCHEMA.names, "source"))
    query = f"select * from ({' union all '.join(parts)}) order by {order}"
    for batch in connection.sql(query).to_arrow_reader(ROW_GROUP):
        yield batch, pa.DictionaryArray.from_arrays(batch.column("source"), sources)


def batches(path):
    """The rows of a Parquet file, a batch at a time."""
    yield from pq.ParquetFile(path).iter_batches(ROW_GROUP)


def _same(number, words, rows):
    """One word, repeated. The dictionary is always the whole list, so that bytes are equal."""
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(number, pa.int32()), rows), words)


def merge_lists(stages, path, *, synthetic, **room):
    """Write membership.parquet from each source's."""
    _merge(stages, "membership", "list, person, since nulls last, until nulls last, source",
           MEMBERSHIP_SCHEMA, path, synthetic, room)  # fmt: skip


def merge_seen(stages, path, *, synthetic, **room):
    """Write seen.parquet from each source's."""
    _merge(stages, "seen", "person, source", SEEN_SCHEMA, path, synthetic, room)


def _merge(stages, table, order, schema, path, synthetic, room):
    files = [text(stages[s] / f"{table}.parquet") for s in sorted(stages)]
    with engine(**room) as connection:
        query = f"select * from read_parquet([{', '.join(files)}]) order by {order}"
        write_query(connection, query, path, schema, synthetic=synthetic)


CONCEPT_SCHEMA = pa.schema(
    [
        ("concept", pa.string()),
        ("title", pa.string()),
        ("unit", pa.string()),
        ("sources", pa.list_(pa.string())),
        ("covers", pa.string()),
        ("recorded_by", pa.list_(pa.string())),
    ]
)
LIST_SCHEMA = pa.schema([("list", pa.string()), ("sources", pa.list_(pa.string()))])


def write_rows(rows, schema, path, *, synthetic):
    """Write a small table given as dicts, in the order given."""
    with rows_into(path, schema, synthetic=synthetic) as into:
        into.add(pa.Table.from_pylist(rows, schema=schema))


def write_table(table, path, *, synthetic):
    """Write a small table as it stands."""
    with rows_into(path, table.schema, synthetic=synthetic) as into:
        into.add(table)
