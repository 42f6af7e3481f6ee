"""Slope index with limits: worked out, against 100,000 draws for each area.

The peer is what PHEindicatormethods does (normal errors on each figure's scale, 100,000 repeats,
the 2.5th and 97.5th percentile), written as fast as NumPy allows: one matrix product for the
slopes, draws made in place, and only the two percentiles partitioned. It draws for slopes alone.
`inner` is the seconds a thousand calls would take: ours the mean of many, the peer's one call.
Compiling is told apart: the first call ever, and the first of a process that finds it compiled.
"""

import tempfile
import time

import numpy as np

from benchmarks.harness import duel, once, save
from tilth.see.methods.inequality import line_through, sii

MODULE, GROUPS, REPEATS = "sii", 10, 100_000
AREAS = 153  # about as many as England has upper-tier authorities
CALLS = 1_000
ROUNDS = {1: 2_000, AREAS: 200}
# The 2.5th percentile of so many draws is off by this many of the index's standard errors.
DRAWN_ERROR = np.sqrt(0.025 * 0.975 / REPEATS) / 0.05844507


def example(areas, scale):
    """Made-up figures of ten groups in each area, most deprived first, with their limits."""
    rng = np.random.default_rng(20)
    people = rng.integers(15_000, 30_000, (areas, GROUPS)).astype(float)
    value = 82 - 8 * np.linspace(1, 0, GROUPS) + rng.normal(0, 1, (areas, GROUPS))
    if scale == "rate":
        value = value / 10
    error = rng.uniform(0.01, 0.02, value.shape)
    spread = np.exp(1.959964 * error) if scale == "rate" else 1.959964 * error * 20
    lower, upper = (
        (value / spread, value * spread) if scale == "rate" else (value - spread, value + spread)
    )
    return value, people, lower, upper


def worked_out(areas, scale):
    """Our limits, called over and over."""
    value, people, lower, upper = example(areas, scale)
    rounds = ROUNDS[areas]
    sii(value, people, lower=lower, upper=upper, scale=scale)
    started = time.perf_counter()
    for _ in range(rounds):
        found = sii(value, people, lower=lower, upper=upper, scale=scale)
    seconds = (time.perf_counter() - started) / rounds
    return {"answer": found.to_numpy().tolist(), "seconds": seconds * CALLS}


def first_call():
    """Seconds of the first call in a process."""
    value, people, lower, upper = example(1, "value")
    started = time.perf_counter()
    sii(value, people, lower=lower, upper=upper)
    return {"answer": None, "seconds": time.perf_counter() - started}


def drawn(areas, scale):
    """The peer's limits: an area at a time, which keeps its draws in the cache."""
    value, people, lower, upper = example(areas, scale)
    rng = np.random.Generator(np.random.SFC64(7))
    wanted = [int(0.025 * (REPEATS - 1)), int(0.025 * (REPEATS - 1)) + 1]
    wanted += [REPEATS - 1 - w for w in wanted]
    draws = np.empty((GROUPS, REPEATS))
    started = time.perf_counter()
    weights = line_through(people).slope
    middle, width = (
        (np.log(value), np.log(upper / lower))
        if scale == "rate"
        else (
            value,
            upper - lower,
        )
    )
    error = width / 2 / 1.959963984540054
    found = []
    for area in range(areas):
        rng.standard_normal(out=draws)
        if scale == "rate":
            draws *= error[area][:, None]
            draws += middle[area][:, None]
            np.exp(draws, out=draws)
            slopes = weights[area] @ draws
        else:
            slopes = (weights[area] * error[area]) @ draws + weights[area] @ middle[area]
        slopes.partition(wanted)
        part = 0.025 * (REPEATS - 1) - wanted[0]
        low = slopes[wanted[0]] * (1 - part) + slopes[wanted[1]] * part
        high = slopes[wanted[2]] * (1 - part) + slopes[wanted[3]] * part
        found.append([float(weights[area] @ value[area]), float(low), float(high)])
    return {"answer": found, "seconds": (time.perf_counter() - started) * CALLS}


def agree(ours, theirs):
    """The same slopes, and limits within five errors of drawing."""
    ours, theirs = np.array(ours), np.array(theirs)
    deviation = (ours[:, 2] - ours[:, 1]) / (2 * 1.959964)
    away = np.abs(ours - theirs)[:, 1:] / deviation[:, None]
    same = np.allclose(ours[:, 0], theirs[:, 0], rtol=1e-9)
    return bool(same and (away < 5 * DRAWN_ERROR).all())


def main(*, on):
    result = {"groups": GROUPS, "repeats": REPEATS, "calls": CALLS}
    with tempfile.TemporaryDirectory() as folder:
        for told in ("first call, compiling", "first call, compiled before"):
            ran = once(MODULE, "first_call", environment={"NUMBA_CACHE_DIR": folder})
            result[told] = ran["inner"]
    for areas in (AREAS, 1):
        for scale in ("value", "rate"):
            asked = {"pairs": 7, "same": agree, "clock": "inner"}
            told = duel(MODULE, "worked_out", "drawn", areas, scale, **asked)
            told.pop("answer")
            result[f"{areas} areas, {scale}"] = told
    save("sii", result, on=on)
