"""A tiny country's open data, in the publishers' own headings: two places, five small areas.

+-------+---+
|   3   | 5 |     Aston: 1, 2, 3 (wards: Hill 1 and 2, Dale 3)
+---+---+---+     Barton: 4, 5 (ward: Quay)
| 1 | 2 | 4 |     2011: 1 and 5 unchanged; 92 split into 2 and 3; 4 and 95 merged into 4
+---+---+---+
"""

import csv
import json
from importlib import resources
from pathlib import Path

from tilth.ground.geography import Geography
from tilth.ground.geography.gazetteer import Gazetteer
from tilth.ground.geography.tables import table_of
from tilth.ground.place import load_folder
from tilth.ground.publishers.building import build
from tilth.ground.publishers.publication import Publication

DEFINITIONS = Path(str(resources.files("tilth") / "definitions"))
ASTON, BARTON = "E08000101", "E08000102"
L1, L2, L3, L4, L5 = (f"E0100000{n}" for n in range(1, 6))
OLD92, OLD95 = "E01000092", "E01000095"
STEP = 0.01
CORNERS = {L1: (0, 0, 1, 1), L2: (1, 0, 2, 1), L3: (0, 1, 2, 2), L4: (2, 0, 3, 1), L5: (2, 1, 3, 2)}
PEOPLE = {L1: 1000, L2: 600, L3: 400, L4: 500, L5: 1500}
PLACES = {L1: ASTON, L2: ASTON, L3: ASTON, L4: BARTON, L5: BARTON}
WARDS = {L1: "Hill", L2: "Hill", L3: "Dale", L4: "Quay", L5: "Quay"}


def england():
    """Tilth's own gazetteer and publications."""
    publications = load_folder(Publication, DEFINITIONS / "publishers")
    return load_folder(Gazetteer, DEFINITIONS / "gazetteers")["england"], publications


def square(west, south, east, north):
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    points = [[round(-2.0 + x * STEP, 6), round(52.6 + y * STEP, 6)] for x, y in ring]
    return {"type": "Polygon", "coordinates": [points]}


def middle(corners):
    west, south, east, north = corners
    return -2.0 + (west + east) / 2 * STEP, 52.6 + (south + north) / 2 * STEP


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_shapes(path, shapes, key):
    features = [
        {"type": "Feature", "properties": {key: code}, "geometry": shape}
        for code, shape in shapes.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def lookup_rows():
    ward_codes = {"Hill": "E05000001", "Dale": "E05000002", "Quay": "E05000003"}
    return [
        {
            "LSOA21CD": code,
            "LSOA21NM": f"{'Aston' if place == ASTON else 'Barton'} 00{n}A",
            "MSOA21CD": "E02000001" if place == ASTON else "E02000002",
            "MSOA21NM": "Aston 001" if place == ASTON else "Barton 001",
            "MSOA21HCLNM": "St. Anne's & Hill" if place == ASTON else "Old Quay",
            "WD24CD": ward_codes[WARDS[code]],
            "WD24NM": WARDS[code],
            "LAD24CD": place,
            "LAD24NM": "Aston" if place == ASTON else "Barton",
            "ICB24CD": "E54000099",
            "ICB24CDH": "QZZ",
            "ICB24NM": "NHS Shire Integrated Care Board",
        }
        for n, (code, place) in enumerate(PLACES.items(), start=1)
    ]


def write_spine(folder):
    """The lookups and boundaries, without which no place opens."""
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "what_lies_in_what.csv", lookup_rows())
    old = {L1: ASTON, OLD92: ASTON, L4: BARTON, OLD95: BARTON, L5: BARTON}
    write_csv(
        folder / "LSOA11_LAD22_EN_LU.csv",
        [
            {"LSOA11CD": c, "LSOA11NM": f"Old {c}", "LAD22CD": p, "LAD22NM": "Of 2022"}
            for c, p in old.items()
        ],
    )
    pairs = [(L1, L1, "U"), (OLD92, L2, "S"), (OLD92, L3, "S")]
    pairs += [(L4, L4, "M"), (OLD95, L4, "M"), (L5, L5, "U")]
    write_csv(
        folder / "LSOA11_LSOA21_LAD22_EW_LU.csv",
        [{"LSOA11CD": a, "LSOA21CD": b, "CHGIND": c} for a, b, c in pairs],
    )
    shapes = {code: square(*corners) for code, corners in CORNERS.items()}
    write_shapes(folder / "LSOA_2021_EW_BGC.geojson", shapes, "LSOA21CD")
    wards = {"E05000001": (0, 0, 2, 1), "E05000002": (0, 1, 2, 2), "E05000003": (2, 0, 3, 2)}
    write_shapes(folder / "wards_2025.geojson", {c: square(*x) for c, x in wards.items()}, "WD25CD")


