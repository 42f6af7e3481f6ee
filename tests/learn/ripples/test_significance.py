"""Most significant change: counts with reasons, ties as ties, never a score."""

import datetime

from tilth.learn.ripples.forest import Node
from tilth.learn.ripples.significance import Choice, summary

DAY = datetime.date(2026, 3, 4)
TEA, CHOIR, RENT = (Node(at, words, DAY) for at, words in enumerate(("Tea", "A choir", "Rent"), 1))
NODES = [TEA, CHOIR, RENT]


def test_the_result_is_said_with_how_many_of_how_many_and_their_reasons():
    found = summary(NODES, [Choice(2, "People sing", "Green"), Choice(2, "Joy"), Choice(1, "Talk")])
    assert found.sentence == "2 of 3 chose “A choir”."
    assert [one.reason for one in found.leading[0].choices] == ["People sing", "Joy"]
    assert [one.words for one in found.chosen] == ["Tea", "A choir"]
    assert not found.tied


def test_a_tie_is_shown_as_a_tie():
    found = summary(NODES, [Choice(1, "a"), Choice(2, "b"), Choice(3, "c")])
    assert found.tied
    assert found.sentence == "A tie: 1 of 3 chose each of “Tea”, “A choir” and “Rent”."
    two = summary(NODES, [Choice(1, "a"), Choice(2, "b")])
    assert two.sentence == "A tie: 1 of 2 chose each of “Tea” and “A choir”."


def test_nobody_one_voice_and_what_was_taken_back_are_said_plainly():
    assert summary(NODES, []).sentence == "Nobody has chosen yet."
    assert summary(NODES, [Choice(1, "a")]).sentence == "The one voice so far chose “Tea”."
    assert summary(NODES, [Choice(9, "gone")]).of == 0
