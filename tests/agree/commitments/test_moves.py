"""How promises move: only as written, each with what it asks, and never out of sight."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.commitments.moves import ASKS, MOVES, moved, open_to, why_not
from tilth.agree.commitments.promise import OPEN, SETTLED
from tilth.agree.words import PROMISES

DAY = datetime.date(2026, 3, 2)
SAID = {"reason": "Because", "evidence": "It is there", "new": "Another"}
names, states = st.sampled_from(sorted(MOVES)), st.sampled_from(sorted(PROMISES))


@pytest.mark.parametrize(
    ("name", "state", "asks"),
    [
        ("stuck", "growing", "Say why"),
        ("let go", "stuck", "Say why"),
        ("no", "asked", "Say why"),
        ("in part", "asked", "Say why"),
        ("changed", "growing", "Say why"),
        ("kept", "growing", "Say what shows that it was kept"),
        ("open again", "kept", "Say why"),
    ],
)
def test_a_move_asks_for_its_reason_or_its_evidence(name, state, asks):
    assert why_not(name, state) == asks
    assert why_not(name, state, reason=" ", evidence="\n", new="") == asks
    assert why_not(name, state, **SAID) == ""


def test_what_becomes_another_says_what():
    assert why_not("changed", "growing", reason="Because") == ASKS["new"]


def test_what_is_declined_or_changed_is_settled_for_good():
    assert open_to("declined") == {} == open_to("changed")
    assert set(open_to("asked")) == {"yes", "in part", "no", "take back"}
    assert set(open_to("kept")) == {"open again"} == set(open_to("let go"))


def test_there_is_no_other_move():
    assert why_not("burn", "growing", **SAID) == "There is no such step"
    with pytest.raises(ValueError, match="burn"):
        moved("burn", DAY)


@given(names, states)
def test_a_move_is_open_where_it_is_written_and_nowhere_else(name, state):
    assert (why_not(name, state, **SAID) == "") == (name in open_to(state))
    assert (name in open_to(state)) == (state in MOVES[name].since)


@given(states, st.lists(names, max_size=12))
def test_every_walk_stays_within_the_states_there_are(state, walk):
    """However moves follow each other: a known state, a day where settled, nothing acknowledged."""
    for name in walk:
        if why_not(name, state, **SAID):
            continue
        fields = moved(name, DAY, reason=" Because ", evidence=" It is there ")
        state = fields["state"]
        assert state in (*OPEN, *SETTLED)
        assert (fields["settled"] == DAY) == (state in SETTLED)
        assert fields["seen"] is None
        assert fields["reason"] == "Because"
        assert fields["evidence"] == "It is there"


def test_every_state_can_be_reached_from_a_beginning():
    reached = {"asked", "growing"}
    for _ in PROMISES:
        reached |= {move.to for state in reached for move in open_to(state).values()}
    assert reached == set(PROMISES)
