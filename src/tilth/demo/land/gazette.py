"""What is published of Greenmarch: residents, deprivation, postcodes, practices, assets."""

import math

import numpy as np
import pyarrow as pa
import shapely

from tilth.demo.land.codes import ELSEWHERE, NEIGHBOURHOODS
from tilth.demo.land.margins import AGE_FROM, GROUPS, SEXES, share_out
from tilth.demo.writing import write_parquet

WEST, SOUTH, WIDE, HIGH = 1.60, 54.00, 0.30, 0.18
MADE_UP = "SYNTHETIC: invented for Greenmarch"
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


def measures(folder, areas):
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


def residents(folder, areas):
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


def postcodes(folder, areas, cells, rng):
    """About fifteen homes to a postcode; districts to each neighbourhood. GR is no real area."""
    known = [*NEIGHBOURHOODS, *ELSEWHERE]
    used, rows = dict.fromkeys(known, 0), []
    for i, code in enumerate(areas["code"]):
        name = areas["neighbourhood"][i] or areas["place"][i]
        wanted = max(4, math.ceil(areas["population"][i] / 2.3 / 15))
        xs, ys = _points_in(cells[i], wanted, rng)
        for x, y in zip(xs, ys, strict=True):
            outward, inward = _postcode(known.index(name), used[name], len(known))
            used[name] += 1
            rows.append((f"{outward} {inward}", code, outward, round(x, 6), round(y, 6)))
    columns = list(zip(*sorted(rows), strict=True))
    names = "postcode lsoa21 postcode_district longitude latitude".split()
    write_parquet(folder / "postcode.parquet", pa.table(dict(zip(names, columns, strict=True))))


def _points_in(cell, wanted, rng):
    """So many points inside a shape, evenly by chance."""
    west, south, east, north = shapely.bounds(cell)
    xs, ys = np.zeros(0), np.zeros(0)
    while len(xs) < wanted:
        x, y = rng.uniform(west, east, 4 * wanted), rng.uniform(south, north, 4 * wanted)
        inside = shapely.contains_xy(cell, x, y)
        xs, ys = np.concatenate([xs, x[inside]]), np.concatenate([ys, y[inside]])
    return xs[:wanted].tolist(), ys[:wanted].tolist()


def _postcode(which, turn, kinds):
    """The turn-th postcode of a neighbourhood: a new district after each 4,000."""
    step = turn * 7919 % 4000
    outward = f"GR{1 + which + kinds * (turn // 4000)}"
    return outward, f"{step // 400}{LETTERS[step // 20 % 20]}{LETTERS[step % 20]}"


def organisations(folder, areas):
    """A practice for each neighbourhood, two in other places, and a network for each place."""
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


ASSETS = (
    ("bus stop", "Stop at the ground", "Old Pits"),
    ("community hall", "Old Pits Welfare Hall", "Old Pits"),
    ("garden", "Rushbrook Community Garden", "Rushbrook"),
    ("leisure centre", "Hillfoot Leisure Centre", "Hillfoot"),
    ("library", "Market Quarter Library", "Market Quarter"),
    ("park", "Beacon Park bandstand", "Beacon Park"),
    ("place of worship", "Foundry Lane Gurdwara", "Foundry Lane"),
    ("sport club", "Canalside Boxing Club", "Canalside"),
    ("sport club", "Tiltham Town Football Club", "Market Quarter"),
)


def assets(folder, areas):
    """A few places people are proud of."""
    at = [int(np.flatnonzero(areas["neighbourhood"] == where)[0]) for _, _, where in ASSETS]
    blank = pa.nulls(len(ASSETS), pa.string())
    table = {
        "name": [name for _, name, _ in ASSETS],
        "kind": [kind for kind, _, _ in ASSETS],
        "address": blank,
        "postcode": blank,
        "lsoa21": [areas["code"][i] for i in at],
        "longitude": [round(WEST + WIDE * float(areas["x"][i]), 6) for i in at],
        "latitude": [round(SOUTH + HIGH * float(areas["y"][i]), 6) for i in at],
        "details": blank,
        "source": [MADE_UP] * len(ASSETS),
    }
    write_parquet(folder / "asset.parquet", pa.table(table))
