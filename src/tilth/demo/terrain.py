"""Greenmarch drawn: a made-up system of four places, its small areas, postcodes and practices."""

import json
import math

import numpy as np
import pyarrow as pa
import shapely

from tilth.demo.margins import AGE_FROM, GROUPS, SEXES, share_out
from tilth.demo.writing import write_parquet

# It lies in the North Sea, so that nobody takes it for anywhere.
WEST, SOUTH, WIDE, HIGH = 1.60, 54.00, 0.30, 0.18
MADE_UP = "SYNTHETIC: invented for Greenmarch"
# name, where it lies (share of the width and height), share of people, deprivation 0 to 1
PLACES = {
    "Tiltham": (0.35, 0.40, 0.55),
    "Harrowfold": (0.80, 0.25, 0.17),
    "Stonebeck": (0.75, 0.78, 0.15),
    "Larkwell": (0.22, 0.86, 0.13),
}
NEIGHBOURHOODS = {
    "Beacon Park": (-0.10, 0.17, 0.14),
    "Canalside": (0.06, -0.02, 0.72),
    "Foundry Lane": (-0.02, -0.16, 0.84),
    "Hillfoot": (-0.20, 0.02, 0.05),
    "Market Quarter": (0.00, 0.05, 0.58),
    "Old Pits": (0.14, -0.18, 0.97),
    "Rushbrook": (0.17, 0.15, 0.36),
}
ELSEWHERE = {"Harrowfold": 0.62, "Stonebeck": 0.45, "Larkwell": 0.28}
# Shares of asian, black, mixed, other and white residents.
MIX = {
    "Beacon Park": (0.08, 0.01, 0.02, 0.01, 0.88),
    "Canalside": (0.22, 0.10, 0.05, 0.04, 0.59),
    "Foundry Lane": (0.41, 0.08, 0.04, 0.04, 0.43),
    "Hillfoot": (0.07, 0.01, 0.02, 0.01, 0.89),
    "Market Quarter": (0.18, 0.12, 0.06, 0.05, 0.59),
    "Old Pits": (0.09, 0.07, 0.05, 0.03, 0.76),
    "Rushbrook": (0.13, 0.04, 0.03, 0.02, 0.78),
    "Harrowfold": (0.15, 0.05, 0.03, 0.02, 0.75),
    "Stonebeck": (0.05, 0.02, 0.02, 0.01, 0.90),
    "Larkwell": (0.03, 0.01, 0.01, 0.01, 0.94),
}
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def draw(folder, *, people, seed):
    """Write the geography folder of Greenmarch."""
    rng = np.random.default_rng([seed, 11])
    areas = _areas(rng, max(1, round(people / 60_000)))
    cells = _tiles(areas["x"], areas["y"])
    areas["population"] = share_out(areas["weight"], people)
    folder.mkdir(parents=True, exist_ok=True)
    _layers(folder)
    _area_tables(folder, areas, cells)
    _residents(folder, areas)
    _postcodes(folder, areas, cells, rng)
    _organisations(folder, areas)
    about = {"people": "SYNTHETIC", "read": [], "made_up": True, "seed": seed, "note": MADE_UP}
    text = json.dumps(about, indent=1, sort_keys=True) + "\n"
    (folder / "about.json").write_text(text, encoding="utf-8")


def _areas(rng, finer):
    """Small areas: a point inside each neighbourhood, four in Tiltham's, eight in other places."""
    rows = []
    centre = PLACES["Tiltham"]
    for name, (dx, dy, deprivation) in NEIGHBOURHOODS.items():
        x, y = centre[0] + dx, centre[1] + dy * 1.25
        rows += _points(rng, "Tiltham", name, x, y, 4 * finer, deprivation, 0.065, centre[2] / 7)
    for name, deprivation in ELSEWHERE.items():
        x, y, share = PLACES[name]
        rows += _points(rng, name, "", x, y, 8 * finer, deprivation, 0.14, share)
    columns = "place neighbourhood x y deprivation weight".split()
    table = {c: np.array([r[i] for r in rows]) for i, c in enumerate(columns)}
    table["code"] = np.array([f"GRM{i + 1:06d}" for i in range(len(rows))])
    table["rank"] = np.argsort(np.argsort(-table["deprivation"], kind="stable"), kind="stable") + 1
    return table


def _points(rng, place, neighbourhood, x, y, count, deprivation, reach, share):
    around = np.arange(count) * 2.399963 + rng.random()
    far = reach * np.sqrt((np.arange(count) + 0.5) / count) * rng.uniform(0.85, 1.0, count)
    worse = np.clip(deprivation + rng.normal(0, 0.05, count), 0.005, 0.995)
    weight = share / count * rng.uniform(0.85, 1.15, count)
    xs, ys = x + far * np.cos(around), y + 1.3 * far * np.sin(around)
    return [(place, neighbourhood, xs[i], ys[i], worse[i], weight[i]) for i in range(count)]


