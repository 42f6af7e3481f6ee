"""Read one received file against its contract and write its version's folder."""

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tilth.see.intake.blocks import Behind, Reading, ahead
from tilth.see.intake.delimited import Delimited
from tilth.see.intake.keeping import REPEAT, Aside, broken_by, schema_of, without, writer
from tilth.see.intake.parquet import ParquetRows
from tilth.see.intake.receipts import sealed
from tilth.see.intake.receiving import refusal, refuse_changed
from tilth.see.intake.repeats import Repeats
from tilth.see.intake.sheets import ROW_CAPS, SheetRows
from tilth.see.intake.tidying import tidy
from tilth.store.reading.accept import in_line_order
from tilth.store.whole import hashes_of, whole_folder, write_json

MANY_TURNED = 0.2  # of a file's rows with day and month turned round, none of its dates is trusted
MOST_LISTED = 1_000  # groups of rows that disagree, in the receipt; quarantine holds every row
READERS = {"text": Delimited, "gzip": Delimited, "parquet": ParquetRows, "sheet": SheetRows}


class Validation:
    """One file being read: what has been counted, and the files it goes to."""

    def __init__(self, received, extract, erased, receipt, bench, *, mapping, usual, told):
        self.received, self.extract, self.erased = received, extract, erased
        self.receipt, self.bench, self.told = receipt, bench, told
        self.reading = Reading()
        kind = READERS[received.kind]
        self.file = kind(received, extract, self.reading, mapping=mapping, usual=usual)
        self.schema = schema_of(extract)

    def run(self, folder):
        """Write accepted, quarantine, duplicate and receipt into a folder, whole or not at all."""
        with (
            whole_folder(folder) as made,
            tempfile.TemporaryDirectory(dir=made.parent, prefix=".", suffix=".part") as scratch,
        ):
            self.staged, self.put_aside = Path(scratch) / "staged.parquet", made / "aside.parquet"
            self.aside = Aside(self.put_aside)
            self.repeats = Repeats(Path(scratch) / "hashes")
            self._read()
            self._refuse_as_a_whole()
            torn = self._tell_repeats_apart(made)
            self._finish(made, torn)

    def _read(self):
        with (
            writer(self.staged, self.schema, self.extract) as accepted,
            Behind(accepted.write_table) as self.accept,
        ):
            blocks = ahead(self.file.blocks(self.told))
            first = next(blocks, None)
            end = self.received.manifest.period_to
            self.judge = self.bench.judge(self.extract, self.reading.present, period_end=end)
            for block in [first] if first else []:
                self._take(block)
            for block in blocks:
                self._take(block)

    def _take(self, block):
        """Judge one block: rows accepted are written, rows that break a rule are put aside."""
        receipt = self.receipt
        table, changed = tidy(block)
        judged = self.judge(table, block.holds)
        bad, rows = broken_by(judged, block)
        rows += [(line, raw, [(rule, column)]) for line, raw, rule, column in block.aside]
        self.aside.add(rows)
        good = judged.filter(pc.invert(bad)) if rows else judged
        count = 0
        if self.erased.marks:
            gone = self.erased.rows(good)
            count = gone.true_count
            good = good.filter(pc.invert(gone))
        receipt.rows_in += block.rows
        receipt.blank += block.blank
        receipt.tidied += changed
        receipt.erased += count
        receipt.quarantined += len(rows)
        receipt.unlinked += pc.sum(good["unlinked"]).as_py() or 0
        self.repeats.add(*(good[c].to_numpy() for c in ("same_key", "same_row", "line")))
        self.accept(good.select(self.schema.names).cast(self.schema))

    def _refuse_as_a_whole(self):
        """Faults that only the whole file shows."""
        refuse_changed(self.received)
        path, receipt, manifest = self.received.path, self.receipt, self.received.manifest
        rows = receipt.rows_in - receipt.blank
        if manifest.rows is not None and manifest.rows != rows:
            raise refusal(
                path,
                f"it has {rows:,} rows and its manifest says {manifest.rows:,}",
                "Ask the sender to send it again, whole.",
            )
        for (rule, column), count in self.aside.broken.items():
            if rule == "month_first" and count > MANY_TURNED * rows:
                raise refusal(
                    path,
                    f"{count:,} of {rows:,} dates in {column} have day and month the other way "
                    "round, so none of them can be trusted",
                    f"Set date_format of {column} in the contract, or ask for the agreed form.",
                )

    def _tell_repeats_apart(self, made):
        """Rows said twice go to duplicate.parquet; rows of one key that disagree are put aside."""
        names = [n for n in self.schema.names if n != "line"]
        again, torn = self.repeats.found(self.bench, self.staged, names, self.extract.key)
        with writer(made / "duplicate.parquet", REPEAT) as out:
            out.write_table(again.cast(REPEAT))
        self.receipt.duplicate = again.num_rows
        if torn.num_rows:
            self._put_aside_lines(torn["line"])
        self.aside.close()
        leave = pa.concat_arrays([*again["line"].chunks, *torn["line"].chunks]).sort()
        if len(leave):
            without(self.staged, made / "accepted.parquet", leave, self.schema, self.extract)
        else:
            self.staged.rename(made / "accepted.parquet")
        if torn.num_rows:
            in_line_order(self.put_aside, made / "quarantine.parquet")
            self.put_aside.unlink()
        else:
            self.put_aside.rename(made / "quarantine.parquet")
        return torn

    def _put_aside_lines(self, lines):
        """Put accepted lines aside after all: the file is read again for their bytes."""
        column = self.extract.key[0] if self.extract.key else ""
        self.receipt.quarantined += len(lines)
        for block in ahead(self.file.blocks()):
            at = pc.indices_nonzero(pc.is_in(block.table["line"], lines)).to_pylist()
            found = block.table["line"].take(pa.array(at, pa.int64())).to_pylist()
            self.aside.add(
                [
                    (line, block.raw(index), [("same_key", column)])
                    for index, line in zip(at, found, strict=True)
                ]
            )

    def _finish(self, made, torn):
        receipt, reading = self.receipt, self.reading
        receipt.accepted = receipt.rows_in - (
            receipt.quarantined + receipt.duplicate + receipt.blank + receipt.erased
        )
        receipt.check()
        receipt.columns, receipt.extra = tuple(reading.present), reading.extra
        receipt.absent = reading.absent
        broken = sorted(self.aside.broken.items(), key=lambda item: (item[0][1], item[0][0]))
        receipt.rules = {f"{c}: {r}" if c else r: count for (r, c), count in broken}
        if self.received.kind in ("text", "gzip") and receipt.rows_in + 1 in ROW_CAPS:
            reading.hold.append(
                f"it has {receipt.rows_in + 1:,} lines, as many as a spreadsheet can hold: "
                "what came after them may be lost"
            )
        if not receipt.accepted:
            reading.hold.append("no row of it was accepted")
        if self.extract.delivery == "period" and not receipt.period_to:
            reading.notes.append("nothing says which period it is")
        receipt.notes, receipt.hold = tuple(reading.notes), "; ".join(reading.hold)
        receipt.files = hashes_of(made)
        told = receipt.kept() | {"disagreements": _groups(torn)}
        write_json(made / "receipt.json", sealed(told))


def _groups(torn):
    """Lines that disagree, key by key."""
    groups = {}
    for row in torn.slice(0, 100 * MOST_LISTED).to_pylist():
        groups.setdefault(row["first_line"], []).append(row["line"])
    return list(groups.values())[:MOST_LISTED]
