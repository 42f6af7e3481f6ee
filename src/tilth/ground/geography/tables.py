"""The tables of a place's geography folder: their columns, and how they are written and read."""

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.ground.errors import StoreError

_TEXT, _NUMBER, _DATE = pa.string(), pa.float64(), pa.date32()


def _schema(must, may=""):
    """Columns as `name` (text), `name:number`, `name:whole`, `name:date` or `name:bytes`."""
    kinds = {"": _TEXT, "number": _NUMBER, "whole": pa.int64(), "date": _DATE, "bytes": pa.binary()}
    fields = []
    for words, nullable in ((must, False), (may, True)):
        for word in words.split():
            name, _, kind = word.partition(":")
            fields.append(pa.field(name, kinds[kind], nullable=nullable))
    return pa.schema(fields)


SCHEMAS = {
    "layer": _schema("layer title plural", "partitions"),
    "area": _schema(
        "layer code name source",
        "common_name valid_from:date valid_to:date longitude:number latitude:number",
    ),
    "alias": _schema("layer code alias kind"),
    "successor": _schema("layer code successor_code on_date:date", "note successor_layer"),
    "within": _schema("child_layer child_code parent_layer parent_code share:number basis"),
    "lsoa11_lsoa21": _schema("lsoa11 lsoa21 change"),
    "postcode": _schema("postcode lsoa21 postcode_district", "longitude:number latitude:number"),
    "touching": _schema("layer a b contact", "border_m:number"),
    "shape": _schema("layer code wkb:bytes"),
    "measure": _schema("layer code measure period source", "value:number"),
    "published": _schema(
        "layer code measure period sex age category_type category source",
        "title value:number lower:number upper:number count:number denominator:number note",
    ),
    "resident": _schema(
        "layer code period sex age_from:whole age_to:whole ethnic_group people:number source"
    ),
    "organisation": _schema(
        "code name kind source",
        "parent_code postcode lsoa21 longitude:number latitude:number people:whole "
        "valid_from:date valid_to:date",
    ),
    "asset": _schema(
        "name kind source", "address postcode lsoa21 longitude:number latitude:number details"
    ),
    "footprint": _schema(
        "kind code layer area period source",
        "people:number share_of_organisation:number share_of_area:number",
    ),
}

MAY_LACK = ("footprint", "published")

SORTED_BY = {
    "layer": ["layer"],
    "area": ["layer", "code"],
    "alias": ["layer", "code", "alias"],
    "successor": ["layer", "code", "successor_code"],
    "within": ["child_layer", "child_code", "parent_layer", "parent_code", "share", "basis"],
    "lsoa11_lsoa21": ["lsoa11", "lsoa21"],
    "postcode": ["postcode"],
    "touching": ["layer", "a", "b"],
    "shape": ["layer", "code"],
    "measure": ["measure", "layer", "code", "period", "source"],
    "published": [
        *("measure", "layer", "code", "period", "sex", "age", "category_type", "category"),
        "source",
    ],
    "resident": [
        *("layer", "code", "period", "sex", "age_from", "age_to", "ethnic_group", "source"),
    ],
    "organisation": ["kind", "code"],
    "asset": ["kind", "name", "postcode", "address", "longitude", "latitude"],
    "footprint": ["kind", "code", "layer", "area", "period", "source"],
}


def table_of(name, rows):
    """A table from rows (dicts): its columns, its types, sorted as told, no row twice.

    rows: dicts; a missing key is an empty cell. Raises ValueError where a cell that must be
    filled is empty, for that is a mistake of ours or of a definition.
    """
    schema = SCHEMAS[name]
    columns = [pa.array([row.get(f.name) for row in rows], f.type) for f in schema]
    for field, column in zip(schema, columns, strict=True):
        if column.null_count and not field.nullable:
            raise ValueError(f"{name}.{field.name} is empty in a row that needs it")
    table = pa.table(columns, schema=schema)
    keys = [(key, "ascending") for key in SORTED_BY[name]]
    return table.sort_by(keys)


def write_tables(folder, tables, about):
    """Write every table and about.json into a folder: the same tables, the same bytes.

    tables: pyarrow tables by name; one left out is written empty, so that readers find it.
    about.json is given the SHA-256 of each.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {}
    for name in SCHEMAS:
        table = tables[name] if name in tables else table_of(name, [])
        path = folder / f"{name}.parquet"
        pq.write_table(table, path, compression="zstd")
        hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    about = about | {"hashes": hashes}
    text = json.dumps(about, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "about.json").write_text(text + "\n", encoding="utf-8")


def read_table(folder, name):
    """One table of a geography folder. Raises StoreError where it is missing or damaged.

    Whom organisations serve, and figures with limits, may be nobody's to tell: without that
    file the table is empty.
    """
    path = Path(folder) / f"{name}.parquet"
    if name in MAY_LACK and not path.exists():
        return table_of(name, [])
    try:
        table = pq.read_table(path)
    except FileNotFoundError:
        raise StoreError(
            f"the geography has no {name}.",
            where=str(path),
            remedy="Make the place again with tilth new, or restore the backup.",
        ) from None
    except (pa.ArrowInvalid, OSError):
        raise StoreError(
            "this file is damaged.", where=str(path), remedy="Restore the backup, or tilth new."
        ) from None
    return table.select([f.name for f in SCHEMAS[name] if f.name in table.column_names])


def read_about(folder):
    """What was read to make a geography: files, pages, licences, hashes."""
    path = Path(folder) / "about.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError("there is no about.json.", where=str(path), remedy="Restore it.") from None
    except ValueError:
        raise StoreError("this file is damaged.", where=str(path), remedy="Restore it.") from None
