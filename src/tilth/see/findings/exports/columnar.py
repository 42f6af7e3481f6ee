"""A finding as Parquet, for analysts' own tools: figures as numbers, hidden ones empty."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.see.findings.exports.about import about
from tilth.see.findings.rows import COUNTS, VALUES, headings, rows


def as_parquet(finding):
    """The rows as shown. A figure that may not be shown is empty, and its note says so."""
    told, names = rows(finding), headings(finding)
    table = pa.table({name: _column(name, [row[name] for row in told]) for name in names})
    words = {"title": finding.title, "sentence": finding.sentence, **about(finding)}
    table = table.replace_schema_metadata({"tilth": json.dumps(words, ensure_ascii=False)})
    held = io.BytesIO()
    pq.write_table(table, held, compression="zstd")
    return held.getvalue()


def _column(name, values):
    if name in VALUES:
        numbers = [float(v) if isinstance(v, float) else None for v in values]
        return pa.array(numbers, pa.float64())
    if name in COUNTS:
        return pa.array([v if isinstance(v, int | float) else None for v in values], pa.float64())
    return pa.array([None if v is None else str(v) for v in values], pa.string())
