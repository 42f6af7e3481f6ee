"""A table of the ledgers: shown on a page, taken away as a file, the same words and numbers."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.house.drawing import day

NUMERIC = ("pounds", "number", "share", "count")
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Column:
    """One column: its key in the rows, its heading, and what it holds.

    kind: text, list, day, yes, pounds, number, share (per cent) or count. unknown: what an empty
    cell says; '' says nothing. file_only: it is in the files and not on the page.
    """

    key: str
    words: str
    kind: str = "text"
    unknown: str = ""
    file_only: bool = False

    @property
    def numeric(self):
        return self.kind in NUMERIC


@dataclass(frozen=True)
class Sheet:
    """A table: its name in addresses, its caption, its columns, its rows, what to bear in mind.

    A row may hold `<key>_at`: where the cell of that column leads.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: list
    notes: tuple[str, ...] = ()
    empty: str = "Nothing is written down yet."

    @property
    def shown(self):
        """The columns a page shows."""
        return [one for one in self.columns if not one.file_only]

    @cached_property
    def told(self):
        """The rows as a page shows them: {"cells": [{"text", "at", "head", "numeric"}]}."""
        return [{"cells": [self._cell(one, row) for one in self.shown]} for row in self.rows]

    def _cell(self, column, row):
        text = said(row.get(column.key), column.kind) or column.unknown
        at = row.get(f"{column.key}_at", "")
        return {"text": text, "at": at, "head": column.words, "numeric": column.numeric}

    @property
    def files(self):
        """(ending, words) of the files it can be taken away as."""
        return list(ENDINGS.items())

    def file(self, ending):
        """The same rows as a file: numbers as numbers, what is not known left empty."""
        columns = {one.key: one.words for one in self.columns}
        rows = [{key: plain(row.get(key)) for key in columns} for row in self.rows]
        return table_file(self.name, self.caption, columns, rows, ending, notes=self.notes)


def said(value, kind):
    """A value as a page says it; '' for what is not known."""
    if value is None or value == "":
        return ""
    if kind == "day":
        return day(value)
    if kind == "yes":
        return "yes" if value else "no"
    if kind == "list":
        return "; ".join(str(one) for one in value)
    return NUMBERS[kind](value) if kind in NUMBERS else str(value)


def pounds(value):
    """£4,000,000 or £12.50; a loss is told with its sign."""
    sign = "-" if value < 0 else ""
    whole = value == value.to_integral_value() if isinstance(value, Decimal) else True
    return f"{sign}£{abs(value):,.0f}" if whole else f"{sign}£{abs(value):,.2f}"


def number(value):
    """1,250 or 2.5, without noughts that say nothing."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(value):
    """12.5% or 0.03%."""
    return f"{number(Decimal(value))}%"


NUMBERS = {"pounds": pounds, "number": number, "share": share, "count": number}


def plain(value):
    """A value as a file holds it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
