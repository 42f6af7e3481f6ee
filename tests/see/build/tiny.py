"""A tiny made-up place: four small areas, five sources, a few people, files made by hand."""

import csv
import datetime
import io
import json
from pathlib import Path

from tilth.ground.geography.tables import table_of, write_tables
from tilth.ground.keys import key_path, make_key
from tilth.ground.nhs_number import check_digit
from tilth.ground.place import Place
from tilth.see import intake

ON = datetime.date(2026, 4, 10)

PLACE = """
[place]
name = "Smallwick"
code = "P1"
synthetic = {synthetic}
{as_of}

[system]
name = "Smallshire"
code = "SY1"
places = ["P1"]

[privacy]
opt_outs = "{opt_outs}"

[[partners]]
slug = "practice"
name = "Mill Lane Surgery"
sector = "health"

[[partners]]
slug = "hospital"
name = "Smallwick Hospital"
sector = "health"

[[partners]]
slug = "club"
name = "Smallwick Rovers"
sector = "community"

{sources}
"""

SOURCE = """
[[sources]]
name = "{name}"
kind = "{kind}"
path = "incoming/{name}*.csv"
partner = "{partner}"
purpose = {purpose}
basis = "agreed in a test"
until = {until}
"""

SOURCES = {
    "patients": ("tiny_patients", "practice"),
    "codes": ("tiny_codes", "practice"),
    "stays": ("tiny_stays", "hospital"),
    "rovers": ("tiny_club", "club"),
    "carers": ("tiny_carers", "club"),
}

WHO = """
nhs_number = {type = "nhs_number", means = "nhs_number"}
date_of_birth = {type = "date", means = "date_of_birth"}
"""
NAMED = """
first_name = {type = "text", means = "first_name"}
surname = {type = "text", means = "surname"}
postcode = {type = "postcode", means = "postcode"}
"""
HEAD = 'title = "{0}"\nwhy = "a test"\nafter = "none"\nreference = "none"\n'

CONTRACTS = {
    "tiny_patients": HEAD.format("Patients")
    + """
key = ["patient_id"]
one_per_person = true
[columns]
patient_id = {type = "code", means = "local_id", required = true}
sex = {type = "choice", means = "sex", attribute = "sex", values = {1="male", 2="female", 0=""}}
ethnicity = {type = "choice", attribute = "ethnic_group", values = {A="white", H="asian", Z=""}}
practice_code = {type = "code", attribute = "practice"}
language = {type = "text", attribute = "main_language"}
died = {type = "date", attribute = "died_on"}
registered_on = {type = "date"}
"""
    + WHO
    + NAMED
    + """
[[lists]]
name = "registered"
since = "registered_on"
""",
    "tiny_codes": HEAD.format("Codes")
    + """
key = ["event_id"]
delivery = "period"
[columns]
event_id = {type = "whole", required = true}
patient_id = {type = "code", means = "local_id", required = true}
date = {type = "date"}
code = {type = "code"}
value = {type = "number"}
"""
    + WHO
    + """
[[events]]
code = "code"
date = "date"
value = "value"
""",
    "tiny_stays": HEAD.format("Stays")
    + """
key = ["spell"]
delivery = "period"
covers = "everyone"
[columns]
spell = {type = "code", required = true}
hospital_id = {type = "code", means = "local_id", required = true}
sex = {type = "choice", means = "sex", attribute = "sex", values = {1="male", 2="female", 0=""}}
method = {type = "choice", values = {21 = "emergency", 11 = "elective"}}
blue_light = {type = "yes_no", optional = true}
diagnosis = {type = "code"}
came = {type = "date", required = true}
went = {type = "date"}
"""
    + WHO
    + NAMED
    + """
[[events]]
concept = "stay"
date = "came"
end = "went"
days = true
[[events]]
concept = "emergency_stay"
date = "came"
end = "went"
days = true
only = {method = ["emergency"]}
[[events]]
concept = "blue_light"
date = "came"
only = {blue_light = ["yes"]}
[[events]]
code = "diagnosis"
date = "came"
""",
    "tiny_club": HEAD.format("Supporters")
    + """
key = ["supporter"]
[columns]
supporter = {type = "code", means = "local_id", required = true}
since = {type = "date"}
walks = {type = "yes_no"}
lives_in = {type = "text", attribute = "lives_in"}
date_of_birth = {type = "date", means = "date_of_birth"}
"""
    + NAMED
    + """
[[lists]]
name = "supporter"
since = "since"
[[lists]]
name = "walker"
only = {walks = ["yes"]}
""",
    "tiny_carers": HEAD.format("Carers")
    + """
key = ["carer"]
[columns]
carer = {type = "code", means = "local_id", required = true}
"""
    + WHO
    + NAMED
    + """
[[lists]]
name = "carer"
""",
}

