"""Fair timing: separate processes, pairs in turn, answers equal first.

A measured function lives in a benchmark module, takes JSON-able arguments and returns a JSON-able
answer. `once` runs it in a process of its own and reports wall and CPU seconds, peak resident
memory and the answer. `duel` asserts the answers equal, then alternates ours and the peer's
(A B B A ...) and claims the lower end of the 90% bootstrap interval of the paired ratios.
"""

import hashlib
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.stats import t as student_t

HERE = Path(__file__).parent
RESULTS = HERE / "results"


def once(module, function, *args, environment=None):
    """Run benchmarks.<module>.<function>(*args) in a new process; return its cost and answer.

    Imports and compilation happen inside the process: a function that wants them apart returns
    {"answer": ..., "seconds": ...} and its own seconds are reported as `inner`.
    """
    command = [sys.executable, "-m", "benchmarks.harness", module, function, json.dumps(args)]
    started = time.perf_counter()
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        cwd=HERE.parent,
        env={**os.environ, **(environment or {})},
    )
    output = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{module}.{function}{args} ended with {child.returncode}")
    answer = json.loads(output.decode().splitlines()[-1])
    cost = {
        "wall": round(wall, 3),
        "cpu": round(used.ru_utime + used.ru_stime, 3),
        "peak_mb": round(used.ru_maxrss / 1024, 1),
        "load": round(os.getloadavg()[0], 2),
    }
    if isinstance(answer, dict) and set(answer) == {"answer", "seconds"}:
        cost["inner"] = round(answer["seconds"], 6)
        answer = answer["answer"]
    return {**cost, "answer": answer}


def duel(module, ours, peer, *args, pairs=3, same=None, clock="wall"):
    """How many times as fast `ours` is as `peer`, pair by pair.

    same(ours_answer, peer_answer) must hold before anything is timed; equality unless told.
    clock: "wall", "cpu" or "inner". Returns both sides' runs, each ratio, the median and the
    claim: the lower end of the 90% bootstrap interval of the mean log ratio.
    """
    first, second = once(module, ours, *args), once(module, peer, *args)
    agree = same or (lambda a, b: a == b)
    assert agree(first["answer"], second["answer"]), (first["answer"], second["answer"])
    runs = {ours: [], peer: []}
    for pair in range(pairs):
        order = (ours, peer) if pair % 2 == 0 else (peer, ours)
        for function in order:
            runs[function].append(once(module, function, *args))
    ratios = [p[clock] / o[clock] for o, p in zip(runs[ours], runs[peer], strict=True)]
    draws = np.random.default_rng(1).choice(np.log(ratios), (10_000, len(ratios)))
    return {
        "ours": [{k: v for k, v in r.items() if k != "answer"} for r in runs[ours]],
        "peer": [{k: v for k, v in r.items() if k != "answer"} for r in runs[peer]],
        "answer": first["answer"],
        "ratios": [round(r, 3) for r in ratios],
        "median_ratio": round(float(np.median(ratios)), 3),
        "claimed_ratio": round(float(np.exp(np.quantile(draws.mean(axis=1), 0.05))), 3),
        "clock": clock,
    }


def growth(sizes, costs):
    """The exponent of cost in size: slope of log cost on log size, with a 95% interval.

    sizes and costs: equal length, at least 4, over about two decades.
    """
    x, y = np.log(np.asarray(sizes, float)), np.log(np.asarray(costs, float))
    slope, start = np.polyfit(x, y, 1)
    residual = y - (slope * x + start)
    free = len(x) - 2
    error = np.sqrt((residual**2).sum() / free / ((x - x.mean()) ** 2).sum())
    reach = student_t.ppf(0.975, free) * error
    return {
        "exponent": round(float(slope), 3),
        "lower": round(float(slope - reach), 3),
        "upper": round(float(slope + reach), 3),
        "sizes": list(sizes),
        "costs": [round(float(c), 3) for c in costs],
    }


def machine():
    """What this ran on, by kind and version; nothing that names the machine."""
    names = ("duckdb", "pyarrow", "numpy", "numba", "pandas", "splink", "sqlglot")
    return {
        "processors": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in names},
    }


def anchors(folder):
    """The best of three: GB/s this machine reads from its disk cache, and hashes by SHA-256."""
    path = Path(folder) / "anchor.bin"
    path.write_bytes(np.random.default_rng(1).bytes(256 * 2**20))
    read, hashed = [], []
    for _ in range(3):
        began = time.perf_counter()
        data = path.read_bytes()
        arrived = time.perf_counter()
        hashlib.sha256(data).digest()
        read.append(arrived - began)
        hashed.append(time.perf_counter() - arrived)
    size = len(data) / 1e9
    path.unlink()
    return {
        "read_gb_s": round(size / min(read), 2),
        "sha256_gb_s": round(size / min(hashed), 2),
    }


def save(name, result, *, on):
    """Print a result and keep it in benchmarks/results/NAME.json with machine and date."""
    told = {"on": str(on), "machine": machine(), **result}
    text = json.dumps(told, indent=1) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    _, module, function, args = sys.argv
    answer = getattr(importlib.import_module(f"benchmarks.{module}"), function)(*json.loads(args))
    print(json.dumps(answer))
