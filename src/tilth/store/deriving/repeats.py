"""What two files both tell is told once."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def once(batches, key, file):
    """Sorted batches without repeats between files: each row as often as the one file that tells
    it most often.

    batches: Arrow, sorted by the key columns and then by `file`, in which the rows lay.
    """
    waiting = None
    for batch in batches:
        table = pa.Table.from_batches([batch])
        if waiting is not None:
            table = pa.concat_tables([waiting, table])
        if not table.num_rows:
            continue
        begins = np.flatnonzero(_differs(table, key))
        yield _kept(table.slice(0, begins[-1]), key, file)
        waiting = table.slice(begins[-1])
    if waiting is not None:
        yield _kept(waiting, key, file)


def _kept(table, key, file):
    if not table.num_rows:
        return table
    new_row = _differs(table, key)
    new_part = new_row | _differs(table, [file])
    starts = np.flatnonzero(new_part)
    counts = np.diff(np.append(starts, table.num_rows))
    row = np.cumsum(new_row)[starts]
    # The most any earlier file of the same row told: a running maximum that starts anew with
    # each row, because its number outweighs every count.
    far = table.num_rows + 1
    most = np.maximum.accumulate(row * far + counts) - row * far
    before = np.zeros_like(most)
    again = row[1:] == row[:-1]
    before[1:][again] = most[:-1][again]
    nth = np.arange(table.num_rows) - np.repeat(starts, counts)
    return table.filter(pa.array(nth >= np.repeat(before, counts)))


def _differs(table, columns):
    """Whether each row differs from the one before; the first always does. Empty equals empty."""
    found = np.zeros(table.num_rows, bool)
    found[0] = True
    for column in columns:
        values = table.column(column)
        if pa.types.is_floating(values.type):
            values = pc.add(values, 0.0)  # so that -0.0 is 0.0
        empty = values.is_null().to_numpy(zero_copy_only=False)
        plain = pc.fill_null(values, _any_value(values.type)).to_numpy(zero_copy_only=False)
        found[1:] |= (plain[1:] != plain[:-1]) | (empty[1:] != empty[:-1])
    return found


def _any_value(kind):
    return pa.scalar(0, pa.int32()).cast(kind) if pa.types.is_date32(kind) else pa.scalar(0, kind)
