"""A linkage too simple for use: one NHS number, or else one name and birthday, is one person."""

import hashlib
import hmac
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def link(identity_path, out_folder, *, key, decisions=(), **_):
    """What tilth.see.linkage.link writes, from rules a test can follow by hand."""
    rows = pq.read_table(identity_path).to_pylist()
    leader = {row["record"]: row["record"] for row in rows}

    def lead(record):
        while leader[record] != record:
            record = leader[record]
        return record

    def join(group):
        first, *rest = sorted(lead(r) for r in group)
        for other in rest:
            leader[other] = first

    for name in (("nhs_number",), ("first_name", "surname", "date_of_birth")):
        alike = {}
        for row in rows:
            if all(row[n] for n in name):
                alike.setdefault(tuple(row[n] for n in name), []).append(row["record"])
        for group in alike.values():
            join(group)
    for pair in decisions:
        if pair["verdict"] == "accept":
            join([pair["record_l"], pair["record_r"]])
    people = {r: _person(key, lead(r)) for r in leader}
    out = Path(out_folder)
    out.mkdir()
    rows.sort(key=lambda row: row["record"])
    table = pa.table(
        {
            "record": [r["record"] for r in rows],
            "source": [r["source"] for r in rows],
            "person": [people[r["record"]] for r in rows],
            "tier": ["T1"] * len(rows),
            "probability": [1.0] * len(rows),
        }
    )
    pq.write_table(table, out / "link.parquet")
    told = {"records": len(rows), "people": len(set(people.values()))}
    (out / "quality.json").write_text(json.dumps(told))


def _person(key, record):
    digest = hmac.new(key, str(record).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") >> 1
