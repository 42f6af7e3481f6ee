"""Figures meet on one layer only."""

import pytest

from tilth.ground.errors import DefinitionError
from tilth.ground.geography import Figures


def test_figures_of_one_layer_join_and_what_is_not_known_stays_unknown():
    one, two = Figures("ward", {"A": 1, "B": None}), Figures("ward", {"A": 2.0, "C": 3})
    assert one.join(two) == {"A": (1, 2.0), "B": (None, None), "C": (None, 3)}
    assert (one.total, two.total) == (1, 5.0)


def test_small_areas_of_two_vintages_are_never_joined_by_code():
    with pytest.raises(DefinitionError, match="goes through the lookup"):
        Figures("lsoa11", {"E01000001": 1}).join(Figures("lsoa21", {"E01000001": 2}))
