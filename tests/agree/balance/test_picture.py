"""Pictures of a balance: equal bars in alphabetical order, with the band of chance."""

import re

import numpy as np
import pytest

from tilth.agree.balance import Given, Member, balance, picture

NAMES = {"a": "Zebra Homes", "b": "Ants", "c": "Club"}
MEMBERS = [Member(slug) for slug in NAMES]


def texts(svg):
    return re.findall(r"<(?:\w+:)?text[^>]*>([^<]*)<", svg)


@pytest.mark.parametrize("width", [340, 800])
def test_every_member_has_a_bar_of_its_own_in_alphabetical_order(width):
    given = [Given("m", "a", 7), Given("m", "b", 2)]
    found = balance(given, MEMBERS, rng=np.random.default_rng(1))
    told = {"title": "Who speaks", "desc": "Zebra Homes took 7 of 9.", "said": lambda v: f"{v:.0f}"}
    svg = picture.bars(found, NAMES, width=width, **told)
    assert [one for one in texts(svg) if one in NAMES.values()] == ["Ants", "Club", "Zebra Homes"]
    assert "none yet" in texts(svg)
    assert "Grey: what one partner may give by chance alone." in " ".join(texts(svg))
    assert "<title" in svg
    assert "Zebra Homes took 7 of 9." in svg
    assert svg == picture.bars(found, NAMES, width=width, **told)


def test_without_enough_there_is_no_band_and_counts_have_whole_numbers():
    found = balance([Given("m", "a", 2)], MEMBERS, rng=np.random.default_rng(1))
    told = {"title": "t", "desc": "d", "said": str}
    svg = picture.bars(found, NAMES, width=800, **told)
    assert "Grey" not in svg
    assert not [one for one in texts(svg) if re.fullmatch(r"\d+\.[1-9]+", one) and one != "2.0"]
    money = balance([Given("m", "a", 1, 10.5)], MEMBERS, rng=np.random.default_rng(1))
    assert "10.5" in picture.bars(money, NAMES, width=800, **told)


@pytest.mark.parametrize("top", [0.5, 1, 3, 5, 6, 11, 49, 51, 260, 9_999])
def test_whole_numbers_along_the_bottom_are_few_and_reach_near_the_top(top):
    found = picture._whole_numbers(top)
    assert len(found) <= 6
    assert found[0] == 0
    assert all(isinstance(one, int) for one in found)
    assert found[-1] <= top


def test_over_time_says_where_too_few_could_be_told():
    points = [
        {"name": "2025-Q4", "value": None, "low": None, "high": None},
        {"name": "2026-Q1", "value": 0.7, "low": 0.4, "high": 0.8},
    ]
    svg = picture.over_time(points, width=340, title="t", desc="2025-Q4: too few to tell")
    assert {"?", "2025-Q4", "2026-Q1"} <= set(texts(svg))
    assert picture.over_time([], width=340, title="t", desc="none")
