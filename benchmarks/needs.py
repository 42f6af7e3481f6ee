"""Forty indicators of 1.2 million people, by four layers and six breakdowns, with intervals.

Ours is Population.measure_many asked for each of the 24 views in turn. The peers give the same
24 tables from the same Parquet files: pandas groupby, one DuckDB query for each indicator (as
measures are counted in the ehrQL pattern), and one DuckDB query with GROUPING SETS. Reading the
files is in every side; importing libraries, and compiling, which is told apart, in none. All
sides work out the same intervals with the same functions, and must give the same whole numbers
and limits first.
"""

import datetime
import hashlib
import os
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks.harness import anchors, duel, growth, once, save
from benchmarks.needs_people import AS_OF, concept
from tilth.see.methods.intervals import byar, exact, wilson

LAYERS = ("lsoa21", "ward", "place", "system")
BREAKDOWNS = (
    (),
    ("sex",),
    ("age_group",),
    ("ethnic_group",),
    ("deprivation_fifth",),
    ("sex", "age_group"),
)
VIEWS = [(layer, *breakdown) for layer in LAYERS for breakdown in BREAKDOWNS]
GROUPS = (*LAYERS, "sex", "age_group", "ethnic_group", "deprivation_fifth")
YEAR, TWO, FIVE = (datetime.date(AS_OF.year - n, 3, 31) for n in (1, 2, 5))


def indicators():
    """name -> (kind, concept, another concept): forty over all but the rarest concepts."""
    valued = [k for k in range(48) if k % 4 == 3]
    plain = [k for k in range(48) if k % 4 != 3]
    kinds = ["ever"] * 10 + ["recent"] * 8 + ["often"] * 6 + ["rate"] * 5
    told = list(zip(kinds, plain, strict=False))
    told += [("latest", k) for k in valued[:8]] + [("mean", k) for k in valued[8:11]]
    return {
        f"i{i:02d}": (kind, concept(k), concept(plain[i % len(plain)]))
        for i, (kind, k) in enumerate(told)
    }


FIELDS = {"rate": ("sum", "den", "squares"), "mean": ("sum", "den", "squares", "unknown")}
COUNTED = ("num", "den", "unknown")


def fields(kind):
    return FIELDS.get(kind, COUNTED)


# ---- ours


def measures():
    from tilth.store.needs import Measure

    def one(kind, c, other):
        match kind:
            case "ever":
                return Measure(f"{c} ever", among="age >= 18")
            case "recent":
                return Measure(f"{c} within 1 year")
            case "often":
                return Measure(f"{c} count within 1 year >= 2", among="age >= 18")
            case "rate":
                return Measure(value=f"{c} count within 1 year")
            case "latest":
                return Measure(f"{c} latest within 5 years >= 40", among=f"{other} ever")
        return Measure(value=f"{c} latest within 2 years")

    return {name: one(*told) for name, told in indicators().items()}


def ours(release):
    from tilth.store.counting.population import Population
    from tilth.store.published import Release

    asked, kinds = measures(), {n: kind for n, (kind, _, _) in indicators().items()}
    compile_all(release)
    started, cpu, tables = time.perf_counter(), time.process_time(), {}
    with Population(Release(release)) as people:
        for view in VIEWS:
            frames = people.measure_many(asked, by=list(view))
            told = {n: _columns(frame, kinds[n]) for n, frame in frames.items()}
            tables[view] = next(iter(frames.values()))[list(view)], told, limits(told, kinds)
    return _told(tables, started, cpu)


def compile_all(release):
    """Every loop compiled (or read back from where it was kept) before the clock starts."""
    from tilth.store.counting.population import Population
    from tilth.store.published import Release

    small = Path(release).parent.parent / "warm"
    with Population(Release(next(p for p in small.iterdir() if p.is_dir()))) as people:
        people.measure_many(measures(), by=["ward", "sex"])


def compiling(release):
    """Seconds it takes to compile every loop, where nothing was kept from before."""
    started = time.perf_counter()
    compile_all(release)
    return {"answer": None, "seconds": time.perf_counter() - started}


def _columns(frame, kind):
    names = {"num": "numerator", "sum": "numerator", "den": "denominator", "unknown": "unknown"}
    names["squares"] = "sum_squares"
    return {f: frame[names[f]].to_numpy() for f in fields(kind)}


# ---- the same in pandas


def pandas_groupby(release):
    """Flags of everyone, then one groupby of all of them for each view, on categories."""
    started, cpu, folder = time.perf_counter(), time.process_time(), Path(release)
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
        told = _split(summed, kinds)
        tables[view] = summed[list(view)], told, limits(told, kinds)
    return _told(tables, started, cpu)


