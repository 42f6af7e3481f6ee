"""A partnership as a network, measured: ours in one go, networkx measure by measure.

Ties are drawn at random: each organisation names eight others, with a strength of 1 to 5, in six
sectors. Asked of both: density, reciprocity, centralisation (degree, in, out, betweenness),
betweenness, Burt's constraint and effective size, and the parts the network falls into. Ours also
tells brokerage between sectors and ties across them, which networkx does not; that time counts
against us. Answers are asserted equal to 1e-12 before anything is timed.

networkx's quick way to effective size for all nodes divides by the wrong side where scipy gives
one-dimensional results (networkx 3.6 with scipy 1.15 and later), so it is right only node by
node, which takes long. Two peers are timed: `right` asks node by node; `quick` takes the quick
way, though that one answer is wrong, and is the peer at its fastest: the claim is made on it.

`inner` is the processor seconds that a thousand calls would take, the machine being busy: ours
the mean of many, after what is compiled once has been; that is told apart.

    python -m benchmarks network
"""

import time
from importlib.metadata import version

import networkx as nx
import numpy as np

from benchmarks.harness import duel, growth, once, save

MODULE, NAMED, SECTORS = "network", 8, 6
SIZE, SIZES = 60, (15, 30, 60, 120, 240, 480, 960)
CALLS, PAIRS = 1_000, 7
ROUNDS = {15: 3_000, 30: 2_000, 60: 1_500, 120: 500, 240: 120, 480: 30, 960: 8}
CLOSE = 1e-12


def example(size):
    """Made-up ties and sectors of so many organisations."""
    rng = np.random.default_rng(4)
    share = min(1.0, NAMED / (size - 1))
    weights = (rng.random((size, size)) < share) * rng.integers(1, 6, (size, size)).astype(float)
    np.fill_diagonal(weights, 0)
    return weights, rng.integers(0, SECTORS, size)


def ours(size):
    """Our answers, asked over and over."""
    from tilth.agree.network.measures import measure

    weights, sectors = example(size)
    measure(weights, sectors)  # compiled here, or read from where it was kept
    rounds = ROUNDS[size]
    started = time.process_time()
    for _ in range(rounds):
        found = measure(weights, sectors)
    seconds = (time.process_time() - started) / rounds
    pieces = [sorted(np.flatnonzero(found.piece == p).tolist()) for p in range(found.pieces)]
    answer = [found.density, found.reciprocity, *found.centralisation.values()]
    lists = [found.betweenness, found.constraint, found.effective_size]
    told = {"whole": answer, "each": [one.tolist() for one in lists], "pieces": pieces}
    return {"answer": told, "seconds": seconds * CALLS}


def compiled(size):
    """Processor seconds of the first call of a process, which reads or makes compiled code."""
    from tilth.agree.network.measures import measure

    weights, sectors = example(size)
    started = time.process_time()
    measure(weights, sectors)
    return {"answer": size, "seconds": time.process_time() - started}


def quick(size):
    """networkx at its quickest."""
    return peer(size, by_node=False)


def right(size):
    """networkx with effective size asked node by node, so that it is right."""
    return peer(size, by_node=True)


def peer(size, by_node):
    """What somebody who has networkx would write."""
    weights, _ = example(size)
    graph = nx.from_numpy_array(weights, create_using=nx.DiGraph)
    both = graph.to_undirected()
    rounds = 1 if by_node or size > 120 else 10
    started = time.process_time()
    for _ in range(rounds):
        middle = nx.betweenness_centrality(graph)
        spreads = [
            spread(nx.degree_centrality(both), size - 2),
            spread(nx.in_degree_centrality(graph), size - 1),
            spread(nx.out_degree_centrality(graph), size - 1),
            spread(middle, size - 1),
        ]
        held = nx.constraint(graph, weight="weight")
        nodes = list(graph) if by_node else None
        reach = nx.effective_size(graph, nodes=nodes, weight="weight")
        pieces = [sorted(one) for one in nx.weakly_connected_components(graph)]
        whole = [nx.density(graph), nx.overall_reciprocity(graph), *spreads]
    seconds = (time.process_time() - started) / rounds
    each = [list(one.values()) for one in (middle, held, reach)]
    told = {"whole": whole, "each": each, "pieces": pieces}
    return {"answer": told, "seconds": seconds * CALLS}


def spread(values, most):
    """Freeman's centralisation over a centrality networkx gives."""
    highest = max(values.values())
    return sum(highest - value for value in values.values()) / most


def same(one, other, *, known=3):
    """Equal to 1e-12; known: how many of the lists, the last being effective size."""
    close = [np.allclose(one["whole"], other["whole"], rtol=0, atol=CLOSE)]
    for mine, theirs in zip(one["each"][:known], other["each"][:known], strict=True):
        scale = max(1.0, float(np.abs(theirs).max()))
        close.append(np.allclose(mine, theirs, rtol=0, atol=CLOSE * scale))
    return bool(all(close)) and sorted(one["pieces"]) == sorted(other["pieces"])


def same_but_effective_size(one, other):
    """All but the one answer that networkx's quick way gets wrong."""
    return same(one, other, known=2)


def main(*, on):
    result = {
        "organisations": SIZE,
        "each_names": NAMED,
        "calls": CALLS,
        "networkx": version("networkx"),
        "scipy": version("scipy"),
    }
    asked = {"pairs": PAIRS, "clock": "inner"}
    told = duel(MODULE, "ours", "quick", SIZE, same=same_but_effective_size, **asked)
    result["against_networkx_at_its_quickest"] = without_answer(told)
    told = duel(MODULE, "ours", "right", SIZE, same=same, pairs=3, clock="inner")
    result["against_networkx_right"] = without_answer(told)
    result["first_call_of_a_process"] = once(MODULE, "compiled", SIZE)
    runs = {
        name: [without_answer(once(MODULE, name, size)) for size in SIZES]
        for name in ("ours", "quick")
    }
    result["sizes"] = dict(zip(map(str, SIZES), zip(*runs.values(), strict=True), strict=True))
    for name, some in runs.items():
        result[f"growth_{name}"] = growth(SIZES, [run["inner"] for run in some])
        large = [run["peak_mb"] for run in some]
        result[f"peak_mb_{name}"] = dict(zip(map(str, SIZES), large, strict=True))
    save("network", result, on=on)


def without_answer(told):
    """A run or a duel without what was answered."""
    return {name: value for name, value in told.items() if name != "answer"}
