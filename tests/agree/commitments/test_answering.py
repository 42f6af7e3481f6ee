"""Who answers to whom, for what, how: each line told, and what is missing told too."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.commitments.answering import HOW, Holder, Line, Matter, answers
from tilth.agree.words import ACCOUNTABILITY

DAY = datetime.date(2026, 9, 1)


def test_a_promise_is_answered_for_to_whom_it_was_made_to_the_boards_and_to_residents():
    """P-053: the four parts of the answer, from the nearest to the furthest."""
    matter = Matter(
        "Open the hall", (Holder("Club", "charitable"),), ("Charities",), with_whom="Old Pits",
        how="they acknowledge it", chain=("Place board", "System board"), due=DAY, public=True,
    )  # fmt: skip
    assert answers(matter) == [
        Line("Club", "Charities", "Open the hall", "they acknowledge it"),
        Line("Club", "Old Pits", "Open the hall", "they own it together"),
        Line("Place board", "System board", "all it decides and does", "it reports to it"),
        Line("System board", "nobody", "all it decides and does",
             "nothing above it is told here", True),
        Line("Club", *HOW["charitable"][:1], "all it does", HOW["charitable"][1]),
        Line("Club", "residents", "Open the hall", "the public page of the place"),
    ]  # fmt: skip


def test_what_nobody_answers_for_is_said():
    (line,) = answers(Matter("Night shelters"))
    assert (line.who, line.to, line.missing) == ("Nobody", "anybody", True)


def test_a_matter_nobody_hears_of_or_without_a_day_is_said():
    (line,) = answers(Matter("Lend the van", (Holder("Club"),)))
    assert (line.to, line.missing) == ("nobody", True)
    (line,) = answers(Matter("Lend the van", (Holder("Club"),), public=True))
    assert line.to == "residents"
    (line,) = answers(Matter("Lend the van", (Holder("Club"),), ("Homes",)))
    assert line.how == "no way is agreed yet; no day is set"
    assert line.missing


def test_several_who_answer_together_are_named_in_the_order_of_the_alphabet():
    held = tuple(Holder(name) for name in ("homes", "Club", "Advice"))
    (line,) = answers(Matter("Open", held, ("Board",), how="in words", due=DAY))
    assert line.who == "Advice, Club and homes"
    (line,) = answers(Matter("Open", held[:2], ("Board",), how="in words", due=DAY))
    assert line.who == "Club and homes"


def test_every_kind_of_accountability_says_to_whom_and_how():
    """P-048: elected, statutory, charitable, contractual, community."""
    assert set(HOW) == set(ACCOUNTABILITY)
    for kind in HOW:
        lines = answers(Matter("Open", (Holder("Club", kind),), ("Board",), how="so", due=DAY))
        assert (lines[-1].to, lines[-1].how) == HOW[kind]


@given(
    st.lists(st.builds(Holder, st.sampled_from("abc"), st.sampled_from(["", *HOW])), max_size=4),
    st.lists(st.sampled_from("xyz"), max_size=3),
    st.lists(st.sampled_from("pqr"), unique=True, max_size=3),
)
def test_there_is_always_an_answer_and_no_empty_word_in_it(holders, to, chain):
    lines = answers(Matter("Open", tuple(holders), tuple(to), chain=tuple(chain)))
    assert lines
    assert all(line.who and line.to and line.what and line.how for line in lines)
    assert bool(holders and to) or any(line.missing for line in lines)
