"""Measures of a network equal networkx where it has them, and a slow obvious twin where not."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilth.agree.network import paths
from tilth.agree.network.measures import CENTRAL, ROLES, measure

CLOSE = 1e-12


@st.composite
def networks(draw, most=12):
    """Ties of 1 to 5 between a few organisations, many of them absent, and a sector for each."""
    n = draw(st.integers(1, most))
    weights = draw(arrays(float, (n, n), elements=st.sampled_from([0, 0, 0, 1, 2, 3.5, 5])))
    np.fill_diagonal(weights, 0)
    return weights, draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))


def graph(weights):
    return nx.from_numpy_array(weights, create_using=nx.DiGraph)


def close(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=CLOSE)


@settings(max_examples=150)
@given(networks())
def test_measures_equal_networkx(network):
    weights, sectors = network
    found, drawn = measure(weights, sectors), graph(weights)
    n = len(weights)
    if n > 1:
        close(found.density, nx.density(drawn))
    if drawn.size():
        close(found.reciprocity, nx.overall_reciprocity(drawn))
    close(found.betweenness, list(nx.betweenness_centrality(drawn).values()))
    close(found.constraint, list(nx.constraint(drawn, weight="weight").values()))
    assert found.pieces == nx.number_weakly_connected_components(drawn)
    for piece in nx.weakly_connected_components(drawn):
        assert len({found.piece[one] for one in piece}) == 1


@settings(max_examples=40)
@given(networks(most=8))
def test_effective_size_equals_networkx(network):
    """networkx asked node by node: its way for all nodes at once divides by the wrong side where
    scipy gives one-dimensional results (networkx 3.6 with scipy 1.15 and later)."""
    weights, _ = network
    drawn = graph(weights)
    theirs = nx.effective_size(drawn, nodes=list(drawn), weight="weight")
    told = [theirs[one] if weights[one].any() else np.nan for one in drawn]
    ours = measure(weights).effective_size
    # networkx does not know those who are only told of; Burt's definition does.
    ours = np.where(weights.any(axis=1), ours, np.nan)
    close(ours, told)


@settings(max_examples=100)
@given(networks())
def test_centralisation_is_freemans_over_networkx_centralities(network):
    weights, _ = network
    found, drawn, n = measure(weights).centralisation, graph(weights), len(weights)
    if n < 3:
        assert np.isnan(found["betweenness"])
        return
    asked = {
        "degree": (nx.degree_centrality(drawn.to_undirected()), n - 2),
        "in": (nx.in_degree_centrality(drawn), n - 1),
        "out": (nx.out_degree_centrality(drawn), n - 1),
        "betweenness": (nx.betweenness_centrality(drawn), n - 1),
    }
    assert tuple(asked) == CENTRAL
    for name, (values, most) in asked.items():
        close(found[name], sum(max(values.values()) - v for v in values.values()) / most)


def slow_brokerage(weights, sectors):
    """Every three organisations in every order, asked one by one."""
    found = np.zeros((len(weights), len(ROLES)), int)
    for a, b, c in itertools.permutations(range(len(weights)), 3):
        if not (weights[a, b] and weights[b, c]) or weights[a, c]:
            continue
        x, y, z = sectors[a], sectors[b], sectors[c]
        alike = (x == y, y == z, x == z)
        role = {
            (True, True, True): "coordinator",
            (False, False, True): "guest",
            (False, True, False): "gatekeeper",
            (True, False, False): "representative",
            (False, False, False): "liaison",
        }[alike]
        found[b, list(ROLES).index(role)] += 1
    return found


def slow_across(weights, sectors):
    pairs = [
        (a, b)
        for a, b in itertools.combinations(range(len(weights)), 2)
        if weights[a, b] or weights[b, a]
    ]
    return sum(sectors[a] != sectors[b] for a, b in pairs) / len(pairs) if pairs else np.nan


@settings(max_examples=100)
@given(networks())
def test_brokerage_and_ties_across_sectors_equal_a_slow_twin(network):
    weights, sectors = network
    found = measure(weights, sectors)
    np.testing.assert_array_equal(found.brokerage, slow_brokerage(weights, sectors))
    close(found.across, slow_across(weights, sectors))


@settings(max_examples=60)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_organisations_changes_nothing(network, random):
    weights, sectors = network
    order = list(range(len(weights)))
    random.shuffle(order)
    one = measure(weights, sectors)
    other = measure(weights[np.ix_(order, order)], [sectors[i] for i in order])
    close(other.betweenness, one.betweenness[order])
    close(other.constraint, one.constraint[order])
    np.testing.assert_array_equal(other.brokerage, one.brokerage[order])
    close(list(other.centralisation.values()), list(one.centralisation.values()))


def test_more_than_are_walked_from_at_once_equal_networkx():
    """150 organisations in two parts, one of them a long chain."""
    rng = np.random.default_rng(3)
    weights = (rng.random((150, 150)) < 0.03) * rng.integers(1, 6, (150, 150)).astype(float)
    np.fill_diagonal(weights, 0)
    weights[100:, :] = weights[:, 100:] = 0
    weights[np.arange(100, 149), np.arange(101, 150)] = 1
    close(measure(weights).betweenness, list(nx.betweenness_centrality(graph(weights)).values()))


def test_a_star_is_as_centralised_as_can_be_and_a_ring_not_at_all():
    star = np.zeros((6, 6))
    star[0, 1:] = star[1:, 0] = 2
    ring = np.roll(np.eye(6), 1, axis=1)
    ring = ring + ring.T
    assert measure(star).centralisation["degree"] == 1
    assert measure(star).centralisation["betweenness"] == 1
    assert set(measure(ring).centralisation.values()) == {0}
    assert measure(star).effective_size[0] == 5  # nobody it reaches reaches another


def test_kite_of_burt_published_figures():
    """Effective size of Borgatti's worked example (1997), Connections 20(1):35-38: 4.67 for G."""
    ties = ["GA", "GB", "GC", "GD", "GE", "GF", "AB", "AE", "BD", "EF"]
    names = sorted({c for t in ties for c in t})
    weights = np.zeros((7, 7))
    for a, b in ties:
        weights[names.index(a), names.index(b)] = weights[names.index(b), names.index(a)] = 1
    assert round(measure(weights).effective_size[names.index("G")], 2) == 4.67


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (np.zeros((2, 3)), "a square"),
        (np.zeros(4), "a square"),
        ([[0, -1], [0, 0]], "less than nothing"),
        ([[0, np.nan], [0, 0]], "is a number"),
        ([[0, np.inf], [0, 0]], "is a number"),
        ([[1, 0], [0, 0]], "a tie to itself"),
    ],
)
def test_a_matrix_that_is_no_network_is_refused(weights, said):
    with pytest.raises(ValueError, match=said):
        measure(weights)


