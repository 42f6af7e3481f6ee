"""A made-up place in a scratch folder, with one partner who sends one register."""

import datetime
import random
import shutil
from pathlib import Path

from tilth.ground.nhs_number import check_digit
from tilth.ground.place import Place
from tilth.see.intake import Manifest, load

ON = datetime.date(2026, 6, 30)
MONTHS = [
    (datetime.date(2026, m, 1), datetime.date(2026, m, d)) for m, d in ((3, 31), (4, 30), (5, 31))
]
PLACE = """
[place]
name = "Scratch"
code = "SCRATCH"
synthetic = true
header = "SYNTHETIC"

[[partners]]
slug = "sender"
name = "The sender"
sector = "none"

[[sources]]
name = "register"
kind = "scratch_register"
path = "incoming/*"
partner = "sender"
purpose = ["plan"]
basis = "made up"
until = 2030-01-01
refresh = "month"
"""
CONTRACT = """
title = "A made-up register, every type of column in it"
why = "What is done to it is known, so what must come of it is known too."
after = "None: made up"
reference = "tilth verify inputs"
key = ["reference"]
one_per_person = true

[columns]
reference = {type = "code", required = true, pattern = "R[0-9]{6}", means = "local_id"}
site = {type = "code", pattern = "[0-9][A-Z0-9]{3}"}
nhs_number = {type = "nhs_number", means = "nhs_number"}
first_name = {type = "text", means = "first_name"}
surname = {type = "text", required = true, means = "surname"}
postcode = {type = "postcode", means = "postcode"}
email = {type = "email", means = "email"}
seen_on = {type = "date", required = true, earliest = 2000-01-01, latest = "period_end"}
seen_at = {type = "moment", earliest = 2000-01-01, latest = "period_end"}
visits = {type = "whole", least = 0, most = 5000}
systolic = {type = "number", least = 50, most = 300, unit = "mmHg"}
smoker = {type = "yes_no"}
note = {type = "text"}

[columns.date_of_birth]
type = "date"
means = "date_of_birth"
earliest = 1900-01-01
latest = "period_end"

[columns.sex]
type = "choice"
means = "sex"
values = {F = "female", M = "male"}
"""
HEADER = (
    "reference site nhs_number first_name surname date_of_birth sex postcode email seen_on "
    "seen_at visits systolic smoker note"
).split()
STARTS = "Qua Zel Vor Bri Tam Osk Wyn Yar Jup Hel".split()
MIDDLES = "dra nix mor the lly ros bek van tur gil".split()
ENDS = "wick ström nagh iade ovic leigh ombe ukka erez ason".split()
SITES = ("0042", "007A", "1E10", "2E05", "0D15", "9F3C")


def made_up_rows(rng, count, period, *, first=1):
    """Rows of people who never were, as text cells in the order of HEADER."""
    start, end = period
    days = (end - start).days
    rows = []
    for i in range(first, first + count):
        seen = start + datetime.timedelta(days=rng.randrange(days + 1))
        born = datetime.date(1930, 1, 1) + datetime.timedelta(days=rng.randrange(25_000))
        name = "".join(rng.choice(part) for part in (STARTS, MIDDLES, ENDS))
        rows.append(
            [
                f"R{i:06d}",
                rng.choice(SITES),
                nhs_number(rng),
                "".join(rng.choice(part) for part in (STARTS, MIDDLES)),
                f"O'{name}" if rng.random() < 0.05 else name,
                born.isoformat(),
                rng.choice("FM"),
                f"ZZ{rng.randrange(1, 99)} {rng.randrange(10)}{''.join(rng.choices('ABDEF', k=2))}",
                f"p{i}@example.org",
                seen.isoformat(),
                f"{seen.isoformat()} {rng.randrange(24):02d}:{rng.randrange(60):02d}",
                str(rng.randrange(5000)),
                f"{rng.randrange(900, 1900) / 10:.1f}",
                rng.choice(("Y", "N")),
                rng.choice(("", "seen at home", "walks, with help", "likes the garden")),
            ]
        )
    return rows


def nhs_number(rng):
    """A number of the range kept for tests, 999 000 0000 upwards, its check digit right."""
    while True:
        nine = f"999{rng.randrange(10**6):06d}"
        digit = check_digit(nine)
        if digit is not None:
            return f"{nine}{digit}"


def as_accepted(row):
    """What a good row must become: the values of accepted.parquet, by column."""
    told = dict(zip(HEADER, row, strict=True))
    value = {name: cell or None for name, cell in told.items()}
    for name in ("date_of_birth", "seen_on"):
        value[name] = datetime.date.fromisoformat(told[name])
    value["seen_at"] = datetime.datetime.fromisoformat(told["seen_at"])
    value["visits"] = int(told["visits"])
    value["systolic"] = float(told["systolic"])
    value["smoker"] = told["smoker"] == "Y"
    value["sex"] = {"F": "female", "M": "male"}[told["sex"]]
    return value


def make_place(folder):
    """The scratch place, nothing loaded."""
    folder = Path(folder)
    contracts = folder / "definitions" / "extracts"
    contracts.mkdir(parents=True)
    (folder / "incoming").mkdir()
    (folder / "place.toml").write_text(PLACE, encoding="utf-8")
    (contracts / "scratch_register.toml").write_text(CONTRACT, encoding="utf-8")
    return Place.open(folder)


def place_with_a_good_month(folder, seed, rows):
    """The scratch place with one good file in service: the version that must never be lost."""
    place = make_place(folder)
    rng = random.Random(f"{seed} good month")
    path = place.folder / "incoming" / "register_first.csv"
    path.write_bytes(as_csv([HEADER, *made_up_rows(rng, rows, MONTHS[0])]))
    start, end = MONTHS[0]
    load(
        place,
        "register",
        path,
        on=ON,
        manifest=Manifest(period_from=start, period_to=end, sequence=1),
    )
    return place


def copy_of(place, folder):
    """The same place again, in another folder."""
    shutil.copytree(place.folder, folder)
    return Place.open(folder)


def as_csv(rows, *, delimiter=",", newline="\n"):
    """Bytes of a CSV file: cells quoted where they must be."""
    return "".join(
        delimiter.join(_quoted(cell, delimiter) for cell in row) + newline for row in rows
    ).encode()


def _quoted(cell, delimiter):
    if any(mark in cell for mark in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell
