"""From a figure to what it set off, as far as each reader may know."""

import pytest

from tests.web.agree.making import DAY, board_of, decision_of
from tilth.web.agree.decisions.set_off import set_off
from tilth.web.agree.models import Commitment, Evidence

AT = "/see/indicators/inactive_adults/neighbourhood/"


@pytest.fixture
def sparked(table, settings, demo_place):
    """A decision that a figure was kept with, what was promised there, and its programme."""
    settings.PLACE = demo_place
    board = board_of()
    decision = decision_of(board, table["club"], title="Matchday walks", stage="closed",
                           outcome="carried", closed=DAY)  # fmt: skip
    hidden = decision_of(board, table["club"], title="Behind doors", public=False)
    for one, address in ((decision, AT), (hidden, f"{AT}?area=GRM-OPLD")):
        finding = {"title": "Inactive", "recipe": {"address": address}}
        Evidence.objects.create(decision=one, on=DAY, finding=finding, hash="0" * 64)
    walks = board_of("Walks together", type="programme")
    Commitment.objects.create(ref="C-001", words="Open the gates early", made=DAY, public=True,
                              decision=decision, made_by=table["club"], programme=walks,
                              state="growing")  # fmt: skip
    return decision


@pytest.fixture
def asks(rf, person_as, demo_place):
    """A function that gives a request of somebody in a role."""

    def make(role):
        request = rf.get("/")
        request.user, request.session, request.place = person_as(role), {}, demo_place
        return request

    return make


def section(page):
    return page.split("What it set off", 2)[-1].split("How it is worked out")[0]


def test_B_204_a_figure_leads_to_the_decision_the_talk_and_the_programme_it_set_off(sparked, visit):
    page = visit(AT, who="partner")
    found = section(page)
    for words in ("Matchday walks : carried", "Open the gates early", "Now part of: Walks together",
                  "Behind doors"):  # fmt: skip
        assert words in found
    assert f"/learn/talk/about/{sparked.key}/" in page.links
    assert any(at.startswith("/agree/decisions/new/?title=") for at in page.links)


def test_B_204_residents_read_of_public_decisions_alone(sparked, asks):
    """AC: what is not public is not there, and no door leads round the table."""
    told = set_off(asks("resident"), "inactive_adults")
    (one,) = told["decisions"]
    assert (one["title"], one["at"]) == (
        "Matchday walks",
        f"/agree/public/decisions/{sparked.ref}/",
    )
    assert one["programmes"] == [{"name": "Walks together", "at": ""}]
    assert told["begin"] == ""


def test_B_204_another_figure_or_one_left_out_set_nothing_off(sparked, asks):
    assert set_off(asks("partner"), "falls")["decisions"] == []
    assert len(set_off(asks("partner"), "inactive_adults")["decisions"]) == 2
    Evidence.objects.filter(decision=sparked).update(removed=True)
    assert len(set_off(asks("partner"), "inactive_adults")["decisions"]) == 1