def write_figures(folder):
    """What is published about the small areas."""
    group = "Ethnic group: "
    asian, other = "Asian, Asian British or Asian Welsh", "Other ethnic group"
    black = "Black, Black British, Black Welsh, Caribbean or African"
    mixed = "Mixed or Multiple ethnic groups"
    write_csv(
        folder / "census2021-ts021-lsoa.csv",
        [
            {
                "date": "2021",
                "geography code": code,
                group + "Total: All usual residents": people,
                group + asian: 100,
                group + black: 0,
                group + mixed: 0,
                group + other: 0,
                group + "White": people - 100,
            }
            for code, people in PEOPLE.items()
        ],
    )
    ages = [{"LSOA Code": c, "All Ages": 910} | {str(a): 10 for a in range(90)} for c in _old()]
    write_csv(folder / "sape23dt2_mid2020.csv", [row | {"90+": 10} for row in ages])
    score = "Index of Multiple Deprivation (IMD) Score"
    rank = "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"
    decile = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
    figures = {L1: (60.0, 100, 1), L2: (50.0, 200, 1), L3: (10.0, 30000, 9)}
    figures |= {L4: (20.0, 15000, 5), L5: ("", "", "")}
    write_csv(
        folder / "File_7_IoD2025.csv",
        [
            {"LSOA code (2021)": code, score: s, rank: r, decile: d}
            for code, (s, r, d) in figures.items()
        ],
    )
    write_csv(
        folder / "lsoa_2021_pwc.csv",
        [
            {"LSOA21CD": code, "long": middle(corners)[0], "lat": middle(corners)[1]}
            for code, corners in CORNERS.items()
        ],
    )


def _old():
    return [L1, OLD92, L4, OLD95, L5]


def write_services(folder):
    """Postcodes, practices and whom they serve, a trust, a pool."""
    points = [("ab11aa", L1), ("AB1 1AB", L1), ("AB1  2AA", L2), ("AB2 1AA", L2), ("AB21AB", L3)]
    points += [("AB3 1AA", L4), ("AB3 1AB", L5), ("AB3 9ZZ", "E01999999")]
    write_csv(
        folder / "ONSPD_MAY_2025_UK.csv",
        [
            {"pcds": p, "lsoa21": c, "long": middle(CORNERS.get(c, (0, 0, 0, 0)))[0],
             "lat": middle(CORNERS.get(c, (0, 0, 0, 0)))[1]}
            for p, c in points
        ],
    )  # fmt: skip
    practices = [("G1", "AB1 1AA", "U01", "North Network", 1200), ("G2", "AB2 1AA", "U01",
                  "North Network", 700), ("G3", "AB3 1AA", "U", "Unallocated", 2100),
                 ("G4", "ZZ9 9ZZ", "U02", "Far Network", 500)]  # fmt: skip
    write_csv(
        folder / "gp-reg-pat-prac-map.csv",
        [
            {"PRACTICE_CODE": a, "PRACTICE_NAME": f"{a} Surgery", "PRACTICE_POSTCODE": b,
             "PCN_CODE": c, "PCN_NAME": d, "NUMBER_OF_PATIENTS": e}
            for a, b, c, d, e in practices
        ],
    )  # fmt: skip
    lives = [("G1", L1, 900), ("G1", L2, 300), ("G2", L2, 300), ("G2", L3, 400), ("G3", L4, 500)]
    write_csv(
        folder / "gp-reg-pat-prac-lsoa-all.csv",
        [{"PRACTICE_CODE": a, "LSOA_CODE": b, "NUMBER_OF_PATIENTS": c} for a, b, c in lives],
    )
    write_csv(
        folder / "nhs_trusts.csv",
        [{"nhs_trust_code": c, "nhs_trust_name": f"{c} Trust"} for c in ("RW6", "RZZ", "RFA")],
    )
    write_csv(
        folder / "trust_catchment_ltla21.csv",
        [
            {"nhs_trust22_code": t, "ltla21_code": p, "proportion_trust_came_from_ltla": s}
            for t, p, s in (("RW6", ASTON, 0.6), ("RW6", BARTON, 0.3), ("RZZ", ASTON, 0.1))
        ],
    )
    write_csv(
        folder / "trafford_sport_facilities.csv",
        [
            {"site_name": n, "facility_type": "Swimming Pool", "access_type": "Pay and Play",
             "street": "High St", "town": "", "postcode": "AB1 1AA", "lsoa_code": c,
             "lon": middle(CORNERS[c])[0], "lat": middle(CORNERS[c])[1]}
            for n, c in (("Aston Pool", L1), ("Quay Pool", L5))
        ],
    )  # fmt: skip


def write_all(folder):
    write_spine(folder)
    write_figures(folder)
    write_services(folder)
    return folder


def built(folder, *places, **more):
    gazetteer, publications = england()
    asked = places or (ASTON, BARTON)
    return build(folder, list(publications.values()), gazetteer, asked, **more)


def opened(made):
    """The geography of what was built, without writing it."""
    return Geography(lambda name: made.tables.get(name, table_of(name, [])), made.about)
