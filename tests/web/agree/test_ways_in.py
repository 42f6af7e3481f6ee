"""Ways into an area: whom to talk to, who meets, what is planned, and whose ward it is."""

import pytest

from tests.web.agree.making import DAY, board_of, decision_of
from tests.web.reader import words
from tilth.web.agree.models import Body, Commitment, Document, Role
from tilth.web.agree.ways_in import own_areas, ways_in
from tilth.web.see import areas, overview

AREA, OTHER = "GRM-OPLD", "GRM-HIL"


@pytest.fixture
def asks(rf, person_as, demo_place):
    """A function that gives a request of somebody, in a role or as a Person."""

    def make(who):
        request = rf.get("/")
        request.user = person_as(who) if isinstance(who, str) else who
        request.session, request.place = {}, demo_place
        return request

    return make


@pytest.fixture
def read(asks):
    """A function that gives the section of an area as somebody reads it: its HTML."""

    def draw(who, area=AREA):
        from django.template.loader import render_to_string

        told = {"ways": ways_in(asks(who), area), "name": "Old Pits"}
        return render_to_string("agree/_ways_in.jinja", told)

    return draw


@pytest.fixture
def around(table, someone):
    """A team, a councillor, a partner, a decision, a promise and a paper of one area."""
    team = Body.objects.create(slug="team", name="The Old Pits Team", type="team",
                               layer="neighbourhood", area=AREA)  # fmt: skip
    table["club"].footprint = [AREA]
    table["club"].purpose = "Football for all"
    table["council"].footprint = ["GRM-TIL"]
    table["homes"].footprint = [OTHER]
    for one in table.values():
        one.save()
    member = someone("council", "director")
    member.name = "Cllr Joan Ash"
    member.save()
    Role.objects.create(person=member, partner=table["council"], title="Councillor for the ward",
                        layer="neighbourhood", area=AREA, since=DAY)  # fmt: skip
    Role.objects.create(person=someone("homes"), body=team, title="Leads the team", leads=True,
                        since=DAY)  # fmt: skip
    board = board_of()
    decision_of(board, table["club"], title="A bench for Old Pits", area=AREA, stage="closed")
    decision_of(board, table["club"], title="Not yet put", area=AREA, stage="draft")
    told = {"made": DAY, "area": AREA, "made_by": table["club"], "state": "growing"}
    Commitment.objects.create(ref="C-001", words="Open the hall", public=True, **told)
    Commitment.objects.create(ref="C-002", words="Speak in private", public=False, **told)
    Document.objects.create(slug="plan", title="The plan of Old Pits", type="paper", area=AREA)
    return member


def test_B_068_an_area_says_whom_to_talk_to_and_who_meets_there(around, read):
    found = words(read("partner"))
    assert "Cllr Joan Ash : Councillor for the ward" in found
    assert "The Old Pits Team : a neighbourhood team" in found
    assert "Led by" in found
    assert "Club Community Trust : Football for all" in found
    assert "And in all that is around it: Council" in found
    assert "Together Homes" not in found
    other = words(read("partner", OTHER))
    assert "The Old Pits Team" not in other
    assert "Together Homes" in other


def test_P_120_a_neighbourhood_has_its_team_and_its_plan_beside_its_figures_and_stories(
    around, read, visit, demo_place, monkeypatch
):
    """P-120, B-035: team, plan, indicators, stories and conditions on one page."""
    monkeypatch.setattr(areas, "parts", lambda *_, **__: {"profile": areas.NOT_YET})
    html = read("partner")
    for told in ("The Old Pits Team", "A bench for Old Pits", "Open the hall",
                 "The plan of Old Pits"):  # fmt: skip
        assert told in html
    assert "Not yet put" not in html
    assert f"/learn/conditions/?area={AREA}" in html
    page = visit(f"/see/areas/{AREA}/", who="partner", place=demo_place)
    for told in ("Every figure", "What people tell of Old Pits", "The Old Pits Team"):
        assert told in page


def test_B_068_a_resident_reads_of_bodies_and_promises_and_of_nobody_by_name(around, read):
    """AC: names, pages of round the table and what is not public are for those at the table."""
    found = read("resident")
    assert "The Old Pits Team" in found
    assert "Open the hall" in found
    for hidden in ("Joan Ash", "Speak in private", "The plan of Old Pits", "Led by",
                   "/agree/bodies/", "/agree/partners/"):  # fmt: skip
        assert hidden not in found
    assert f"/agree/public/commitments/?area={AREA}" in found


def test_P_049_an_elected_member_sees_that_an_area_is_theirs(around, read, asks, demo_place):
    (mine,) = own_areas(asks(around))
    assert mine == {"area": AREA, "name": "Old Pits", "does": "Councillor for the ward"}
    assert "This is your area. Councillor for the ward" in words(read(around))
    assert "This is your area" not in words(read(around, OTHER))
    assert own_areas(asks("analyst")) == []


def test_P_049_the_picture_of_the_place_begins_with_their_ward(
    around, visit, demo_place, monkeypatch
):
    monkeypatch.setattr(overview, "headlines", lambda people: [])
    monkeypatch.setattr(overview, "news_of", lambda request: None)
    page = visit("/see/", who=around, place=demo_place)
    assert "Yours: Old Pits (Councillor for the ward)" in page
    assert f"/see/areas/{AREA}/" in page.links


def test_P_049_a_part_that_ended_makes_nothing_theirs(around, asks):
    Role.objects.filter(person=around).update(until=DAY)
    assert own_areas(asks(around)) == []


def test_where_nobody_works_yet_the_page_says_whom_to_ask(table, read):
    found = words(read("partner"))
    assert "Nobody has said yet that they work here" in found
    assert "Nothing is decided or promised for Old Pits alone" in found
