"""Curious questions first: each side asked, told and heard before it is understood. B-241."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.issues.entries import (
    AGAIN,
    ASKED,
    HEARD,
    REPLIED,
    TOLD,
    Entry,
    lately,
    may_feel_heard,
    may_reply,
    may_tell,
    sides,
    understood,
)

OWNERS = ("council", "homes")


def said(*told):
    return [Entry(at, *one) for at, one in enumerate(told)]


def ask(by, to):
    return (ASKED, by, "What matters most to you here?", {"to": to})


BOTH = (
    ask("homes", "council"),
    (TOLD, "council", "We see"),
    (HEARD, "council"),
    ask("council", "homes"),
    (TOLD, "homes", "We see"),
    (HEARD, "homes"),
)


def test_B_241_it_is_understood_only_once_every_owner_was_asked_and_heard():
    """B-241."""
    for cut in range(len(BOTH)):
        assert not understood(said(*BOTH[:cut]), OWNERS)
    assert understood(said(*BOTH), OWNERS)
    assert not understood(said(*BOTH), (*OWNERS, "club"))
    assert not understood(said(*BOTH), ())


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ((), "nobody has asked them yet"),
        ((ask("homes", "homes"),), "nobody has asked them yet"),
        ((ask("council", "homes"),), "they were asked and have not told their side yet"),
        (((TOLD, "homes", "x"), ask("council", "homes")),
         "they were asked and have not told their side yet"),
        ((ask("council", "homes"), (TOLD, "homes", "x")),
         "they told their side and have not said that they feel heard"),
        ((ask("council", "homes"), (TOLD, "homes", "x"), (HEARD, "homes")), ""),
        ((ask("council", "homes"), (HEARD, "homes"), (TOLD, "homes", "x")),
         "they told their side and have not said that they feel heard"),
    ],
)  # fmt: skip
def test_B_241_what_is_missing_of_a_side_is_told(told, missing):
    """B-241: what was said before anybody asked does not count as heard."""
    assert sides(said(*told), OWNERS)["homes"].missing == missing


def test_a_question_of_somebody_who_does_not_hold_it_counts_too():
    found = sides(said(ask("club", "homes"), (TOLD, "club", "x")), OWNERS)
    assert found["homes"].asked_by == ("club",)
    assert set(found) == set(OWNERS)


def test_B_241_a_side_is_told_after_a_question_and_a_reply_after_asking():
    """B-241: prompts before a reply is possible."""
    nothing = said()
    assert "Curious questions come first" in may_tell(nothing, OWNERS, "homes")
    assert "Only a partner that holds" in may_tell(nothing, OWNERS, "club")
    assert may_tell(said(ask("council", "homes")), OWNERS, "homes") == ""
    assert "not been told" in may_reply(nothing, OWNERS, "council", "homes")
    told = said(ask("club", "homes"), (TOLD, "homes", "We see"))
    assert "Ask a curious question first" in may_reply(told, OWNERS, "council", "homes")
    told = said(ask("council", "homes"), (TOLD, "homes", "We see"), (REPLIED, "council", "Yes"))
    assert may_reply(told, OWNERS, "council", "homes") == ""
    assert "another partner" in may_reply(told, OWNERS, "homes", "homes")
    assert "not been told" in may_reply(told, OWNERS, "council", "club")


def test_only_a_side_that_was_told_can_feel_heard_and_only_once():
    assert may_feel_heard(said(), OWNERS, "homes") == "Tell your side first"
    assert may_feel_heard(said(), OWNERS, "club") == "Tell your side first"
    assert may_feel_heard(said(*BOTH[:2]), OWNERS, "council") == ""
    assert may_feel_heard(said(*BOTH), OWNERS, "homes") == "You have said so already"


def test_beginning_again_is_a_clean_sheet_and_loses_nothing():
    told = said(*BOTH, (AGAIN, "homes", "It came back"), ask("homes", "council"))
    assert not understood(told, OWNERS)
    assert [one.act for one in lately(told)] == [ASKED]
    assert len(told) == len(BOTH) + 2


acts = st.lists(
    st.tuples(
        st.sampled_from([ASKED, TOLD, HEARD, REPLIED]),
        st.sampled_from(["council", "homes", "club"]),
        st.just("words"),
        st.fixed_dictionaries({}, optional={"to": st.sampled_from(["council", "homes", "club"])}),
    ),
    max_size=12,
)


@given(acts, acts)
def test_what_was_heard_stays_heard(before, after):
    one, more = said(*before), said(*before, *after)
    for slug, side in sides(one, OWNERS).items():
        later = sides(more, OWNERS)[slug]
        assert set(side.asked_by) <= set(later.asked_by)
        assert side.told <= later.told
        assert side.heard <= later.heard
        assert not (side.heard and not side.told)
        assert not (side.told and not side.asked_by)
        assert slug not in side.asked_by
