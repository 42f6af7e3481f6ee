"""Tiny tables of identities for tests of linkage."""

import datetime

import pyarrow as pa
import pyarrow.parquet as pq

KEY = bytes(range(32))
TEXTS = (
    "source", "local_id", "nhs_number", "first_name", "surname", "sex", "postcode",
    "previous_postcode", "uprn", "email", "phone",
)  # fmt: skip
SCHEMA = pa.schema(
    [("record", pa.int64())]
    + [(name, pa.string()) for name in TEXTS]
    + [("date_of_birth", pa.date32())]
)
ASHA = {
    "first_name": "Asha", "surname": "Patel", "postcode": "WS1 1AA",
    "date_of_birth": datetime.date(1980, 5, 14), "nhs_number": "9990000018",
}  # fmt: skip


def write(folder, rows):
    """identity.parquet of some dicts; records count from 1 and sources are `gp` unless told."""
    full = [{"record": n, "source": "gp", **row} for n, row in enumerate(rows, start=1)]
    columns = {f.name: pa.array([r.get(f.name) for r in full], f.type) for f in SCHEMA}
    path = folder / "identity.parquet"
    pq.write_table(pa.table(columns, schema=SCHEMA), path)
    return path


def clusters_of(folder):
    """The sets of records linked together, as a set of frozensets."""
    rows = pq.read_table(folder / "link.parquet").to_pylist()
    people = {}
    for row in rows:
        people.setdefault(row["person"], set()).add(row["record"])
    return {frozenset(records) for records in people.values()}
