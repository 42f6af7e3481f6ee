"""A place with one source, and files to send to it."""

import datetime
import gzip
from pathlib import Path

import pyarrow.parquet as pq

from tilth.ground.place import Place
from tilth.see import intake

ON = datetime.date(2026, 6, 1)
PLACE = """
[place]
name = "Tiltham"
code = "X1"
synthetic = true
[[partners]]
slug = "gp"
name = "A practice"
sector = "health"
[[sources]]
name = "{source}"
kind = "visits"
path = "incoming/*"
partner = "gp"
purpose = ["plan"]
basis = "agreed for tests"
until = 2027-01-01
refresh = "{refresh}"
{more}
"""
VISITS = """
title = "Visits"
why = "To test reading."
after = "none"
reference = "none"
key = ["visit"]
[columns]
visit = {type = "code", required = true}
nhs_number = {type = "nhs_number", means = "nhs_number", optional = true, aliases = ["nhs_no"]}
born = {type = "date", field = "PERSON BIRTH DATE", aliases = ["dob"], optional = true}
name = {type = "text", optional = true}
"""


def column(settings):
    """A contract of a key and one more column, `it`."""
    return (
        'title = "T"\nwhy = "w"\nafter = "a"\nreference = "r"\nkey = ["visit"]\n[columns]\n'
        f'visit = {{type = "code", required = true}}\nit = {{{settings}}}\n'
    )


def place(folder, contract=VISITS, *, refresh="", source="visits", more=""):
    """A place folder whose one source keeps this contract."""
    folder = Path(folder)
    extracts = folder / "definitions" / "extracts"
    extracts.mkdir(parents=True, exist_ok=True)
    (folder / "incoming").mkdir(exist_ok=True)
    text = PLACE.format(refresh=refresh, source=source, more=more)
    (folder / "place.toml").write_text(text, encoding="utf-8")
    (extracts / "visits.toml").write_text(contract, encoding="utf-8")
    return Place.open(folder)


def send(place, content, name="visits.csv", **options):
    """Write a file into incoming/ and take it in."""
    path = place.folder / "incoming" / name
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return intake.load(place, place.sources[0].name, path, on=options.pop("on", ON), **options)


def accepted(receipt):
    return pq.read_table(receipt.folder / "accepted.parquet").to_pylist()


def aside(receipt):
    """[(line, rules, bytes)] in quarantine."""
    rows = pq.read_table(receipt.folder / "quarantine.parquet").to_pylist()
    return [(row["line"], row["rules"], row["raw"]) for row in rows]


def parts(receipt):
    """accepted, quarantined, duplicate, blank, erased."""
    receipt.check()
    return (
        receipt.accepted,
        receipt.quarantined,
        receipt.duplicate,
        receipt.blank,
        receipt.erased,
    )