def test_each_organisation_has_one_sector():
    with pytest.raises(ValueError, match="one sector"):
        measure(np.zeros((3, 3)), ["a", "b"])


def test_what_nothing_bears_is_not_a_number():
    nobody, alone = measure(np.zeros((0, 0))), measure(np.zeros((1, 1)))
    assert nobody.pieces == 0
    assert np.isnan(nobody.density)
    assert np.isnan(nobody.across)
    assert alone.pieces == 1
    assert np.isnan(alone.reciprocity)
    assert np.isnan(alone.constraint[0])


def test_the_compiled_code_does_what_it_says_line_by_line(monkeypatch):
    """The same functions, not compiled, give the same answers: nothing hangs on the compiler."""
    rng = np.random.default_rng(8)
    kept = []
    for n in (1, 2, 7, 70):
        weights = (rng.random((n, n)) < 3 / n) * rng.integers(1, 6, (n, n)).astype(float)
        np.fill_diagonal(weights, 0)
        kept.append((weights, rng.integers(0, 3, n)))
    compiled = [measure(*one) for one in kept]
    for name, one in vars(paths).items():
        if hasattr(one, "py_func"):
            monkeypatch.setattr(paths, name, one.py_func)
    for one, told in zip(kept, compiled, strict=True):
        plain = measure(*one)
        for name in ("betweenness", "constraint", "effective_size", "piece", "brokerage"):
            close(getattr(plain, name), getattr(told, name))
        close(list(plain.centralisation.values()), list(told.centralisation.values()))
        close([plain.density, plain.reciprocity, plain.across],
              [told.density, told.reciprocity, told.across])  # fmt: skip
    with pytest.raises(ValueError, match="less than nothing"):
        measure([[0, -1], [0, 0]])
    with pytest.raises(ValueError, match="a tie to itself"):
        measure([[1, 0], [0, 0]])
