"""Bands rounded so that they add to the rounded total."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.ground.disclosure import rounded_to_total
from tilth.ground.place import Privacy


def test_DC_02_bands_of_a_rate_add_to_the_rounded_total():
    out = rounded_to_total([[1, 2, 3, 4, 30], [0, 1, 0, 0, 6]], Privacy())
    assert out[0].tolist() == [0, 0, 5, 5, 30]
    assert np.isnan(out[1]).all()


def test_a_band_is_not_given_more_than_it_is_among():
    within = [[5.0, 0.0, 40.0]]
    assert rounded_to_total([[3, 3, 4]], Privacy()).tolist() == [[5, 0, 5]]
    assert rounded_to_total([[3, 4, 3]], Privacy(), within=within).tolist() == [[5, 0, 5]]


def test_what_is_not_a_count_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        rounded_to_total([[-1, 3]], Privacy())


@given(st.lists(st.integers(0, 60), min_size=1, max_size=19))
def test_DC_02_every_band_is_a_near_multiple_and_zero_stays_zero(parts):
    out = rounded_to_total(parts, Privacy())
    total = sum(parts)
    if 0 < total < 8:
        assert np.isnan(out).all()
        return
    assert out.sum() == (total + 2) // 5 * 5
    assert (out % 5 == 0).all()
    assert (np.abs(out - parts) < 5).all()
    assert (out[np.array(parts) == 0] == 0).all()
