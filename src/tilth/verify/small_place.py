"""A small made-up place with two partners and two months of files, for running and stopping."""

import json
import random
from pathlib import Path

from tilth.ground.geography.tables import table_of, write_tables
from tilth.ground.keys import make_key
from tilth.ground.place import Place
from tilth.verify.scratch import CONTRACT, HEADER, MONTHS, ON, as_csv, made_up_rows

PLACE = """
[place]
name = "Scratch"
code = "P1"
synthetic = true
header = "SYNTHETIC"

[system]
name = "Scratchshire"
code = "SY1"
places = ["P1"]

[privacy]
key_file = "../scratch.key"

[[partners]]
slug = "practice"
name = "The practice"
sector = "health"

[[partners]]
slug = "hospital"
name = "The hospital"
sector = "health"

[[sources]]
name = "register"
kind = "scratch_register"
path = "incoming/register*.csv"
partner = "practice"
purpose = ["plan"]
basis = "made up"
until = 2030-01-01

[[sources]]
name = "stays"
kind = "scratch_stays"
path = "incoming/stays*.csv"
partner = "hospital"
purpose = ["plan"]
basis = "made up"
until = 2030-01-01
"""
STAYS = """
title = "Made-up stays in hospital"
why = "So that two sources have people to match."
after = "None: made up"
reference = "tilth verify faults"
key = ["stay"]
delivery = "period"
covers = "everyone"

[columns]
stay = {type = "code", required = true}
number = {type = "code", required = true, means = "local_id"}
nhs_number = {type = "nhs_number", means = "nhs_number"}
first_name = {type = "text", means = "first_name"}
surname = {type = "text", means = "surname"}
date_of_birth = {type = "date", means = "date_of_birth"}
sex = {type = "choice", means = "sex", attribute = "sex", values = {F = "female", M = "male"}}
postcode = {type = "postcode", means = "postcode"}
came = {type = "date", required = true}
went = {type = "date"}

[[events]]
concept = "stay"
date = "came"
end = "went"
days = true
"""
STAYS_HEADER = (
    "stay number nhs_number first_name surname date_of_birth sex postcode came went".split()
)
AREAS = ("A1", "A2", "A3", "A4")
LAST = 2  # how many months are sent, one after the other


def make(folder, *, seed, people):
    """The place and the files of its first month; nothing loaded."""
    folder = Path(folder)
    contracts = folder / "definitions" / "extracts"
    contracts.mkdir(parents=True)
    (folder / "incoming").mkdir()
    (folder / "place.toml").write_text(PLACE, encoding="utf-8")
    (contracts / "scratch_register.toml").write_text(CONTRACT, encoding="utf-8")
    (contracts / "scratch_stays.toml").write_text(STAYS, encoding="utf-8")
    draw(folder / "geography")
    # A key anyone may know: nobody here exists. Written beside the place, as the place says.
    make_key(folder.parent / "scratch.key", secret=bytes(32))
    send(folder, 0, seed=seed, people=people)
    return Place.open(folder)


def send(folder, month, *, seed, people):
    """Write the files of a month: the register again, a few people older, and new stays."""
    rng = random.Random(f"{seed} people")
    rows = made_up_rows(rng, people, MONTHS[0])
    later = random.Random(f"{seed} month {month}")
    for row in later.sample(rows, people // 10 if month else 0):
        row[HEADER.index("visits")] = str(later.randrange(5000))
    at = {name: HEADER.index(name) for name in HEADER}
    start, end = MONTHS[month]
    stays = []
    for i, row in enumerate(later.sample(rows, people // 3)):
        day = 1 + later.randrange(20)
        who = [row[at[n]] for n in STAYS_HEADER[2:8]]
        came, went = (f"{start:%Y-%m}-{d:02d}" for d in (day, day + later.randrange(9)))
        stays.append([f"S{month}{i:05d}", f"H{row[0]}", *who, came, went])
    for name, header, table in (("register", HEADER, rows), ("stays", STAYS_HEADER, stays)):
        path = Path(folder) / "incoming" / f"{name}_{month}.csv"
        path.write_bytes(as_csv([header, *table]))
        told = {"period_from": str(start), "period_to": str(end), "sequence": month + 1}
        path.with_name(path.name + ".manifest.json").write_text(json.dumps(told), encoding="utf-8")


def draw(folder):
    """Four small areas in one place; every made-up postcode lies in one of them."""
    above = [("place", "P1", "Scratch"), ("system", "SY1", "Scratchshire")]
    within = [("lsoa21", c, "place", "P1") for c in AREAS] + [("place", "P1", "system", "SY1")]
    keys = ("child_layer", "child_code", "parent_layer", "parent_code")
    whole = {"share": 1.0, "basis": "lookup"}
    areas = [("lsoa21", c, c) for c in AREAS] + above
    postcodes = [
        f"ZZ{n} {d}{a}{b}"
        for n in range(1, 99)
        for d in range(10)
        for a in "ABDEF"
        for b in "ABDEF"
    ]
    tables = {
        "layer": [{"layer": n, "title": n, "plural": n} for n in ("lsoa21", "place", "system")],
        "area": [{"layer": a, "code": c, "name": n, "source": "made up"} for a, c, n in areas],
        "within": [dict(zip(keys, w, strict=True)) | whole for w in within],
        "lsoa11_lsoa21": [{"lsoa11": f"L{c}", "lsoa21": c, "change": "U"} for c in AREAS],
        "postcode": [
            {"postcode": p, "lsoa21": AREAS[i % 4], "postcode_district": p.split()[0]}
            for i, p in enumerate(postcodes)
        ],
        "measure": [
            {"layer": "lsoa21", "code": c, "measure": "imd2025_decile", "period": "2025"}
            | {"value": 1.0 + 3 * i, "source": "made up"}
            for i, c in enumerate(AREAS)
        ],
    }
    write_tables(folder, {n: table_of(n, rows) for n, rows in tables.items()}, {"synthetic": True})


__all__ = ["ON", "draw", "make", "send"]
