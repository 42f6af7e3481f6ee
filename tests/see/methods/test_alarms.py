"""How many of many charts are unusual by chance alone."""

import numpy as np
import pytest

from tilth.see.methods.alarms import chance_of_signal, more_than_chance
from tilth.see.methods.spc import xmr


def test_a_chart_in_which_nothing_changes_errs_as_often_as_we_say():
    """A slow twin: fresh series, one chart at a time."""
    rng = np.random.default_rng(7)
    drawn = rng.normal(50, 4, (600, 24))
    often = np.mean([xmr(one).points["signal"].iloc[-1] != "" for one in drawn])
    told = chance_of_signal(24)
    assert 0.01 < told < 0.06
    assert often == pytest.approx(told, abs=4 * np.sqrt(told * (1 - told) / len(drawn)))


def test_seven_on_one_side_alone_give_the_least_it_can_be():
    assert chance_of_signal(36) > 2 * 0.5**7
    assert chance_of_signal(1) == 0


def test_more_than_chance_is_what_chance_gives_less_than_once_in_twenty():
    """Poisson with a mean of 1: three or more in 8 of 100 months, four or more in 2."""
    assert not more_than_chance(3, 1.0)
    assert more_than_chance(4, 1.0)
    assert not more_than_chance(0, 0.0)
    assert more_than_chance(1, 0.0)
