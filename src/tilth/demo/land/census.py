"""Who lives in each small area: margins of age, sex and ethnic group from what is counted there."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tilth.demo.land.geography import rows_where, table_of
from tilth.demo.land.margins import AGE_FROM, GROUPS, SEXES, share_out
from tilth.ground.errors import DefinitionError


def margins(folder, codes, residents, people):
    """Whole people by age band, by sex and by group for every area, adding up alike.

    Each margin comes from the finest count there is: of the area itself, of the areas of 2011 it
    is made of (ages), of its place (sex); failing all, as in the whole of the land.
    """
    group = _counts(residents, "lsoa21", codes, "ethnic_group", GROUPS)
    age = _first_known(_ages(residents, "lsoa21", codes), _ages_from_2011(folder, residents, codes))
    sex = _first_known(
        _sexes(residents, "lsoa21", codes), _sexes_of_place(folder, residents, codes)
    )
    total = np.where(group.sum(axis=1) > 0, group.sum(axis=1), age.sum(axis=1))
    if total.sum() == 0:
        raise DefinitionError("no resident is counted in the small areas", where=str(folder))
    whole = share_out(total, int(people if people is not None else round(total.sum())))
    sex = _first_known(sex, np.array([[0.494, 0.506]]))
    return tuple(
        share_out(_first_known(m, m.sum(axis=0, keepdims=True)), whole) for m in (age, sex, group)
    )


def _first_known(counts, otherwise):
    """Each area's counts, or the other ones where it has none."""
    return np.where(counts.sum(axis=1, keepdims=True) > 0, counts, otherwise)


def _sexes(residents, layer, codes):
    """People by sex, counted for all ages together or, failing that, age by age."""
    rows = _unbroken(rows_where(residents, layer=layer), "ethnic_group")
    rows = _newest(rows.filter(pc.is_in(rows["sex"], pa.array(SEXES))))
    whole = _every_age(rows)
    parts = [rows.filter(whole), rows.filter(pc.invert(whole))]
    return _first_known(
        *(_summed(r, codes, pc.index_in(r["sex"], pa.array(SEXES)), len(SEXES)) for r in parts)
    )


def _sexes_of_place(folder, residents, codes):
    within = rows_where(table_of(folder, "within"), child_layer="lsoa21", parent_layer="place")
    parent = dict(zip(*(within[c].to_pylist() for c in ("child_code", "parent_code")), strict=True))
    places = np.array(sorted(set(parent.values())) or [""])
    counted = _sexes(residents, "place", places)
    at = [int(np.searchsorted(places, parent[c])) if c in parent else -1 for c in codes]
    return np.vstack([counted, np.zeros((1, len(SEXES)))])[at]


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
    rows = rows_where(residents, layer=layer)
    rows = _unbroken(rows, "age_from", *({"sex", "ethnic_group"} - {column}))
    rows = rows.filter(pc.is_in(rows[column], pa.array(kinds)))
    return _summed(
        _newest(rows), codes, pc.index_in(_newest(rows)[column], pa.array(kinds)), len(kinds)
    )


def _ages(residents, layer, codes):
    rows = _unbroken(rows_where(residents, layer=layer), "ethnic_group")
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
    lookup = table_of(folder, "lsoa11_lsoa21")
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