CONCEPTS = {
    "tiny_illness": 'title = "Illness"\n[codes]\nsnomed = ["900001", "900002"]\nicd10 = ["X999"]\n',
    "tiny_worry": 'title = "Worry"\n[codes]\nsnomed = ["900002"]\n',
    "tiny_pressure": (
        'title = "Pressure"\nunit = "mmHg"\nleast = 50\nmost = 300\n[codes]\nsnomed = ["900003"]\n'
    ),
}


def nhs(number):
    """A valid 999 NHS number from a small whole number."""
    while (digit := check_digit(f"999{number:06d}")) is None:
        number += 500_000
    return f"999{number:06d}{digit}"


def geography(folder):
    """Areas A1 to A4 in place P1; B1 lies elsewhere; one split and one merged from 2011."""
    codes = ["A1", "A2", "A3", "A4"]
    row = {"source": "test"}
    within = [("lsoa21", c, "place", "P1") for c in codes] + [("place", "P1", "system", "SY1")]
    within += [("lsoa21", c, "ward", "W1" if c < "A3" else "W2") for c in codes]
    keys = ("child_layer", "child_code", "parent_layer", "parent_code")
    lookup = [
        ("L1", "A1", "U"),
        ("L2", "A2", "M"),
        ("L3", "A2", "M"),
        ("L4", "A3", "S"),
        ("L4", "A4", "S"),
    ]
    above = [("place", "P1", "Smallwick"), ("system", "SY1", "Smallshire")]
    above += [("ward", "W1", "North"), ("ward", "W2", "South")]
    layers = [*dict.fromkeys(a[0] for a in above), "lsoa21", "lsoa11", "neighbourhood"]
    tables = {
        "layer": table_of("layer", [{"layer": n, "title": n, "plural": n} for n in layers]),
        "area": table_of(
            "area",
            [{"layer": "lsoa21", "code": c, "name": c, **row} for c in codes]
            + [{"layer": a, "code": c, "name": n, **row} for a, c, n in above],
        ),
        "within": table_of(
            "within",
            [dict(zip(keys, w, strict=True)) | {"share": 1.0, "basis": "lookup"} for w in within],
        ),
        "lsoa11_lsoa21": table_of(
            "lsoa11_lsoa21",
            [dict(zip(("lsoa11", "lsoa21", "change"), x, strict=True)) for x in lookup],
        ),
        "postcode": table_of(
            "postcode",
            [
                {"postcode": f"SM1 {n}AA", "lsoa21": c, "postcode_district": "SM1"}
                for n, c in enumerate(codes, 1)
            ]
            + [{"postcode": "ZZ9 9ZZ", "lsoa21": "B1", "postcode_district": "ZZ9"}],
        ),
        "measure": table_of(
            "measure",
            [
                {
                    "layer": "lsoa21",
                    "code": c,
                    "measure": "imd2025_decile",
                    "period": "2025",
                    "value": float(d),
                    **row,
                }
                for c, d in zip(codes, (1, 4, 7, 10), strict=True)
            ],
        ),
        "organisation": table_of(
            "organisation",
            [{"code": "M1", "name": "Mill Lane", "kind": "gp_practice", **row}],
        ),
    }
    write_tables(folder, tables, {"synthetic": True})


