"""How well records were matched, told without a handful."""

from types import SimpleNamespace

import pytest

from tests.see.linkage.test_quality import group
from tilth.ground.place import Privacy
from tilth.see.data import matched as module
from tilth.see.linkage.published import Published


@pytest.fixture
def place(monkeypatch):
    quality = {
        "records": 900, "people": 450, "to_review": 3,
        "hidden": group("all", 250, 2, 300), "hidden_named": group("all", 190, 2, 200),
        "by_tier": {"T1": 101, "T2": 5, "T3": 0, "T4": 30, "T5": 0},
        "by_named": {"sex": [group("female", 90, 1, 100), group("other", 4, 0, 5)]},
        "gap_named": {"sex": {"groups": 1, "recall": None, "precision": None}},
    }  # fmt: skip
    found = Published("abc", True, quality, None, None)
    monkeypatch.setattr(module, "published", lambda place: found)
    return SimpleNamespace(privacy=Privacy())


def test_DC_a_handful_of_pairs_is_hidden_and_its_figures_withheld(place):
    told = module.matched(place)
    assert told["to_review"] == "*"
    assert [t["joined"] for t in told["by_tier"]] == [100, "*", 0, 30, 0]
    (female, other) = told["by"]["sex"]
    assert female["pairs"] == 100
    assert (other["pairs"], other["recall"]) == ("*", None)


def test_the_whole_is_told_with_the_goal_it_is_held_to(place):
    told = module.matched(place)
    assert (told["records"], told["people"], told["goal"]) == (900, 450, 1.0)
    assert told["with_names"]
    assert told["known"]["pairs"] == 200


def test_where_no_pair_carries_names_all_known_pairs_are_told(place, monkeypatch):
    quality = {**module.published(place).quality, "hidden_named": {"pairs": 0}, "by": {}}
    monkeypatch.setattr(module, "published", lambda place: Published("a", True, quality, "", ""))
    told = module.matched(place)
    assert not told["with_names"]
    assert (told["known"]["pairs"], told["by"], told["gap"]) == (300, {}, {})
