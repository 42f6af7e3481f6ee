"""Made-up places, small and awkward, whose figures are published and then attacked."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

LAYERS = ("lsoa21", "ward", "neighbourhood", "place", "deprivation_fifth")
GROUPS = {
    "sex": ("female", "male"),
    "age_group": ("0-19", "20-64", "65+"),
    "ethnic_group": ("asian", "white", None),
}
KINDS = ("few", "rare", "common", "edges", "twin")
EDGES = (0, 1, 1, 1, 2, 7, 7, 8, 8, 12, 13)


@dataclass(frozen=True)
class World:
    """People nobody is: raw counts of every combination of area and group.

    kind: what is awkward about them. finest: layers, groups, numerator, denominator, unknown.
    """

    kind: str
    finest: pd.DataFrame
    layers: tuple = LAYERS
    groups: tuple = tuple(GROUPS)


def world(rng, kind, areas=8):
    """A World of one kind: `few` people in all, a `rare` thing or a `common` one, counts at the
    `edges` of what is shown, or a `twin`: a ward that is a neighbourhood but for one area."""
    rows = pd.DataFrame(
        [(area, *by) for area in range(areas) for by in product(*GROUPS.values())],
        columns=["at", *GROUPS],
    )
    people, rate = {"few": (0.6, 0.4), "rare": (6, 0.03), "common": (4, 0.7)}.get(kind, (3, 0.3))
    size = people * rng.gamma(2, 0.5, areas)[rows["at"]] * rng.gamma(1.5, 0.7, len(rows))
    rows["denominator"] = rng.poisson(size)
    rows["numerator"] = rng.binomial(rows["denominator"], rate)
    rows["unknown"] = rng.poisson(0.1, len(rows))
    if kind == "edges":
        rows["numerator"] = _at_edges(rng, rows, areas)
        rows["denominator"] = rows["numerator"] + rng.poisson(0.7, len(rows))
    return World(kind, _layered(rng, rows, areas, twin=kind == "twin"))


def in_no_groups(rng, areas):
    """A World of totals alone, several of them small: what drawn areas are tried on."""
    rows = pd.DataFrame({"at": np.arange(areas)})
    rows["numerator"] = rng.integers(1, 16, areas)
    rows["denominator"] = rows["numerator"] + rng.integers(40, 300, areas)
    rows["unknown"] = 0
    return World("totals", _layered(rng, rows, areas, twin=False), groups=())


def in_streets(rng, areas):
    """A World of totals alone, few of them small: one of which it may be told where it varies."""
    rows = pd.DataFrame({"at": np.arange(areas)})
    share = np.repeat(rng.uniform(0.1, 0.6, areas // 3 + 1), 3)[:areas]
    rows["denominator"] = rng.integers(60, 200, areas)
    rows["numerator"] = np.maximum(rng.binomial(rows["denominator"], share), 8)
    empty, *few = rng.choice(areas, max(3, areas // 12), replace=False)
    rows.loc[few, "numerator"] = rng.integers(1, 8, len(few))
    rows.loc[empty, "denominator"] = rng.integers(2, 8)
    rows.loc[empty, "numerator"] = rng.integers(1, rows.loc[empty, "denominator"])
    rows["unknown"] = 0
    return World("streets", _layered(rng, rows, areas, twin=False), groups=())


def _at_edges(rng, rows, areas):
    """Counts that give each area one of the totals at the edge of what is shown."""
    out = np.zeros(len(rows), int)
    for area, total in enumerate(rng.choice(EDGES, areas)):
        at = np.flatnonzero(rows["at"] == area)
        np.add.at(out, rng.choice(at[: 1 + rng.integers(len(at))], total), 1)
    return out


def _layered(rng, rows, areas, twin):
    """The rows with the layers each small area lies in: wards lie across neighbourhoods."""
    at = np.arange(areas)
    ward = np.where(at == 2, 0, at // 3) if twin else (at + 1) // 3
    layers = {
        "lsoa21": [f"L{i:02d}" for i in at],
        "ward": [f"W{i}" for i in ward],
        "neighbourhood": [f"N{i}" for i in (at // 2 if twin else at // 3)],
        "place": ["P"] * areas,
        "deprivation_fifth": rng.integers(1, 4, areas),
    }
    for name, codes in layers.items():
        rows[name] = np.asarray(codes, object)[rows["at"]]
    return rows.drop(columns="at")
