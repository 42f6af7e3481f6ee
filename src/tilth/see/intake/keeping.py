"""Write one accepted file as its version's folder: rows in service, rows put aside, the receipt."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.see.intake.blocks import ahead
from tilth.see.intake.remedies import told
from tilth.store.reading.rules import CELL_RULES

TYPES = {
    "date": pa.date32(),
    "moment": pa.timestamp("us"),
    "whole": pa.int64(),
    "number": pa.float64(),
    "yes_no": pa.bool_(),
}
QUARANTINE = pa.schema(
    [
        ("line", pa.int64()),
        ("raw", pa.binary()),
        ("rules", pa.list_(pa.string())),
        ("remedies", pa.list_(pa.string())),
    ]
)
REPEAT = pa.schema([("line", pa.int64()), ("first_line", pa.int64())])
REPEATING = ("choice", "code", "yes_no", "date", "whole", "postcode", "text")


def schema_of(extract):
    """The columns of accepted.parquet: `line`, then the contract's, typed."""
    typed = [(name, TYPES.get(c.type, pa.string())) for name, c in extract.columns.items()]
    return pa.schema([("line", pa.int64()), *typed])


def writer(path, schema, extract=None):
    """A Parquet writer whose bytes depend on the rows and blocks alone."""
    columns = extract.columns.items() if extract else ()
    repeating = [
        name
        for name, column in columns
        if column.type in REPEATING and name not in extract.key and column.means != "local_id"
    ]
    return pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=1, use_dictionary=repeating or False
    )


def without(path, target, lines, schema, extract):
    """Copy accepted rows, leaving out some lines (sorted Arrow array)."""
    source = pq.ParquetFile(path)
    groups = (source.read_row_group(group) for group in range(source.num_row_groups))
    with writer(target, schema, extract) as out:
        for rows in ahead(groups):
            out.write_table(rows.filter(pc.invert(pc.is_in(rows["line"], lines))))


class Aside:
    """Rows put aside: gathers them a block at a time and counts the rules they broke."""

    def __init__(self, path):
        self.path, self.rows, self.broken = path, 0, {}
        self.writer = writer(path, QUARANTINE)

    def add(self, rows):
        """rows: (line, raw bytes, [(rule, column), ...]), any order; written by line."""
        if not rows:
            return
        table = {"line": [], "raw": [], "rules": [], "remedies": []}
        for line, raw, broken in sorted(rows, key=lambda row: row[0]):
            said = [told(rule, column) for rule, column in broken]
            for column, value in zip(
                table, (line, raw, [s[0] for s in said], [s[1] for s in said]), strict=True
            ):
                table[column].append(value)
            for rule in broken:
                self.broken[rule] = self.broken.get(rule, 0) + 1
        self.rows += len(rows)
        self.writer.write_table(pa.table(table, QUARANTINE))

    def close(self):
        self.writer.close()


def broken_by(judged, block):
    """Rows of a judged block that break a rule of a cell: their mask, and the rows for Aside."""
    faults = [c for c in judged.column_names if c.startswith("fault.")]
    bad = None
    for column in faults:
        wrong = pc.not_equal(judged[column], 0)
        bad = wrong if bad is None else pc.or_(bad, wrong)
    at = pc.indices_nonzero(bad).to_pylist()
    picked = judged.select(["line", *faults]).take(pa.array(at, pa.int64())).to_pylist()
    rows = []
    for index, row in zip(at, picked, strict=True):
        broken = [(CELL_RULES[row[c]], c.removeprefix("fault.")) for c in faults if row[c]]
        rows.append((row["line"], block.raw(index), broken))
    return bad, rows
