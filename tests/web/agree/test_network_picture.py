"""The drawing of the map: with many partners no name lies on another, no sign on a name."""

import datetime

import numpy as np
import pytest

from tilth.agree.network.organisations import Organisation
from tilth.agree.network.relations import Pair, Word
from tilth.web.agree.network.picture import name_box, overlap, picture, sign_box

ON = datetime.date(2026, 3, 31)
NAMES = ("Greenmarch Integrated Care Board (made up)", "Town Football Club Community Trust", "Us")


@pytest.fixture(scope="module")
def drawn():
    """Twenty-five partners, tied at random, every fourth tie seen differently by its two sides."""
    rng = np.random.default_rng(7)
    some = [Organisation(f"partner:{n:02}", NAMES[n % 3], f"sector {n % 9}") for n in range(25)]
    pairs = []
    for one, other in zip(*np.triu_indices(25, 1), strict=True):
        if rng.random() < 0.3:
            a, b = some[one].key, some[other].key
            trust = 5 if len(pairs) % 4 else 1
            sides = Word(a, b, ON, trust=1, collaboration=3), Word(b, a, ON, trust=trust)
            pairs.append(Pair(a, b, *sides))
    return picture(some, pairs, set())


def boxes(drawn):
    return [name_box((one["x"], one["y"]), one["lines"]) for one in drawn["nodes"]]


def test_no_name_lies_on_another_where_twenty_five_partners_stand(drawn):
    found = boxes(drawn)
    assert len(found) == 25
    for number, one in enumerate(found):
        assert not any(overlap(one, other) for other in found[:number])
        assert one[0] >= 0
        assert one[3] <= drawn["height"]


def test_no_sign_lies_on_a_name_or_on_another_sign(drawn):
    signs = [sign_box((one["x"], one["y"]), one["sign"]) for one in drawn["lines"] if one["sign"]]
    assert len(signs) > 40
    names = boxes(drawn)
    hidden = sum(any(overlap(one, name) for name in names) for one in signs)
    on_signs = sum(overlap(one, other) for n, one in enumerate(signs) for other in signs[:n])
    assert (hidden, on_signs) == (0, 0)


def test_what_stands_in_brackets_after_a_name_is_left_to_the_list(drawn):
    told = {" ".join(one["lines"]) for one in drawn["nodes"]}
    assert told == {"Greenmarch Integrated Care Board", "Town Football Club Community Trust", "Us"}