def make(folder, *, synthetic=True, opt_outs="", until=None, purpose=None, order=None, as_of=""):
    """A tiny place with no files yet. until, purpose: of sources that differ, by name."""
    folder = Path(folder)
    (folder / "definitions" / "extracts").mkdir(parents=True)
    (folder / "definitions" / "concepts").mkdir()
    (folder / "incoming").mkdir()
    until, purpose = until or {}, purpose or {}
    sources = "".join(
        SOURCE.format(
            name=name,
            kind=SOURCES[name][0],
            partner=SOURCES[name][1],
            purpose=json.dumps(purpose.get(name, ["plan", "care"])),
            until=until.get(name, "2030-01-01"),
        )
        for name in order or SOURCES
    )
    settings = PLACE.format(
        synthetic=str(synthetic).lower(), sources=sources, opt_outs=opt_outs, as_of=as_of
    )
    (folder / "place.toml").write_text(settings, encoding="utf-8")
    for name, text in CONTRACTS.items():
        (folder / "definitions" / "extracts" / f"{name}.toml").write_text(text, encoding="utf-8")
    for name, text in CONCEPTS.items():
        (folder / "definitions" / "concepts" / f"{name}.toml").write_text(text, encoding="utf-8")
    geography(folder / "geography")
    make_key(key_path(folder), secret=b"k" * 32)
    return Place.open(folder)


def columns_of(source):
    """The header of a source's file."""
    import tomllib

    return list(tomllib.loads(CONTRACTS[SOURCES[source][0]])["columns"])


def send(place, source, rows, *, period=("2026-03-01", "2026-03-31"), on=ON, name=None, sequence=1):
    """Write a file of rows (dicts) with its manifest and load it; return the receipt."""
    columns = columns_of(source)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = place.folder / "incoming" / (name or f"{source}_{period[1]}.csv")
    path.write_text(text.getvalue(), encoding="utf-8")
    manifest = {"period_from": period[0], "period_to": period[1], "sequence": sequence}
    path.with_name(path.name + ".manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    receipt = intake.load(place, source, path, on=on)
    assert receipt.state == "in_service", (source, receipt.state, receipt.because, receipt.rules)
    return receipt


def patient(number, **more):
    """One registered person; everything about them follows from a small number."""
    surnames = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine")
    firsts = ("Ada", "Ben", "Cleo", "Dev", "Eve", "Finn", "Gita", "Hugh", "Ines", "Jo")
    row = {
        "patient_id": f"G{number:04d}",
        "nhs_number": nhs(number),
        "first_name": firsts[number % 10],
        "surname": surnames[number // 10 % 10],
        "date_of_birth": f"{1940 + number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}",
        "postcode": f"SM1 {1 + number % 4}AA",
        "sex": "12"[number % 2],
        "ethnicity": "AH"[number % 2],
        "practice_code": "M1",
        "registered_on": "2020-01-01",
    }
    return row | more


def person_of(number, *names):
    """The columns of a patient that another source also knows."""
    row = patient(number)
    return {n: row[n] for n in names}


KNOWN = ("nhs_number", "date_of_birth", "first_name", "surname", "postcode")


def fill(place, people=20):
    """Send one file of each source about the same people."""
    send(place, "patients", [patient(n) for n in range(people)])
    send(
        place,
        "codes",
        [
            {
                "event_id": n,
                "code": ("900001", "900002", "900003", "123")[n % 4],
                "date": f"2025-{1 + n % 12:02d}-05",
                "value": 100 + n if n % 4 == 2 else "",
                **person_of(n % people, "patient_id", "nhs_number", "date_of_birth"),
            }
            for n in range(people * 3)
        ],
        period=("2025-01-01", "2026-03-31"),
    )
    send(
        place,
        "stays",
        [
            {
                "spell": f"S{n}",
                "hospital_id": f"H{n % people}",
                "method": "21" if n % 2 else "11",
                "diagnosis": "X999" if n % 3 == 0 else "",
                "came": f"2026-02-{1 + n % 20:02d}",
                "went": f"2026-02-{3 + n % 20:02d}",
                **person_of(n % people, *KNOWN, "sex"),
            }
            for n in range(0, people, 2)
        ],
    )
    send(
        place,
        "rovers",
        [
            {
                "supporter": f"F{n}",
                "since": "2019-08-01",
                "walks": "yes" if n % 2 else "no",
                **person_of(n, "date_of_birth", "first_name", "surname", "postcode"),
            }
            for n in range(0, people, 3)
        ],
    )
    send(place, "carers", [{"carer": f"C{n}", **person_of(n, *KNOWN)} for n in range(4)])
