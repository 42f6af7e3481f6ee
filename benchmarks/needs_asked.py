"""What the needs benchmark asks of every side, and how their answers are made comparable."""

import datetime
import hashlib
import os
import time

import numpy as np

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
YEAR, TWO, THREE, FIVE = (datetime.date(AS_OF.year - n, 3, 31) for n in (1, 2, 3, 5))
FINEST = ("lsoa21", "sex", "ethnic_group", "age_group")


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


def split(wide, kinds):
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

    return {n: one(kinds[n], columns) for n, columns in told.items()}


def hashed(tables, started):
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
