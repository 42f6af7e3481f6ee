"""Read a Parquet file: its types must be the contract's, or text; its rows obey every rule."""

import decimal
import json
import math

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.see.intake.blocks import Block
from tilth.see.intake.headings import match_headings
from tilth.see.intake.receiving import refusal

ROWS = 2**16
ISO = "%Y-%m-%d"
FITTING = {
    "date": (pa.types.is_date, pa.types.is_timestamp),
    "moment": (pa.types.is_timestamp,),
    "whole": (pa.types.is_integer,),
    "number": (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal),
    "yes_no": (pa.types.is_boolean,),
    "nhs_number": (pa.types.is_integer,),
}


class ParquetRows:
    """A Parquet file. Lines are its rows, counted from 1."""

    def __init__(self, received, extract, reading, *, mapping=None, usual=None):
        self.received, self.extract, self.reading = received, extract, reading
        self.mapping, self.usual = mapping, usual

    def blocks(self, told=lambda done: None):
        """Every row of the file, a Block at a time, in order."""
        path = self.received.path
        try:
            file = pq.ParquetFile(path, page_checksum_verification=True)
            at = self._match(file.schema_arrow)
            wanted = [file.schema_arrow.names[place] for place in at.values()]
            line = 1
            for batch in file.iter_batches(ROWS, columns=wanted):
                yield self._block(batch.select(wanted), at, line)
                line += batch.num_rows
                told(self.received.size * line // (file.metadata.num_rows + 1))
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            raise refusal(
                path, "its Parquet form is damaged", "Ask the sender to send it again."
            ) from None

    def _match(self, schema):
        found = match_headings(
            schema.names, self.extract, self.mapping, usual=self.usual, file=self.received.file
        )
        reading = self.reading
        reading.present, reading.extra, reading.absent = tuple(found.at), found.extra, found.absent
        wrong = [
            f"{schema.names[place]} is {schema.types[place]} and should be text or "
            f"{self.extract.columns[ours].type}"
            for ours, place in found.at.items()
            if not fits(schema.types[place], self.extract.columns[ours])
        ]
        if wrong:
            raise refusal(self.received.path, "; ".join(wrong), "Ask for the types as agreed.")
        return found.at

    def _block(self, batch, at, line):
        numbers = pa.array(range(line, line + batch.num_rows), pa.int64())
        columns, unread, tidied = {"line": numbers}, {}, 0
        for ours, column in zip(at, batch.columns, strict=True):
            text = as_text(column, self.extract.columns[ours])
            for row in pc.indices_nonzero(pc.and_(pc.is_valid(column), pc.is_null(text))):
                unread.setdefault(row.as_py(), ours)
            text = pc.fill_null(text, "")
            trimmed = pc.utf8_trim_whitespace(text)
            tidied += pc.sum(pc.cast(pc.not_equal(text, trimmed), pa.int64())).as_py() or 0
            columns[ours] = trimmed
        blank = _all_empty(columns)
        full = pc.indices_nonzero(pc.invert(blank)).to_pylist()
        rows = [row for row in full if row not in unread]
        aside = [(line + n, _raw(batch, n), "not_value", ours) for n, ours in unread.items()]
        table = pa.table(columns).take(pa.array(rows, pa.int64()))
        empty = batch.num_rows - len(rows) - len(aside)
        return Block(table, lambda n: _raw(batch, rows[n]), {}, aside, empty, tidied)


def _all_empty(columns):
    """A true for every row in which no column holds anything."""
    blank = None
    for name, column in columns.items():
        if name != "line":
            empty = pc.equal(column, "")
            blank = empty if blank is None else pc.and_(blank, empty)
    return blank


def _raw(batch, row):
    """A row as text, there being no bytes of its own."""
    return json.dumps(batch.slice(row, 1).to_pylist()[0], default=str, ensure_ascii=False).encode()


def fits(kind, column):
    """Whether a Parquet type may hold a column: text always, else the contract's own type."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return _is_text(kind) or any(is_of(kind) for is_of in FITTING.get(column.type, ()))


def _is_text(kind):
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)


def as_text(column, agreed):
    """A column as the text its contract expects; null where a value has no such text."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if agreed.type == "date" and agreed.date_format == ISO and pa.types.is_date32(kind):
        return pc.cast(column, pa.string())  # writes days as ISO does
    if agreed.type in ("date", "moment") and not _is_text(kind):
        return _each_once(column, lambda value: day_text(value, agreed))
    if pa.types.is_floating(kind):
        return _each_once(column, _decimal)
    return pc.cast(column, pa.string())


def _each_once(column, written):
    """The text of every value, each different value written once."""
    coded = column.dictionary_encode()
    words = pa.array([written(value) for value in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)


def _decimal(value):
    """A number in plain digits; nothing for what is not a number."""
    if value is None or not math.isfinite(value):
        return None
    return format(decimal.Decimal(repr(value)), "f")


def day_text(value, agreed):
    """A day or a moment as its contract writes it; nothing where a day carries a time."""
    if value is None:
        return None
    timed = (getattr(value, part, 0) for part in ("hour", "minute", "second", "microsecond"))
    if agreed.type == "date" and any(timed):
        return None
    form = agreed.date_format
    if agreed.type == "moment" and form == ISO:
        form = "%Y-%m-%dT%H:%M:%S"
    return value.strftime(form)
