"""How an issue moves and how it opens: only forward, only wider, never away. P-056, B-244."""

import itertools

import pytest

from tilth.agree.issues.stages import MOVES, WIDER, may_move, may_open
from tilth.agree.words import ISSUE_STAGES, VISIBILITY


def test_B_244_the_stages_come_in_their_order_and_nothing_is_ever_deleted():
    """B-244, P-056: surface, understand, reframe, agree, review; from each there is a way on."""
    assert set(MOVES) == set(ISSUE_STAGES)
    assert all(MOVES[stage] for stage in MOVES)
    order = ("surfaced", "understood", "reframed", "agreed", "reviewed")
    for one, other in itertools.permutations(order, 2):
        follows = order.index(other) == order.index(one) + 1
        again = (one, other) == ("reviewed", "surfaced")
        assert (may_move(one, other) == "") is (follows or again)


@pytest.mark.parametrize("stage", ["surfaced", "understood", "reframed", "agreed"])
def test_what_is_open_may_rest_and_come_back(stage):
    assert may_move(stage, "parked") == ""
    assert may_move("parked", stage) == ""


def test_why_it_cannot_move_is_told():
    assert may_move("surfaced", "surfaced") == "It is there already: said aloud"
    assert may_move("surfaced", "agreed") == (
        "It is at the stage 'said aloud': 'a way forward agreed' does not come next"
    )
    assert may_move("reviewed", "parked")


@pytest.mark.parametrize(("now", "to"), list(itertools.product(WIDER, WIDER)))
def test_AC_it_only_ever_opens_wider(now, to):
    assert set(WIDER) == set(VISIBILITY)
    assert (may_open(now, to) == "") is (WIDER.index(to) > WIDER.index(now))


def test_AC_narrowing_is_refused_with_its_reason():
    assert "cannot be unread" in may_open("public", "owners")
    assert "already" in may_open("public", "public")
    assert "none of them" in may_open("owners", "nobody")
