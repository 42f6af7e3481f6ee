"""Closing: by the chair, when every part of the rule that was signed is met; and looking again."""

import datetime
import json

import pytest

from tests.web.agree.decisions.deciding import AT, of
from tests.web.agree.making import board_of, decision_of, round_table, signed
from tilth.web.agree.models import Decision, Partner, Role

pytestmark = pytest.mark.django_db


def test_the_chair_closes_when_every_part_of_the_rule_is_met(visit, send, opened, someone, today):
    chair = someone("", "chair")
    page = visit(f"{AT}{opened.ref}/", who=chair)
    assert "3 more partners must speak" in page
    assert 'disabled aria-disabled="true" aria-describedby="why-not"' in page.html
    page = send(opened, "close", chair)
    assert "3 more partners must speak: 0 of at least 3 have" in page
    assert of(opened).stage == "objections"
    for slug in ("hospital", "homes", "club"):
        send(opened, "voice", someone(slug), position="consent")
    send(opened, "voice", someone("charities"), position="object", harm="Noise.", safe="Quiet.")
    assert "An objection of Circle of Small Charities is open" in send(opened, "close", chair)
    send(opened, "voice", someone("charities"), position="met", words="It is quiet.")
    page = send(opened, "close", chair, words="The hall opens on Sundays.")
    assert (of(opened).stage, opened.outcome, opened.closed) == ("closed", "carried", today)
    assert "Carried on" in page
    assert "4 of 5 partners spoke" in page
    assert "Council (large public body) Did not speak" in page
    assert opened.rule["with_voice"] == ["charities", "club", "council", "hospital", "homes"]
    assert json.dumps(opened.rule)
    assert "This decision is not open: decided" in send(opened, "close", chair)
    assert "This decision is not open" in send(
        opened, "voice", someone("council"), position="aside"
    )


def test_P_046_the_rule_that_was_signed_is_shown_and_enforced(send, opened, someone):
    """P-046: large public bodies cannot carry it alone where partners agreed so."""
    for slug in ("hospital", "council"):
        send(opened, "voice", someone(slug), position="support")
    send(opened, "voice", someone("homes"), position="aside")
    page = send(opened, "close", someone("", "chair"))
    assert "Nobody outside the large public bodies is in favour or able to live with it yet" in page
    assert "At least 1 outside the large public bodies must be in favour or live with it." in page


@pytest.mark.parametrize(("role", "slug"), [("secretariat", "council"), ("partner", "charities")])
def test_AC_only_the_chair_closes(visit, send, opened, someone, role, slug):
    who = someone(slug, role)
    assert "Only the chair closes a decision" in send(opened, "close", who)
    assert "Close the decision" not in visit(f"{AT}{opened.ref}/", who=who)


def test_the_chair_must_be_independent_where_that_was_signed(visit, send, someone, today):
    partners, board = round_table(), board_of()
    signed(board, partners, since=today, chair_independent=True, days=0)
    one = decision_of(board, partners["homes"], stage="objections")
    send(one, "voice", someone("homes"), position="support")
    page = visit(f"{AT}{one.ref}/", who=someone("homes"))
    assert "The chair must be independent (Place board has no chair yet)." in page
    chair = someone("", "chair")
    page = send(one, "close", chair)
    assert "has not been made the chair" in page
    since = today - datetime.timedelta(days=9)
    Role.objects.create(person=chair, body=board, title="Chair", chair=True, since=since)
    assert "has not told their interests" in send(one, "close", chair)
    chair.interests = "none"
    chair.save()
    send(one, "close", chair)
    assert of(one).outcome == "carried"
    assert "Nothing has happened" not in visit(f"{AT}{one.ref}/", who=someone("homes"))


def test_a_majority_that_is_not_there_is_closed_as_not_carried(send, someone, today):
    partners, board = round_table(), board_of()
    signed(board, partners, since=today, method="majority", chair_independent=False, days=0)
    one = decision_of(board, partners["homes"], stage="objections")
    send(one, "voice", someone("homes"), position="support")
    send(one, "voice", someone("club"), position="aside")
    page = send(one, "close", someone("", "chair"))
    assert of(one).outcome == "not carried"
    assert "Not carried on" in page


def test_the_proposing_partner_takes_it_back_with_a_reason(visit, send, opened, someone):
    assert "Only Circle of Small Charities can take it back" in send(
        opened, "withdraw", someone("", "chair"), words="No."
    )
    page = send(opened, "withdraw", someone("charities"), words="We found a better way.")
    assert "This was taken back." in page
    assert "We found a better way." in page
    again = send(opened, "withdraw", someone("charities"), words="Again.")
    assert "It is taken back already" in again
    assert "It was taken back" in send(opened, "review", someone("charities"), review="2027-01-01")
    assert "Taken back" in visit(AT, who=someone("club"))


def test_where_the_proposing_partner_has_left_the_chair_takes_it_back(send, opened, someone):
    Partner.objects.filter(slug="charities").update(state="left")
    send(opened, "withdraw", someone("", "chair"), words="They have left.")
    assert of(opened).stage == "withdrawn"


def test_a_decision_is_looked_at_again(visit, send, opened, someone, today):
    who = someone("charities")
    assert "Only what was decided is looked back on" in send(opened, "look", who, words="Good.")
    past = today - datetime.timedelta(days=3)
    Decision.objects.update(stage="closed", outcome="carried", closed=past, review=past)
    assert "To be looked at again" in visit(AT, who=who)
    page = visit(f"{AT}{opened.ref}/", who=who)
    assert "It was to be looked at again by" in page
    page = send(opened, "look", who, words="Forty people came.", again="2027-06-01")
    assert "Forty people came." in page
    assert of(opened).review == datetime.date(2027, 6, 1)
    send(opened, "review", who, review="2027-07-01")
    send(opened, "look", who, words="Still good.")
    assert of(opened).review is None


def test_sectors_that_are_missing_are_told_by_their_titles(visit, someone, today):
    partners, board = round_table(), board_of()
    signed(board, partners, since=today, quorum_sectors=2, chair_independent=False, days=0)
    one = decision_of(board, partners["homes"], stage="objections")
    page = visit(f"{AT}{one.ref}/", who=someone("homes"))
    assert "Partners from 2 more sectors must speak (" in page
    assert "(council," not in page


def test_whoever_had_a_voice_then_is_listed_though_they_left_since(visit, opened, someone, today):
    told = {"with_voice": ["charities", "club", "homes"], "spoken": ["charities"]}
    Decision.objects.update(stage="closed", outcome="carried", closed=today, rule=told)
    Partner.objects.filter(slug="club").update(state="left")
    page = visit(f"{AT}{opened.ref}/", who=someone("homes"))
    assert "Club Community Trust Did not speak" in page
    assert "General Hospital" not in page.partition("Voices")[2].partition("Outcome")[0]
