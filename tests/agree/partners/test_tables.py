"""Membership, seats and who leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.partners.leading import Leading, largest_share, leading
from tilth.agree.partners.membership import MOVES, open_to, why_not
from tilth.agree.partners.seats import TEMPLATES, of_template, seats
from tilth.agree.partners.sectors import sectors
from tilth.agree.words import MEMBERSHIP


def test_membership_moves_between_the_four_states_only():
    """P-065: invited, observing, joined, left, with reasons."""
    assert {move.to for move in MOVES.values()} == set(MEMBERSHIP)
    assert set(open_to("joined")) == {"listen", "leave"}
    assert set(open_to("left")) == {"invite-again"}


@pytest.mark.parametrize(
    ("name", "state", "told", "said"),
    [
        ("fly", "joined", {}, "There is no such step"),
        ("join", "invited", {"own": True}, "Only the chair or the secretariat"),
        ("join", "invited", {"keeps": True}, ""),
        ("join", "joined", {"keeps": True}, "It is joined now"),
        ("leave", "joined", {"own": True}, "Say why it leaves"),
        ("leave", "joined", {"own": True, "reason": "No money"}, ""),
        ("leave", "joined", {"reason": "No money"}, "Only that partner"),
        ("invite-again", "left", {"keeps": True, "closed": True}, "Invite the one that took"),
        ("invite-again", "left", {"keeps": True}, ""),
        ("leave", "invited", {"keeps": True, "closed": True, "reason": "Closed"}, ""),
    ],
)
def test_a_move_is_refused_with_its_reason(name, state, told, said):
    why = why_not(name, state, **{"keeps": False, "own": False, **told})
    assert (said in why) if said else why == ""


def test_seats_wanted_are_set_beside_seats_taken():
    wanted = [{"sector": "voluntary", "least": 2}, {"sector": "housing"}]
    found = seats(wanted, ["voluntary", "sport"])
    assert [(s.sector, s.least, s.taken, s.empty) for s in found] == [
        ("voluntary", 2, 1, 1),
        ("housing", 1, 0, 1),
        ("sport", 0, 1, 0),
    ]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abcd")))
def test_no_seat_is_lost_or_made(wanted, taken):
    found = seats([{"sector": one} for one in wanted], taken)
    assert sum(s.least for s in found) == len(wanted)
    assert sum(s.taken for s in found) == len(taken)
    assert all(s.empty == max(0, wanted.count(s.sector) - taken.count(s.sector)) for s in found)


def test_the_founding_group_has_the_seats_the_founding_text_names():
    """B-181: VCSE, public health, leisure, commissioner and active travel leads."""
    asked = {one["sector"] for one in of_template("founding")}
    assert asked == {"voluntary", "council", "leisure", "integrated care", "sport"}
    assert sectors().called("public health") == "council"
    assert sectors().called("active travel") == "sport"


def test_a_neighbourhood_team_holds_residents_and_groups():
    """P-150: residents and groups, not only staff; every template names known sectors."""
    asked = {one["sector"]: one["least"] for one in of_template("team")}
    assert asked["residents"] == 2
    assert "voluntary" in asked
    assert all(s["sector"] in sectors().sector for t in TEMPLATES for s in of_template(t))


def test_who_leads_is_told_by_sector_and_ranks_none():
    """P-038: chairs, leads and proposals by sector."""
    rows = leading(["hospital", "housing", "sport"], ["", "housing"], ["housing"], ["hospital"])
    assert rows == [
        Leading("hospital", 1, 0, 0, 1),
        Leading("housing", 1, 1, 1, 0),
        Leading("sport", 1),
        Leading("", 0, 1),
    ]
    assert rows[2].nothing
    assert largest_share(rows) == (("housing",), 1.0)
    assert largest_share(leading(["sport"], [], [], [])) is None
