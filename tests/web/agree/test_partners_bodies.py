"""Boards, groups and networks: seats, mandate, who leads."""

import datetime

import pytest
from django.contrib.auth import get_user_model

from tests.web.agree.making import board_of, decision_of
from tilth.web.agree.models import Body, Role, Step

pytestmark = pytest.mark.django_db
AT, DAY = "/agree/bodies/", datetime.date(2020, 1, 1)


def sits(body, partner=None, name="Somebody", **told):
    person = get_user_model().objects.create_known(name)
    fields = {"title": "Member", "since": DAY, **told}
    return Role.objects.create(person=person, partner=partner, body=body, **fields)


def test_a_body_tells_its_seats_and_which_are_empty(visit, table):
    """B-115 B-167 P-150: members and purpose; residents have seats of their own."""
    seats = [{"sector": "residents", "least": 2}, {"sector": "housing"}, {"sector": "transport"}]
    team = board_of("Team", type="team", layer="neighbourhood", purpose="Together.", seats=seats)
    sits(team, table["homes"], "Grace")
    sits(team, table["homes"], "Second of homes")
    sits(team, None, "Jean")
    sits(team, None, "Ruth", independent=True)
    page = visit(f"{AT}team/")
    assert "Residents 2 1 Something is missing: 1 to be filled" in page
    assert "Housing 1 1 Taken" in page
    assert "Transport 1 0 Something is missing" in page
    assert "Not told. Something is missing" in page
    assert "Seats nobody has taken: Residents, Transport" in visit(AT)


def test_a_space_of_several_layers_says_so(visit, table):
    from tilth.web.agree.models import Partner

    Partner.objects.filter(slug="hospital").update(layer="system")
    space = board_of("Open table", type="space")
    sits(space, Partner.objects.get(slug="hospital"))
    sits(space, table["club"], "Kelly")
    assert "Partners of 2 layers sit here together: system, place." in visit(f"{AT}open-table/")


def test_who_leads_is_told_by_sector_and_by_name(visit, table):
    """P-038 P-101: who leads, by sector; local leaders named per place and programme."""
    board = board_of()
    sits(board, table["homes"], "Grace Bello", leads=True, title="Lead")
    sits(board, None, "Ruth Okafor", chair=True, independent=True)
    decision_of(board, table["charities"])
    page = visit(f"{AT}who-leads/")
    assert "Housing 1 0 1 0" in page
    assert "Hospital 1 0 0 0 Leads nothing and has put nothing forward" in page
    assert "Voluntary and community 1 0 0 1" in page
    assert "100 in 100 are from: Housing." in page
    assert "Place board : Ruth Okafor , independent" in page


def test_a_group_begins_with_the_seats_of_a_template(visit, person_as, table):
    """B-181: founding-group template with required seats."""
    sent = {"name": "Moving together", "type": "group", "template": "founding", "layer": "place",
            "purpose": "People move more.", "seats": ""}  # fmt: skip
    own = person_as("partner", partner="charities")
    assert visit(f"{AT}new/", who=own, post=sent).goes_to == f"{AT}moving-together/"
    body = Body.objects.get(slug="moving-together")
    assert [s["sector"] for s in body.seats] == [
        "voluntary", "council", "leisure", "integrated care", "sport"]  # fmt: skip
    assert "there already" in visit(f"{AT}new/", who=own, post=sent)
    beside = visit(f"{AT}new/", who=own, post=sent | {"name": "Who leads"})
    assert beside.goes_to == f"{AT}who-leads-2/", "who-leads/ is a page beside the groups"
    board = visit(f"{AT}new/", who=own, post=sent | {"name": "Board two", "type": "board"})
    assert "Only the chair or the secretariat begins a board" in board
    assert visit(
        f"{AT}new/", who="secretariat", post=sent | {"name": "Board two", "type": "board"}
    ).goes_to


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        ("housng: 2", "housng is no sector; did you mean housing?"),
        ("qwertz", "qwertz is no sector"),
        ("housing: many", "say how many, such as housing: 2"),
        ("housing: 0", "say how many"),
    ],
)
def test_a_seat_that_cannot_be_is_told_and_nothing_is_lost(visit, table, seats, said):
    sent = {
        "name": "Group",
        "type": "group",
        "layer": "place",
        "seats": seats,
        "purpose": "Keep me",
    }
    page = visit(f"{AT}new/", who="secretariat", post=sent)
    assert said in page
    assert "Keep me" in page.html
    assert not Body.objects.filter(slug="group").exists()


def test_whoever_leads_a_body_changes_what_it_says(visit, person_as, table):
    board = board_of(mandate="Old")
    lead = person_as("partner", partner="homes")
    sent = {"name": "Place board", "layer": "place", "mandate": "Decides on the fund",
            "seats": "voluntary: 2\nhousing association"}  # fmt: skip
    assert visit(f"{AT}place-board/edit/", who=lead, post=sent).status == 404
    Role.objects.create(person=lead, body=board, title="Lead", leads=True, since=DAY)
    assert "voluntary" not in visit(f"{AT}place-board/edit/", who=lead).html.split("<textarea")[-1]
    assert visit(f"{AT}place-board/edit/", who=lead, post=sent).goes_to == f"{AT}place-board/"
    board.refresh_from_db()
    assert board.mandate == "Decides on the fund"
    assert board.seats == [{"sector": "voluntary", "least": 2}, {"sector": "housing", "least": 1}]
    assert "What happened Told what it is" in visit(f"{AT}place-board/")


def test_no_body_answers_to_itself(visit, table):
    one = board_of()
    board_of("Under", answers_to=one)
    sent = {"name": "Place board", "layer": "place", "answers_to": "under", "seats": ""}
    page = visit(f"{AT}place-board/edit/", who="secretariat", post=sent)
    assert "It cannot answer to itself" in page


def test_a_body_ends_with_its_reason_and_who_followed(visit, person_as, table):
    """B-086: what came before is kept."""
    board_of()
    board_of("New board")
    sent = {"on": "2026-01-31", "words": "Its work is done.", "successor": "new-board"}
    own = person_as("partner", partner="homes")
    assert "Only the chair or the secretariat" in visit(f"{AT}place-board/end/", who=own, post=sent)
    wrong = visit(f"{AT}place-board/end/", who="chair", post=sent | {"words": ""})
    assert "There is a problem" in wrong
    same = visit(f"{AT}place-board/end/", who="chair", post=sent | {"successor": "place-board"})
    assert "It cannot follow itself" in same
    assert visit(f"{AT}place-board/end/", who="chair", post=sent).goes_to == f"{AT}place-board/"
    assert Step.objects.get(act="ended").words == "Its work is done."
    assert "Those that ended Place board , until 31 January 2026; followed by New board" in visit(
        AT
    )
    assert "Came after Place board" in visit(f"{AT}new-board/")
    assert "It has ended" in visit(f"{AT}place-board/end/", who="chair", post=sent)


def test_an_empty_list_says_what_to_do(visit):
    assert "A partner that has joined can begin one." in visit(AT)
    assert visit(f"{AT}nobody/").status == 404
