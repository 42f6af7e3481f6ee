"""The wellbeing score: published table, and why it is converted before averaging."""

import numpy as np
import pytest

from tests.see.methods.oracles import csv
from tilth.see.methods.swemwbs import metric


def test_the_table_is_the_published_one(shared):
    there = csv(shared, "swemwbs_conversion")
    assert metric(there.raw).tolist() == there.metric.tolist()


def test_averaging_first_gives_another_answer():
    assert metric([7, 35]).mean() == 21
    assert metric([21]).tolist() == [19.25]


def test_a_score_rises_with_every_point_and_a_blank_stays_blank():
    assert (np.diff(metric(np.arange(7, 36))) > 0).all()
    assert np.isnan(metric([None, 7])).tolist() == [True, False]


@pytest.mark.parametrize("wrong", [6, 36, 20.5])
def test_a_total_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="between 7 and 35"):
        metric([wrong])
