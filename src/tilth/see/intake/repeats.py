"""Find rows said twice in a file of any length, in little memory."""

import numpy as np
import pyarrow as pa

from tilth.store.reading.accept import said_twice

PARTS = 64
HASHES = np.dtype([("same_key", "u8"), ("same_row", "u8"), ("line", "i8")])


class Repeats:
    """Keeps each row's hashes on disk in 64 parts, by hash, so that each part fits in memory."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.files = [open(folder / f"{part}.bin", "wb") for part in range(PARTS)]  # noqa: SIM115 - closed by close()

    def add(self, same_key, same_row, lines):
        """Hashes of some rows: uint64 arrays and their lines."""
        rows = np.empty(len(lines), HASHES)
        rows["same_key"], rows["same_row"], rows["line"] = same_key, same_row, lines
        part = (rows["same_key"] >> np.uint64(58)).astype(np.uint8)
        order = np.argsort(part, kind="stable")
        ends = np.searchsorted(part[order], np.arange(PARTS + 1))
        rows = rows[order]
        for file, begin, end in zip(self.files, ends[:-1], ends[1:], strict=True):
            file.write(rows[begin:end].tobytes())

    def close(self):
        for file in self.files:
            file.close()

    def found(self, staged, columns, key):
        """Repeats and disagreements: Arrow tables (line, first_line), sorted by line.

        staged: the typed Parquet file the lines are of.
        """
        self.close()
        alike = [_not_alone(self.folder / f"{part}.bin") for part in range(PARTS)]
        rows = np.concatenate(alike)
        if not rows.size:
            nothing = pa.table({"line": pa.array([], "i8"), "first_line": pa.array([], "i8")})
            return nothing, nothing
        candidates = pa.table({name: rows[name] for name in HASHES.names})
        return said_twice(staged, candidates, columns, key)


def _not_alone(path):
    """The rows of one part whose key hash another row shares."""
    rows = np.fromfile(path, HASHES)
    hashes = np.sort(rows["same_key"])
    twice = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    return rows[np.isin(rows["same_key"], twice)] if twice.size else rows[:0]
