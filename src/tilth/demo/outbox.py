"""The outbox: files with their manifests, and the truth about whom each row is."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tilth.demo.writing import write_csv, write_manifest, write_parquet, write_xlsx

FORMS = {".csv": write_csv, ".gz": write_csv, ".parquet": write_parquet, ".xlsx": write_xlsx}


@dataclass
class Outbox:
    """Where files go. sent: what went; mistakes: what was done to whom; wrong: rows to refuse."""

    folder: Path
    sent: list = field(default_factory=list)
    mistakes: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    truth: list = field(default_factory=list)
    sequence: dict = field(default_factory=dict)

    def send(self, source, table, people, *, period, local_id, partner, form="csv", label=""):
        """One file of a source: its rows, and the place in the crowd of the person of each."""
        label = label or str(period[1])[:7]
        path = self.folder / f"SYNTHETIC_{source}_{label}.{form}"
        FORMS[path.suffix](path, table)
        self.record(source, path, table.num_rows, period, partner)
        lines = np.arange(2, table.num_rows + 2, dtype=np.int64)
        key = table.column(0).cast(pa.string())
        self.know(source, path.name, lines, key, table[local_id].cast(pa.string()), people)
        return path

    def record(self, source, path, rows, period, partner):
        """The manifest of a file that is written."""
        number = self.sequence[source] = self.sequence.get(source, 0) + 1
        write_manifest(path, sender=partner, sequence=number, period=period, rows=rows)
        self.sent.append({"source": source, "file": path.name, "rows": rows})

    def know(self, source, file, lines, key, local_id, people):
        """Whom each row is about: kept for truth/records.parquet."""
        count = len(people)
        self.truth.append(
            pa.table(
                {
                    "source": pa.DictionaryArray.from_arrays(np.zeros(count, np.int32), [source]),
                    "file": pa.DictionaryArray.from_arrays(np.zeros(count, np.int32), [file]),
                    "line": pa.nulls(count, pa.int64()) if lines is None else pa.array(lines),
                    "key": pa.nulls(count, pa.string()) if key is None else key,
                    "local_id": local_id,
                    "person": pa.array(np.asarray(people, np.int64) + 1),
                }
            )
        )

    def note(self, source, appearance):
        """Keep what was done to the people of a file."""
        self.mistakes += [(source, f, k, who) for f, k, who in appearance.made]

    def write_truth(self, folder):
        """records.parquet and mistakes.parquet, and the counts of mistakes by source and kind."""
        folder.mkdir(parents=True, exist_ok=True)
        records = pa.concat_tables(self.truth).unify_dictionaries()
        marked = records.replace_schema_metadata({b"tilth": b"SYNTHETIC"})
        pq.write_table(marked, folder / "records.parquet", compression="zstd")
        parts = [
            pa.table(
                {
                    "source": [source] * len(who),
                    "person": np.asarray(who, np.int64) + 1,
                    "field": [name] * len(who),
                    "kind": [kind] * len(who),
                }
            )
            for source, name, kind, who in self.mistakes
        ]
        write_parquet(folder / "mistakes.parquet", pa.concat_tables(parts))
        counts = {}
        for source, _, kind, who in self.mistakes:
            of = counts.setdefault(source, {})
            of[kind] = of.get(kind, 0) + len(who)
        return counts
