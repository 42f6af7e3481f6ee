"""Files as partners send them: CSV, gzip, Parquet and a workbook, the same bytes every time."""

import gzip
import hashlib
import json
import zipfile
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

MARK = {b"tilth": b"SYNTHETIC"}


def write_parquet(path, table):
    """A Parquet file marked SYNTHETIC."""
    marked = table.replace_schema_metadata(MARK)
    pa.parquet.write_table(marked, path, compression="zstd")


def write_csv(path, table):
    """A CSV file with a plain header; gzip where the name ends in .gz."""
    plain = pa.table({n: _as_text(table[n]) for n in table.column_names})
    header = (",".join(table.column_names) + "\n").encode()
    options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
    with open(path, "wb") as file:
        if path.suffix != ".gz":
            file.write(header)
            pa.csv.write_csv(plain, file, options)
            return
        with gzip.GzipFile("", "wb", compresslevel=4, fileobj=file, mtime=0) as packed:
            packed.write(header)
            pa.csv.write_csv(plain, packed, options)


def _as_text(column):
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    return column


OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _points_to(kind, target):
    """The part of a workbook that says which part comes next."""
    link = f'<Relationship Id="rId1" Type="{RELATION}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'


def _is(part, kind):
    return f'<Override PartName="/xl/{part}.xml" ContentType="{OFFICE}.{kind}+xml"/>'


WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f"{_is('workbook', 'sheet.main')}{_is('worksheets/sheet1', 'worksheet')}</Types>",
    "_rels/.rels": _points_to("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATION}"><sheets>'
    '<sheet name="SYNTHETIC register" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": _points_to("worksheet", "worksheets/sheet1.xml"),
}


def write_xlsx(path, table):
    """A workbook of one sheet whose cells are all text, with no clock time in it."""
    rows = [
        table.column_names,
        *zip(*(table[n].to_pylist() for n in table.column_names), strict=True),
    ]
    sheet = "".join(
        f'<row r="{i}">{"".join(_cell(i, j, value) for j, value in enumerate(row))}</row>'
        for i, row in enumerate(rows, 1)
    )
    whole = f'<worksheet xmlns="{SHEET}"><sheetData>{sheet}</sheetData></worksheet>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in [*WORKBOOK.items(), ("xl/worksheets/sheet1.xml", whole)]:
            packed.writestr(_stamped(name), head + text, compresslevel=6)


def _cell(row, column, value):
    if value is None:
        return ""
    return f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def _stamped(name):
    info = zipfile.ZipInfo(name, (2026, 3, 31, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def write_manifest(path, *, sender, sequence, period, rows):
    """FILE.manifest.json beside a file, as a sender's manifest goes (docs/reference/tables.md)."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    told = {
        "period_from": str(period[0]),
        "period_to": str(period[1]),
        "rows": rows,
        "sender": f"SYNTHETIC {sender}",
        "sequence": sequence,
        "sha256": digest,
    }
    write_json(path.with_name(path.name + ".manifest.json"), told)


def write_json(path, value):
    """Readable JSON with its keys in order."""
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")
