"""Counts as they were last shown, kept so that a change of a few people does not show."""

import io
import math

import pyarrow as pa
import pyarrow.parquet as pq

FIGURES = ("numerator", "denominator", "sum_squares", "unknown", "among_unknown")


def packed(finest):
    """A frame of raw counts as bytes."""
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(finest, preserve_index=False), held, compression="zstd")
    return held.getvalue()


def unpacked(rows):
    """The frame that was packed."""
    return pq.read_table(io.BytesIO(rows)).to_pandas()


def changed_by(before, after):
    """How many people at the least tell two frames of counts apart, by their finest rows.

    The largest, over the counts, of how many are in one and not in the other: somebody who moved
    is one person. 0 where nothing changed; endless where the frames have other columns.
    """
    keys = [c for c in after.columns if c not in FIGURES]
    if set(keys) != {c for c in before.columns if c not in FIGURES}:
        return math.inf
    most = 0
    for name in (c for c in FIGURES[:2] if c in after):
        one, other = (_by_row(frame, keys, name) for frame in (before, after))
        apart = other.sub(one, fill_value=0)
        most = max(most, int(apart.clip(lower=0).sum()), int(-apart.clip(upper=0).sum()))
    return most


def _by_row(frame, keys, name):
    if not keys:
        return frame[name]
    return frame.groupby(keys, dropna=False, observed=True)[name].sum()
