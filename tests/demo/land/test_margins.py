import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tilth.demo.land.margins import fit, round_exactly, share_out


def by_hand(weights, total):
    """The slow obvious twin of share_out: give the rest away one by one."""
    exact = [w / sum(weights) * total for w in weights]
    whole = [int(e + 1e-9) for e in exact]
    while sum(whole) < total:
        rest = [e - w for e, w in zip(exact, whole, strict=True)]
        whole[rest.index(max(rest))] += 1
    return whole


def test_seats_are_shared_as_in_the_textbook_example_of_largest_remainders():
    # Votes and seats of the usual worked example of Hare's method (100,000 votes, 10 seats).
    votes = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]
    assert share_out(votes, 10).tolist() == [5, 2, 1, 1, 1, 0]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12), st.integers(0, 5000))
def test_shares_add_up_and_stay_within_one_of_their_due(weights, total):
    shared = share_out(weights, total)
    assert shared.sum() == total
    if sum(weights):
        due = np.array(weights) / sum(weights) * total
        assert (np.abs(shared - due) < 1 + 1e-6).all()
        assert shared.tolist() == by_hand(weights, total)


def test_weights_that_are_all_nought_share_alike_and_negative_ones_are_refused():
    assert share_out([[0, 0], [3, 1]], [4, 4]).tolist() == [[2, 2], [3, 1]]
    with pytest.raises(ValueError, match="negative"):
        share_out([1, -1], 3)


def test_fitting_brings_a_table_to_its_margins_and_keeps_its_odds():
    start = np.array([[[[1.0], [2.0]], [[4.0], [3.0]]]])
    margins = np.array([[40, 60]]), np.array([[30, 70]]), np.array([[100]])
    table = fit(start, margins)
    assert np.allclose(table.sum(axis=(2, 3)), margins[0])
    assert np.allclose(table.sum(axis=(1, 3)), margins[1])
    a = table[0, :, :, 0]
    assert np.isclose(a[0, 0] * a[1, 1] / (a[0, 1] * a[1, 0]), 1 * 3 / (2 * 4))


@st.composite
def areas(draw):
    """Margins of a few areas that add up alike, and a first guess with noughts in it."""
    count = draw(st.integers(1, 4))
    shape = draw(st.tuples(st.integers(1, 6), st.integers(1, 2), st.integers(1, 5)))
    totals = [draw(st.integers(0, 300)) for _ in range(count)]
    margins = [
        np.stack([share_out([draw(st.integers(0, 20)) for _ in range(size)], t) for t in totals])
        for size in shape
    ]
    guess = draw(arrays.arrays(float, shape, elements=st.sampled_from([0.0, 0.2, 1.0, 5.0])))
    return guess, margins


@settings(max_examples=150, deadline=None)
@given(areas(), st.integers(0, 10))
def test_every_margin_of_every_area_holds_exactly_in_whole_people(case, seed):
    guess, margins = case
    fitted = fit(guess[None], margins, rounds=20)
    whole = round_exactly(fitted, margins, rng=np.random.default_rng(seed))
    assert whole.dtype.kind == "i"
    assert (whole >= 0).all()
    for axis, margin in enumerate(margins):
        others = tuple(a for a in (1, 2, 3) if a != axis + 1)
        assert (whole.sum(axis=others) == margin).all()


def test_rounding_stays_close_to_the_fitted_table():
    rng = np.random.default_rng(1)
    margins = [share_out(rng.random((3, k)), [500, 900, 40]) for k in (19, 2, 5)]
    fitted = fit(rng.random((19, 2, 5))[None], margins)
    whole = round_exactly(fitted, margins, rng=rng)
    assert np.abs(whole - fitted).max() < 5
    assert np.abs(whole - fitted).mean() < 0.5


def test_margins_that_do_not_add_up_alike_are_refused():
    margins = np.array([[3]]), np.array([[3]]), np.array([[4]])
    with pytest.raises(ValueError, match="same number"):
        round_exactly(np.ones((1, 1, 1, 1)), margins, rng=np.random.default_rng(1))
