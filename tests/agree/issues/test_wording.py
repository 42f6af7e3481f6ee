"""Words that point a finger: hints, never orders. B-251."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.issues.wording import MOST, guide, hints

NAMES = ("General Hospital", "Council", "Neighbours' Trust")


def found(text, names=NAMES):
    return [one.found for one in hints(text, names)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They always send people home on Fridays", ["They always"]),
        ("It is THEIR FAULT.", ["THEIR FAULT"]),
        ("They won\u2019t listen and they won't call", ["They won\u2019t", "they won't"]),
        ("The General Hospital blocked our beds", ["The General Hospital blocked"]),
        ("the council has never ignored it", ["the council has never ignored"]),
        ("Neighbours\u2019 Trust failed us", ["Neighbours\u2019 Trust failed"]),
        ("us and   them, as\nusual", ["us and   them", "as\nusual"]),
        ("The Council has failed to call", ["The Council has failed"]),
        ("We end grants in March", []),
        ("The council and the hospital meet on Fridays", []),
        ("They also know the selfishly named band", []),
        ("Council of failed states", []),
        ("", []),
    ],
)
def test_B_251_words_that_point_a_finger_are_found(text, words):
    """B-251: "It's finger pointing. It's them and us"."""
    assert found(text) == words


def test_B_251_every_hint_says_why_and_offers_words_that_are_ours():
    """B-251: issue framed as ours."""
    for one in guide().wording:
        assert one.why.endswith(".")
        assert one.instead
        for words in one.words:
            assert [h for h in hints(f"Well, {words} then.") if words in h.found.lower()], words
    (hint,) = hints("The Council refused it", NAMES)
    assert "We have not found a way" in hint.instead


def test_B_241_there_are_curious_questions_to_begin_with():
    """B-241."""
    asks = [one.ask for one in guide().questions]
    assert len(asks) >= 5
    assert all(one.endswith("?") for one in asks)
    assert not [h for one in asks for h in hints(one, NAMES)]


def test_our_own_words_in_place_of_them_point_no_finger():
    quoted = [part for one in guide().wording for part in one.instead.split('"')[1::2]]
    assert quoted
    assert not [h for part in quoted for h in hints(part, NAMES)]


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), max_size=3))
def test_any_text_gets_hints_in_order_and_apart(text, names):
    told = hints(text, [one for one in names if one.strip()])
    assert len(told) <= MOST
    for one in told:
        assert text[one.at : one.at + len(one.found)] == one.found
    for before, after in itertools.pairwise(told):
        assert before.at + len(before.found) <= after.at


def test_AT_a_long_text_made_to_be_slow_is_not():
    started = time.process_time()
    hints("they  " * 20_000 + "General Hospital has " * 5_000, NAMES)
    assert time.process_time() - started < 2
