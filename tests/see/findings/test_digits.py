"""One rounding for everything that shows a figure."""

import copy
import json
import math
import pickle

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.see.findings.digits import Digits, Scale, empty


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_text_json_and_number_hold_the_same_digits(value, decimals):
    shown = Digits(value, decimals)
    assert float(str(shown)) == shown == json.loads(json.dumps(shown))
    assert abs(shown - value) <= 0.5 * 10**-decimals + 1e-9
    assert f"{shown}" == str(shown)
    assert str(shown) not in ("-0", "-0.0", "-0.00", "-0.000")


def test_a_shown_number_keeps_its_last_nought_and_travels():
    shown = Digits(19.96, 1)
    assert str(shown) == "20.0"
    assert str(pickle.loads(pickle.dumps(shown))) == str(copy.deepcopy(shown)) == "20.0"


@pytest.mark.parametrize(
    ("scale", "said", "heading"),
    [
        (Scale("proportion", 100), "24.1%", "Per cent"),
        (Scale("proportion", 1000), "24.1 per 1,000 people", "Per 1,000 people"),
        (
            Scale("rate", 1000, "per 1,000 people aged 65 and over"),
            "24.1 per 1,000 people aged 65 and over",
            "Per 1,000 people aged 65 and over",
        ),
        (Scale("standardised_rate", 100_000), "24 per 100,000 people", "Per 100,000 people"),
        (Scale("mean", 1, "points"), "24.1 points", "Points"),
        (Scale("life_expectancy", 1, "years"), "24.1 years", "Years"),
        (Scale("ratio", 1), "24.13", "Value"),
        (Scale("published", 100, "%"), "24.1%", "Per cent"),
    ],
)
def test_a_value_is_said_with_its_unit(scale, said, heading):
    assert scale.said(24.13) == said
    assert scale.heading == heading


def test_a_value_is_said_with_its_interval_where_it_has_one():
    scale = Scale()
    assert scale.whole(24.13, 23.4, 24.9) == "24.1% (23.4 to 24.9)"
    assert scale.whole(24.13, None, 24.9) == "24.1%"
    assert scale.brief(24.13, 23.4, 24.9) == "24.1% (23.4 to 24.9)"
    assert Scale("rate", 1000).brief(24.13) == "24.1"


def test_thousands_stand_apart_in_words_and_not_in_files():
    scale = Scale("rate", 100_000)
    assert scale.said(8112.4) == "8,112 per 100,000 people"
    assert scale.sure(999.6, 12345.0) == "1,000 to 12,345"
    assert str(scale.digits(8112.4)) == "8112"
    assert scale.said(None) == "not known per 100,000 people"
    assert Scale("mean", 1).brief(-1234.56) == "-1,234.6"


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf, pd.NA, pd.NaT])
def test_nothing_is_nothing(nothing):
    assert empty(nothing)
    assert Scale().digits(nothing) is None
    assert not empty(0)