def _tiles(x, y):
    """One polygon for each small area: they share their edges, so they tile without a gap."""
    frame = shapely.box(0, 0, 1, 1)
    hull = shapely.buffer(shapely.convex_hull(shapely.multipoints(shapely.points(x, y))), 0.09)
    frame = shapely.intersection(frame, shapely.simplify(hull, 0.01))
    points = shapely.points(x, y)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    tree = shapely.STRtree(cells)
    cells = cells[[int(tree.query(p, predicate="within")[0]) for p in points]]
    cells = shapely.set_precision(shapely.intersection(cells, frame), 1e-7)
    return shapely.transform(cells, lambda c: np.round(c * [WIDE, HIGH] + [WEST, SOUTH], 7))


def _layers(folder):
    rows = [
        ("lsoa21", "small area", "small areas", "place"),
        ("neighbourhood", "neighbourhood", "neighbourhoods", None),
        ("place", "place", "places", "system"),
        ("postcode_district", "postcode district", "postcode districts", None),
        ("system", "system", "systems", None),
    ]
    columns = list(zip(*rows, strict=True))
    write_parquet(
        folder / "layer.parquet",
        pa.table(dict(zip(("layer", "title", "plural", "partitions"), columns, strict=True))),
    )


def _area_tables(folder, areas, cells):
    shapes = {("lsoa21", code): cell for code, cell in zip(areas["code"], cells, strict=True)}
    names = {("lsoa21", c): _title(areas, i) for i, c in enumerate(areas["code"])}
    within = []
    for layer, column in (("neighbourhood", "neighbourhood"), ("place", "place")):
        for name in sorted(set(areas[column]) - {""}):
            code = _code(name)
            inside = np.flatnonzero(areas[column] == name)
            shapes[layer, code] = shapely.union_all(cells[inside])
            names[layer, code] = name
            within += [("lsoa21", areas["code"][i], layer, code, "lookup") for i in inside]
    for name in sorted(PLACES):
        within.append(("place", _code(name), "system", "GRM", "lookup"))
    for name in sorted(NEIGHBOURHOODS):
        within.append(("neighbourhood", _code(name), "place", _code("Tiltham"), "agreed"))
    within += [("lsoa21", code, "system", "GRM", "lookup") for code in areas["code"]]
    shapes["system", "GRM"] = shapely.union_all(cells)
    names["system", "GRM"] = "Greenmarch"
    _write_areas(folder, names, shapes)
    _write_within(folder, within)
    _write_touching(folder, shapes)
    _write_measures(folder, areas)
    codes = sorted(areas["code"])
    unchanged = pa.table({"lsoa11": codes, "lsoa21": codes, "change": ["U"] * len(codes)})
    write_parquet(folder / "lsoa11_lsoa21.parquet", unchanged)
    empty = {c: pa.array([], pa.string()) for c in ("layer", "code", "alias", "kind")}
    write_parquet(folder / "alias.parquet", pa.table(empty))
    gone = {c: pa.array([], pa.string()) for c in ("layer", "code", "successor_code")}
    gone |= {"on_date": pa.array([], pa.date32()), "note": pa.array([], pa.string())}
    write_parquet(folder / "successor.parquet", pa.table(gone))


def _title(areas, i):
    name = areas["neighbourhood"][i] or areas["place"][i]
    same = [j for j in range(i) if (areas["neighbourhood"][j] or areas["place"][j]) == name]
    return f"{name} {len(same) + 1:03d}"


def _code(name):
    return "GRM-" + "".join(w[0] for w in name.split()) + name.split()[0][1:3].upper()


def _write_areas(folder, names, shapes):
    keys = sorted(shapes)
    centres = [shapely.point_on_surface(shapes[k]) for k in keys]
    table = {
        "layer": [k[0] for k in keys],
        "code": [k[1] for k in keys],
        "name": [names[k] for k in keys],
        "common_name": pa.array([None] * len(keys), pa.string()),
        "valid_from": pa.array([None] * len(keys), pa.date32()),
        "valid_to": pa.array([None] * len(keys), pa.date32()),
        "longitude": [round(c.x, 6) for c in centres],
        "latitude": [round(c.y, 6) for c in centres],
        "source": [MADE_UP] * len(keys),
    }
    write_parquet(folder / "area.parquet", pa.table(table))
    wkb = [shapely.to_wkb(shapely.normalize(shapes[k])) for k in keys]
    table = {"layer": table["layer"], "code": table["code"], "wkb": pa.array(wkb, pa.binary())}
    write_parquet(folder / "shape.parquet", pa.table(table))


