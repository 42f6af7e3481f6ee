"""Read a spreadsheet (XLSX or ODS): one sheet, its cells as they are kept, nothing guessed."""

import datetime
import json
import zipfile
import zlib

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from tilth.ground.errors import ExtractError
from tilth.see.intake.blocks import Block
from tilth.see.intake.headings import match_headings
from tilth.see.intake.parquet import day_text
from tilth.see.intake.receiving import refusal
from tilth.see.intake.sheet_marks import marks_of

ROWS = 2**16
ROW_CAPS = (65_536, 1_048_576)  # where spreadsheets stop, and whoever saved one lost the rest
NUMBER_TYPES = ("whole", "number", "nhs_number", "yes_no", "uprn")
DAY_TYPES = ("date", "moment")


class SheetRows:
    """A spreadsheet. Lines are its rows, counted from 1, headings and all."""

    def __init__(self, received, extract, reading, *, mapping=None, usual=None):
        self.received, self.extract, self.reading = received, extract, reading
        self.mapping, self.usual = mapping, usual

    def blocks(self, told=lambda done: None):
        """Every row of the sheet, a Block at a time, in order."""
        rows = self._rows()
        at = self._match(rows[0])
        if len(rows) in ROW_CAPS:
            self.reading.hold.append(
                f"it has {len(rows):,} rows, as many as a spreadsheet can hold: "
                "the rest may be lost"
            )
        for start in range(1, len(rows), ROWS):
            yield self._block(rows[start : start + ROWS], at, start + 1)
            told(self.received.size * start // len(rows))

    def _rows(self):
        """The rows of the one sheet whose headings are the contract's."""
        path = self.received.path
        try:
            book = CalamineWorkbook.from_path(str(path))
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
            filled = [(s.name, s.to_python(skip_empty_area=False), s) for s in sheets]
        except (CalamineError, OSError) as error:
            raise refusal(
                path, "this spreadsheet is damaged or locked", "Ask for it again, or for CSV."
            ) from error
        filled = [one for one in filled if one[1]]
        if not filled:
            raise refusal(path, "it has no filled sheet", "Ask the sender to send it again.")
        self._note(book, filled)
        fitting = [one for one in filled if self._fits(one[1][0])] or filled[:1]
        if len(fitting) > 1:
            names = ", ".join(name for name, _, _ in fitting)
            raise refusal(
                path,
                f"the sheets {names} all have these headings",
                "Ask the sender which is meant; send one sheet a file.",
            )
        name, rows, _ = fitting[0]
        self._mark(name)
        return rows

    def _mark(self, sheet):
        """Note the cells of the sheet that hold an error or a formula never worked out."""
        path = self.received.path
        try:
            self.marks = marks_of(path, sheet)
        except (KeyError, StopIteration, zipfile.BadZipFile, zlib.error):
            raise refusal(path, "this spreadsheet is damaged", "Ask for it again.") from None
        if self.marks.unplaced:
            raise refusal(
                path,
                "it holds formulas that ended in an error",
                "Ask the sender to export from the source itself, as CSV.",
            )
        if self.marks.hidden:
            self.reading.notes.append("it has hidden rows or columns, which are read like the rest")

    def _fits(self, headings):
        try:
            self._headings(headings)
        except ExtractError:
            return False
        return True

    def _headings(self, headings):
        found = [str(h) for h in headings]
        return match_headings(
            found, self.extract, self.mapping, usual=self.usual, file=self.received.file
        )

    def _note(self, book, filled):
        """What a sheet can hide: other sheets, sheets out of sight, merged cells."""
        notes = self.reading.notes
        if len(filled) > 1:
            names = ", ".join(name for name, _, _ in filled)
            notes.append(f"it has several sheets ({names}); one is read")
        hidden = [m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible]
        if hidden:
            notes.append(f"sheets out of sight: {', '.join(hidden)}")
        merged = [name for name, _, sheet in filled if getattr(sheet, "merged_cell_ranges", None)]
        if merged:
            notes.append(f"merged cells in {', '.join(merged)}: only the first of each is filled")

    def _match(self, headings):
        found = self._headings(headings)
        reading = self.reading
        reading.present, reading.extra, reading.absent = tuple(found.at), found.extra, found.absent
        return found.at

    def _block(self, rows, at, line):
        columns = {ours: [] for ours in at}
        lines, aside, raws, blank, tidied = [], [], [], 0, 0
        marked, marked_rows = self.marks.cells, {row for row, _ in self.marks.cells}
        for number, row in enumerate(rows, start=line):
            cells = {ours: row[place] for ours, place in at.items()}
            if number not in marked_rows and not any(str(cell).strip() for cell in row):
                blank += 1
                continue
            texts = {o: cell_text(cell, self.extract.columns[o]) for o, cell in cells.items()}
            texts |= {o: Unfit("error_word") for o, c in at.items() if (number, c + 1) in marked}
            bad = [(o, text) for o, text in texts.items() if isinstance(text, Unfit)]
            if bad:
                aside.append((number, _raw(row), bad[0][1].rule, bad[0][0]))
                continue
            lines.append(number)
            raws.append(row)
            for ours, text in texts.items():
                columns[ours].append(text.strip())
                tidied += text != text.strip()
        table = pa.table(
            {"line": pa.array(lines, pa.int64())}
            | {ours: pa.array(texts, pa.string()) for ours, texts in columns.items()}
        )
        return Block(table, lambda n: _raw(raws[n]), {}, aside, blank, tidied)


class Unfit:
    """A cell of a kind that its column cannot hold."""

    def __init__(self, rule):
        self.rule = rule


def cell_text(cell, column):
    """A cell as its contract's text, or Unfit.

    A number in a column of codes may have lost its leading zeros, a day in one was never a day.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return ("true" if cell else "false") if column.type == "yes_no" else Unfit("not_value")
    if isinstance(cell, int | float):
        return _number_text(cell, column)
    if isinstance(cell, datetime.date) and column.type in DAY_TYPES:
        return day_text(cell, column) or Unfit("not_value")
    return Unfit("not_value")


def _number_text(cell, column):
    if column.type not in NUMBER_TYPES:
        return Unfit("not_text" if column.type not in DAY_TYPES else "not_value")
    if cell == int(cell):
        return str(int(cell))
    return repr(cell) if column.type == "number" and "e" not in repr(cell) else Unfit("not_value")


def _raw(row):
    """A row as text, there being no bytes of its own."""
    return json.dumps(row, default=str, ensure_ascii=False).encode()
