"""Forty indicators of 1.2 million people, by four layers and six breakdowns, with intervals.

Ours is Population.measure_many asked for each of the 24 views in turn. The peers give the same
24 tables from the same Parquet files: pandas groupby, one DuckDB query for each indicator (as
measures are counted in the ehrQL pattern), and one DuckDB query with GROUPING SETS. Reading the
files is in every side; importing libraries, and compiling, which is told apart, in none. All
sides work out the same intervals with the same functions, and must give the same whole numbers
and limits first.

TILTH_BENCH_CLOCK=processor counts processor seconds (of all threads) inside the clock in place
of seconds on the wall: the fairer measure where others use the machine at the same time.
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
BY_PROCESSOR = os.environ.get("TILTH_BENCH_CLOCK") == "processor"
clock = time.process_time if BY_PROCESSOR else time.perf_counter
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
    started, tables = clock(), {}
    with Population(Release(release)) as people:
        for view in VIEWS:
            frames = people.measure_many(asked, by=list(view))
            told = {n: _columns(frame, kinds[n]) for n, frame in frames.items()}
            tables[view] = next(iter(frames.values()))[list(view)], told, limits(told, kinds)
    return _told(tables, started)


def compile_all(release):
    """Every loop compiled (or read back from where it was kept) before the clock starts."""
    from tilth.store.counting.population import Population
    from tilth.store.published import Release

    small = Path(release).parent.parent / "warm"
    with Population(Release(next(p for p in small.iterdir() if p.is_dir()))) as people:
        people.measure_many(measures(), by=["ward", "sex"])


def compiling(release):
    """Seconds it takes to compile every loop, where nothing was kept from before."""
    started = clock()
    compile_all(release)
    return {"answer": None, "seconds": clock() - started}


def _columns(frame, kind):
    names = {"num": "numerator", "sum": "numerator", "den": "denominator", "unknown": "unknown"}
    names["squares"] = "sum_squares"
    return {f: frame[names[f]].to_numpy() for f in fields(kind)}


# ---- the same in pandas


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
        told = _split(summed, kinds)
        tables[view] = summed[list(view)], told, limits(told, kinds)
    return _told(tables, started)


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
        told = _split(wide, kinds)
        tables[view] = wide[list(view)], told, limits(told, kinds)
    return _told(tables, started)


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
        told = _split(wide, kinds)
        tables[view] = wide[list(view)], told, limits(told, kinds)
    return _told(tables, started)


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


def _told(tables, started):
    """The clock stopped; then one hash of all counts and limits, whatever order they came in."""
    seconds = clock() - started
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
    return {"answer": {"sha256": digest.hexdigest(), "values": values}, "seconds": seconds}


# ---- refreshing the few who changed, against counting everyone anew


def _cells(release):
    """(the Cells of all measures, an open population)."""
    from tilth.store.counting.population import Population
    from tilth.store.published import Release

    people = Population(Release(release))
    wanted = people.wanted(measures().values(), ("lsoa21",), (AS_OF,))
    return people._needs.cells(list(wanted.measures), wanted.groups, wanted.dates, True)


def anew(old, new, before, after):
    """Everyone counted in the new release."""
    del old, before, after
    compile_all(new)
    started = clock()
    cells = _cells(new)
    return {"answer": _hash(cells), "seconds": clock() - started}


def refresh(old, new, before, after):
    """The cells of last time, in memory, with those of the people who changed exchanged."""
    from tilth.store.needs.refreshing import refreshed

    compile_all(new)
    cells = _cells(old)
    started = clock()
    were, are = _cells(before), _cells(after)
    made = refreshed(cells, were, are, are.areas)
    return {"answer": _hash(made), "seconds": clock() - started}


def _hash(cells):
    digest = hashlib.sha256(cells.codes.tobytes() + cells.people.tobytes())
    for tally in cells.tallies.values():
        digest.update(tally.tobytes())
    return digest.hexdigest()


def page(place_store, release):
    """Seconds for one indicator by ward and sex where the build has kept its cells."""
    from types import SimpleNamespace

    from tilth.store.counting.population import Population
    from tilth.store.published import Release
    from tilth.store.stages import stage

    with Population(Release(release)) as people:
        wanted = [people.wanted(measures().values(), ("lsoa21",), (AS_OF,))]
        stage(Path(place_store), "index", {}, lambda folder: people.keep(folder, wanted))
    place = SimpleNamespace(store_folder=Path(place_store))
    with Population(Release(release), place=place) as people:
        started = clock()
        frame = people.measure_many({"i00": measures()["i00"]}, by=["ward", "sex"])["i00"]
        seconds = clock() - started
    return {"answer": int(frame.numerator.sum()), "seconds": seconds}


# ---- all of it


def main(*, on, people=1_200_000, events=60_000_000, most=5_000_000, pairs=(3, 2, 1)):
    """pairs: how many for GROUPING SETS, pandas and one query for each indicator."""
    each = events // people
    with tempfile.TemporaryDirectory(prefix="tilth-needs-") as folder:
        # Written in processes of their own: a child's peak memory starts at its parent's.
        def written(name, n, *changed):
            return once("needs_people", "write", f"{folder}/{name}", n, n * each, *changed)[
                "answer"
            ]

        written("warm", 2_000)
        release = written("whole", people)
        result = {"people": people, "events": events, "indicators": len(indicators())}
        result["seconds_of"] = "processor" if BY_PROCESSOR else "wall"
        result["views"] = [list(view) for view in VIEWS]
        result["compiling"] = _compiling(folder, release)
        peers = ("duckdb_sets", "pandas_groupby", "duckdb_each")
        for peer, count in zip(peers, pairs, strict=True):
            result[peer] = duel("needs", "ours", peer, release, pairs=count, clock="inner")
        changed = [written(f"{p or 'new'}", people, 0.01, p) for p in ("", "before", "after")]
        result["refresh"] = duel(
            "needs", "refresh", "anew", release, *changed, pairs=pairs[0], clock="inner"
        )
        result["page"] = once("needs", "page", f"{folder}/kept", release)
        result["growth"], result["memory_growth"] = _growth(written, release, people, most)
        result["anchors"] = anchors(folder)
    save("needs", result, on=on)


def _compiling(folder, release):
    """Seconds to compile everything, told apart from the rest."""
    kept = {"NUMBA_CACHE_DIR": f"{folder}/compiled"}
    os.makedirs(kept["NUMBA_CACHE_DIR"])
    return once("needs", "compiling", release, environment=kept)


def _growth(written, release, people, most):
    """The exponents of seconds and of peak memory in the number of people."""
    sizes = [most // 64, most // 16, people, most]
    parts = [written(f"part{n}", n) if n != people else release for n in sizes]
    runs = [once("needs", "ours", part) for part in parts]
    return (
        growth(sizes, [run["inner"] for run in runs]),
        growth(sizes, [run["peak_mb"] for run in runs]),
    )


if __name__ == "__main__":
    main(on=datetime.date.today())
