"""Amounts of people that need not be whole are told as counts are."""

import numpy as np
import pytest

from tilth.ground.disclosure import HIDDEN, rounded_part, shown
from tilth.ground.place import Privacy


def test_DC_01_a_whole_amount_is_told_as_a_count_of_as_many_people():
    told = rounded_part(np.arange(200), Privacy())
    for count, one in enumerate(told):
        said = shown(count)
        assert np.isnan(one) if said == HIDDEN else one == said


@pytest.mark.parametrize(
    ("amount", "told"),
    [(0.0, 0.0), (0.01, None), (7.49, None), (7.5, 10.0), (12.4, 10.0), (12.5, 15.0)],
)
def test_DC_01_part_of_a_person_is_rounded_with_the_rest(amount, told):
    one = float(rounded_part(amount, Privacy()))
    assert np.isnan(one) if told is None else one == told
