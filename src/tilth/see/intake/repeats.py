"""Find rows said twice in a file of any length, in little memory."""

import numpy as np
import pyarrow as pa

PARTS = 64
IN_MEMORY = 2**16  # rows of a file, below which nothing is written to disk
HASHES = np.dtype([("same_key", "u8"), ("same_row", "u8"), ("line", "i8")])


class Repeats:
    """Keeps each row's hashes: a small file's in memory, those of a longer one on disk in 64
    parts, by hash, so that each part fits in memory."""

    def __init__(self, folder):
        self.folder = folder
        self.waiting, self.files = [np.empty(0, HASHES)], []

    def add(self, same_key, same_row, lines):
        """Hashes of some rows: uint64 arrays and their lines."""
        rows = np.empty(len(lines), HASHES)
        rows["same_key"], rows["same_row"], rows["line"] = same_key, same_row, lines
        self.waiting.append(rows)
        if self.files or sum(map(len, self.waiting)) > IN_MEMORY:
            self._spill()

    def _spill(self):
        """Write what waits to its parts on disk."""
        if not self.files:
            self.folder.mkdir()
            names = (self.folder / f"{part}.bin" for part in range(PARTS))
            self.files = [open(name, "wb") for name in names]  # noqa: SIM115 - closed by close()
        rows, self.waiting = np.concatenate(self.waiting), []
        part = (rows["same_key"] >> np.uint64(58)).astype(np.uint8)
        order = np.argsort(part, kind="stable")
        ends = np.searchsorted(part[order], np.arange(PARTS + 1))
        rows = rows[order]
        for file, begin, end in zip(self.files, ends[:-1], ends[1:], strict=True):
            file.write(rows[begin:end].tobytes())

    def _parts(self):
        """The parts on disk, one at a time."""
        return (np.fromfile(self.folder / f"{part}.bin", HASHES) for part in range(PARTS))

    def close(self):
        for file in self.files:
            file.close()

    def found(self, bench, staged, columns, key):
        """Repeats and disagreements: Arrow tables (line, first_line), sorted by line.

        bench: the engine to ask. staged: the typed Parquet file the lines are of.
        """
        self.close()
        parts = [np.concatenate(self.waiting)] if self.waiting else self._parts()
        rows = np.concatenate([_not_alone(part) for part in parts])
        if not rows.size:
            nothing = pa.table({"line": pa.array([], "i8"), "first_line": pa.array([], "i8")})
            return nothing, nothing
        candidates = pa.table({name: rows[name] for name in HASHES.names})
        return bench.said_twice(staged, candidates, columns, key)


def _not_alone(rows):
    """The rows of one part whose key hash another row shares."""
    hashes = np.sort(rows["same_key"])
    twice = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    return rows[np.isin(rows["same_key"], twice)] if twice.size else rows[:0]
