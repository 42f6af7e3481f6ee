"""The peers of the needs benchmark: pandas groupby, a DuckDB query for each, GROUPING SETS."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks.needs_asked import (
    FIVE,
    GROUPS,
    TWO,
    VIEWS,
    YEAR,
    clock,
    hashed,
    indicators,
    limits,
    split,
)
from benchmarks.needs_people import AS_OF


def pandas_groupby(release):
    """Flags of everyone, then one groupby of all of them for each view, on categories."""
    started, folder = clock(), Path(release)
    people = pd.read_parquet(folder / "person.parquet").set_index("person")
    area = pd.read_parquet(folder / "small_area.parquet").set_index("lsoa21")
    for name in ("ward", "place", "system"):
        people[name] = people.lsoa21.map(area[name]).astype("category")
    people["deprivation_fifth"] = people.lsoa21.map(area.imd_quintile)
    born = pd.to_datetime(people.birth_month)
    age = ((AS_OF.year - born.dt.year) * 12 + AS_OF.month - born.dt.month) // 12
    bands = np.where(age >= 90, "90+", _band(age))
    people["age_group"] = pd.Categorical(bands)
    for name in ("lsoa21", "sex", "ethnic_group", "deprivation_fifth"):
        people[name] = people[name].astype("category")
    flags = _pandas_flags(folder, people.index, age.to_numpy() >= 18)
    keys, wide, tables = people[list(GROUPS)], pd.DataFrame(flags, index=people.index), {}
    whole = pd.concat([keys, wide], axis=1)
    kinds = {n: kind for n, (kind, _, _) in indicators().items()}
    for view in VIEWS:
        grouped = whole.groupby(list(view), observed=True, sort=False, dropna=False)
        summed = grouped[list(wide)].sum().reset_index()
        told = split(summed, kinds)
        tables[view] = summed[list(view)], told, limits(told, kinds)
    return hashed(tables, started)


def _band(age):
    low = (age // 5 * 5).astype(int)
    return low.astype(str) + "-" + (low + 4).astype(str)


def _pandas_flags(folder, index, adult):
    """indicator_field -> a column of everyone; of each concept only its window's rows are read.

    What pandas would be slow at, picking rows by date, its reader does before it has them.
    """
    flags, everyone = {}, np.ones(len(index), np.int64)
    ever = {}

    def of(c, since=None, columns=("person",)):
        wanted = [("concept", "==", c), ("date", "<=", AS_OF)]
        wanted += [("date", ">", since)] if since else []
        return pd.read_parquet(folder / "event.parquet", columns=list(columns), filters=wanted)

    def times(events):
        return events.groupby("person").size().reindex(index, fill_value=0).to_numpy()

    for name, (kind, c, other) in indicators().items():
        if kind == "ever":
            found, among = times(of(c)) > 0, adult
        elif kind in ("recent", "often", "rate"):
            found, among = times(of(c, YEAR)), everyone
            if kind == "often":
                among = adult
            found = found if kind == "rate" else found > (1 if kind == "often" else 0)
        else:
            recent = of(c, FIVE if kind == "latest" else TWO, ["person", "date", "value"])
            recent = recent[recent.value.notna()].sort_values(["person", "date", "value"])
            last = recent.groupby("person").value.last().reindex(index).to_numpy()
        if kind == "latest":
            if other not in ever:
                ever[other] = times(of(other)) > 0
            among, known = ever[other], ~np.isnan(last)
            flags[f"{name}_num"] = (among & (last >= 40)).astype(np.int64)
            flags[f"{name}_den"] = (among & known).astype(np.int64)
            flags[f"{name}_unknown"] = (among & ~known).astype(np.int64)
        elif kind == "mean":
            known, value = ~np.isnan(last), np.nan_to_num(last).astype(np.int64)
            flags[f"{name}_sum"], flags[f"{name}_den"] = value, known.astype(np.int64)
            flags[f"{name}_squares"] = value * value
            flags[f"{name}_unknown"] = (~known).astype(np.int64)
        elif kind == "rate":
            flags[f"{name}_sum"], flags[f"{name}_den"] = found.astype(np.int64), everyone
            flags[f"{name}_squares"] = found.astype(np.int64) ** 2
        else:
            flags[f"{name}_num"] = (found & (among > 0)).astype(np.int64)
            flags[f"{name}_den"] = among.astype(np.int64)
            flags[f"{name}_unknown"] = np.zeros(len(index), np.int64)
    return flags


AGE = f"({AS_OF.year * 12 + AS_OF.month} - (year(birth_month) * 12 + month(birth_month))) // 12"
PEOPLE = f"""
    create temp table people as select p.person, p.lsoa21, s.ward, s.place, s.system, p.sex,
    p.ethnic_group, s.imd_quintile as deprivation_fifth, {AGE} >= 18 as adult,
    case when {AGE} >= 90 then '90+' else concat({AGE} // 5 * 5, '-', {AGE} // 5 * 5 + 4) end
    as age_group
    from read_parquet('FOLDER/person.parquet') p
    left join read_parquet('FOLDER/small_area.parquet') s on s.lsoa21 = p.lsoa21
"""


def _facts(c, how, since=None):
    """One row for each person with an event of a concept: how many, or the latest value."""
    where = f"concept = '{c}' and date <= date '{AS_OF}'"
    where += f" and date > date '{since}'" if since else ""
    told = "count(*) as x"
    if how == "latest":
        told = "arg_max(value, struct_pack(d := date, v := value)) as x"
        where += " and value is not null"
    rows = f"from read_parquet('FOLDER/event.parquet') where {where} group by person"
    return f"(select person, {told} {rows})"


def _duck(kind, c, other, f, o):
    """(joins, field -> SQL) of one indicator. f, o: names for its tables."""
    since = {"recent": YEAR, "often": YEAR, "rate": YEAR, "latest": FIVE, "mean": TWO}.get(kind)
    how = "latest" if kind in ("latest", "mean") else "count"
    joins = [f"left join {_facts(c, how, since)} {f} on {f}.person = people.person"]
    x = f"{f}.x"
    if kind == "mean":
        told = {"sum": f"coalesce({x}, 0)::int", "den": f"({x} is not null)::int"}
        told |= {"squares": f"(coalesce({x}, 0) * coalesce({x}, 0))::int"}
        return joins, told | {"unknown": f"({x} is null)::int"}
    if kind == "rate":
        n = f"coalesce({x}, 0)::int"
        return joins, {"sum": n, "den": "1", "squares": f"{n} * {n}"}
    if kind == "latest":
        joins.append(f"left join {_facts(other, 'count')} {o} on {o}.person = people.person")
        among = f"{o}.x is not null"
        told = {"num": f"({among} and coalesce({x} >= 40, false))::int"}
        told |= {"den": f"({among} and {x} is not null)::int"}
        return joins, told | {"unknown": f"({among} and {x} is null)::int"}
    least = 2 if kind == "often" else 1
    among = "true" if kind == "recent" else "adult"
    told = {"num": f"({among} and coalesce({x}, 0) >= {least})::int"}
    return joins, told | {"den": f"({among})::int", "unknown": "0"}


def _connect(release):
    connection = duckdb.connect(":memory:", config={"preserve_insertion_order": False})
    connection.execute(PEOPLE.replace("FOLDER", release))
    return connection


def duckdb_each(release):
    """One query for each indicator: its people's flags made once, then all 24 groupings."""
    started = clock()
    connection, found = _connect(release), {view: [] for view in VIEWS}
    kinds = {n: kind for n, (kind, _, _) in indicators().items()}
    for name, told in indicators().items():
        joins, sql = _duck(*told, "f", "o")
        flags = ", ".join(f"{s} as {name}_{field}" for field, s in sql.items())
        sums = ", ".join(f"sum({name}_{field}) as {name}_{field}" for field in sql)
        parts = []
        for v, view in enumerate(VIEWS):
            keys = ", ".join(g if g in view else f"null as {g}" for g in GROUPS)
            parts.append(
                f"select {v} as view, {keys}, {sums} from flags group by {', '.join(view)}"
            )
        query = (
            f"with flags as materialized (select {', '.join('people.' + g for g in GROUPS)}, "
            f"{flags} from people {' '.join(joins)}) {' union all by name '.join(parts)}"
        )
        frame = connection.sql(query.replace("FOLDER", release)).to_arrow_table()
        for v, view in enumerate(VIEWS):
            found[view].append(_view(frame, v, view))
    tables = {}
    for view in VIEWS:
        frames = [f.sort_values(list(view), ignore_index=True) for f in found[view]]
        wide = pd.concat([frames[0], *(f.drop(columns=list(view)) for f in frames[1:])], axis=1)
        told = split(wide, kinds)
        tables[view] = wide[list(view)], told, limits(told, kinds)
    return hashed(tables, started)


def _view(table, number, view):
    import pyarrow.compute as pc

    rows = table.filter(pc.equal(table.column("view"), number))
    sums = [n for n in table.column_names if n not in ("view", *GROUPS)]
    return rows.select([*view, *sums]).to_pandas()


def duckdb_sets(release):
    """Everyone's flags in one table, then one query with a grouping set for each view."""
    started = clock()
    connection = _connect(release)
    kinds = {n: kind for n, (kind, _, _) in indicators().items()}
    joins, flags, sums = [], [], []
    for i, (name, told) in enumerate(indicators().items()):
        more, sql = _duck(*told, f"f{i}", f"o{i}")
        joins += more
        flags += [f"{s} as {name}_{field}" for field, s in sql.items()]
        sums += [f"sum({name}_{field}) as {name}_{field}" for field in sql]
    keys = ", ".join(f"people.{g}" for g in GROUPS)
    query = f"create temp table flags as select {keys}, {', '.join(flags)} from people "
    connection.execute((query + " ".join(joins)).replace("FOLDER", release))
    sets = ", ".join(f"({', '.join(view)})" for view in VIEWS)
    grouped = connection.sql(
        f"select grouping_id({', '.join(GROUPS)}) as view, {', '.join(GROUPS)}, {', '.join(sums)} "
        f"from flags group by grouping sets ({sets})"
    ).to_arrow_table()
    tables = {}
    for view in VIEWS:
        number = sum(1 << i for i, g in enumerate(reversed(GROUPS)) if g not in view)
        wide = _view(grouped, number, view)
        told = split(wide, kinds)
        tables[view] = wide[list(view)], told, limits(told, kinds)
    return hashed(tables, started)
