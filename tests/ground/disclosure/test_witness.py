"""Every hidden count has another set of people that looks the same; looked for one by one."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.ground.disclosure import bits, moves, overlays, settle, shifts, swaps, witness
from tilth.ground.disclosure import lattice as tables
from tilth.ground.disclosure.lattice import lattice_of
from tilth.ground.disclosure.overlays import differs_by_few, may_be_shown
from tilth.ground.disclosure.rounding import bounds
from tilth.ground.place import Privacy
from tilth.verify.disclosure.people import in_no_groups

PRIVACY = Privacy()
MODULES = (tables, moves, bits, swaps, shifts, witness)


def made(seed, areas=5, groups=2):
    """Finest counts of a few areas in two layers, with two groups crossed and one apart."""
    rng = np.random.default_rng(seed)
    rows = [
        (f"L{a}", f"W{a // 2}", "NO" if a % 2 else "YES", sex, age, eth)
        for a, sex, age, eth in product(range(areas), "fm", ("0-19", "20+"), range(groups))
    ]
    names = ["lsoa21", "ward", "drawn", "sex", "age_group", "ethnic_group"]
    frame = pd.DataFrame(rows, columns=names)
    frame["denominator"] = rng.poisson(rng.gamma(0.7, 3, len(frame)))
    frame["numerator"] = rng.binomial(frame["denominator"], 0.5)
    return frame


OPTIONS = {"layers": ("lsoa21", "ward", "drawn"), "groups": ("sex", "age_group", "ethnic_group")}


@pytest.fixture
def plain(monkeypatch):
    """The compiled functions as ordinary Python."""
    for module in MODULES:
        for name, found in vars(module).copy().items():
            if hasattr(found, "py_func"):
                monkeypatch.setattr(module, name, found.py_func)


@pytest.mark.parametrize("seed", range(3))
def test_DC_01_compiled_and_plain_python_hide_the_same(seed, plain, request):
    slow = settle(made(seed, groups=3), PRIVACY, **OPTIONS)
    request.getfixturevalue("monkeypatch").undo()
    fast = settle(made(seed, groups=3), PRIVACY, **OPTIONS)
    for name in ("numerator", "denominator"):
        assert (slow.states[name] == fast.states[name]).all()
        assert (slow.states[name] == moves.PROTECTS).any()


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_DC_01_settling_what_is_settled_hides_nothing_more(seed):
    frame = made(seed)
    pattern = settle(frame, PRIVACY, **OPTIONS)
    again = settle(frame, PRIVACY, **OPTIONS)
    for name, states in pattern.states.items():
        assert (again.states[name] == states).all()
        small = (pattern.sums[name] > 0) & (pattern.sums[name] < 8)
        assert (states[small] != moves.SHOWN).all()
        assert (states[pattern.sums[name] == 0] == moves.SHOWN).all()


def test_DC_01_a_fifth_follows_from_where_people_live():
    """Nobody can change their fifth without moving house, so a fifth is a layer."""
    frame = made(1).rename(columns={"drawn": "deprivation_fifth"})
    groups = ("sex", "deprivation_fifth")
    pattern = settle(frame, PRIVACY, layers=("lsoa21", "ward"), groups=groups)
    assert [family.groups for family in pattern.lattice.families] == [(), ("sex",)]
    for keys in (["deprivation_fifth"], ["ward", "deprivation_fifth"]):
        raw = frame.groupby(keys)[["numerator", "denominator"]].sum().reset_index()
        assert set(pattern.of(raw, keys)) == {"numerator", "denominator"}
    alone = settle(frame, PRIVACY, layers=("ward",), groups=groups)
    assert ("deprivation_fifth",) in [family.groups for family in alone.lattice.families]
    nowhere = settle(frame, PRIVACY, layers=(), groups=groups)
    assert nowhere.lattice.layers == ((),)


def test_DC_04_areas_that_differ_by_a_few():
    counts = pd.Series({"a": 40, "b": 3, "c": 0, "d": 90})
    few = [("ab", "a"), ("a", "ab"), ("ad", "abd")]
    many = [("ad", "a"), ("a", "ac"), ("ab", "ad"), ("a", "a")]
    for one, other in few:
        assert differs_by_few(counts, frozenset(one), frozenset(other), PRIVACY)
    for one, other in many:
        assert not differs_by_few(counts, frozenset(one), frozenset(other), PRIVACY)


def test_DC_04_a_drawing_shown_already_may_be_shown_again():
    frame = made(1)
    options = {"small_area": "lsoa21", "layers": ("lsoa21", "ward"), "groups": ("sex",)}
    asked = {"L1", "L2"}
    assert may_be_shown(frame, PRIVACY, asked=asked, shown=[asked], **options)
    few = frame.assign(numerator=0)
    few.loc[few.index[few["lsoa21"] == "L1"][:3], "numerator"] = 1
    assert not may_be_shown(few, PRIVACY, asked=asked, **options)


def test_DC_04_a_drawing_that_shows_another_set_of_people_to_be_impossible_is_refused():
    """Nothing differs by a few people, and yet a hidden count would be left without a witness."""
    made = in_no_groups(np.random.default_rng(1), 9)
    codes, shown, refused = sorted(set(made.finest["lsoa21"])), [], []
    for number in range(2):
        asked = frozenset(np.random.default_rng([1, number]).choice(codes, 5, replace=False))
        options = {"small_area": "lsoa21", "layers": made.layers, "shown": shown}
        if may_be_shown(made.finest, PRIVACY, asked=asked, **options):
            shown.append(asked)
        elif not _by_few(made, asked, shown):
            refused.append(asked)
    assert (len(shown), len(refused)) == (1, 1)


def _by_few(made, asked, shown):
    fixed = list(overlays._fixed(made.finest, "lsoa21", made.layers, asked))
    return any(
        differs_by_few(made.finest.set_index("lsoa21")[name], asked, other, PRIVACY)
        for name in ("numerator", "denominator")
        for other in [*shown, *fixed]
    )


def test_DC_04_a_drawing_of_many_may_be_shown_beside_groups():
    frame = made(1).assign(denominator=lambda f: f["denominator"] + 60, numerator=40)
    options = {"small_area": "lsoa21", "layers": ("lsoa21", "ward"), "groups": ("sex",)}
    assert may_be_shown(frame, PRIVACY, asked={"L1", "L2"}, **options)


@pytest.mark.parametrize("groups", [1, 3])
def test_a_short_search_hides_more_and_never_less(plain, monkeypatch, groups):
    """However few finest counts are tried, no small count is left without a witness."""
    frame = made(2, groups=groups)
    long = settle(frame, PRIVACY, **OPTIONS)
    for module in (swaps, shifts):
        monkeypatch.setattr(module, "TRIED", 0)
    short = settle(frame, PRIVACY, **OPTIONS)
    for name in ("numerator", "denominator"):
        hidden = [(p.states[name] != moves.SHOWN).sum() for p in (long, short)]
        assert hidden[0] <= hidden[1]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("wide", [3, bits.WIDE])
def test_DC_01_bits_tell_of_every_swap_what_looking_at_each_table_tells(
    plain, monkeypatch, seed, wide
):
    """Before anything is hidden and after; with bits in one whole number and in several."""
    monkeypatch.setattr(bits, "WIDE", wide)
    rng, frame = np.random.default_rng(seed), made(seed)
    lattice = lattice_of(frame, (("lsoa21",), ("ward",), ("drawn",)), OPTIONS["groups"])
    held = lattice.finest(frame, frame["denominator"].to_numpy())
    sums = lattice.sums(held)
    low, high = bounds(sums, PRIVACY)
    book = moves.Book(sums, low, high, np.zeros_like(sums), sums > 0, np.zeros(len(sums), bool))
    for family in lattice.families[1:]:
        shape = moves.Shape(lattice.codes, family.starts, family.widths, family.labels)
        told = {now: bits.bits_of(lattice.near, shape, book, now) for now in (True, False)}
        areas, groups = held[lattice.families.index(family)].shape
        for hidden in (False, True):
            for _ in range(60):
                one, n = rng.integers(areas), rng.integers(-1, lattice.near.shape[1])
                group, change = rng.integers(groups, size=2)
                other = lattice.near[one, n] if n >= 0 else -1
                n = n if other >= 0 else -1
                move = moves.Move(0, one, other, group, change, rng.choice((1, -1)))
                cost = moves.cost_of(move, shape, book, moves.BIG)
                assert bits.cost_by_bits(move, n, told[True], shape, book, moves.BIG) == cost
                if not hidden:
                    left = [
                        bits.left_by(w, move.step, one, other, n, group, change, told[False])
                        for w in range(told[False].apart.shape[2])
                    ]
                    assert any(left) == (cost > 0)
            moves.make(move, shape, book)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("months", [1, 3])
def test_those_beside_each_area_are_those_next_to_it_in_a_layer_of_its_own_month(
    plain, request, seed, months
):
    """The nearest in each layer first; the slow twin asks of each pair by itself."""
    rng = np.random.default_rng(seed)
    rows = [
        (f"L{a:02}", f"W{rng.integers(6)}", f"P{a % 3}", month)
        for a in range(40)
        for month in range(months)
        if rng.random() < 0.9
    ]
    frame = pd.DataFrame(rows, columns=["lsoa21", "ward", "drawn", "period"])
    layers = (("lsoa21",), ("ward",), ("drawn",))
    found = lattice_of(frame, layers, ())
    beside = [[] for _ in found.codes[0]]
    finest_first = sorted(range(len(found.codes)), key=lambda n: -len(found.titles[n]))
    month = found.areas["period"].to_numpy()
    for gap, layer in product(tables.SHIFTS, finest_first):
        order = sorted(range(len(beside)), key=lambda a: (month[a], found.codes[layer][a], a))
        for one, other in [*zip(order, order[gap:]), *zip(order[gap:], order)]:  # noqa: B905
            if month[one] == month[other] and other not in beside[one][: tables.NEAR]:
                beside[one].append(other)
    told = [[*some, *[-1] * tables.NEAR][: tables.NEAR] for some in beside]
    assert found.near.tolist() == told
    request.getfixturevalue("monkeypatch").undo()
    assert lattice_of(frame, layers, ()).near.tolist() == told


def test_a_group_that_is_alone_has_nobody_to_change_with(plain):
    frame = pd.DataFrame({"lsoa21": ["L1"], "sex": ["f"], "n": [3]})
    lattice = lattice_of(frame, (("lsoa21",),), ("sex",))
    family, held = lattice.families[1], lattice.finest(frame, frame["n"].to_numpy())[1]
    sums = lattice.sums(lattice.finest(frame, frame["n"].to_numpy()))
    shape = moves.Shape(lattice.codes, family.starts, family.widths, family.labels)
    parts = (np.ones_like(sums), np.full_like(sums, 7), np.ones_like(sums), sums > 0)
    book = moves.Book(sums, *parts, np.zeros(len(sums), bool))
    may = np.full(held.shape, moves.UP | moves.DOWN, np.int8)
    swaps.hide_for_swaps(held, may, lattice.near, shape, book)
    assert not book.safe.any()
    assert (book.state == moves.SMALL).all()
