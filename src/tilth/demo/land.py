"""The land people live on: small areas with their margins, deprivation, postcodes and practices."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.demo.margins import AGE_FROM, GROUPS, SEXES, share_out
from tilth.ground.errors import DefinitionError


@dataclass
class Land:
    """Small areas in order of their codes.

    deprivation: 0 least to 1 most, by rank. worst, best: the areas at both ends of the planted
    gap; level: 0 (best) to 1 (worst), the same for areas meant to live equally long.
    age, sex, group: people of each area by five-year band, sex and Census group; whole, adding
    up to the same. first_postcode: where each area's postcodes begin in `postcodes`; one more
    at the end. near: the nearest practices of each area, places in `practices`.
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


def read(folder, *, people):
    """Land from a geography folder, with margins for so many people (the real number if None).

    Raises DefinitionError where the folder holds no small areas, residents or postcodes.
    """
    within = _table(folder, "within")
    codes = _small_areas(folder)
    residents = _table(folder, "resident")
    margins = _margins(folder, codes, residents, people)
    postcodes, first = _postcodes(folder, codes)
    parents = {
        layer: _parents(within, codes, layer, _names(folder, layer))
        for layer in ("place", "neighbourhood")
    }
    deprivation = _deprivation(folder, codes)
    practices, near = _practices(folder, codes)
    level, level_name = _levels(deprivation, parents["neighbourhood"])
    return Land(
        codes, deprivation, level, level_name, *margins, postcodes, first, practices, near,
        parents["place"], parents["neighbourhood"],
    )  # fmt: skip


def _table(folder, name):
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise DefinitionError(
            f"there is no {name}.parquet here",
            where=str(folder),
            remedy="Make the geography first: tilth new NAME --open-data DIR --places CODES.",
        )
    return pq.read_table(path)


def _rows(table, **wanted):
    keep = None
    for column, value in wanted.items():
        mask = pc.equal(table[column], value)
        keep = mask if keep is None else pc.and_(keep, mask)
    return table.filter(keep)


def _small_areas(folder):
    codes = _rows(_table(folder, "area"), layer="lsoa21")["code"].to_pylist()
    if not codes:
        raise DefinitionError("the place has no small areas (layer lsoa21)", where=str(folder))
    return np.array(sorted(set(codes)))


def _names(folder, layer):
    table = _rows(_table(folder, "area"), layer=layer)
    return dict(zip(table["code"].to_pylist(), table["name"].to_pylist(), strict=True))


def _parents(within, codes, layer, names):
    table = _rows(within, child_layer="lsoa21", parent_layer=layer)
    of = dict(zip(table["child_code"].to_pylist(), table["parent_code"].to_pylist(), strict=True))
    return np.array([names.get(of.get(c), "") for c in codes])


def _deprivation(folder, codes):
    """Rank within the place, 0 least to 1 most deprived, by the newest measure there."""
    table = _table(folder, "measure")
    for measure, way in (("imd2025_rank", -1), ("imd2025_score", 1), ("imd2025_decile", -1)):
        rows = _rows(table, layer="lsoa21", measure=measure)
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
    table = _table(folder, "postcode").select(["postcode", "lsoa21"])
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
    table = _rows(_table(folder, "organisation"), kind="gp_practice")
    where = _rows(_table(folder, "area"), layer="lsoa21")
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


def _margins(folder, codes, residents, people):
    """Whole people by age band, by sex and by group for every area, adding up alike."""
    group = _counts(residents, "lsoa21", codes, "ethnic_group", GROUPS)
    age = _ages(residents, "lsoa21", codes)
    if age.sum() == 0:
        age = _ages_from_2011(folder, residents, codes)
    sex = _counts(residents, "lsoa21", codes, "sex", SEXES)
    total = group.sum(axis=1) if group.sum() else age.sum(axis=1)
    if total.sum() == 0:
        raise DefinitionError("no resident is counted in the small areas", where=str(folder))
    whole = share_out(total, int(people if people is not None else round(total.sum())))
    return (
        share_out(np.where(age.sum(axis=1, keepdims=True) > 0, age, age.sum(axis=0)), whole),
        share_out(np.where(sex.sum(axis=1, keepdims=True) > 0, sex, [[0.494, 0.506]]), whole),
        share_out(np.where(group.sum(axis=1, keepdims=True) > 0, group, group.sum(axis=0)), whole),
    )


def _newest(rows):
    if not rows.num_rows:
        return rows
    return rows.filter(pc.equal(rows["period"], pc.max(rows["period"])))


def _unbroken(rows, *columns):
    for column in columns:
        if column == "age_from":
            rows = rows.filter(_every_age(rows))
        else:
            rows = rows.filter(pc.equal(rows[column], "all"))
    return rows


def _every_age(rows):
    """Rows of all ages: no bounds, or from nought to at least ninety."""
    low = pc.cast(rows["age_from"], pa.int64(), safe=False)
    high = pc.cast(rows["age_to"], pa.int64(), safe=False)
    whole = pc.and_(pc.equal(low, 0), pc.greater_equal(pc.fill_null(high, 999), 90))
    return pc.or_(pc.is_null(low), pc.fill_null(whole, False))


def _counts(residents, layer, codes, column, kinds):
    rows = _rows(residents, layer=layer)
    rows = _unbroken(rows, "age_from", *({"sex", "ethnic_group"} - {column}))
    rows = rows.filter(pc.is_in(rows[column], pa.array(kinds)))
    return _summed(
        _newest(rows), codes, pc.index_in(_newest(rows)[column], pa.array(kinds)), len(kinds)
    )


def _ages(residents, layer, codes):
    rows = _unbroken(_rows(residents, layer=layer), "ethnic_group")
    rows = rows.filter(pc.invert(_every_age(rows)))
    rows = rows.filter(_whole_sexes(rows))
    rows = _newest(rows)
    low = pc.cast(rows["age_from"], pa.int64(), safe=False).to_numpy()
    band = np.minimum(low // 5, len(AGE_FROM) - 1)
    return _summed(rows, codes, pa.array(band), len(AGE_FROM))


def _whole_sexes(rows):
    """Both sexes together where given so, else each: never both."""
    together = pc.equal(rows["sex"], "all")
    return together if pc.any(together).as_py() else pc.invert(together)


def _summed(rows, codes, kind, kinds):
    table = np.zeros((len(codes), kinds))
    if rows.num_rows:
        at = pc.fill_null(pc.index_in(rows["code"], pa.array(codes)), -1).to_numpy()
        at, kind = at.astype(np.int64), np.asarray(kind).astype(np.int64)
        here = at >= 0
        np.add.at(table, (at[here], kind[here]), rows["people"].to_numpy()[here])
    return table


def _ages_from_2011(folder, residents, codes):
    """Ages counted for the areas of 2011, carried to those of 2021 through the lookup."""
    lookup = _table(folder, "lsoa11_lsoa21")
    old = np.array(sorted(set(lookup["lsoa11"].to_pylist())))
    counted = _ages(residents, "lsoa11", old)
    at = {c: i for i, c in enumerate(codes)}
    before = {c: i for i, c in enumerate(old)}
    pairs = [
        (before[a], at[b])
        for a, b in zip(lookup["lsoa11"].to_pylist(), lookup["lsoa21"].to_pylist(), strict=True)
        if b in at
    ]
    parts = np.bincount([a for a, _ in pairs], minlength=len(old))
    table = np.zeros((len(codes), len(AGE_FROM)))
    for a, b in pairs:
        table[b] += counted[a] / parts[a]
    return table
