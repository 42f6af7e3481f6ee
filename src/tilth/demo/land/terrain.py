"""Greenmarch drawn: a made-up system of four places, its small areas and how they touch."""

import json
import math

import numpy as np
import pyarrow as pa
import shapely

from tilth.demo.land import gazette
from tilth.demo.land.codes import ELSEWHERE, NEIGHBOURHOODS, code_of
from tilth.demo.land.gazette import HIGH, MADE_UP, SOUTH, WEST, WIDE
from tilth.demo.land.margins import share_out
from tilth.demo.writing import write_parquet

# name, where it lies (share of the width and height), share of people
PLACES = {
    "Tiltham": (0.35, 0.40, 0.55),
    "Harrowfold": (0.80, 0.25, 0.17),
    "Stonebeck": (0.75, 0.78, 0.15),
    "Larkwell": (0.22, 0.86, 0.13),
}


def draw(folder, *, people, seed):
    """Write the geography folder of Greenmarch."""
    rng = np.random.default_rng([seed, 11])
    areas = _areas(rng, max(1, round(people / 60_000)))
    cells = _tiles(areas["x"], areas["y"])
    areas["population"] = share_out(areas["weight"], people)
    folder.mkdir(parents=True, exist_ok=True)
    _layers(folder)
    _area_tables(folder, areas, cells)
    gazette.residents(folder, areas)
    gazette.postcodes(folder, areas, cells, rng)
    gazette.organisations(folder, areas)
    gazette.assets(folder, areas)
    about = {"people": "SYNTHETIC", "read": [], "made_up": True, "seed": seed, "note": MADE_UP}
    text = json.dumps(about, indent=1, sort_keys=True) + "\n"
    (folder / "about.json").write_text(text, encoding="utf-8")


def _areas(rng, finer):
    """Small areas: a point inside each neighbourhood, four in Tiltham's, eight in other places."""
    rows, centres = [], []
    x, y, people = PLACES["Tiltham"]
    for name, (dx, dy, deprivation) in NEIGHBOURHOODS.items():
        centres.append((x + dx, y + dy * 1.25))
        share = people / len(NEIGHBOURHOODS)
        rows += _points(rng, "Tiltham", name, centres[-1], 4 * finer, deprivation, 0.065, share)
    for name, deprivation in ELSEWHERE.items():
        *centre, share = PLACES[name]
        centres.append(tuple(centre))
        rows += _points(rng, name, "", centres[-1], 8 * finer, deprivation, 0.14, share)
    columns = "place neighbourhood x y deprivation weight home_x home_y".split()
    table = {c: np.array([r[i] for r in rows]) for i, c in enumerate(columns)}
    _draw_home(table, np.array(centres))
    table["code"] = np.array([f"GRM{i + 1:06d}" for i in range(len(rows))])
    return table


def _points(rng, place, neighbourhood, centre, count, deprivation, reach, share):
    around = np.arange(count) * 2.399963 + rng.random()
    far = reach * np.sqrt((np.arange(count) + 0.5) / count) * rng.uniform(0.85, 1.0, count)
    worse = np.clip(deprivation + rng.normal(0, 0.05, count), 0.005, 0.995)
    weight = share / count * rng.uniform(0.85, 1.15, count)
    xs, ys = centre[0] + far * np.cos(around), centre[1] + 1.3 * far * np.sin(around)
    return [
        (place, neighbourhood, xs[i], ys[i], worse[i], weight[i], *centre) for i in range(count)
    ]


def _draw_home(table, centres):
    """Pull each point towards its own centre until no other is nearer: no piece lies apart."""
    own = np.stack([table["home_x"], table["home_y"]], axis=1)
    at = np.stack([table["x"], table["y"]], axis=1)
    for _ in range(60):
        nearest = centres[((at[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)]
        away = (nearest != own).any(axis=1)
        at[away] += 0.1 * (own[away] - at[away])
    table["x"], table["y"] = at.T


def _tiles(x, y):
    """One polygon for each small area: they share their edges, so they tile without a gap."""
    points = shapely.points(x, y)
    hull = shapely.buffer(shapely.convex_hull(shapely.multipoints(points)), 0.09)
    frame = shapely.simplify(hull, 0.01)
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
            code = code_of(name)
            inside = np.flatnonzero(areas[column] == name)
            shapes[layer, code] = shapely.union_all(cells[inside])
            names[layer, code] = name
            within += [("lsoa21", areas["code"][i], layer, code, "lookup") for i in inside]
    for name in sorted(PLACES):
        within.append(("place", code_of(name), "system", "GRM", "lookup"))
    for name in sorted(NEIGHBOURHOODS):
        within.append(("neighbourhood", code_of(name), "place", code_of("Tiltham"), "agreed"))
    within += [("lsoa21", code, "system", "GRM", "lookup") for code in areas["code"]]
    shapes["system", "GRM"] = shapely.union_all(cells)
    names["system", "GRM"] = "Greenmarch"
    _write_areas(folder, names, shapes)
    _write_within(folder, within)
    _write_touching(folder, shapes)
    gazette.measures(folder, areas)
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
