"""The land people live on: small areas with their margins, deprivation, postcodes and practices."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tilth.demo.land.census import margins
from tilth.demo.land.geography import rows_where, table_of
from tilth.ground.errors import DefinitionError


@dataclass
class Land:
    """Small areas in order of their codes.

    deprivation: 0 least to 1 most, by rank. worst, best: the areas at both ends of the planted
    gap; level: 0 (best) to 1 (worst), the same for areas meant to live equally long.
    age, sex, group: people of each area by five-year band, sex and Census group; whole, adding
    up to the same. first_postcode: where each area's postcodes begin in `postcodes`; one more
    at the end. near: the nearest practices of each area, places in `practices`.
    place_codes: the code of each place by its name.
    """

    codes: np.ndarray
    deprivation: np.ndarray
    level: np.ndarray
    level_name: dict
    age: np.ndarray
    sex: np.ndarray
    group: np.ndarray
    postcodes: list
    first_postcode: np.ndarray
    practices: list
    near: np.ndarray
    place: np.ndarray
    neighbourhood: np.ndarray
    place_codes: dict


def read(folder, *, people):
    """Land from a geography folder, with margins for so many people (the real number if None).

    Raises DefinitionError where the folder holds no small areas, residents or postcodes.
    """
    within = table_of(folder, "within")
    codes = _small_areas(folder)
    residents = table_of(folder, "resident")
    counted = margins(folder, codes, residents, people)
    postcodes, first = _postcodes(folder, codes)
    names = {layer: _names(folder, layer) for layer in ("place", "neighbourhood")}
    parents = {layer: _parents(within, codes, layer, names[layer]) for layer in names}
    deprivation = _deprivation(folder, codes)
    practices, near = _practices(folder, codes)
    level, level_name = _levels(deprivation, parents["neighbourhood"])
    return Land(
        codes, deprivation, level, level_name, *counted, postcodes, first, practices, near,
        parents["place"], parents["neighbourhood"],
        {name: code for code, name in names["place"].items()},
    )  # fmt: skip


def _small_areas(folder):
    codes = rows_where(table_of(folder, "area"), layer="lsoa21")["code"].to_pylist()
    if not codes:
        raise DefinitionError("the place has no small areas (layer lsoa21)", where=str(folder))
    return np.array(sorted(set(codes)))


def _names(folder, layer):
    table = rows_where(table_of(folder, "area"), layer=layer)
    return dict(zip(table["code"].to_pylist(), table["name"].to_pylist(), strict=True))


def _parents(within, codes, layer, names):
    table = rows_where(within, child_layer="lsoa21", parent_layer=layer)
    of = dict(zip(table["child_code"].to_pylist(), table["parent_code"].to_pylist(), strict=True))
    return np.array([names.get(of.get(c), "") for c in codes])


def _deprivation(folder, codes):
    """Rank within the place, 0 least to 1 most deprived, by the newest measure there."""
    table = table_of(folder, "measure")
    for measure, way in (("imd2025_rank", -1), ("imd2025_score", 1), ("imd2025_decile", -1)):
        rows = rows_where(table, layer="lsoa21", measure=measure)
        if rows.num_rows:
            values = dict(zip(rows["code"].to_pylist(), rows["value"].to_pylist(), strict=True))
            score = np.array([way * (values.get(c) or 0.0) for c in codes])
            return np.argsort(np.argsort(score, kind="stable"), kind="stable") / max(
                len(codes) - 1, 1
            )
    return np.full(len(codes), 0.5)


def _levels(deprivation, neighbourhood):
    """Which areas live equally long: neighbourhoods where they are drawn, else fifths."""
    if (neighbourhood != "").any() and len(set(neighbourhood)) > 2:
        names = sorted(set(neighbourhood) - {""})
        means = {n: deprivation[neighbourhood == n].mean() for n in names}
        order = sorted(names, key=means.get)
        spread = means[order[-1]] - means[order[0]]
        share = {n: (means[n] - means[order[0]]) / spread for n in names}
        level = np.array([share.get(n, d) for n, d in zip(neighbourhood, deprivation, strict=True)])
        ends = {"best": str(order[0]), "worst": str(order[-1]), "layer": "neighbourhood"}
        return np.clip(level, 0, 1), ends
    fifth = np.minimum((deprivation * 5).astype(int), 4)
    names = {
        "best": "least deprived fifth",
        "worst": "most deprived fifth",
        "layer": "fifth of small areas by deprivation",
    }
    return fifth / 4, names


def _postcodes(folder, codes):
    table = table_of(folder, "postcode").select(["postcode", "lsoa21"])
    at = pc.index_in(table["lsoa21"], pa.array(codes)).to_numpy(zero_copy_only=False)
    known = ~np.isnan(at.astype(float))
    area = at[known].astype(np.int64)
    words = np.array(table["postcode"].to_pylist(), dtype=object)[known]
    order = np.lexsort((words, area))
    count = np.bincount(area, minlength=len(codes))
    postcodes = words[order].tolist()
    # An area without a postcode in the list still needs one: it borrows its neighbour's.
    first = np.concatenate([[0], np.cumsum(count)])
    if not postcodes:
        raise DefinitionError("no postcode lies in the small areas", where=str(folder))
    return postcodes, first


def _practices(folder, codes):
    """Practices and, for each area, the places of its five nearest."""
    table = rows_where(table_of(folder, "organisation"), kind="gp_practice")
    where = rows_where(table_of(folder, "area"), layer="lsoa21")
    centre = {
        c: (x, y)
        for c, x, y in zip(
            *(where[n].to_pylist() for n in ("code", "longitude", "latitude")), strict=True
        )
    }
    rows = zip(*(table[n].to_pylist() for n in ("code", "longitude", "latitude")), strict=True)
    rows = sorted((c, x, y) for c, x, y in rows if x is not None)
    if not rows:
        return ["Z99001"], np.zeros((len(codes), 1), np.int64)
    at = np.array([(0.6 * x, y) for _, x, y in rows])
    homes = np.array([centre[c] if centre[c][0] is not None else rows[0][1:] for c in codes])
    far = ((homes[:, None, :] * [0.6, 1.0] - at[None]) ** 2).sum(axis=2)
    return [r[0] for r in rows], np.argsort(far, axis=1, kind="stable")[:, :5]
