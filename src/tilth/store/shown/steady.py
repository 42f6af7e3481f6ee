"""Counts as they were last shown, kept so that a change of a few people does not show."""

import io
import math

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

PERIOD = "period"
FIGURES = ("numerator", "denominator", "sum_squares", "unknown", "among_unknown")


def packed(finest):
    """A frame of raw counts as bytes."""
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(finest, preserve_index=False), held, compression="zstd")
    return held.getvalue()


def unpacked(rows):
    """The frame that was packed."""
    return pq.read_table(io.BytesIO(rows)).to_pandas()


def parted(finest, period):
    """name -> rows: the frame whole under the period's name, or one part a period of a series."""
    if PERIOD not in finest:
        return {period: finest}
    return {f"{period} {one}": part for one, part in finest.groupby(PERIOD, sort=False)}


def joined(parts):
    """The parts as one frame, in their order."""
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def staying(shown_in, rows, part, release, least):
    """The counts shown before, where they stay: None where `least` or more people changed.

    shown_in: the release they were shown in; in the same release they always stay.
    """
    before = unpacked(rows)
    return before if shown_in == release or changed_by(before, part) < least else None


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
    return frame.groupby(keys, dropna=False, observed=True, sort=False)[name].sum()