def _write_within(folder, within):
    columns = list(zip(*sorted(within), strict=True))
    names = "child_layer child_code parent_layer parent_code".split()
    table = dict(zip(names, columns, strict=False))
    table |= {"share": [1.0] * len(within), "basis": columns[4]}
    write_parquet(folder / "within.parquet", pa.table(table))


def _write_touching(folder, shapes):
    rows = []
    metres = 111_320 * math.cos(math.radians(SOUTH)), 110_570
    for layer in ("lsoa21", "neighbourhood", "place"):
        codes = sorted(code for kind, code in shapes if kind == layer)
        polygons = [shapes[layer, c] for c in codes]
        tree = shapely.STRtree(polygons)
        for i, polygon in enumerate(polygons):
            for j in sorted(int(n) for n in tree.query(polygon, predicate="intersects")):
                if j <= i:
                    continue
                shared = shapely.intersection(polygon, polygons[j])
                border = shapely.length(shapely.transform(shared, lambda c: c * metres))
                kind = "edge" if border > 0 else "point"
                rows.append((layer, codes[i], codes[j], kind, round(float(border), 1)))
    columns = list(zip(*sorted(rows), strict=True))
    names = ("layer", "a", "b", "contact", "border_m")
    write_parquet(folder / "touching.parquet", pa.table(dict(zip(names, columns, strict=True))))


def _write_measures(folder, areas):
    """Invented deprivation, spread over England's tenths as the made-up scores have it."""
    decile = np.clip(np.floor((1 - areas["deprivation"]) * 10) + 1, 1, 10)
    score = np.round(2 + 75 * areas["deprivation"] ** 2, 3)
    rank = np.round((1 - areas["deprivation"]) * 33_755).clip(1, 33_755)
    rows = []
    for name, values in (
        ("imd2025_decile", decile),
        ("imd2025_rank", rank),
        ("imd2025_score", score),
    ):
        rows += [(name, c, float(v)) for c, v in zip(areas["code"], values, strict=True)]
    rows.sort()
    table = {
        "layer": ["lsoa21"] * len(rows),
        "code": [r[1] for r in rows],
        "measure": [r[0] for r in rows],
        "period": ["2025"] * len(rows),
        "value": [r[2] for r in rows],
        "source": [MADE_UP] * len(rows),
    }
    write_parquet(folder / "measure.parquet", pa.table(table))


def _residents(folder, areas):
    """Margins of age, sex and ethnic group for each small area: poorer areas are younger."""
    middle = np.array([*range(2, 90, 5), 92])
    rows = []
    for i, code in enumerate(areas["code"]):
        total = int(areas["population"][i])
        poor = areas["deprivation"][i]
        shape = 1 / (1 + np.exp((middle - (84 - 7 * poor)) / 7))
        shape *= 1 + 0.35 * (poor - 0.5) * np.cos(middle / 45)
        shape *= 1 + 0.12 * np.exp(-(((middle - 32) / 12) ** 2)) * (0.5 + poor)
        mix = MIX[areas["neighbourhood"][i] or areas["place"][i]]
        for k, n in enumerate(share_out(shape, total)):
            to = 120 if k == len(AGE_FROM) - 1 else AGE_FROM[k] + 4
            rows.append((code, "all", AGE_FROM[k], to, "all", int(n)))
        for sex, n in zip(SEXES, share_out([0.493, 0.507], total), strict=True):
            rows.append((code, sex, None, None, "all", int(n)))
        for group, n in zip(GROUPS, share_out(mix, total), strict=True):
            rows.append((code, "all", None, None, group, int(n)))
        rows.append((code, "all", None, None, "all", total))
    rows.sort(key=lambda r: (r[0], r[1], -1 if r[2] is None else r[2], r[4]))
    whole = pa.int32()
    table = {
        "layer": ["lsoa21"] * len(rows),
        "code": [r[0] for r in rows],
        "period": ["2026"] * len(rows),
        "sex": [r[1] for r in rows],
        "age_from": pa.array([r[2] for r in rows], whole),
        "age_to": pa.array([r[3] for r in rows], whole),
        "ethnic_group": [r[4] for r in rows],
        "people": pa.array([r[5] for r in rows], whole),
        "source": [MADE_UP] * len(rows),
    }
    write_parquet(folder / "resident.parquet", pa.table(table))


