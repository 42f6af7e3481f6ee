"""Files read slowly and plainly against their contracts, one distinct cell at a time."""

import csv
import datetime
import gzip
import io
import json
import re

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from tilth.ground.nhs_number import is_valid

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}")


def rows_of(path, mapped):
    """Every row of a file as a dict of text under our names; None where a cell is empty."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        names = [mapped.get(n, n) for n in table.column_names]
        columns = [
            [None if v is None else str(v) for v in table[n].to_pylist()]
            for n in table.column_names
        ]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    if path.suffix == ".xlsx":
        lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        lines = [[str(c) for c in line] for line in lines]
    else:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        lines = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    names = [mapped.get(n, n) for n in lines[0]]
    return [{n: v or None for n, v in zip(names, line, strict=True)} for line in lines[1:]]


def period_of(path):
    told = json.loads(path.with_name(path.name + ".manifest.json").read_text(encoding="utf-8"))
    return told, datetime.date.fromisoformat(told["period_to"])


def faults(rows, contract, period_end):
    """What is wrong in these rows: (column, what), each once."""
    found = set()
    for name, column in contract.columns.items():
        cells = {row.get(name) for row in rows}
        if column.required and None in cells:
            found.add((name, "empty"))
        for cell in cells - {None}:
            wrong = _wrong(cell, column, period_end)
            if wrong:
                found.add((name, wrong))
    return found


def _wrong(cell, column, period_end):
    if cell != cell.strip():
        return "spaces around it"
    if column.type == "choice":
        return "" if cell in column.values else f"not a choice: {cell}"
    if column.type == "date":
        try:
            day = datetime.datetime.strptime(cell, column.date_format).date()
        except ValueError:
            return "not a date"
        last = period_end if column.latest == "period_end" else column.latest
        if column.earliest and day < column.earliest:
            return "too early"
        return "too late" if last and day > last else ""
    if column.type in ("whole", "number"):
        value = int(cell) if column.type == "whole" else float(cell)
        low = column.least is not None and value < column.least
        return "out of bounds" if low or (column.most is not None and value > column.most) else ""
    if column.type == "nhs_number":
        return "" if re.fullmatch("9[0-9]{9}", cell) else "not ten digits"
    if column.type == "postcode":
        return "" if POSTCODE.fullmatch(cell) else "not a postcode"
    if column.type == "uprn":
        return "" if re.fullmatch("[0-9]{1,12}", cell) else "not a UPRN"
    if column.type == "email":
        return "" if re.fullmatch(r"[a-z.\-]+[0-9]*@example\.org", cell) else "not an email"
    if column.type == "yes_no":
        return "" if cell in ("Y", "N") else "neither yes nor no"
    if column.pattern and not re.fullmatch(column.pattern, cell):
        return "not of the pattern"
    return ""


def broken_numbers(rows):
    """How many NHS numbers of these rows fail their check."""
    return sum(1 for row in rows if row.get("nhs_number") and not is_valid(row["nhs_number"]))