def _band(age):
    low = (age // 5 * 5).astype(int)
    return low.astype(str) + "-" + (low + 4).astype(str)


def _pandas_flags(folder, index, adult):
    """indicator_field -> a column of everyone, each concept's events read alone."""
    flags, everyone = {}, np.ones(len(index), np.int64)
    ever = {}

    def of(c, columns):
        found = pd.read_parquet(
            folder / "event.parquet", columns=columns, filters=[("concept", "==", c)]
        )
        return found[found.date <= AS_OF]

    def times(events):
        return events.groupby("person").size().reindex(index, fill_value=0).to_numpy()

    for name, (kind, c, other) in indicators().items():
        valued = kind in ("latest", "mean")
        events = of(c, ["person", "date", *["value"] * valued])
        if kind == "ever":
            found, among = times(events) > 0, adult
        elif kind in ("recent", "often", "rate"):
            found, among = times(events[events.date > YEAR]), everyone
            if kind == "often":
                among = adult
            found = found if kind == "rate" else found > (1 if kind == "often" else 0)
        else:
            recent = events[(events.date > (FIVE if kind == "latest" else TWO))]
            recent = recent[recent.value.notna()].sort_values(["person", "date", "value"])
            last = recent.groupby("person").value.last().reindex(index).to_numpy()
        if kind == "latest":
            if other not in ever:
                ever[other] = times(of(other, ["person", "date"])) > 0
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


# ---- the same in DuckDB

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
    return f"(select person, {told} from read_parquet('FOLDER/event.parquet') where {where} group by person)"


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
    started, cpu = time.perf_counter(), time.process_time()
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
        told = _split(wide, kinds)
        tables[view] = wide[list(view)], told, limits(told, kinds)
    return _told(tables, started, cpu)


def _view(table, number, view):
    import pyarrow.compute as pc

    rows = table.filter(pc.equal(table.column("view"), number))
    sums = [n for n in table.column_names if n not in ("view", *GROUPS)]
    return rows.select([*view, *sums]).to_pandas()


def duckdb_sets(release):
    """Everyone's flags in one table, then one query with a grouping set for each view."""
    started, cpu = time.perf_counter(), time.process_time()
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
        told = _split(wide, kinds)
        tables[view] = wide[list(view)], told, limits(told, kinds)
    return _told(tables, started, cpu)


# ---- what all sides share


def _split(wide, kinds):
    """indicator -> field -> array, from columns called indicator_field."""
    return {
        n: {f: wide[f"{n}_{f}"].to_numpy(np.int64) for f in fields(kind)}
        for n, kind in kinds.items()
    }


def limits(told, kinds):
    """Lower and upper limits of every indicator of a view: Wilson, Byar (exact under ten), t."""
    few = np.stack(exact(np.arange(10)))

    def one(kind, columns):
        if kind == "mean":
            n = np.where(columns["den"] > 1, columns["den"], np.nan)
            mean = columns["sum"] / n
            spread = np.maximum(columns["squares"] - columns["sum"] * mean, 0) / (n - 1)
            half = 1.959964 * np.sqrt(spread / n)
            return mean - half, mean + half
        if kind == "rate":
            o = columns["sum"]
            near = np.where(o < 10, few[:, np.minimum(o, 9).astype(int)], np.stack(byar(o)))
            return near / np.where(columns["den"] > 0, columns["den"], np.nan)
        return wilson(columns["num"], columns["den"])

    return {n: np.stack(one(kinds[n], columns)) for n, columns in told.items()}


def _told(tables, started, cpu):
    """The clock stopped; then one hash of all counts and limits, whatever order they came in."""
    seconds = {"wall": time.perf_counter() - started, "cpu": time.process_time() - cpu}
    digest, values = hashlib.sha256(), 0
    for view, (keys, told, intervals) in tables.items():
        keys = keys.astype(object).where(keys.notna(), "~").astype(str)
        whole = np.stack([a for n in told for a in told[n].values()], axis=1).astype(np.int64)
        near = np.concatenate([intervals[n] for n in told]).T
        some = np.flatnonzero(whole.any(axis=1))
        order = some[np.lexsort([keys[g].to_numpy()[some] for g in reversed(view)])]
        text = "\n".join(keys.iloc[order].agg("|".join, axis=1))
        digest.update(text.encode() + whole[order].tobytes())
        digest.update(np.round(np.nan_to_num(near[order], nan=-1), 9).tobytes())
        values += len(order) * len(told)
    answer = {"sha256": digest.hexdigest(), "values": values}
    return {"answer": {**answer, "cpu": round(seconds["cpu"], 2)}, "seconds": seconds["wall"]}