def _postcodes(folder, areas, cells, rng):
    """About fifteen homes to a postcode; a district for each neighbourhood. GR is no real area."""
    districts = {n: f"GR{i + 1}" for i, n in enumerate([*NEIGHBOURHOODS, *ELSEWHERE])}
    used, rows = dict.fromkeys(districts.values(), 0), []
    for i, code in enumerate(areas["code"]):
        district = districts[areas["neighbourhood"][i] or areas["place"][i]]
        west, south, east, north = shapely.bounds(cells[i])
        wanted = max(4, math.ceil(areas["population"][i] / 2.3 / 15))
        while wanted:
            x, y = rng.uniform(west, east), rng.uniform(south, north)
            if not shapely.contains_xy(cells[i], x, y):
                continue
            n = used[district]
            used[district] += 1
            wanted -= 1
            step = (n * 7919) % 4000
            inward = f"{step // 400}{LETTERS[step // 20 % 20]}{LETTERS[step % 20]}"
            overflow = "" if n < 4000 else "ABCDEFGHJKPSTUW"[n // 4000 - 1]
            outward = district + overflow
            rows.append((f"{outward} {inward}", code, outward, round(x, 6), round(y, 6)))
    columns = list(zip(*sorted(rows), strict=True))
    names = "postcode lsoa21 postcode_district longitude latitude".split()
    write_parquet(folder / "postcode.parquet", pa.table(dict(zip(names, columns, strict=True))))


def _organisations(folder, areas):
    """A practice for each neighbourhood, two in other places, and one primary care network a place."""
    rows = [("GRMPCN01", "Tiltham Primary Care Network", "pcn", None, None)]
    for i, name in enumerate(sorted(ELSEWHERE)):
        rows.append((f"GRMPCN{i + 2:02d}", f"{name} Primary Care Network", "pcn", None, None))
    parents = dict.fromkeys(NEIGHBOURHOODS, "GRMPCN01")
    parents |= {name: f"GRMPCN{i + 2:02d}" for i, name in enumerate(sorted(ELSEWHERE))}
    number = 0
    for name, parent in parents.items():
        inside = np.flatnonzero((areas["neighbourhood"] == name) | (areas["place"] == name))
        for part in range(1 if name in NEIGHBOURHOODS else 2):
            number += 1
            at = inside[part * (len(inside) // 2)]
            title = f"{name} {'Surgery' if part == 0 else 'Health Centre'}"
            rows.append((f"Z99{number:03d}", title, "gp_practice", parent, at))
    rows.append(("ZGM01", "Greenmarch General Hospital", "trust", None, None))
    rows.sort(key=lambda r: (r[2], r[0]))
    at = [r[4] for r in rows]
    blank = [None] * len(rows)
    table = {
        "code": [r[0] for r in rows],
        "name": [r[1] for r in rows],
        "kind": [r[2] for r in rows],
        "parent_code": [r[3] for r in rows],
        "postcode": pa.array(blank, pa.string()),
        "lsoa21": [None if a is None else areas["code"][a] for a in at],
        "longitude": [None if a is None else WEST + WIDE * float(areas["x"][a]) for a in at],
        "latitude": [None if a is None else SOUTH + HIGH * float(areas["y"][a]) for a in at],
        "people": pa.array(blank, pa.int64()),
        "valid_from": pa.array(blank, pa.date32()),
        "valid_to": pa.array(blank, pa.date32()),
        "source": [MADE_UP] * len(rows),
    }
    write_parquet(folder / "organisation.parquet", pa.table(table))
    names = "name kind address postcode lsoa21 longitude latitude details source".split()
    assets = [
        ("Old Pits Welfare Hall", "community hall", "Old Pits"),
        ("Beacon Park bandstand", "park", "Beacon Park"),
        ("Canalside Boxing Club", "sport club", "Canalside"),
        ("Foundry Lane Gurdwara", "place of worship", "Foundry Lane"),
        ("Market Quarter Library", "library", "Market Quarter"),
        ("Rushbrook Community Garden", "garden", "Rushbrook"),
        ("Tiltham Town Football Club", "sport club", "Market Quarter"),
    ]
    rows = []
    for name, kind, where in sorted(assets, key=lambda a: (a[1], a[0])):
        i = int(np.flatnonzero(areas["neighbourhood"] == where)[0])
        x, y = WEST + WIDE * float(areas["x"][i]), SOUTH + HIGH * float(areas["y"][i])
        rows.append((name, kind, None, None, areas["code"][i], x, y, None, MADE_UP))
    columns = [list(c) for c in zip(*rows, strict=True)]
    text = {"address", "postcode", "details"}
    table = {
        n: pa.array(c, pa.string()) if n in text else c for n, c in zip(names, columns, strict=True)
    }
    write_parquet(folder / "asset.parquet", pa.table(table))
