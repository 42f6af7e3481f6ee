"""Forty indicators of 1.2 million people, by four layers and six breakdowns, with intervals.

Ours is Population.measure_many asked for each of the 24 views in turn. The peers give the same
24 tables from the same Parquet files: pandas groupby, one DuckDB query for each indicator (as
measures are counted in the ehrQL pattern), and one DuckDB query with GROUPING SETS. Reading the
files is in every side; importing libraries, and compiling, which is told apart, in none, nor is
making sure that the files are as they were published, which only we do: that is told apart. All
sides work out the same intervals with the same functions, and must give the same whole numbers
and limits first.

TILTH_BENCH_CLOCK=processor counts processor seconds (of all threads) inside the clock in place
of seconds on the wall: the fairer measure where others use the machine at the same time.
"""

import datetime
import hashlib
import os
import tempfile
from pathlib import Path

from benchmarks.harness import anchors, duel, growth, once, save
from benchmarks.needs_asked import (
    BY_PROCESSOR,
    FINEST,
    THREE,
    VIEWS,
    clock,
    fields,
    hashed,
    indicators,
    limits,
)
from benchmarks.needs_peers import duckdb_each, duckdb_sets, pandas_groupby
from benchmarks.needs_people import AS_OF


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

    asked, kinds = measures(), {n: kind for n, (kind, _, _) in indicators().items()}
    compile_all(release)
    release = whole(release)
    started, tables = clock(), {}
    with Population(release) as people:
        for view in VIEWS:
            frames = people.measure_many(asked, by=list(view))
            told = {n: _columns(frame, kinds[n]) for n, frame in frames.items()}
            tables[view] = next(iter(frames.values()))[list(view)], told, limits(told, kinds)
    return hashed(tables, started)


def whole(release):
    """The release, its files known to be those published: once for all who read it."""
    from tilth.store.published import TABLES, Release

    release = Release(release)
    for table in TABLES:
        release.path(table)
    return release


def checking(release):
    """Seconds to make sure of that."""
    started = clock()
    whole(release)
    return {"answer": None, "seconds": clock() - started}


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


def _opened(release, kept):
    """(what counts the people of a release, all that is asked: measures, groups, dates, living).

    kept: all that a build keeps of these indicators, that is the day by the smallest groups and
    three years of months by small area; else the day alone.
    """
    from tilth.store.counting.periods import period_ends
    from tilth.store.counting.population import Population

    people = Population(whole(release))
    months = period_ends("month", since=THREE, until=AS_OF)
    asked = [(FINEST, (AS_OF,)), *([(("lsoa21",), tuple(months))] if kept else [])]
    wanted = [people.wanted(measures().values(), *each) for each in asked]
    return people._needs, [(list(w.measures), w.groups, w.dates, w.living) for w in wanted]


def anew(old, new, before, after, kept=False):
    """Everyone counted in the new release."""
    del old, before, after
    compile_all(new)
    needs, asked = _opened(new, kept)
    started = clock()
    cells = [needs.cells(*each) for each in asked]
    seconds = clock() - started
    return {"answer": _hash(cells), "seconds": seconds}


def refresh(old, new, before, after, kept=False):
    """The cells of last time, in memory, with those of the people who changed exchanged.

    Who changed is told, and their records lie apart: what a build has to find out first.
    """
    from tilth.store.needs.refreshing import both, refreshed

    compile_all(new)
    needs, asked = _opened(old, kept)
    last = [needs.cells(*each) for each in asked]
    needs, asked = _opened(new, kept)
    parts = [whole(part) for part in (before, after)]
    started = clock()
    needs, made = [needs.anew(release=part) for part in parts], []
    for cells, each in zip(last, asked, strict=True):
        were, are = both(*needs, *each)
        made.append(refreshed(cells, were, are, are.areas))
    seconds = clock() - started
    return {"answer": _hash(made), "seconds": seconds}


def _hash(every):
    digest = hashlib.sha256()
    for cells in every:
        digest.update(cells.codes.tobytes() + cells.people.tobytes())
        for sums in cells.tallies.values():
            for array in sums.arrays:
                digest.update(array.tobytes())
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
    place = SimpleNamespace(store_folder=Path(place_store), closed={})
    with Population(Release(release), place=place) as people:
        started = clock()
        frame = people.measure_many({"i00": measures()["i00"]}, by=["ward", "sex"])["i00"]
        seconds = clock() - started
    return {"answer": int(frame.numerator.sum()), "seconds": seconds}


def main(*, on, people=1_200_000, events=60_000_000, most=5_000_000):
    """Every part in turn, what is known so far kept after each."""
    each, peers = events // people, {duckdb_sets: 5, duckdb_each: 3, pandas_groupby: 5}
    result = {"people": people, "events": events, "indicators": len(indicators())}
    result["seconds_of"] = "processor" if BY_PROCESSOR else "wall"
    result["views"] = [list(view) for view in VIEWS]

    def found(**more):
        result.update(more)
        save("needs", result, on=on)

    with tempfile.TemporaryDirectory(prefix="tilth-needs-") as folder:
        # Written in processes of their own: a child's peak memory starts at its parent's.
        def written(name, n, *changed):
            how = "write_changed" if changed else "write"
            told = once("needs_people", how, f"{folder}/{name}", n, n * each, *changed)
            return told["answer"]

        written("warm", 2_000)
        parts = written(".", people, 0.01)
        found(compiling=_compiling(folder, parts[0]), checking=once("needs", "checking", parts[0]))
        for peer, pairs in peers.items():
            name = peer.__name__
            told = duel("needs", "ours", name, parts[0], pairs=pairs, clock="inner")
            found(**{name: told})
        for name, kept in {"refresh": True, "refresh_of_the_day": False}.items():
            told = duel("needs", "refresh", "anew", *parts, kept, pairs=3, clock="inner")
            found(**{name: told})
        found(page=once("needs", "page", f"{folder}/kept", parts[0]))
        found(anchors=anchors(folder))
        found(**_growth(written, parts[0], people, most))


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
    told = {"growth": "inner", "memory_growth": "peak_mb"}
    return {name: growth(sizes, [run[cost] for run in runs]) for name, cost in told.items()}


if __name__ == "__main__":
    main(on=datetime.date.today())
